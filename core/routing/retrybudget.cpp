// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/retrybudget.h"

#include <algorithm>

namespace Belay {

int RetryBudget::allowed() const
{
    return std::max(Least, static_cast<int>(m_share * m_active));
}

std::optional<RetryBudget::Ticket> RetryBudget::tryRetry()
{
    if (m_retrying >= allowed())
        return {};
    return Ticket(&m_retrying);
}

} // namespace Belay
