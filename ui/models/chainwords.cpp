// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chainwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::ChainWords)
};

constexpr qint64 Second = 1'000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;

qint64 unitOf(qint64 ms)
{
    for (const qint64 unit : {Hour, Minute, Second}) {
        if (ms >= unit && ms % unit == 0)
            return unit;
    }
    return 1;
}

qint64 unitNamed(const QString &name, qint64 fallback)
{
    if (name.isEmpty())
        return fallback;
    if (name == u"ms" || name == Words::tr("ms", "unit that is typed"))
        return 1;
    if (name == u"s" || name == u"sec" || name == Words::tr("s", "unit that is typed"))
        return Second;
    if (name == u"m" || name == u"min" || name == Words::tr("min", "unit that is typed"))
        return Minute;
    if (name == u"h" || name == Words::tr("h", "unit that is typed"))
        return Hour;
    return 0;
}

QString stepName(const Config &config, const StepConfig &step)
{
    const int count = static_cast<int>(step.targets.size());
    if (count == 1)
        return targetName(config, step.targets.front().target);
    if (count == 0)
        return Words::tr("no target");
    return step.race ? Words::tr("race of %n targets", nullptr, count)
                     : Words::tr("pool of %n targets", nullptr, count);
}

/// What differs between two forms of one step.
QStringList stepDifferences(const Config &config, const StepConfig &was, const StepConfig &now)
{
    QStringList parts;
    const auto ids = [](const StepConfig &step) {
        std::vector<TargetId> list;
        for (const ChainTarget &target : step.targets)
            list.push_back(target.target);
        return list;
    };
    if (ids(was) != ids(now))
        parts << Words::tr("%1 → %2", "a step before and after")
                     .arg(stepName(config, was), stepName(config, now));
    else if (was.targets != now.targets)
        parts << Words::tr("keys or weights");
    // That one target becomes a race is said by the step's new name.
    const bool isSaid = ids(was) != ids(now) && std::min(was.targets.size(), now.targets.size()) < 2;
    if (!isSaid && (was.race != now.race || was.pool != now.pool))
        parts << (now.race ? Words::tr("as a race")
                : now.pool ? Words::tr("as a pool")
                           : Words::tr("one target"));
    if (was.enabled != now.enabled)
        parts << (now.enabled ? Words::tr("switched on") : Words::tr("switched off"));
    if (was.retry != now.retry)
        parts << Words::tr("retries");
    if (was.timeouts != now.timeouts)
        parts << Words::tr("time limits");
    if (was.retryOn != now.retryOn)
        parts << Words::tr("reasons to go on");
    return parts;
}

QString joined(const QStringList &parts)
{
    return parts.join(Words::tr(", ", "between the items of a list"));
}

QString optionalText(const std::optional<Milliseconds> &duration)
{
    return duration ? exactDurationText(*duration) : Words::tr("automatic");
}

class Changes
{
public:
    Changes(const Config &was, const Config &now)
        : m_was(was)
        , m_now(now)
    { }

    QStringList list()
    {
        for (const ChainConfig &chain : m_now.chains) {
            const auto old = std::ranges::find(m_was.chains, chain.id, &ChainConfig::id);
            if (old == m_was.chains.end())
                m_lines << Words::tr(
                    "“%1” is new, with %n steps.", nullptr, static_cast<int>(chain.steps.size()))
                               .arg(chain.id.value);
            else if (*old != chain)
                compare(*old, chain);
        }
        for (const ChainConfig &chain : m_was.chains) {
            if (std::ranges::find(m_now.chains, chain.id, &ChainConfig::id) == m_now.chains.end())
                m_lines << Words::tr("“%1” is deleted.").arg(chain.id.value);
        }
        if (m_lines.isEmpty() && m_was.chains != m_now.chains)
            m_lines << Words::tr("The chains stand in another order.");
        return m_lines;
    }

private:
    using Places = std::vector<std::optional<std::size_t>>;

    void compare(const ChainConfig &was, const ChainConfig &now)
    {
        const QString &id = now.id.value;
        if (was.aliases != now.aliases)
            m_lines << (now.aliases.empty()
                    ? Words::tr("“%1”: it has no other names any more.").arg(id)
                    : Words::tr("“%1”: other names are %2.")
                          .arg(id, joined(QStringList(now.aliases.begin(), now.aliases.end()))));
        if (was.deadline != now.deadline)
            m_lines << Words::tr("“%1”: time to begin a streamed answer %2 → %3.")
                           .arg(id, optionalText(was.deadline), optionalText(now.deadline));
        if (was.answerDeadline != now.answerDeadline)
            m_lines << Words::tr("“%1”: time for a whole answer %2 → %3.")
                           .arg(id, exactDurationText(was.answerDeadline),
                               exactDurationText(now.answerDeadline));
        compareSteps(id, was.steps, now.steps);
    }

