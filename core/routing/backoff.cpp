// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/backoff.h"

#include <algorithm>

namespace Belay {

namespace {

Milliseconds share(Milliseconds whole, double part)
{
    return Milliseconds(static_cast<Milliseconds::rep>(static_cast<double>(whole.count()) * part));
}

} // namespace

Milliseconds Backoff::ceiling(int retry) const
{
    Milliseconds most = m_policy.baseInterval;
    for (int i = 0; i < retry && most < m_policy.maxInterval; ++i)
        most *= 2;
    return std::min(most, m_policy.maxInterval);
}

Milliseconds Backoff::delay(int retry, RandomSource &random) const
{
    return share(ceiling(retry), random.uniform());
}

Milliseconds Backoff::stated(Milliseconds time, RandomSource &random)
{
    constexpr Milliseconds MostJitter {250};
    return time + share(std::min(time / 10, MostJitter), random.uniform());
}

} // namespace Belay
