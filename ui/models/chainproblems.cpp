// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chainproblems.h"

#include "core/domain/configreader.h"
#include "core/domain/configwriter.h"
#include "core/providers/chainfacts.h"

#include <QCoreApplication>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::ChainProblems)
};

struct Said {
    QString text;
    QString advice;
};

/// The number that follows `name` in the pointer.
std::optional<std::size_t> indexAfter(const QStringList &tokens, const QString &name)
{
    const qsizetype at = tokens.indexOf(name);
    bool isNumber = false;
    const uint index = at < 0 ? 0 : tokens.value(at + 1).toUInt(&isNumber);
    return isNumber ? std::optional<std::size_t>(index) : std::nullopt;
}

const ChainTarget *targetOf(const ChainConfig &chain, const ChainProblem &problem)
{
    if (!problem.step || !problem.target || *problem.step >= chain.steps.size())
        return nullptr;
    const std::vector<ChainTarget> &targets = chain.steps[*problem.step].targets;
    return *problem.target < targets.size() ? &targets[*problem.target] : nullptr;
}

Said sayOfTarget(const QString &member, const ChainTarget &target)
{
    if (member == u"provider" && target.target.provider.isEmpty())
        return {Words::tr("No provider is chosen."), Words::tr("Choose one of yours.")};
    if (member == u"provider")
        return {Words::tr("There is no provider “%1” any more.").arg(target.target.provider.value),
            Words::tr("Choose another one, or remove this target.")};
    if (member == u"model" && target.target.model.trimmed().isEmpty())
        return {Words::tr("No model is chosen."), Words::tr("Choose one, or type its name.")};
    if (member == u"model")
        return {Words::tr("This cannot be the name of a model."),
            Words::tr("Type the provider's own name of it.")};
    if (member == u"keys")
        return {Words::tr("A key that is chosen here is not there any more."),
            Words::tr("Choose again which keys may be used.")};
    return {};
}

Said sayOfError(const ConfigIssue &issue, const QStringList &tokens)
{
    const auto in = [&tokens](const QString &name) { return tokens.contains(name); };
    if (in(u"aliases"_s) && issue.code == u"duplicate")
        return {Words::tr("The name %1 leads here twice, or to another chain too.").arg(issue.got),
            Words::tr("Give each name to one chain, once.")};
    if (in(u"aliases"_s))
        return {Words::tr("%1 cannot be a name for clients.").arg(issue.got),
            Words::tr("A * may only stand at the end, as in gpt-4o*.")};
    if (in(u"maxInterval"_s) || in(u"baseInterval"_s))
        return {Words::tr("The longest wait is shorter than the first one."),
            Words::tr("Make the longest wait at least as long.")};
    if (tokens.last() == u"targets")
        return {Words::tr("This step has no target."), Words::tr("Add a target, or remove the step.")};
    if (tokens.last() == u"steps")
        return {Words::tr("This chain has no step, so nobody can answer."), Words::tr("Add a step.")};
    if (tokens.last() == u"race")
        return {Words::tr("It is not said how several targets share the work."),
            Words::tr("Choose a race or a pool.")};
    return {Words::tr("The settings file would not take this: expected %1, got %2.", "technical detail")
                .arg(issue.expected, issue.got),
        Words::tr("Change it, or take it back.")};
}

Said sayNoFallback(const ChainConfig &chain)
{
    const bool anyOn = std::ranges::any_of(chain.steps, &StepConfig::enabled);
    return anyOn ? Said {Words::tr("There is only one target: when it fails, the request fails."),
               Words::tr("Add a step with another provider.")}
                 : Said {Words::tr("No step is on, so nobody can answer."), Words::tr("Switch a step on.")};
}

QString lackingIn(const QString &got)
{
    QStringList names;
    for (const QString &name : got.section(u" without "_s, -1).split(u", "_s)) {
        if (name == u"tools")
            names << Words::tr("tools", "what a model can do");
        else if (name == u"images")
            names << Words::tr("images", "what a model can do");
        else
            names << Words::tr("answers after a JSON schema", "what a model can do");
    }
    return names.join(Words::tr(", ", "between the items of a list"));
}

Said sayOfChain(const ConfigIssue &issue, const ChainConfig &chain)
{
    if (issue.code == u"no-fallback")
        return sayNoFallback(chain);
    if (issue.code == u"same-provider")
        return {Words::tr("All targets belong to one provider: when it is down, they all are."),
            Words::tr("Add a step with another provider.")};
    if (issue.code == u"same-upstream")
        return {Words::tr("Its providers are all served by the same company, and fail together."),
            Words::tr("Add a step with a provider that somebody else serves.")};
    if (issue.code == u"retries-multiply")
        return {Words::tr("One request may become %1 attempts when everyone fails, and clients try again on "
                          "top of that.")
                    .arg(issue.got),
            Words::tr("Lower the retries of some steps.")};
    if (issue.code == u"mixed-embeddings")
        return {Words::tr("Embeddings of different models cannot be compared with each other."),
            Words::tr("Use the same embedding model in every step.")};
    if (issue.code == u"no-time-for-step")
        return {Words::tr("The steps before it may use up all the time, and this one is never asked."),
            Words::tr("Shorten their limits under Details, or give the chain more time.")};
    return {};
}

