// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routingworld.h"

#include <QtTest>

namespace Belay {

namespace {

/// More than any request that makes progress can need.
constexpr int MostWakes = 2'000;

Milliseconds timeIn(const QString &text)
{
    const std::optional<Milliseconds> time = durationFromString(text);
    if (!time)
        qFatal("no duration: %s", qPrintable(text));
    return *time;
}

} // namespace

Behaviour behaviourFromText(const QString &text)
{
    Behaviour behaviour;
    if (text.startsWith(QStringLiteral("unfit="))) {
        behaviour.unfit = text.mid(6);
        return behaviour;
    }
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList pieces = part.split(u';');
        const QString name = pieces[0].section(u'@', 0, 0);
        if (name == QStringLiteral("hang"))
            continue;
        const Milliseconds time = timeIn(pieces[0].section(u'@', 1));
        if (name == QStringLiteral("content")) {
            behaviour.contentAfter = time;
            continue;
        }
        const std::optional<Outcome> outcome = enumFromString<Outcome>(name);
        if (!outcome)
            qFatal("no outcome: %s", qPrintable(name));
        behaviour.end.outcome = *outcome;
        behaviour.endAfter = time;
        if (pieces.size() > 1)
            behaviour.end.retryAfter = timeIn(pieces[1].section(u'=', 1));
    }
    return behaviour;
}

int RoutingWorld::add(ChainPlanPtr plan, RouteRequest request, Script script, SteadyTime begins)
{
    request.arrived = begins;
    auto played = std::make_unique<Played>();
    played->deadline = begins + (request.stream ? plan->deadline : plan->config.answerDeadline);
    played->run = std::make_unique<ChainRun>(m_board, std::move(plan), std::move(request), m_random);
    played->script = std::move(script);
    m_runs.push_back(std::move(played));
    const int number = static_cast<int>(m_runs.size()) - 1;
    push(begins, Event::Kind::Begin, number);
    return number;
}

void RoutingWorld::goneAt(int run, SteadyTime time)
{
    push(time, Event::Kind::Gone, run);
}

void RoutingWorld::play()
{
    playUntil(SteadyTime::max());
}

void RoutingWorld::playUntil(SteadyTime end)
{
    while (!m_events.empty() && m_events.top().at <= end)
        playNext();
    if (end != SteadyTime::max())
        m_now = std::max(m_now, end);
}

void RoutingWorld::finish(int run)
{
    while (!m_events.empty() && !isOver(run))
        playNext();
}

void RoutingWorld::playNext()
{
    const Event event = m_events.top();
    m_events.pop();
    m_now = std::max(m_now, event.at);
    apply(event);
    if (watch)
        watch();
}

void RoutingWorld::push(SteadyTime time, Event::Kind kind, int run, AttemptId attempt, const AttemptEnd &end)
{
    m_events.push({time, m_order++, kind, run, attempt, end});
}

void RoutingWorld::apply(const Event &event)
{
    Played &played = *m_runs[static_cast<std::size_t>(event.run)];
    const bool wasOver = played.run->isOver();
    switch (event.kind) {
    case Event::Kind::Begin:
        played.run->begin(m_now);
        break;
    case Event::Kind::Content:
        if (played.running.contains(event.attempt))
            played.run->attemptContent(event.attempt, m_now);
        break;
    case Event::Kind::Finish:
        if (played.running.erase(event.attempt)) {
            --m_running;
            played.run->attemptFinished(event.attempt, event.end, m_now);
        }
        break;
    case Event::Kind::Wake:
        if (++played.wakes > MostWakes)
            return broke(event.run, QStringLiteral("woken without end"));
        played.run->woke(m_now);
        break;
    case Event::Kind::Gone:
        played.run->clientGone(m_now);
        break;
    }
    take(event.run);
    if (!wasOver && played.run->isOver())
        checkSummary(event.run);
}

void RoutingWorld::take(int number)
{
    Played &played = *m_runs[static_cast<std::size_t>(number)];
    while (const std::optional<RunCommand> command = played.run->takeCommand()) {
        if (played.giveUps > 0)
            broke(number, QStringLiteral("a command after GiveUp"));
        if (const auto *start = std::get_if<StartAttempt>(&*command)) {
            begin(number, *start);
        } else if (const auto *cancel = std::get_if<CancelAttempt>(&*command)) {
            if (!played.running.erase(cancel->attempt))
                broke(number, QStringLiteral("cancelled what does not run"));
            else
                --m_running;
        } else if (const auto *wake = std::get_if<WakeAt>(&*command)) {
            push(std::max(wake->time, m_now), Event::Kind::Wake, number);
        } else if (const auto *commit = std::get_if<Commit>(&*command)) {
            if (++played.commits > 1)
                broke(number, QStringLiteral("two winners"));
            if (played.run->summary().winner != commit->attempt)
                broke(number, QStringLiteral("a winner that the summary does not name"));
        } else {
            ++played.giveUps;
            if (played.commits > 0)
                broke(number, QStringLiteral("gave up after the commit"));
            if (!played.running.empty())
                broke(number, QStringLiteral("gave up while an attempt runs"));
        }
    }
}

