// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/configreader.h"
#include "core/routing/chainrun.h"

#include <QStringList>

#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <set>

namespace Belay {

/// What one call of a target does, counted from its start. Without an end it hangs.
struct Behaviour {
    std::optional<Milliseconds> contentAfter;
    std::optional<Milliseconds> endAfter;
    AttemptEnd end;
    QString unfit; ///< the field that the target lacks: never sent
};

/// `ok@1s`, `server-error@200ms`, `rate-limited@50ms;after=5s`, `hang`, `content@1s cut@3s`, `unfit=tools`.
Behaviour behaviourFromText(const QString &text);

/// A source that always lies in the middle: full jitter waits half of its ceiling.
class MiddleRandom final : public RandomSource
{
public:
    std::uint64_t next() override { return std::uint64_t {1} << 63U; }
};

/// Facts as a test wants them; keys named `unreadable` have no value.
class PlainFacts final : public RoutingFacts
{
public:
    std::map<QString, TargetFacts> models;
    std::map<QString, std::uint64_t> stamps; ///< by key

    TargetFacts target(const ProviderConfig &, const QString &model) const override
    {
        const auto found = models.find(model);
        return found == models.end() ? TargetFacts {} : found->second;
    }
    KeyFacts key(const ProviderConfig &, const KeyConfig &key) const override
    {
        const auto found = stamps.find(key.id.value);
        return {key.id.value != QStringLiteral("unreadable"), found == stamps.end() ? 0 : found->second};
    }
    bool isKeyOptional(const ProviderConfig &provider) const override
    {
        return provider.kind == ProviderKindId::Ollama;
    }
};

/// A world in which requests run on virtual time: it plays what a dispatcher and the network do, and notes
/// every promise of ChainRun that is broken.
class RoutingWorld final
{
public:
    using Script = std::function<Behaviour(const StartAttempt &)>;

    RoutingWorld(TargetBoard &worldBoard, RandomSource &random)
        : m_board(worldBoard)
        , m_random(random)
    { }

    /// Begins a request at `at`; returns its number.
    int add(ChainPlanPtr plan, RouteRequest request, Script script, SteadyTime at);
    void goneAt(int run, SteadyTime at);
    /// Until nothing is left to happen.
    void play();
    void playUntil(SteadyTime end);
    /// Until this request has ended.
    void finish(int run);

    const RunSummary &summary(int run) const { return m_runs[static_cast<std::size_t>(run)]->run->summary(); }
    bool isOver(int run) const { return m_runs[static_cast<std::size_t>(run)]->run->isOver(); }
    int starts(int run) const { return m_runs[static_cast<std::size_t>(run)]->starts; }
    SteadyTime now() const { return m_now; }
    const QStringList &broken() const { return m_broken; }
    int mostRunning() const { return m_mostRunning; }
    /// Called after every event.
    std::function<void()> watch;

private:
    struct Event {
        enum class Kind { Begin, Content, Finish, Wake, Gone };
        SteadyTime at;
        std::uint64_t order;
        Kind kind;
        int run;
        AttemptId attempt;
        AttemptEnd end;
        bool operator>(const Event &other) const
        {
            return std::tie(at, order) > std::tie(other.at, other.order);
        }
    };
    struct Played {
        std::unique_ptr<ChainRun> run;
        Script script;
        SteadyTime deadline;
        std::set<AttemptId> running;
        int starts = 0;
        int commits = 0;
        int giveUps = 0;
        int wakes = 0;
    };

    void push(SteadyTime at, Event::Kind kind, int run, AttemptId attempt = 0, const AttemptEnd &end = {});
    void playNext();
    void apply(const Event &event);
    void take(int number);
    void begin(int number, const StartAttempt &start);
    void broke(int run, const QString &what);
    void checkSummary(int number);

    TargetBoard &m_board;
    RandomSource &m_random;
    std::vector<std::unique_ptr<Played>> m_runs;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    std::uint64_t m_order = 0;
    SteadyTime m_now {};
    int m_running = 0;
    int m_mostRunning = 0;
    QStringList m_broken;
};

/// Reads a config out of chains and providers in JSON with single quotes. Its providers a…d have the key
/// `main`, `keys` has k1…k3, `local` takes none.
std::shared_ptr<const Config> configWithChains(const QString &chains, const QString &rest = {});

/// One line an attempt: `a/m main 0+200ms server-error`, with note and wait: `retry(250ms)`.
QStringList traceLines(const RunSummary &summary);

constexpr SteadyTime at(Milliseconds time)
{
    return SteadyTime {} + std::chrono::hours(1000) + time;
}

} // namespace Belay
