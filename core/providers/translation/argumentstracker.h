// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace Belay {

/// Tells from the pieces of a tool call's arguments whether their object has ended, reading each byte once.
class ArgumentsTracker final
{
public:
    void feed(std::string_view piece);
    bool isComplete() const { return m_opened && m_depth == 0; }

private:
    int m_depth = 0;
    bool m_opened = false;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace Belay
