// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configsections.h"

#include <algorithm>

namespace Belay {

using namespace std::chrono_literals;

namespace {

void readOptional(
    const ConfigNode &node, std::optional<Milliseconds> &value, Milliseconds least, Milliseconds most)
{
    Milliseconds duration {-1};
    node.read(duration, least, most);
    if (duration >= Milliseconds {0})
        value = duration;
}

void readTargetKeys(const ConfigNode &node, const ProviderConfig *provider, std::vector<KeyId> &keys)
{
    std::set<QString> seen;
    for (const ConfigNode &item : node.items(1)) {
        QString id;
        if (!item.read(id, QStringLiteral("the id of a key"), [](const QString &) { return true; }))
            continue;
        const bool known = provider
            && std::any_of(provider->keys.begin(), provider->keys.end(),
                [&](const KeyConfig &key) { return key.id.value == id; });
        if (provider && !known)
            item.report("unknown-reference", QStringLiteral("the id of a key of this provider"));
        else if (!seen.insert(id).second)
            item.report("duplicate", QStringLiteral("each key once"));
        else
            keys.emplace_back(id);
    }
}

ChainTarget readTarget(const ConfigNode &node, const Config &config)
{
    ChainTarget target;
    const ConfigNode provider = node.member("provider");
    const ConfigNode model = node.member("model");
    const QString wanted = QStringLiteral("the id of a provider");
    if (!provider.isPresent())
        provider.reportMissing(wanted);
    const ProviderConfig *known = nullptr;
    QString id;
    if (provider.read(id, wanted, [](const QString &) { return true; })) {
        known = config.provider(ProviderId {id});
        if (!known)
            provider.report("unknown-reference", wanted);
    }
    if (!model.isPresent())
        model.reportMissing(QStringLiteral("the name of a model"));
    model.read(target.target.model, QStringLiteral("the name of a model"), isPlainText);
    target.target.provider = ProviderId {id};
    node.member("weight").read(target.weight, 1, 1'000);
    readTargetKeys(node.member("keys"), known, target.keys);
    return target;
}

void readRace(const ConfigNode &node, std::optional<RaceConfig> &race)
{
    if (!node.isObject())
        return;
    race.emplace();
    const ConfigNode after = node.member("after");
    const auto isDelay = [&](const QString &text) {
        race->after = durationFromString(text);
        return (race->after && race->after <= Milliseconds {10min}) || text == QLatin1StringView("p95");
    };
    QString text;
    after.read(text, QStringLiteral(R"(a duration or "p95")"), isDelay);
}

void readRetry(const ConfigNode &node, RetryPolicy &retry)
{
    if (!node.isObject())
        return;
    node.member("numRetries").read(retry.numRetries, 0, 5);
    node.member("baseInterval").read(retry.baseInterval, 10ms, 10min);
    const ConfigNode longest = node.member("maxInterval");
    longest.read(retry.maxInterval, 10ms, 10min);
    if (retry.maxInterval < retry.baseInterval)
        (longest.isPresent() ? longest : node.member("baseInterval"))
            .report("bad-value", QStringLiteral("a maxInterval that is not shorter than baseInterval"));
}

void readTimeouts(const ConfigNode &node, Timeouts &timeouts)
{
    if (!node.isObject())
        return;
    node.member("connect").read(timeouts.connect, 100ms, 10min);
    readOptional(node.member("firstContent"), timeouts.firstContent, 100ms, 1h);
    node.member("idle").read(timeouts.idle, 100ms, 1h);
    node.member("total").read(timeouts.total, 100ms, 24h);
}

void readRetryOn(const ConfigNode &node, std::vector<Outcome> &outcomes)
{
    const auto isFailure = [](const QString &name) {
        const auto outcome = enumFromString<Outcome>(name);
        return outcome && *outcome != Outcome::Ok && *outcome != Outcome::Cancelled
            && *outcome != Outcome::Skipped && *outcome != Outcome::Misfit;
    };
    std::vector<QString> names;
    node.read(names, QStringLiteral("an outcome that a request can fail with"), isFailure);
    for (const QString &name : names)
        outcomes.push_back(*enumFromString<Outcome>(name));
}

void readForm(const ConfigNode &node, StepConfig &step)
{
    const ConfigNode race = node.member("race");
    const ConfigNode pool = node.member("pool");
    readRace(race, step.race);
    step.pool = pool.isObject();
    if (race.isPresent() && pool.isPresent())
        pool.report("bad-value", QStringLiteral("either `race` or `pool`"));
    else if (step.targets.size() > 1 && !race.isPresent() && !pool.isPresent())
        race.reportMissing(QStringLiteral("`race` or `pool`, as there are several targets"));
}

StepConfig readStep(const ConfigNode &node, const Config &config)
{
    StepConfig step;
    const ConfigNode targets = node.member("targets");
    if (!targets.isPresent())
        targets.reportMissing(QStringLiteral("an array of 1 to 8"));
    for (const ConfigNode &entry : targets.items(1, 8)) {
        if (entry.isObject())
            step.targets.push_back(readTarget(entry, config));
    }
    readForm(node, step);
    readRetry(node.member("retry"), step.retry);
    readTimeouts(node.member("timeouts"), step.timeouts);
    readRetryOn(node.member("retryOn"), step.retryOn);
    node.member("enabled").read(step.enabled);
    return step;
}

bool isAlias(const QString &text)
{
    const qsizetype star = text.indexOf(u'*');
    return isPlainText(text) && (star < 0 || star == text.size() - 1);
}

ChainConfig readChain(
    const ConfigNode &node, const Config &config, std::set<QString> &ids, std::set<QString> &aliases)
{
    ChainConfig chain;
    chain.id = ChainId {node.member("id").readId(ids)};
    const ConfigNode names = node.member("aliases");
    names.read(chain.aliases, QStringLiteral("a model name, with `*` only at the end"), isAlias);
    for (const QString &alias : chain.aliases) {
        if (!aliases.insert(alias).second)
            names.report(
                "duplicate", QStringLiteral("an alias that no other chain has"), u'"' + alias + u'"');
    }
    readOptional(node.member("deadline"), chain.deadline, 1s, 1h);
    node.member("answerDeadline").read(chain.answerDeadline, 1s, 24h);
    const ConfigNode steps = node.member("steps");
    if (!steps.isPresent())
        steps.reportMissing(QStringLiteral("an array of 1 to 10"));
    for (const ConfigNode &entry : steps.items(1, 10)) {
        if (entry.isObject())
            chain.steps.push_back(readStep(entry, config));
    }
    return chain;
}

} // namespace

void readChains(const ConfigNode &node, Config &config)
{
    std::set<QString> ids;
    std::set<QString> aliases;
    for (const ConfigNode &entry : node.items()) {
        if (entry.isObject())
            config.chains.push_back(readChain(entry, config, ids, aliases));
    }
}

} // namespace Belay
