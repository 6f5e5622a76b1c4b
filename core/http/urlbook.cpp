// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/urlbook.h"

#include "core/http/requestcheck.h"

#include <algorithm>

namespace Belay {

const UrlBook::Entry &UrlBook::look(const QUrl &url)
{
    constexpr size_t Most = 32;
    const auto known = std::find_if(
        m_entries.begin(), m_entries.end(), [&url](const Entry &entry) { return entry.url == url; });
    if (known != m_entries.end())
        return *known;
    Entry entry {url, url.toEncoded(QUrl::FullyEncoded | QUrl::RemoveFragment), {}};
    entry.refused = reasonAgainst(url, entry.encoded);
    if (m_entries.size() < Most)
        return m_entries.emplace_back(std::move(entry));
    Entry &place = m_entries[m_oldest++ % Most];
    place = std::move(entry);
    return place;
}

} // namespace Belay