Said sayOfWarning(const ConfigIssue &issue, const ChainConfig &chain, const ChainTarget *target)
{
    if (issue.code == u"race-bills-losers")
        return {Words::tr("Answers that lose the race are paid for too."),
            Words::tr("A later start, a pool or separate steps cost less.")};
    if (Said said = sayOfChain(issue, chain); !said.text.isEmpty())
        return said;
    const QString model = target ? target->target.model : issue.got;
    if (issue.code == u"unknown-model")
        return {Words::tr("Belay does not know the model “%1”.").arg(model),
            Words::tr("Check how it is spelled; a new one may well be right.")};
    if (issue.code == u"unknown-price")
        return {Words::tr("The price of “%1” is not known.").arg(model),
            Words::tr("What it costs is missing from the sums that Belay shows.")};
    if (issue.code == u"lacks-capability")
        return {Words::tr("It lacks something that the first target has: %1.").arg(lackingIn(issue.got)),
            Words::tr("Requests that need it skip this target.")};
    return {Words::tr("Unlikely to be meant: %1 instead of %2.", "technical detail")
                .arg(issue.got, issue.expected),
        {}};
}

class Collector
{
public:
    explicit Collector(const Config &config)
        : m_config(config)
    { }

    void take(const ConfigIssue &issue, bool isError)
    {
        const QStringList tokens = issue.pointer.split(u'/');
        if (tokens.value(1) == u"providers" && issue.code == u"missing-key")
            takeMissingKey(indexAfter(tokens, u"providers"_s));
        const auto index = indexAfter(tokens, u"chains"_s);
        if (tokens.value(1) != u"chains" || !index || *index >= m_config.chains.size())
            return;
        const ChainConfig &chain = m_config.chains[*index];
        ChainProblem problem;
        problem.chain = chain.id;
        problem.step = indexAfter(tokens, u"steps"_s);
        problem.target = indexAfter(tokens, u"targets"_s);
        problem.isError = isError;
        problem.code = issue.code;
        const ChainTarget *target = targetOf(chain, problem);
        Said said = isError && target ? sayOfTarget(tokens.value(7), *target) : Said {};
        if (said.text.isEmpty())
            said = isError ? sayOfError(issue, tokens) : sayOfWarning(issue, chain, target);
        add(std::move(problem), said);
    }

    std::vector<ChainProblem> problems() && { return std::move(m_problems); }

private:
    void add(ChainProblem problem, const Said &said)
    {
        problem.text = said.text;
        problem.advice = said.advice;
        // A target without provider has no model either: one sentence is enough.
        const bool told = std::ranges::any_of(m_problems, [&problem](const ChainProblem &other) {
            return other.chain == problem.chain && other.step == problem.step
                && other.target == problem.target && problem.target
                && (other.isError || other.text == problem.text);
        });
        if (!told)
            m_problems.push_back(std::move(problem));
    }

    void takeMissingKey(std::optional<std::size_t> provider)
    {
        if (!provider || *provider >= m_config.providers.size())
            return;
        const ProviderConfig &keyless = m_config.providers[*provider];
        for (const ChainConfig &chain : m_config.chains) {
            for (std::size_t i = 0; i < chain.steps.size(); ++i) {
                for (std::size_t j = 0; j < chain.steps[i].targets.size(); ++j) {
                    if (chain.steps[i].targets[j].target.provider == keyless.id)
                        add({chain.id, i, j, false, u"missing-key"_s, {}, {}},
                            {Words::tr("%1 has no key, and refuses every request.").arg(keyless.name),
                                Words::tr("Edit the provider and give it a key.")});
                }
            }
        }
    }

    const Config &m_config;
    std::vector<ChainProblem> m_problems;
};

} // namespace

std::vector<ChainProblem> chainProblems(const Config &config, const Catalogue &catalogue)
{
    Collector collector(config);
    // What the file would hold is what has to be right: the reader is its judge.
    if (const auto read = readConfig(writeConfig(config)); !read) {
        for (const ConfigIssue &issue : read.error())
            collector.take(issue, true);
    }
    for (const ConfigIssue &issue : validateConfig(config, catalogue))
        collector.take(issue, false);
    return std::move(collector).problems();
}

} // namespace Belay
