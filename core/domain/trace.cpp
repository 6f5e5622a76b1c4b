// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/trace.h"

#include <QStringList>

namespace Belay {

namespace {

QString sentenceOf(const TraceAttempt &attempt)
{
    QString text = attempt.target.toString() + u": "
        + (attempt.note == AttemptNote::LostRace ? QStringLiteral("lost the race")
                                                 : toString(attempt.outcome));
    if (attempt.status > 0 && attempt.outcome != Outcome::Ok && attempt.outcome != Outcome::Cancelled)
        text += QStringLiteral(" (%1)").arg(attempt.status);
    return text;
}

} // namespace

QString whyOf(const Trace &trace)
{
    QStringList parts;
    QString last;
    int times = 0;
    const auto finish = [&] {
        if (!last.isEmpty())
            parts << (times > 1 ? QStringLiteral("%1, %2 times").arg(last).arg(times) : last);
    };
    for (const TraceAttempt &attempt : trace.attempts) {
        if (attempt.outcome == Outcome::Ok && attempt.note != AttemptNote::LostRace)
            continue;
        const QString sentence = sentenceOf(attempt);
        if (sentence != last) {
            finish();
            last = sentence;
            times = 0;
        }
        ++times;
    }
    finish();
    return parts.join(u"; ");
}

} // namespace Belay
