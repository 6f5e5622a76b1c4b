// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/monitor/monitorbench.h"

#include <QtTest>

namespace Belay {

using namespace std::chrono_literals;

inline const QString TargetA = QStringLiteral("a/gpt-4.1-nano");
inline const QString TargetB = QStringLiteral("b/gpt-4.1-nano");
inline const QString HostA = QStringLiteral("a.example");
inline const QString HostB = QStringLiteral("b.example");
inline const QString Anchor = QStringLiteral("anchor.example");

/// Two providers that have been well for ten minutes.
inline void startTwo(MonitorBench &bench)
{
    bench.answerAll(HostA);
    bench.answerAll(HostB);
    Config config = bench.config;
    config.providers
        = {MonitorBench::provider(QStringLiteral("a")), MonitorBench::provider(QStringLiteral("b"))};
    bench.apply(config);
    bench.run(10min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
    QCOMPARE(bench.state(TargetB), QStringLiteral("up"));
}

inline void fail(MonitorBench &bench, const QString &host, const FakeAnswer &answer)
{
    bench.answer(host, answer, answer);
}

} // namespace Belay
