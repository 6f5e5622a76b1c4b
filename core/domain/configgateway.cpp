// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/domain/configsections.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Belay {

namespace {

bool isIpV4(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$)"));
    return form.match(text).hasMatch();
}

bool isIpV6(const QString &text)
{
    // A zone or a port would make a valid URL too.
    static const QRegularExpression letters(QStringLiteral("^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$"));
    return letters.match(text).hasMatch() && QUrl(QString(u"http://[" + text + u"]/")).isValid();
}

bool isListenAddress(const QString &text)
{
    return text == QLatin1StringView("localhost") || isIpV4(text) || isIpV6(text);
}

bool isHost(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$)"));
    return form.match(text).hasMatch();
}

bool isOrigin(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"(^[a-z][a-z0-9+.-]*://[^/\s*?#@]+$)"));
    return form.match(text).hasMatch();
}

void readTokens(const ConfigNode &node, std::vector<GatewayToken> &tokens)
{
    if (!node.isPresent())
        return;
    tokens.clear();
    std::set<QString> ids;
    for (const ConfigNode &entry : node.items()) {
        if (!reportSecretsBesideSource(entry))
            continue;
        GatewayToken token;
        token.id = entry.member("id").readId(ids);
        readKeySource(entry.member("from"), token.source);
        tokens.push_back(std::move(token));
    }
}

void readReferences(const ConfigNode &node, Config &config)
{
    GatewayConfig &gateway = config.gateway;
    const ConfigNode unknown = node.member("unknownModel");
    const QString refuse = QStringLiteral("refuse");
    const auto any = [](const QString &) { return true; };
    const auto isChain = [&](const ChainConfig &chain) { return chain.id.value == gateway.unknownModel; };
    const QString expectedChain = QStringLiteral(R"("refuse" or the id of a chain)");
    if (unknown.read(gateway.unknownModel, expectedChain, any) && gateway.unknownModel != refuse
        && std::none_of(config.chains.begin(), config.chains.end(), isChain))
        unknown.report("unknown-reference", expectedChain);
    const ConfigNode passthrough = node.member("passthrough");
    const QString expectedProvider = QStringLiteral("the id of a provider");
    if (passthrough.read(gateway.passthrough, expectedProvider, any)
        && !config.provider(ProviderId {gateway.passthrough}))
        passthrough.report("unknown-reference", expectedProvider);
}

} // namespace

bool isLoopbackAddress(const QString &address)
{
    return address == QLatin1StringView("localhost") || address == QLatin1StringView("::1")
        || (isIpV4(address) && address.startsWith(QLatin1StringView("127.")));
}

void readGateway(const ConfigNode &node, Config &config)
{
    if (!node.isObject())
        return;
    GatewayConfig &gateway = config.gateway;
    node.member("enabled").read(gateway.enabled);
    node.member("listen").read(gateway.listen, QStringLiteral("an IP address"), isListenAddress);
    node.member("port").read(gateway.port, 0, 65'535);
    const ConfigNode required = node.member("requireToken");
    required.read(gateway.requireToken);
    if (!gateway.requireToken && !isLoopbackAddress(gateway.listen))
        required.report("bad-value", QStringLiteral("true, as the gateway listens off loopback"));
    readTokens(node.member("tokens"), gateway.tokens);
    node.member("allowedHosts")
        .read(gateway.allowedHosts, QStringLiteral("a host name, with or without port"), isHost);
    node.member("allowedOrigins")
        .read(gateway.allowedOrigins, QStringLiteral("an exact origin like https://app.example"), isOrigin);
    readReferences(node, config);
}

void readNetwork(const ConfigNode &node, NetworkConfig &network)
{
    if (!node.isObject())
        return;
    const ConfigNode anchors = node.member("anchors");
    if (anchors.isPresent())
        network.anchors.clear();
    for (const ConfigNode &entry : anchors.items(0, 8)) {
        QUrl url;
        readUrl(entry, url, webSchemes());
        network.anchors.push_back(url);
    }
    QString local;
    const auto isLocal = [](const QString &text) {
        return text == QLatin1StringView("direct") || text == QLatin1StringView("internet");
    };
    if (node.member("local").read(local, QStringLiteral(R"("direct" or "internet")"), isLocal))
        network.local = local == QLatin1StringView("direct") ? NetworkConfig::Local::Direct
                                                             : NetworkConfig::Local::Internet;
}

} // namespace Belay
