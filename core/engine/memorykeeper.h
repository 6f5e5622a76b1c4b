// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/config.h"
#include "core/engine/historyreader.h"
#include "core/engine/monitormemory.h"

#include <QObject>

#include <functional>

namespace Belay {

/// Reads from history what the monitor's rules need, at start and every hour. Lives on the main thread.
class MemoryKeeper final : public QObject
{
    Q_OBJECT
public:
    MemoryKeeper(HistoryReader &reader, Clock &clock, QObject *parent = nullptr);

    /// For the targets of `config` from now on; `remembered` follows soon, and again every hour.
    void read(std::shared_ptr<const Config> config, const Catalogue &catalogue);

Q_SIGNALS:
    void remembered(const Belay::MonitorMemory &memory);

private:
    void ask();

    HistoryReader &m_reader;
    Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    MemorySubject m_subject;
    int m_generation = 0;
    bool m_hasRemembered = false; // the recent samples are told once
};

} // namespace Belay
