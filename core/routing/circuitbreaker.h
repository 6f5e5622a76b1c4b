// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/time.h"
#include "core/domain/chainconfig.h"

#include <array>
#include <cstdint>
#include <optional>

namespace Belay {

/// Decides whether something that keeps failing may be tried (contract 3, *Breakers*). A pure state machine:
/// the caller brings the time. It stays where it is made, because permits point at it and it must outlive
/// them.
class CircuitBreaker final
{
public:
    enum class State { Closed, HalfOpen, Open }; ///< the numbers of `belay_breaker_state`

    /// Leave for one try. Its end is told once; one that is dropped counts neither way.
    class Permit
    {
    public:
        Permit(Permit &&other) noexcept;
        Permit &operator=(Permit &&other) noexcept;
        ~Permit();
        /// Whether this is the one test request of a half-open breaker.
        bool isTest() const { return m_kind == Kind::Test || m_kind == Kind::EarlyTest; }
        void succeed(SteadyTime now);
        /// `stated`: for how long the provider asked to be left alone.
        void fail(SteadyTime now, std::optional<Milliseconds> stated = {});

    private:
        friend class CircuitBreaker;
        enum class Kind : std::uint8_t { Plain, Test, EarlyTest, Beside };
        Permit(CircuitBreaker *breaker, std::uint32_t era, Kind kind)
            : m_breaker(breaker)
            , m_era(era)
            , m_kind(kind)
        { }
        CircuitBreaker *takeBreaker();
        CircuitBreaker *m_breaker;
        std::uint32_t m_era; // of the breaker when it was given: an older one says nothing of now
        Kind m_kind;
    };

    explicit CircuitBreaker(const BreakerConfig &settings = {});
    CircuitBreaker(const CircuitBreaker &) = delete;
    CircuitBreaker &operator=(const CircuitBreaker &) = delete;

    void setSettings(const BreakerConfig &settings);

    /// Nothing while open, and while the one test request of half-open is out.
    [[nodiscard]] std::optional<Permit> tryAcquire(SteadyTime now);
    /// Where everything is blocked: the test request before its time, or a permit that counts neither way
    /// while another test is out.
    [[nodiscard]] Permit acquireAnyway(SteadyTime now);

    /// Evidence that came without a permit (probes).
    void succeed(SteadyTime now);
    void fail(SteadyTime now, std::optional<Milliseconds> stated = {});
    /// Opens at once, as after too many failures; nothing where it is not closed.
    void trip(SteadyTime now);
    /// Closed as new.
    void reset();

    State state(SteadyTime now) const;
    bool isTesting() const { return m_testing; }
    /// When the failures began to block; empty while closed.
    std::optional<SteadyTime> openedAt() const;
    /// When the first test request may go; empty while closed.
    std::optional<SteadyTime> closesAt() const;

private:
    struct Slot {
        std::int64_t number = -1; // of the slice of time
        int good = 0;
        int bad = 0;
    };
    static constexpr std::int64_t Slots = 12;

    void count(SteadyTime now, bool good);
    bool hasFailedEnough(SteadyTime now) const;
    void open(SteadyTime now, std::optional<Milliseconds> stated);
    void failTest(SteadyTime now, std::optional<Milliseconds> stated, bool early);

    BreakerConfig m_settings;
    std::array<Slot, Slots> m_window {};
    SteadyTime m_openedAt {};
    SteadyTime m_until {};
    Milliseconds m_cooldown {0};
    std::uint32_t m_era = 0;
    int m_failures = 0; // in a row
    int m_successes = 0; // while not closed
    bool m_closed = true;
    bool m_testing = false;
};
template <>
struct EnumNames<CircuitBreaker::State> {
    static constexpr auto values = std::to_array<std::string_view>({"closed", "half-open", "open"});
};

} // namespace Belay
