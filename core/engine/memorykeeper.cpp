// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/memorykeeper.h"

#include "core/engine/monitormemory.h"

#include <utility>

namespace Belay {

namespace {

constexpr std::chrono::hours RefreshInterval {1};

} // namespace

MemoryKeeper::MemoryKeeper(HistoryReader &reader, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_clock(clock)
    , m_alarm(clock.createAlarm([this] { ask(); }))
{ }

void MemoryKeeper::read(std::shared_ptr<const Config> config, const Catalogue &catalogue)
{
    m_subject = memorySubjectOf(*config, catalogue);
    ask();
}

void MemoryKeeper::ask()
{
    const int generation = ++m_generation;
    const WallTime now = m_clock.wall();
    const MemoryUse use = m_hasRemembered ? MemoryUse::Refresh : MemoryUse::Start;
    m_reader.ask(
        this,
        [subject = m_subject, use, now](
            HistoryQueries &queries) { return readMemory(queries, subject, use, now); },
        [this, generation](const Result<MonitorMemory> &memory) {
            if (generation != m_generation)
                return;
            const bool isFirst = !std::exchange(m_hasRemembered, true);
            m_alarm->wakeAt(m_clock.steady() + RefreshInterval);
            if (memory)
                Q_EMIT remembered(*memory);
            else if (isFirst) // a history that cannot be read must not keep anybody from watching
                Q_EMIT remembered({});
        });
}

} // namespace Belay
