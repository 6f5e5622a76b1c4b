// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/journal.h"

#include "core/domain/configjson.h"

#include <algorithm>

namespace Belay {

Journal::Number Journal::add(JournalEntry entry)
{
    constexpr size_t Most = 100'000;
    if (m_entries.size() == Most) {
        m_entries.pop_front();
        ++m_first;
    }
    m_entries.push_back(std::move(entry));
    return m_first + m_entries.size() - 1;
}

void Journal::change(Number number, const std::function<void(JournalEntry &)> &change)
{
    if (number >= m_first && number - m_first < m_entries.size())
        change(m_entries[number - m_first]);
}

void Journal::clear()
{
    m_first += m_entries.size();
    m_entries.clear();
}

int Journal::count(const TargetId &target) const
{
    return static_cast<int>(std::count_if(m_entries.begin(), m_entries.end(),
        [&target](const JournalEntry &entry) { return entry.target == target; }));
}

QByteArray Journal::toJson() const
{
    ConfigJson list = ConfigJson::array();
    for (const JournalEntry &entry : m_entries) {
        list.push_back({{"at", toIsoString(entry.at).toStdString()},
            {"target", entry.target.toString().toStdString()}, {"key", entry.key.toStdString()},
            {"path", entry.path.toStdString()}, {"bytes", entry.bytes}, {"cancelled", entry.cancelled}});
    }
    return configJsonText(list, ConfigJsonForm::Compact);
}

} // namespace Belay
