// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"

#include "core/domain/configsections.h"

#include <QUrl>

#include <cmath>

namespace Belay {

using namespace std::chrono_literals;

namespace {

constexpr int NewestVersion = 1;

void readPrice(const ConfigNode &node, const char *name, NanoUsd &amount)
{
    const ConfigNode member = node.member(name);
    if (!member.isPresent())
        member.reportMissing(QStringLiteral("USD for a million tokens"));
    double usd = 0;
    member.read(usd, 0, 100'000);
    amount = std::llround(usd * 1e9);
}

void readPrices(const ConfigNode &node, Config &config)
{
    for (const auto &[name, entry] : node.members()) {
        const TargetId target = TargetId::fromString(name);
        if (!target.hasModel() || !isPlainText(target.model))
            entry.report("bad-value", QStringLiteral("a name of the form provider/model"));
        else if (!config.provider(target.provider))
            entry.report("unknown-reference", QStringLiteral("the id of a provider before the first /"));
        if (!entry.isObject())
            continue;
        Price price;
        readPrice(entry, "inputPerM", price.inputPerM);
        readPrice(entry, "outputPerM", price.outputPerM);
        config.prices[target] = price;
    }
}

void readBreaker(const ConfigNode &node, BreakerConfig &breaker)
{
    if (!node.isObject())
        return;
    node.member("consecutiveFailures").read(breaker.consecutiveFailures, 1, 1'000);
    node.member("failureRatio").read(breaker.failureRatio, 0.01, 1);
    node.member("minimumRequests").read(breaker.minimumRequests, 1, 100'000);
    node.member("window").read(breaker.window, 1s, 1h);
    node.member("cooldown").read(breaker.cooldown, 1s, 24h);
    const ConfigNode longest = node.member("maxCooldown");
    longest.read(breaker.maxCooldown, 1s, 24h);
    if (breaker.maxCooldown < breaker.cooldown)
        (longest.isPresent() ? longest : node.member("cooldown"))
            .report("bad-value", QStringLiteral("a maxCooldown that is not shorter than cooldown"));
    node.member("successesToClose").read(breaker.successesToClose, 1, 100);
}

void readBudgets(const ConfigNode &node, BudgetConfig &budgets)
{
    if (!node.isObject())
        return;
    node.member("retryShare").read(budgets.retryShare, 0, 1);
    node.member("hedgeShare").read(budgets.hedgeShare, 0, 1);
    node.member("hedgeUsdPerDay").read(budgets.hedgeUsdPerDay, 0, 100'000);
}

void readHistory(const ConfigNode &node, HistoryConfig &history)
{
    if (!node.isObject())
        return;
    node.member("rawDays").read(history.rawDays, 1, 3'650);
    node.member("traceDays").read(history.traceDays, 1, 3'650);
}

/// A file of a newer program is not searched for errors: what would be wrong today may be right there.
bool isReadableVersion(const ConfigNode &node, Config &config)
{
    const ConfigJson *version = node.json();
    if (version && version->is_number_integer() && *version > NewestVersion) {
        node.report("newer-version", QStringLiteral("at most version %1").arg(NewestVersion));
        return false;
    }
    node.read(config.version, 1, NewestVersion);
    return true;
}

} // namespace

Result<Config, ConfigErrors> readConfig(const QByteArray &text)
{
    const auto document = parseConfigJson(text);
    if (!document)
        return Unexpected {document.error()};
    ConfigErrors errors = document->duplicates;
    const ConfigNode root(document->root, errors);
    Config config;
    config.text = text;
    config.network.anchors = defaultAnchors();
    if (root.isObject() && isReadableVersion(root.member("version"), config)) {
        readProviders(root.member("providers"), config.providers);
        readPrices(root.member("prices"), config);
        readChains(root.member("chains"), config);
        readBreaker(root.member("breaker"), config.breaker);
        readBudgets(root.member("budgets"), config.budgets);
        readHistory(root.member("history"), config.history);
        readGateway(root.member("gateway"), config);
        readNetwork(root.member("network"), config.network);
        readNotifications(root.member("notifications"), config.notifications);
        reportStrayKeys(root);
    }
    if (!errors.empty())
        return Unexpected {std::move(errors)};
    return config;
}

std::vector<ChainConfig> readUnfinishedChains(const QByteArray &text)
{
    const auto document = parseConfigJson(text);
    if (!document)
        return {};
    ConfigErrors ignored;
    Config config;
    readChains(ConfigNode(document->root, ignored).member("chains"), config);
    return config.chains;
}

const std::vector<QUrl> &defaultAnchors()
{
    static const std::vector<QUrl> anchors {QUrl(QStringLiteral("https://cp.cloudflare.com/generate_204")),
        QUrl(QStringLiteral("https://www.gstatic.com/generate_204"))};
    return anchors;
}

bool needsBaseUrl(ProviderKindId kind)
{
    return kind == ProviderKindId::AzureOpenAi || kind == ProviderKindId::OpenAiCompatible;
}

} // namespace Belay
