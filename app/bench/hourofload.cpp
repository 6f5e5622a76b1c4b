// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/hourofload.h"

#include "app/bench/figures.h"
#include "app/bench/yearofhistory.h"

#include <ostream>
#include <thread>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr WallTime Start {Milliseconds {1'795'305'600'000}}; // 2026-11-22T00:00:00Z
constexpr quint64 RoomInQueue = 12'000; // a bench can wait, so that nothing has to be dropped

/// One second of requests; false once the history cannot be written.
bool recordSecond(SqliteHistory &history, LoadedGateway &gateway, YearClock &clock)
{
    std::vector<Sample> samples;
    const WallTime second = clock.wall();
    for (int i = 0; i < LoadedGateway::RequestsPerSecond; ++i) {
        clock.setWall(second + Milliseconds {i * 1'000 / LoadedGateway::RequestsPerSecond});
        samples.clear();
        Trace trace = gateway.next(samples);
        for (const Sample &sample : samples)
            history.record(sample);
        history.record(std::move(trace));
    }
    clock.setWall(second + 1s);
    while (history.health().ok && history.health().queued > RoomInQueue)
        std::this_thread::sleep_for(1ms);
    return history.health().ok;
}

/// What it costs to hand over results that are made already, while the writer is at work.
void measureHandOver(SqliteHistory &history, LoadedGateway &gateway, LoadFigures &figures)
{
    constexpr int Count = 5'000;
    std::vector<Sample> samples;
    std::vector<Trace> traces;
    while (traces.size() < Count)
        traces.push_back(gateway.next(samples));
    const double forSamples = millisecondsOf([&] {
        for (const Sample &sample : samples)
            history.record(sample);
    });
    const double forTraces = millisecondsOf([&] {
        for (Trace &trace : traces)
            history.record(std::move(trace));
    });
    constexpr double NsPerMs = 1e6;
    figures.sampleNs = forSamples * NsPerMs / static_cast<double>(samples.size());
    figures.traceNs = forTraces * NsPerMs / Count;
}

} // namespace

LoadedGateway::LoadedGateway(const Clock &clock)
    : m_clock(clock)
    , m_ids(clock, m_random)
{
    for (int i = 0; i < Targets; ++i)
        m_targets.push_back(TargetId::fromString(QStringLiteral("provider-%1/model-%1").arg(i)));
}

void LoadedGateway::attempt(
    Trace &trace, std::vector<Sample> &samples, const TargetId &target, Outcome outcome)
{
    const bool isOk = outcome == Outcome::Ok;
    Sample sample;
    sample.at = m_clock.wall();
    sample.target = target;
    sample.key = m_key;
    sample.source = SampleSource::Traffic;
    sample.kind = ProbeKind::Completion;
    sample.outcome = outcome;
    sample.status = isOk ? 200 : 529;
    sample.proof = isOk ? Proof::Stream : Proof::Reach;
    sample.cold = false;
    const auto first = static_cast<qint64>(m_random.between(200'000, 900'000));
    sample.timings.firstByte = Microseconds {first - 9'000};
    sample.timings.total = Microseconds {first * 4};
    if (isOk) {
        sample.timings.firstContent = Microseconds {first};
        sample.tokensIn = static_cast<int>(m_random.between(20, 8'000));
        sample.tokensOut = static_cast<int>(m_random.between(1, 2'000));
        sample.usd = static_cast<NanoUsd>(m_random.between(1'000, 5'000'000));
        sample.servedModel = QStringLiteral("model-2026-10-01");
    } else {
        sample.requestId = QStringLiteral("req_011CSHoEeqs5C35K2UUqR7Fy");
        sample.evidence = Evidence {QStringLiteral("overloaded_error"), QStringLiteral("203.0.113.7:443"),
            QStringLiteral("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                           "\"message\":\"Overloaded\"}}"),
            {}};
    }
    TraceAttempt made;
    made.target = target;
    made.key = m_key;
    made.outcome = outcome;
    made.status = sample.status;
    made.length = *sample.timings.total;
    if (!trace.attempts.empty()) {
        made.start = trace.attempts.back().start + trace.attempts.back().length + 500ms;
        made.wait = 500ms;
        made.note = isOk ? AttemptNote::Fallback : AttemptNote::Retry;
        made.step = isOk ? 1 : 0;
    }
    trace.attempts.push_back(std::move(made));
    samples.push_back(std::move(sample));
}

Trace LoadedGateway::next(std::vector<Sample> &samples)
{
    Trace trace;
    trace.id = m_ids.next();
    trace.at = m_clock.wall();
    trace.token = QStringLiteral("default");
    trace.chain = ChainId {QStringLiteral("main")};
    trace.stream = m_random.uniform() < 0.8;
    trace.status = 200;
    if (m_random.uniform() < 0.1) {
        attempt(trace, samples, m_targets.back(), Outcome::Overloaded);
        attempt(trace, samples, m_targets.back(), Outcome::Overloaded);
    }
    attempt(trace, samples, m_targets[m_random.next() % (Targets - 1)], Outcome::Ok);
    const Sample &last = samples.back();
    trace.target = last.target;
    trace.firstContent = last.timings.firstContent;
    trace.total = trace.attempts.back().start + trace.attempts.back().length;
    trace.tokensIn = last.tokensIn;
    trace.tokensOut = last.tokensOut;
    trace.usd = last.usd;
    return trace;
}

std::optional<LoadFigures> recordLoad(const QString &path, Seconds length, std::ostream &progress)
{
    YearClock clock(Start);
    auto opened = SqliteHistory::open(path, {.clock = clock});
    if (!opened)
        return {};
    SqliteHistory &history = *opened.value();
    LoadedGateway gateway(clock);
    LoadFigures figures;
    const auto before = static_cast<double>(history.sizeOnDisk());
    bool ok = true;
    figures.secondsTaken = millisecondsOf([&] {
        for (Seconds second {0}; second < length && ok; ++second) {
            ok = recordSecond(history, gateway, clock);
            if (second % 60s == 59s)
                ok = ok && history.tidy().has_value(); // by itself this happens every minute of real time
        }
        ok = ok && history.flush().has_value() && history.tidy().has_value();
    }) / 1'000;
    figures.grownBytes = static_cast<double>(history.sizeOnDisk()) - before;
    if (ok)
        measureHandOver(history, gateway, figures);
    ok = ok && history.flush().has_value();
    const HistoryHealth health = history.health();
    progress << "history: " << length.count() << " s at " << LoadedGateway::RequestsPerSecond
             << " requests/s recorded in " << figures.secondsTaken << " s: " << figures.grownBytes / 1e6
             << " MB; a sample is handed over in " << figures.sampleNs << " ns, a trace in "
             << figures.traceNs << " ns; dropped " << health.dropped << " and " << health.droppedTraces
             << '\n';
    return ok && health.dropped == 0 && health.droppedTraces == 0 ? std::optional(figures) : std::nullopt;
}

} // namespace Belay
