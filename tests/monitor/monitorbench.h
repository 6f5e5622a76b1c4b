// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/monitor/monitor.h"
#include "tests/support/fakehttpclient.h"

#include <QObject>

namespace Belay {

/// Keeps what the monitor records, as history would.
class KeptHistory final : public HistoryStore
{
public:
    void record(const Sample &sample) override { samples.push_back(sample); }
    void record(const Span &span) override { m_spans[{span.subject, span.from}] = span; }
    void record(Trace trace) override { traces.push_back(std::move(trace)); }
    void record(const PageIncidentRecord &incident) override { pageIncidents.push_back(incident); }
    void record(const PageReadSpan &read) override { pageReads.push_back(read); }
    void record(const Incident &incident) override { incidents[incident.id] = incident; }
    void record(const IncidentRemark &) override { }
    std::vector<Span> spans(const TargetId &subject) const
    {
        std::vector<Span> all;
        for (const auto &[id, span] : m_spans) {
            if (span.subject == subject)
                all.push_back(span);
        }
        return all;
    }
    std::vector<Sample> samples;
    std::vector<Trace> traces;
    std::vector<PageIncidentRecord> pageIncidents;
    std::vector<PageReadSpan> pageReads;
    std::map<Ulid, Incident> incidents;

private:
    std::map<std::pair<TargetId, WallTime>, Span> m_spans;
};

/// A monitor with its own time and network, and what it told.
class MonitorBench final : public QObject
{
public:
    struct Told {
        SteadyTime at;
        TargetId target;
        TargetState state;
        Verdict verdict;
    };

    explicit MonitorBench(std::uint64_t seed = 1);

    /// A provider with one key, `https://<id>.example/v1`, and one model `m`.
    static ProviderConfig provider(const QString &id);
    void apply(Config config);
    void run(Microseconds time) { clock.advance(time); }
    /// What a host answers: to free checks and to completions.
    void answer(const QString &host, const FakeAnswer &check, const FakeAnswer &completion);
    void answerAll(const QString &host) { answer(host, goodCheck(), FakeAnswer::chatStream()); }
    static FakeAnswer goodCheck();
    static FakeAnswer badKey();

    const TargetStatus *row(const QString &target) const;
    QString state(const QString &target) const;
    int requests(const QString &host, const QByteArray &method) const;
    Microseconds since(SteadyTime from) const { return clock.steady() - from; }

    FakeClock clock;
    FakeHttpClient http {clock};
    SeededRandom random;
    KeptHistory history;
    Config config;
    std::shared_ptr<const StatusBoard> board;
    std::vector<SteadyTime> boardTimes;
    std::vector<Told> told;
    std::vector<NetworkState> networks;
    std::vector<Sample> counted; ///< what the monitor took for evidence, in its order
    std::vector<std::optional<TargetId>> ended;
    std::unique_ptr<Monitor> monitor;

private:
    std::map<QString, std::pair<FakeAnswer, FakeAnswer>> m_answers;
};

} // namespace Belay
