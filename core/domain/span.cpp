// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span.h"

#include <algorithm>
#include <cmath>

namespace Belay {

std::optional<double> UptimeFigure::uptime() const
{
    if (known.count() <= 0)
        return {};
    return static_cast<double>((known - down).count()) / static_cast<double>(known.count());
}

std::optional<double> UptimeFigure::coverage() const
{
    if (period.count() <= 0)
        return {};
    return static_cast<double>(known.count()) / static_cast<double>(period.count());
}

bool goesOn(const Span &earlier, const Span &later)
{
    return earlier.state == later.state && later.from - earlier.to <= LongestBreak;
}

TargetId ownNetworkSubject()
{
    return {ProviderId {QStringLiteral("@network")}, {}};
}

UptimeFigure uptimeOf(const std::vector<Span> &spans, WallTime from, WallTime to)
{
    UptimeFigure figure;
    figure.period = std::max(to - from, Milliseconds {0});
    for (const Span &span : spans) {
        const Milliseconds length = std::min(span.to, to) - std::max(span.from, from);
        if (length <= Milliseconds {0})
            continue;
        switch (span.state) {
        case TargetState::Down:
            figure.down += length;
            figure.known += length;
            break;
        case TargetState::Slow:
            figure.slow += length;
            figure.known += length;
            break;
        case TargetState::Limited:
            figure.limited += length;
            figure.known += length;
            break;
        case TargetState::Up:
            figure.known += length;
            break;
        case TargetState::KeyRejected:
        case TargetState::NoData:
        case TargetState::Paused:
        case TargetState::Checking:
            break;
        }
    }
    return figure;
}

QString percentText(std::optional<double> share)
{
    if (!share)
        return QStringLiteral("–");
    // 1e-9 keeps 0.9993, which is 99.92999… in binary, from losing a hundredth to the rounding.
    const double hundredths = std::floor(*share * 10'000.0 + 1e-9);
    return QString::number(hundredths / 100.0, 'f', 2) + QStringLiteral(" %");
}

} // namespace Belay
