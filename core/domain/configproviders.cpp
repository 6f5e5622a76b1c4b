// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/domain/configsections.h"

#include "core/base/logging.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

namespace Belay {

using namespace std::chrono_literals;

QStringList webSchemes()
{
    return {QStringLiteral("https"), QStringLiteral("http")};
}

bool isPlainText(const QString &text)
{
    constexpr qsizetype Longest = 200;
    return text.size() <= Longest && !text.trimmed().isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

void readUrl(const ConfigNode &node, QUrl &url, const QStringList &schemes)
{
    const QString expected
        = QStringLiteral("a URL with %1 and without password").arg(schemes.join(QStringLiteral(" or ")));
    QString text;
    if (!node.read(text, expected, [](const QString &) { return true; }))
        return;
    const QUrl candidate(text, QUrl::StrictMode);
    if (!candidate.password().isEmpty() || redacted(text) != text)
        node.report("bad-secret", expected);
    else if (!candidate.isValid() || !schemes.contains(candidate.scheme()) || candidate.host().isEmpty())
        node.report("bad-value", expected);
    else
        url = candidate;
}

void reportSecrets(const ConfigNode &node)
{
    const ConfigJson *json = node.json();
    if (json && json->is_string() && looksLikeKey(QString::fromStdString(json->get<std::string>())))
        node.report("bad-secret", QStringLiteral("no key here: keys live where `from` says"));
    if (json && json->is_array()) {
        for (const ConfigNode &item : node.items())
            reportSecrets(item);
    }
    if (json && json->is_object()) {
        for (const auto &[name, member] : node.members())
            reportSecrets(member);
    }
}

bool reportSecretsBesideSource(const ConfigNode &item)
{
    if (!item.json()->is_object())
        reportSecrets(item);
    for (const auto &[name, member] : item.members()) {
        if (name != QLatin1StringView("from"))
            reportSecrets(member);
    }
    return item.json()->is_object();
}

void readKeySource(const ConfigNode &node, KeySource &source)
{
    const QString expected = QStringLiteral(R"("keychain", "session", "env:NAME" or "file:/path")");
    if (!node.isPresent())
        node.reportMissing(expected);
    QString text;
    if (!node.read(text, expected, [](const QString &) { return true; }))
        return;
    const auto read = KeySource::fromString(text);
    const bool isPath = read && read->from == KeySource::From::File;
    // A path or a variable may be long; what has the form of neither is judged by its looks.
    const bool isKey = read ? !isPath && redacted(text) != text : looksLikeKey(text);
    if (isKey)
        node.report("bad-secret", expected);
    else if (!read)
        node.report("bad-value", expected);
    else
        source = *read;
}

namespace {

const QRegularExpression &headerName()
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"));
    return name;
}

bool isAuthHeader(const QString &lower)
{
    if (lower == QLatin1StringView("idempotency-key"))
        return false;
    static const QRegularExpression telling(
        QStringLiteral("auth|token|secret|password|cookie|api-?key|-key$|^key$"));
    return telling.match(lower).hasMatch();
}

/// Headers that the transport writes itself; a second one breaks the framing.
bool isOwnHeader(const QString &lower)
{
    static const QStringList own {QStringLiteral("host"), QStringLiteral("connection"),
        QStringLiteral("content-length"), QStringLiteral("transfer-encoding"), QStringLiteral("te"),
        QStringLiteral("trailer"), QStringLiteral("upgrade"), QStringLiteral("accept-encoding")};
    return own.contains(lower);
}

void readHeaders(const ConfigNode &node, std::vector<std::pair<QByteArray, QByteArray>> &headers)
{
    std::set<QString> seen;
    for (const auto &[name, entry] : node.members()) {
        const QString lower = name.toLower();
        const QString expected = QStringLiteral("a text of printable ASCII on one line");
        const auto isValue = [](const QString &text) {
            return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
        };
        QString value;
        const bool readable = entry.read(value, expected, isValue);
        if (isAuthHeader(lower) || looksLikeKey(value))
            entry.report("bad-secret", QStringLiteral("no key in a header: it belongs to `keys`"));
        else if (!headerName().match(name).hasMatch() || isOwnHeader(lower))
            entry.report("bad-value", QStringLiteral("a header that Belay does not write itself"));
        else if (!seen.insert(lower).second)
            entry.report("duplicate", QStringLiteral("each header once, in whatever case"));
        else if (readable)
            headers.emplace_back(name.toLatin1(), value.toLatin1());
    }
}

void readKeys(const ConfigNode &node, std::vector<KeyConfig> &keys)
{
    std::set<QString> ids;
    if (node.isPresent() && !node.json()->is_array())
        reportSecrets(node);
    for (const ConfigNode &entry : node.items()) {
        if (!reportSecretsBesideSource(entry))
            continue;
        KeyConfig key;
        key.id = KeyId {entry.member("id").readId(ids)};
        readKeySource(entry.member("from"), key.source);
        entry.member("weight").read(key.weight, 1, 1'000);
        keys.push_back(std::move(key));
    }
}

void readMonitor(const ConfigNode &node, MonitorConfig &monitor)
{
    if (!node.isObject())
        return;
    node.member("enabled").read(monitor.enabled);
    node.member("every").read(monitor.every, 10s, 1h);
    const ConfigNode completion = node.member("completionEvery");
    const auto isInterval = [&](const QString &text) {
        monitor.completionEvery = durationFromString(text);
        const bool inRange
            = monitor.completionEvery >= Milliseconds {10s} && monitor.completionEvery <= Milliseconds {24h};
        return inRange || text == QLatin1StringView("off");
    };
    QString text;
    completion.read(text, durationExpected(10s, 24h) + QStringLiteral(R"( or "off")"), isInterval);
    const QString model = QStringLiteral("the name of a model");
    node.member("models").read(monitor.models, model, isPlainText);
    node.member("paused").read(monitor.paused, model, isPlainText);
    node.member("monthlyBudgetUsd").read(monitor.monthlyBudgetUsd, 0, 100'000);
    node.member("acceptUnknownPrice").read(monitor.acceptUnknownPrice);
    node.member("slowOver").read(monitor.slowOver, 100ms, 10min);
    const ConfigNode page = node.member("statusPage");
    if (page.isPresent() && *page.json() == "off") {
        monitor.statusPage = QStringLiteral("off");
        return;
    }
    QUrl url;
    readUrl(page, url, webSchemes());
    monitor.statusPage = url.toString();
}

void readProxy(const ConfigNode &node, QString &proxy)
{
    if (!node.isPresent())
        return;
    if (*node.json() == "system" || *node.json() == "none") {
        proxy = QString::fromStdString(node.json()->get<std::string>());
        return;
    }
    QUrl url;
    readUrl(node, url,
        {QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("socks5"),
            QStringLiteral("socks5h")});
    if (!url.isEmpty())
        proxy = url.toString();
}

/// Shown everywhere, in notes and in what is sent to others. Somebody's own name may be long and have digits,
/// but no run of them like a key's.
void readProviderName(const ConfigNode &node, QString &name)
{
    static const QRegularExpression run(
        QStringLiteral("(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{20,}"));
    const QString expected = QStringLiteral("a text on one line");
    QString text;
    if (!node.read(text, expected, isPlainText))
        return;
    if (redacted(text) != text || run.match(text).hasMatch())
        node.report("bad-secret", expected + QStringLiteral(" that is no key"));
    else
        name = text;
}

void readBaseUrl(const ConfigNode &node, ProviderConfig &provider)
{
    if (!node.isPresent() && needsBaseUrl(provider.kind))
        node.reportMissing(QStringLiteral("the address of the API: this kind has no default"));
    QUrl url;
    readUrl(node, url, webSchemes());
    if (url.hasQuery() || url.hasFragment())
        node.report("bad-value", QStringLiteral("a URL without query and fragment"));
    else
        provider.baseUrl = url;
}

} // namespace

void readProviders(const ConfigNode &node, std::vector<ProviderConfig> &providers)
{
    std::set<QString> ids;
    for (const ConfigNode &entry : node.items()) {
        if (!entry.isObject())
            continue;
        ProviderConfig provider;
        provider.id = ProviderId {entry.member("id").readId(ids)};
        // Its keys would take the names that the gateway's tokens have in the keychain.
        if (provider.id.value == QLatin1StringView("gateway"))
            entry.member("id").report("bad-value", QStringLiteral("another id: this one is Belay's own"));
        const ConfigNode kind = entry.member("kind");
        const QString expected = QStringLiteral("a kind of provider");
        if (!kind.isPresent())
            kind.reportMissing(expected);
        if (kind.readName(provider.kind, expected))
            readBaseUrl(entry.member("baseUrl"), provider);
        provider.name = provider.id.value;
        readProviderName(entry.member("name"), provider.name);
        entry.member("enabled").read(provider.enabled);
        readHeaders(entry.member("headers"), provider.headers);
        entry.member("caFile").read(
            provider.caFile, QStringLiteral("an absolute path"), QDir::isAbsolutePath);
        readProxy(entry.member("proxy"), provider.proxy);
        readKeys(entry.member("keys"), provider.keys);
        readMonitor(entry.member("monitor"), provider.monitor);
        providers.push_back(std::move(provider));
    }
}

} // namespace Belay
