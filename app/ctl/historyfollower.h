// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/eventprinter.h"
#include "core/base/clock.h"
#include "core/domain/config.h"
#include "core/engine/historyreader.h"

#include <QObject>

#include <set>

namespace Belay {

/// Tells what the owner of a home measures, from the history that it writes: nothing is probed twice, nothing
/// is paid twice.
class HistoryFollower final
{
public:
    HistoryFollower(const QString &historyPath, Config config, Clock &clock, EventPrinter printer);
    ~HistoryFollower();
    Q_DISABLE_COPY_MOVE(HistoryFollower)

private:
    struct News {
        std::vector<Sample> samples;
        std::vector<Span> spans;
        std::vector<Incident> incidents;
    };
    void ask();
    void tell(const News &news);
    void tellSpan(const Span &span);
    void tellIncident(const Incident &incident);

    Config m_config;
    Clock &m_clock;
    EventPrinter m_printer;
    QObject m_context;
    std::unique_ptr<HistoryReader> m_reader;
    std::unique_ptr<Alarm> m_alarm;
    bool m_isTroubled = false; // the last question was not answered, and that was said
    WallTime m_from;
    std::map<Ulid, bool> m_toldIncidents; // whether it was open
    std::map<TargetId, WallTime> m_told; // the newest span of each subject, by its begin
    std::set<std::tuple<TargetId, KeyId, ProbeKind, WallTime>>
        m_toldSamples; // of the window that is asked again
};

} // namespace Belay
