// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/argumentstracker.h"

namespace Belay {

void ArgumentsTracker::feed(std::string_view piece)
{
    for (const char c : piece) {
        if (m_inString) {
            m_inString = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            m_opened = true;
            ++m_depth;
        } else if ((c == '}' || c == ']') && m_depth > 0) {
            --m_depth;
        }
    }
}

} // namespace Belay
