// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

namespace Belay {

/// Bounds the retries in flight to a share of the active requests, at least three, so that retries cannot
/// multiply an outage. The budget outlives what it hands out.
class RetryBudget final
{
public:
    static constexpr int Least = 3;

    /// One active request or one retry in flight; gives itself back.
    class Ticket
    {
    public:
        Ticket() = default;
        Ticket(Ticket &&other) noexcept
            : m_count(std::exchange(other.m_count, nullptr))
        { }
        Ticket &operator=(Ticket &&other) noexcept
        {
            std::swap(m_count, other.m_count);
            return *this;
        }
        ~Ticket()
        {
            if (m_count)
                --*m_count;
        }
        Ticket(const Ticket &) = delete;
        Ticket &operator=(const Ticket &) = delete;
        explicit operator bool() const { return m_count; }

    private:
        friend class RetryBudget;
        explicit Ticket(int *count)
            : m_count(count)
        {
            ++*m_count;
        }
        int *m_count = nullptr;
    };

    explicit RetryBudget(double share = 0.2)
        : m_share(share)
    { }
    RetryBudget(const RetryBudget &) = delete;
    RetryBudget &operator=(const RetryBudget &) = delete;

    void setShare(double share) { m_share = share; }
    [[nodiscard]] Ticket beginRequest() { return Ticket(&m_active); }
    /// Nothing when as many retries are in flight as the active requests allow.
    [[nodiscard]] std::optional<Ticket> tryRetry();
    int allowed() const;
    int active() const { return m_active; }
    int retrying() const { return m_retrying; }

private:
    double m_share;
    int m_active = 0;
    int m_retrying = 0;
};

} // namespace Belay
