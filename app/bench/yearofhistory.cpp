// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/yearofhistory.h"

#include "app/bench/figures.h"

#include <cmath>
#include <ostream>
#include <thread>

namespace Belay {

using namespace std::chrono_literals;

YearOfSamples::YearOfSamples()
{
    for (int i = 0; i < Targets; ++i)
        m_targets.push_back(TargetId::fromString(QStringLiteral("provider-%1/model-%1").arg(i)));
}

Sample YearOfSamples::next(int target, WallTime at)
{
    Sample sample;
    sample.at = at + Milliseconds {static_cast<qint64>(m_random.between(0, 12'000))};
    sample.target = m_targets[static_cast<size_t>(target)];
    sample.key = m_key;
    sample.kind = ProbeKind::Completion;
    sample.proof = Proof::Stream;
    sample.status = 200;
    sample.outcome = Outcome::Ok;
    fill(sample.timings, 300'000.0 + 60'000.0 * target);
    sample.tokensIn = 12;
    sample.tokensOut = 5;
    sample.usd = 2'400;
    sample.servedModel = m_model;
    if (m_random.uniform() < 0.001 * (1 + target))
        fail(sample);
    return sample;
}

void YearOfSamples::recordSpansOfDay(HistoryStore &store, WallTime day) const
{
    for (int i = 0; i < Targets; ++i) {
        const int outages = i + 1 == Targets ? 12 : 3;
        const Milliseconds piece = Milliseconds {24h} / outages;
        for (int k = 0; k < outages; ++k) {
            const WallTime from = day + piece * k;
            const auto &target = m_targets[static_cast<size_t>(i)];
            store.record(Span {target, from, from + piece - 7min, TargetState::Up});
            store.record(Span {target, from + piece - 7min, from + piece, TargetState::Down, Owner::Provider,
                Cause::Outage, Outcome::ServerError});
        }
    }
}

void YearOfSamples::fill(PhaseTimings &timings, double typicalFirstContent)
{
    // Near to a log-normal law: three throws of the dice are enough of a bell for widths of histograms.
    const double bell = m_random.uniform() + m_random.uniform() + m_random.uniform() - 1.5;
    const auto first = static_cast<qint64>(typicalFirstContent * std::exp(bell * 0.7));
    const auto jitter
        = [this](double low, double high) { return static_cast<qint64>(m_random.between(low, high)); };
    timings.dns = Microseconds {jitter(800, 9'000)};
    timings.tcp = *timings.dns + Microseconds {jitter(9'000, 24'000)};
    timings.tls = *timings.tcp + Microseconds {jitter(14'000, 38'000)};
    timings.firstByte = *timings.tls + Microseconds {first * 9 / 10};
    timings.firstContent = *timings.firstByte + Microseconds {first / 10};
    timings.total = *timings.firstContent + Microseconds {jitter(60'000, 400'000)};
}

void YearOfSamples::fail(Sample &sample) const
{
    sample.outcome = Outcome::Overloaded;
    sample.status = 529;
    sample.proof = Proof::Reach;
    sample.timings.firstContent.reset();
    sample.tokensIn = sample.tokensOut = std::nullopt;
    sample.usd.reset();
    sample.requestId = QStringLiteral("req_011CSHoEeqs5C35K2UUqR7Fy");
    sample.evidence = Evidence {QStringLiteral("overloaded_error"), QStringLiteral("203.0.113.7:443"),
        QStringLiteral("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                       "\"message\":\"Overloaded\"}}"),
        5s};
}

std::optional<double> recordRange(
    SqliteHistory &history, YearClock &clock, TimeRange range, std::ostream &progress)
{
    constexpr quint64 RoomInQueue = 12'000; // producers that never wait would drop, and this one could
    YearOfSamples year;
    bool ok = true;
    qint64 written = 0;
    const double took = millisecondsOf([&] {
        for (WallTime at = range.from; at < range.to && ok; at += YearOfSamples::Every) {
            if ((at - range.from) % 24h == 0ms) {
                clock.setWall(at);
                ok = history.tidy().has_value();
                year.recordSpansOfDay(history, at);
            }
            for (int target = 0; target < YearOfSamples::Targets; ++target)
                history.record(year.next(target, at));
            written += YearOfSamples::Targets;
            while (written % 1'000 == 0 && history.health().queued > RoomInQueue)
                std::this_thread::sleep_for(1ms);
            if (written % 2'000'000 == 0)
                progress << "history: " << written << " samples\n" << std::flush;
        }
        clock.setWall(range.to);
        ok = ok && history.flush().has_value() && history.tidy().has_value();
    });
    if (!ok || history.health().dropped > 0) {
        progress << "history: " << history.health().detail.toStdString() << ", dropped "
                 << history.health().dropped << '\n';
        return {};
    }
    progress << "history: " << written << " samples in " << took / 1'000 << " s\n";
    return static_cast<double>(written) / (took / 1'000);
}

} // namespace Belay