    /// Steps that stayed as they are stand apart; the others between them are told in their order.
    void compareSteps(
        const QString &id, const std::vector<StepConfig> &was, const std::vector<StepConfig> &now)
    {
        Places from = placesBefore(was, now);
        std::vector<std::size_t> old;
        std::vector<std::size_t> fresh;
        for (std::size_t i = 0; i < was.size(); ++i) {
            if (std::ranges::find(from, std::optional(i)) == from.end())
                old.push_back(i);
        }
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (!from[i])
                fresh.push_back(i);
        }
        const std::size_t both = std::min(old.size(), fresh.size());
        for (std::size_t i = 0; i < both; ++i)
            from[fresh[i]] = old[i];
        std::erase(from, std::nullopt);
        if (!std::ranges::is_sorted(from))
            m_lines << Words::tr("“%1”: the steps stand in another order.").arg(id);
        for (std::size_t i = 0; i < both; ++i)
            m_lines << Words::tr("“%1”, step %2: %3.")
                           .arg(id, QLocale().toString(fresh[i] + 1),
                               joined(stepDifferences(m_now, was[old[i]], now[fresh[i]])));
        for (std::size_t i = both; i < fresh.size(); ++i)
            m_lines << Words::tr("“%1”, step %2 is new: %3.")
                           .arg(id, QLocale().toString(fresh[i] + 1), stepName(m_now, now[fresh[i]]));
        for (std::size_t i = both; i < old.size(); ++i)
            m_lines << Words::tr("“%1”, old step %2 is gone: %3.")
                           .arg(id, QLocale().toString(old[i] + 1), stepName(m_was, was[old[i]]));
    }

    /// Of each step of `now` that is among `was` its place there: those first that kept their order, as many
    /// as can be, so that one that came or went moves none of its like.
    static Places placesBefore(const std::vector<StepConfig> &was, const std::vector<StepConfig> &now)
    {
        std::vector<std::vector<int>> kept(was.size() + 1, std::vector<int>(now.size() + 1)); // from there on
        for (std::size_t i = was.size(); i-- > 0;) {
            for (std::size_t j = now.size(); j-- > 0;)
                kept[i][j]
                    = was[i] == now[j] ? kept[i + 1][j + 1] + 1 : std::max(kept[i + 1][j], kept[i][j + 1]);
        }
        Places from(now.size());
        for (std::size_t i = 0, j = 0; i < was.size() && j < now.size();) {
            if (was[i] == now[j])
                from[j++] = i++;
            else if (kept[i + 1][j] >= kept[i][j + 1])
                ++i;
            else
                ++j;
        }
        for (std::size_t i = 0; i < was.size(); ++i) {
            if (std::ranges::find(from, std::optional(i)) != from.end())
                continue;
            for (std::size_t j = 0; j < now.size(); ++j) {
                if (!from[j] && was[i] == now[j]) {
                    from[j] = i;
                    break;
                }
            }
        }
        return from;
    }

    const Config &m_was;
    const Config &m_now;
    QStringList m_lines;
};

} // namespace

QString exactDurationText(Milliseconds duration)
{
    const qint64 ms = duration.count();
    const qint64 unit = unitOf(ms);
    const QString count = QLocale().toString(ms / unit);
    switch (unit) {
    case Hour:
        return Words::tr("%1 h", "duration").arg(count);
    case Minute:
        return Words::tr("%1 min", "duration").arg(count);
    case Second:
        return Words::tr("%1 s", "duration").arg(count);
    default:
        return Words::tr("%1 ms", "duration").arg(count);
    }
}

std::optional<Milliseconds> durationFromText(const QString &text, Milliseconds like)
{
    static const QRegularExpression form(u"^\\s*(\\d[\\d.,\\s]*?)\\s*([^\\d\\s.,]*)\\s*$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    bool isNumber = false;
    double count = QLocale().toDouble(match.captured(1), &isNumber);
    if (!isNumber)
        count = match.captured(1).toDouble(&isNumber);
    const qint64 unit = unitNamed(match.captured(2).toLower(), unitOf(like.count()));
    const double ms = std::round(count * static_cast<double>(unit));
    constexpr double Longest = 7.0 * 24.0 * static_cast<double>(Hour);
    if (!isNumber || unit == 0 || ms > Longest)
        return {};
    return Milliseconds {static_cast<qint64>(ms)};
}

QString targetName(const Config &config, const TargetId &target)
{
    if (target.provider.isEmpty())
        return Words::tr("no target");
    const ProviderConfig *provider = config.provider(target.provider);
    return Words::tr("%1 · %2", "provider and model")
        .arg(provider ? provider->name : target.provider.value,
            target.hasModel() ? target.model : Words::tr("no model"));
}

QString chainSummary(const Config &config, const ChainConfig &chain)
{
    QStringList names;
    for (const StepConfig &step : chain.steps) {
        if (step.enabled)
            names << stepName(config, step);
    }
    return names.isEmpty() ? Words::tr("no step is on") : names.join(u"  →  "_s);
}

QString stepSentence(const StepConfig &step, bool last)
{
    if (!step.enabled)
        return Words::tr("Switched off: requests pass it by.");
    const int tries = step.retry.numRetries + 1;
    QString often = Words::tr("Tries up to %n times", nullptr, tries);
    if (tries > 1)
        often = Words::tr("%1, first waiting about %2, at most %3", "Tries up to 3 times, …")
                    .arg(often, exactDurationText(step.retry.baseInterval),
                        exactDurationText(step.retry.maxInterval));
    return last
        ? Words::tr("%1; if that fails, the client gets an error that names every attempt.").arg(often)
        : Words::tr("%1; if that fails, the next step is asked.").arg(often);
}

QStringList chainChanges(const Config &was, const Config &now)
{
    return Changes(was, now).list();
}

} // namespace Belay
