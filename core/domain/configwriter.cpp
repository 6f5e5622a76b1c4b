// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configwriter.h"

#include "core/domain/configpatch.h"
#include "core/domain/configreader.h"

namespace Belay {

namespace {

using Patch::field;
using Patch::required;
using Patch::Unmatched;

constexpr auto sameId = [](const auto &left, const auto &right) { return left.id == right.id; };

QString offOr(const std::optional<Milliseconds> &duration, const char *otherwise)
{
    return duration ? toDurationString(*duration) : QString::fromLatin1(otherwise);
}

void patchKey(ConfigJson &json, const KeyConfig &was, const KeyConfig &now)
{
    required(json, "id", now.id.value);
    required(json, "from", now.source.toString());
    field(json, "weight", was.weight, now.weight, 1);
}

void patchMonitor(ConfigJson &json, const MonitorConfig &was, const MonitorConfig &now)
{
    const MonitorConfig fallback;
    field(json, "enabled", was.enabled, now.enabled, fallback.enabled);
    field(json, "every", was.every, now.every, fallback.every);
    field(json, "completionEvery", offOr(was.completionEvery, "off"), offOr(now.completionEvery, "off"),
        offOr(fallback.completionEvery, "off"));
    field(json, "models", was.models, now.models, {});
    field(json, "paused", was.paused, now.paused, {});
    field(json, "monthlyBudgetUsd", was.monthlyBudgetUsd, now.monthlyBudgetUsd, fallback.monthlyBudgetUsd);
    field(json, "acceptUnknownPrice", was.acceptUnknownPrice, now.acceptUnknownPrice, false);
    field(json, "slowOver", was.slowOver, now.slowOver, fallback.slowOver);
    field(json, "statusPage", was.statusPage, now.statusPage, {});
}

void patchHeaders(ConfigJson &json, const ProviderConfig &was, const ProviderConfig &now)
{
    if (was.headers == now.headers)
        return;
    ConfigJson headers = ConfigJson::object();
    for (const auto &[name, value] : now.headers)
        headers[name.toStdString()] = value.toStdString();
    if (headers.empty())
        json.erase("headers");
    else
        json["headers"] = std::move(headers);
}

void patchProvider(ConfigJson &json, const ProviderConfig &was, const ProviderConfig &now)
{
    const QString id = now.id.value;
    required(json, "id", id);
    required(json, "kind", toString(now.kind));
    field(json, "name", was.name, now.name.isEmpty() ? id : now.name, id);
    field(json, "enabled", was.enabled, now.enabled, true);
    field(json, "baseUrl", was.baseUrl, now.baseUrl, {});
    patchHeaders(json, was, now);
    field(json, "caFile", was.caFile, now.caFile, {});
    field(json, "proxy", was.proxy, now.proxy, QStringLiteral("system"));
    Patch::list(json, "keys", was.keys, now.keys, {}, Unmatched::StartsAfresh, sameId, patchKey);
    Patch::section(json, "monitor", was.monitor, now.monitor, patchMonitor);
}

void patchPrices(ConfigJson &root, const Config &was, const Config &now)
{
    ConfigJson prices = root.contains("prices") ? root["prices"] : ConfigJson::object();
    const size_t before = prices.size();
    for (const auto &[target, price] : was.prices) {
        if (!now.prices.contains(target) || !now.provider(target.provider))
            prices.erase(target.toString().toStdString());
    }
    for (const auto &[target, price] : now.prices) {
        const auto old = was.prices.find(target);
        if (!now.provider(target.provider) || (old != was.prices.end() && old->second == price))
            continue;
        ConfigJson &entry = prices[target.toString().toStdString()];
        entry["inputPerM"] = toUsd(price.inputPerM);
        entry["outputPerM"] = toUsd(price.outputPerM);
    }
    if (!prices.empty())
        root["prices"] = std::move(prices);
    else if (before > 0)
        root.erase("prices");
}

void patchTarget(ConfigJson &json, const ChainTarget &was, const ChainTarget &now)
{
    const auto names = [](const std::vector<KeyId> &keys) {
        std::vector<QString> list;
        for (const KeyId &key : keys)
            list.push_back(key.value);
        return list;
    };
    required(json, "provider", now.target.provider.value);
    required(json, "model", now.target.model);
    field(json, "weight", was.weight, now.weight, 1);
    field(json, "keys", names(was.keys), names(now.keys), {});
}

void patchRetry(ConfigJson &json, const RetryPolicy &was, const RetryPolicy &now)
{
    const RetryPolicy fallback;
    field(json, "numRetries", was.numRetries, now.numRetries, fallback.numRetries);
    field(json, "baseInterval", was.baseInterval, now.baseInterval, fallback.baseInterval);
    field(json, "maxInterval", was.maxInterval, now.maxInterval, fallback.maxInterval);
}

void patchTimeouts(ConfigJson &json, const Timeouts &was, const Timeouts &now)
{
    const Timeouts fallback;
    field(json, "connect", was.connect, now.connect, fallback.connect);
    field(json, "firstContent", was.firstContent, now.firstContent, fallback.firstContent);
    field(json, "idle", was.idle, now.idle, fallback.idle);
    field(json, "total", was.total, now.total, fallback.total);
}

void patchForm(ConfigJson &json, const StepConfig &was, const StepConfig &now)
{
    if (!now.race)
        json.erase("race");
    else if (!(was.race == now.race)) {
        ConfigJson race = json.contains("race") ? json["race"] : ConfigJson::object();
        const RaceConfig old = was.race.value_or(RaceConfig {});
        field(race, "after", offOr(old.after, "p95"), offOr(now.race->after, "p95"), QStringLiteral("p95"));
        json["race"] = std::move(race);
    }
    if (!now.pool)
        json.erase("pool");
    else if (!was.pool)
        json["pool"] = ConfigJson::object();
}

void patchStep(ConfigJson &json, const StepConfig &was, const StepConfig &now)
{
    const auto sameTarget = [](const ChainTarget &a, const ChainTarget &b) { return a.target == b.target; };
    const auto names = [](const std::vector<Outcome> &outcomes) {
        std::vector<QString> list;
        for (const Outcome outcome : outcomes)
            list.push_back(toString(outcome));
        return list;
    };
    Patch::list(
        json, "targets", was.targets, now.targets, {}, Unmatched::StartsAfresh, sameTarget, patchTarget);
    patchForm(json, was, now);
    Patch::section(json, "retry", was.retry, now.retry, patchRetry);
    Patch::section(json, "timeouts", was.timeouts, now.timeouts, patchTimeouts);
    field(json, "retryOn", names(was.retryOn), names(now.retryOn), {});
    field(json, "enabled", was.enabled, now.enabled, true);
}

void patchChain(ConfigJson &json, const ChainConfig &was, const ChainConfig &now)
{
    const auto sameStep = [](const StepConfig &a, const StepConfig &b) { return a.targets == b.targets; };
    required(json, "id", now.id.value);
    field(json, "aliases", was.aliases, now.aliases, {});
    field(json, "deadline", was.deadline, now.deadline, {});
    field(json, "answerDeadline", was.answerDeadline, now.answerDeadline, ChainConfig {}.answerDeadline);
    Patch::list(json, "steps", was.steps, now.steps, {}, Unmatched::TakesItsPlace, sameStep, patchStep);
}

void patchBreaker(ConfigJson &json, const BreakerConfig &was, const BreakerConfig &now)
{
    const BreakerConfig fallback;
    field(json, "consecutiveFailures", was.consecutiveFailures, now.consecutiveFailures,
        fallback.consecutiveFailures);
    field(json, "failureRatio", was.failureRatio, now.failureRatio, fallback.failureRatio);
    field(json, "minimumRequests", was.minimumRequests, now.minimumRequests, fallback.minimumRequests);
    field(json, "window", was.window, now.window, fallback.window);
    field(json, "cooldown", was.cooldown, now.cooldown, fallback.cooldown);
    field(json, "maxCooldown", was.maxCooldown, now.maxCooldown, fallback.maxCooldown);
    field(json, "successesToClose", was.successesToClose, now.successesToClose, fallback.successesToClose);
}

void patchBudgets(ConfigJson &json, const BudgetConfig &was, const BudgetConfig &now)
{
    const BudgetConfig fallback;
    field(json, "retryShare", was.retryShare, now.retryShare, fallback.retryShare);
    field(json, "hedgeShare", was.hedgeShare, now.hedgeShare, fallback.hedgeShare);
    field(json, "hedgeUsdPerDay", was.hedgeUsdPerDay, now.hedgeUsdPerDay, fallback.hedgeUsdPerDay);
}

void patchHistory(ConfigJson &json, const HistoryConfig &was, const HistoryConfig &now)
{
    field(json, "rawDays", was.rawDays, now.rawDays, HistoryConfig {}.rawDays);
    field(json, "traceDays", was.traceDays, now.traceDays, HistoryConfig {}.traceDays);
}

void patchGateway(ConfigJson &json, const GatewayConfig &was, const GatewayConfig &now)
{
    const GatewayConfig fallback;
    const auto patchToken = [](ConfigJson &entry, const GatewayToken &, const GatewayToken &token) {
        required(entry, "id", token.id);
        required(entry, "from", token.source.toString());
    };
    field(json, "enabled", was.enabled, now.enabled, fallback.enabled);
    field(json, "listen", was.listen, now.listen, fallback.listen);
    field(json, "port", was.port, now.port, fallback.port);
    field(json, "requireToken", was.requireToken, now.requireToken, fallback.requireToken);
    Patch::list(
        json, "tokens", was.tokens, now.tokens, fallback.tokens, Unmatched::StartsAfresh, sameId, patchToken);
    field(json, "allowedHosts", was.allowedHosts, now.allowedHosts, {});
    field(json, "allowedOrigins", was.allowedOrigins, now.allowedOrigins, {});
    field(json, "unknownModel", was.unknownModel, now.unknownModel, fallback.unknownModel);
    field(json, "passthrough", was.passthrough, now.passthrough, {});
}

void patchNetwork(ConfigJson &json, const NetworkConfig &was, const NetworkConfig &now)
{
    const auto name = [](NetworkConfig::Local local) {
        return local == NetworkConfig::Local::Direct ? QStringLiteral("direct") : QStringLiteral("internet");
    };
    field(json, "anchors", was.anchors, now.anchors, defaultAnchors());
    field(json, "local", name(was.local), name(now.local), QStringLiteral("direct"));
}

void patchNotifications(ConfigJson &json, const NotificationConfig &was, const NotificationConfig &now)
{
    const auto patchWebhook = [](ConfigJson &entry, const WebhookConfig &old, const WebhookConfig &webhook) {
        required(entry, "id", webhook.id);
        required(entry, "form", webhook.form);
        required(entry, "url", webhook.url);
        field(entry, "events", old.events, webhook.events, {});
        field(entry, "enabled", old.enabled, webhook.enabled, true);
        field(entry, "secret", old.secret.toString(), webhook.secret.toString(), KeySource {}.toString());
    };
    const auto every = [](const NotificationConfig &each) { return offOr(each.remindEvery, "off"); };
    field(json, "desktop", was.desktop, now.desktop, true);
    field(json, "events", was.events, now.events, {});
    field(json, "muted", was.muted, now.muted, {});
    field(json, "remindEvery", every(was), every(now), every(NotificationConfig {}));
    Patch::list(
        json, "webhooks", was.webhooks, now.webhooks, {}, Unmatched::StartsAfresh, sameId, patchWebhook);
    field(json, "quietHours", was.quietHours, now.quietHours, {});
}

void patchRoot(ConfigJson &root, const Config &was, const Config &now)
{
    Patch::list(
        root, "providers", was.providers, now.providers, {}, Unmatched::StartsAfresh, sameId, patchProvider);
    patchPrices(root, was, now);
    Patch::list(root, "chains", was.chains, now.chains, {}, Unmatched::StartsAfresh, sameId, patchChain);
    Patch::section(root, "breaker", was.breaker, now.breaker, patchBreaker);
    Patch::section(root, "budgets", was.budgets, now.budgets, patchBudgets);
    Patch::section(root, "history", was.history, now.history, patchHistory);
    Patch::section(root, "gateway", was.gateway, now.gateway, patchGateway);
    Patch::section(root, "network", was.network, now.network, patchNetwork);
    Patch::section(root, "notifications", was.notifications, now.notifications, patchNotifications);
}

} // namespace

QByteArray writeConfig(const Config &config)
{
    Result<Config, ConfigErrors> was = readConfig(config.text);
    if (was && *was == config)
        return config.text;
    ConfigJson root = ConfigJson::object();
    if (was) {
        auto document = parseConfigJson(config.text);
        if (document)
            root = std::move(document->root);
    } else {
        root["version"] = config.version;
        was = readConfig("{}");
    }
    patchRoot(root, *was, config);
    return configJsonText(root, ConfigJsonForm::Indented) + '\n';
}

} // namespace Belay
