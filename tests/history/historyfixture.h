// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/sqlitehistory.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>

namespace Belay {

/// A history in a folder of its own, on time that a test moves.
struct HistoryFixture {
    QTemporaryDir folder;
    FakeClock clock;

    QString path() const { return folder.filePath(QStringLiteral("history.sqlite")); }
    HistoryOptions options() { return {.clock = clock}; }
    Result<std::unique_ptr<SqliteHistory>> open() { return SqliteHistory::open(path(), options()); }
};

inline TargetId reachRow()
{
    return TargetId::fromString(QStringLiteral("anthropic"));
}

inline TargetId haiku()
{
    return TargetId::fromString(QStringLiteral("anthropic/claude-haiku-4-5"));
}

/// A good completion with every measure there is.
inline Sample goodCompletion(WallTime at, Milliseconds firstContent = Milliseconds {400})
{
    Sample sample;
    sample.at = at;
    sample.target = haiku();
    sample.key = KeyId(QStringLiteral("main"));
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::Ok;
    sample.status = 200;
    sample.proof = Proof::Stream;
    const Microseconds first = firstContent;
    sample.timings = {Microseconds {4'100}, Microseconds {21'000}, Microseconds {47'000},
        first - Microseconds {9'000}, first, first + Microseconds {120'000}};
    sample.tokensIn = 12;
    sample.tokensOut = 4;
    sample.usd = 3'200;
    sample.servedModel = QStringLiteral("claude-haiku-4-5-20251001");
    return sample;
}

inline Sample failedCompletion(WallTime at, Outcome outcome = Outcome::ServerError)
{
    Sample sample;
    sample.at = at;
    sample.target = haiku();
    sample.key = KeyId(QStringLiteral("main"));
    sample.kind = ProbeKind::Completion;
    sample.outcome = outcome;
    sample.status = 500;
    sample.proof = Proof::Reach;
    sample.timings.firstByte = Microseconds {80'000};
    sample.timings.total = Microseconds {81'000};
    sample.requestId = QStringLiteral("req_011CSHoEeqs5C35K2UUqR7Fy");
    sample.evidence = Evidence {QStringLiteral("api_error"), QStringLiteral("127.0.0.1:443"),
        QStringLiteral("Internal server error"), Milliseconds {5'000}};
    return sample;
}

inline Sample goodReach(WallTime at)
{
    Sample sample;
    sample.at = at;
    sample.target = reachRow();
    sample.kind = ProbeKind::Reach;
    sample.outcome = Outcome::Ok;
    sample.status = 200;
    sample.proof = Proof::Reach;
    sample.timings.total = Microseconds {61'000};
    return sample;
}

} // namespace Belay