void RoutingWorld::begin(int number, const StartAttempt &start)
{
    Played &played = *m_runs[static_cast<std::size_t>(number)];
    ++played.starts;
    if (played.commits > 0)
        broke(number, QStringLiteral("a start after the commit"));
    if (m_now >= played.deadline)
        broke(number, QStringLiteral("a start after the deadline"));
    if (!played.running.insert(start.attempt).second)
        broke(number, QStringLiteral("an attempt that started twice"));
    m_mostRunning = std::max(m_mostRunning, ++m_running);
    const Behaviour behaviour = played.script(start);
    if (!behaviour.unfit.isEmpty()) {
        played.running.erase(start.attempt);
        --m_running;
        played.run->targetUnfit(start.attempt, behaviour.unfit, m_now);
        return;
    }
    if (behaviour.contentAfter)
        push(m_now + *behaviour.contentAfter, Event::Kind::Content, number, start.attempt);
    if (behaviour.endAfter)
        push(m_now + *behaviour.endAfter, Event::Kind::Finish, number, start.attempt, behaviour.end);
}

void RoutingWorld::broke(int run, const QString &what)
{
    if (m_broken.size() < 10)
        m_broken.append(QStringLiteral("run %1: %2").arg(run).arg(what));
}

void RoutingWorld::checkSummary(int number)
{
    const Played &played = *m_runs[static_cast<std::size_t>(number)];
    const RunSummary &summary = played.run->summary();
    for (const RunAttempt &attempt : summary.attempts) {
        if (!attempt.endedAt || *attempt.endedAt < attempt.startedAt)
            broke(number, QStringLiteral("an attempt without an end"));
    }
    if (!played.running.empty())
        broke(number, QStringLiteral("over while an attempt runs"));
    const bool gaveUp = summary.ended == RunSummary::Ended::GaveUp;
    if (gaveUp != summary.reason.has_value() || gaveUp != (played.giveUps == 1))
        broke(number, QStringLiteral("an end that is told in two ways"));
    if (summary.winner.has_value() != (played.commits == 1))
        broke(number, QStringLiteral("a winner without a commit"));
}

std::shared_ptr<const Config> configWithChains(const QString &chains, const QString &rest)
{
    QString text = QStringLiteral("{'version':1,'providers':[");
    for (const char *id : {"a", "b", "c", "d"})
        text += QStringLiteral("{'id':'%1','kind':'openai-compatible','baseUrl':'http://%1.test/v1',"
                               "'keys':[{'id':'main','from':'env:MAIN'}]},")
                    .arg(QLatin1StringView(id));
    text += QStringLiteral("{'id':'keys','kind':'openai-compatible','baseUrl':'http://keys.test/v1','keys':["
                           "{'id':'k1','from':'env:K1','weight':100},{'id':'k2','from':'env:K2','weight':10},"
                           "{'id':'k3','from':'env:K3'}]},"
                           "{'id':'local','kind':'ollama'},"
                           "{'id':'off','enabled':false,'kind':'ollama'},"
                           "{'id':'bare','kind':'openai-compatible','baseUrl':'http://bare.test/v1',"
                           "'keys':[{'id':'unreadable','from':'env:NONE'}]}],'chains':[%1]%2}")
                .arg(chains, rest);
    text.replace(u'\'', u'"');
    Result<Config, ConfigErrors> config = readConfig(text.toUtf8());
    if (!config)
        qFatal("%s", qPrintable(configIssueLine(config.error().front())));
    return std::make_shared<const Config>(std::move(*config));
}

QStringList traceLines(const RunSummary &summary)
{
    const auto millis = [](Microseconds time) {
        return QString::number(std::chrono::duration_cast<Milliseconds>(time).count());
    };
    QStringList lines;
    for (const RunAttempt &attempt : summary.attempts) {
        QString line = attempt.target.toString();
        if (attempt.key.value != QStringLiteral("main") && !attempt.key.isEmpty())
            line += u':' + attempt.key.value;
        line += u' ' + millis(attempt.startedAt - summary.beganAt) + u'+'
            + millis(attempt.endedAt.value_or(attempt.startedAt) - attempt.startedAt) + u' '
            + toString(attempt.outcome);
        if (attempt.note)
            line += u' ' + toString(*attempt.note);
        if (attempt.waited > Milliseconds {0})
            line += QStringLiteral(" waited ") + millis(attempt.waited);
        lines.append(line);
    }
    return lines;
}

} // namespace Belay
