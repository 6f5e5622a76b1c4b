// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/cataloguereader.h"

#include "core/providers/fieldreader.h"

#include <QDate>

#include <cmath>

namespace Belay {

template <>
struct EnumNames<AuthStyle> {
    static constexpr auto values
        = std::to_array<std::string_view>({"bearer", "x-api-key", "x-goog-api-key", "api-key", "none"});
};
template <>
struct EnumNames<RateLimitFamily> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"none", "openai", "anthropic", "cerebras", "mistral", "together", "openrouter"});
};
template <>
struct EnumNames<LimitScope> {
    static constexpr auto values = std::to_array<std::string_view>({"key", "organisation", "account"});
};
template <>
struct EnumNames<TokenField> {
    static constexpr auto values
        = std::to_array<std::string_view>({"max_tokens", "max_completion_tokens", "maxOutputTokens"});
};

namespace {

using Faults = std::vector<Error>;

constexpr int MostTokens = 100'000'000;
constexpr int MostPort = 65'535;

FreeCheck readCheck(const Json &value, const QString &pointer, Faults &faults)
{
    FieldReader reader(value, pointer, faults);
    FreeCheck check;
    const QString method = reader.text("method", Need::Optional);
    if (!method.isEmpty())
        check.method = method.toLatin1();
    if (check.method != "GET" && check.method != "POST")
        reader.fault(reader.pointerTo("method"), QStringLiteral("expected GET or POST"));
    check.path = reader.text("path", Need::Required);
    check.needsKey = reader.flag("needsKey", true);
    reader.refuseOthers();
    return check;
}

void readCapabilities(FieldReader &reader, ModelCapabilities &capabilities)
{
    const std::vector<QString> names = reader.texts("capabilities", Need::Required);
    for (const QString &name : names) {
        if (name == u"tools")
            capabilities.tools = true;
        else if (name == u"images")
            capabilities.images = true;
        else if (name == u"json-schema")
            capabilities.jsonSchema = true;
        else if (name == u"reasoning")
            capabilities.reasoning = true;
        else
            reader.fault(
                reader.pointerTo("capabilities"), QStringLiteral("\"%1\" is outside the set").arg(name));
    }
}

void readPrice(const Json &value, const QString &pointer, Faults &faults, ModelInfo &info)
{
    constexpr double NanosInUsd = 1e9;
    FieldReader reader(value, pointer, faults);
    const double input = reader.amount("input").value_or(0);
    const double output = reader.amount("output").value_or(0);
    info.price = Price {std::llround(input * NanosInUsd), std::llround(output * NanosInUsd)};
    info.priceDate = reader.text("date", Need::Required);
    constexpr qsizetype LengthOfDate = 10;
    const bool isDate
        = info.priceDate.size() == LengthOfDate && QDate::fromString(info.priceDate, Qt::ISODate).isValid();
    if (!isDate && !info.priceDate.isEmpty())
        reader.fault(reader.pointerTo("date"), QStringLiteral("expected a date like 2026-09-30"));
    reader.refuseOthers();
}

ModelInfo readModel(const Json &value, const QString &pointer, Faults &faults)
{
    FieldReader reader(value, pointer, faults);
    ModelInfo info;
    info.pattern = reader.text("pattern", Need::Required);
    const qsizetype star = info.pattern.indexOf(u'*');
    if (star >= 0 && star != info.pattern.size() - 1)
        reader.fault(reader.pointerTo("pattern"), QStringLiteral("a * stands at the end"));
    info.recipe.tokenField = reader.choice("tokenField", TokenField::MaxTokens);
    info.recipe.maxTokens = reader.whole("leastTokens", 1, 256, Need::Required).value_or(1);
    if (const Json *extra = reader.object("extra", Need::Optional))
        info.recipe.extra = toBytes(*extra);
    info.contextTokens = reader.whole("context", 1, MostTokens, Need::Optional);
    info.outputTokens = reader.whole("output", 1, MostTokens, Need::Optional);
    readCapabilities(reader, info.capabilities);
    info.hidesReasoning = reader.flag("hidesReasoning", false);
    if (const Json *price = reader.object("price", Need::Optional))
        readPrice(*price, reader.pointerTo("price"), faults, info);
    reader.refuseOthers();
    return info;
}

std::vector<ModelInfo> readModels(FieldReader &reader, Faults &faults)
{
    std::vector<ModelInfo> models;
    const Json *items = reader.array("models", Need::Required);
    if (!items)
        return models;
    for (size_t i = 0; i < items->size(); ++i) {
        const QString pointer = reader.pointerTo("models") + u'/' + QString::number(i);
        ModelInfo info = readModel((*items)[i], pointer, faults);
        const auto same = [&](const ModelInfo &other) { return other.pattern == info.pattern; };
        if (std::any_of(models.begin(), models.end(), same))
            reader.fault(pointer + u"/pattern", QStringLiteral("\"%1\" is there twice").arg(info.pattern));
        models.push_back(std::move(info));
    }
    const auto lastResort = [](const ModelInfo &info) { return info.pattern == u"*"; };
    if (std::none_of(models.begin(), models.end(), lastResort))
        reader.fault(reader.pointerTo("models"), QStringLiteral("lacks the pattern *"));
    return models;
}

void readHeaders(FieldReader &reader, ProviderKind &kind)
{
    const Json *headers = reader.object("headers", Need::Optional);
    if (!headers)
        return;
    for (const auto &[name, value] : headers->items()) {
        const QString text = textOf(&value);
        if (text.isEmpty())
            reader.fault(reader.pointerTo("headers") + u'/' + QString::fromStdString(name),
                QStringLiteral("expected a string that is not empty"));
        kind.headers.emplace_back(QByteArray::fromStdString(name), text.toLatin1());
    }
}

void readEndpoints(FieldReader &reader, ProviderKind &kind, Faults &faults)
{
    kind.baseUrl = reader.url("baseUrl", Need::Required);
    kind.auth = reader.choice("auth", AuthStyle::Bearer);
    kind.keyOptional = reader.flag("keyOptional", false);
    readHeaders(reader, kind);
    if (const Json *check = reader.object("keyCheck", Need::Required))
        kind.keyCheck = readCheck(*check, reader.pointerTo("keyCheck"), faults);
    if (const Json *check = reader.object("reachCheck", Need::Optional))
        kind.reachCheck = readCheck(*check, reader.pointerTo("reachCheck"), faults);
    kind.modelsPath = reader.text("modelsPath", Need::Required);
    kind.modelsListIsPublic = reader.flag("modelsListIsPublic", false);
    kind.chatPath = reader.text("chatPath", Need::Required);
    kind.responses = reader.flag("responses", false);
    kind.streamOptions = reader.flag("streamOptions", false);
}

PageFeed readFeedOf(const Json &value, const QString &pointer, Faults &faults)
{
    FieldReader reader(value, pointer, faults);
    PageFeed feed;
    feed.kind = reader.choice("kind", FeedKind::Statuspage);
    feed.url = reader.url("url", Need::Required);
    if (!feed.url.isEmpty() && feed.url.scheme() != u"https")
        reader.fault(reader.pointerTo("url"), QStringLiteral("a feed is read by https alone"));
    reader.refuseOthers();
    return feed;
}

void readPages(FieldReader &reader, ProviderKind &kind, Faults &faults)
{
    kind.keysPage = reader.url("keysPage", Need::Optional);
    kind.statusPage = reader.url("statusPage", Need::Optional);
    if (const Json *feeds = reader.array("statusFeeds", Need::Optional)) {
        for (size_t i = 0; i < feeds->size(); ++i)
            kind.statusFeeds.push_back(
                readFeedOf((*feeds)[i], reader.pointerTo("statusFeeds") + u'/' + QString::number(i), faults));
    }
    if (!kind.statusFeeds.empty() && kind.statusPage.isEmpty())
        reader.fault(reader.pointerTo("statusFeeds"), QStringLiteral("a feed is of a statusPage"));
    kind.statusParts.parts = reader.texts("statusParts", Need::Optional);
    kind.statusParts.mention = reader.text("statusMention", Need::Optional);
}

void requireHttps(FieldReader &reader, const ProviderKind &kind)
{
    const std::pair<const char *, QUrl> addresses[]
        = {{"baseUrl", kind.baseUrl}, {"keysPage", kind.keysPage}, {"statusPage", kind.statusPage}};
    for (const auto &[name, url] : addresses) {
        if (kind.localPorts.empty() && !url.isEmpty() && url.scheme() != u"https")
            reader.fault(reader.pointerTo(name), QStringLiteral("only a local kind may do without https"));
    }
}

KindEntry readKind(const Json &value, const QString &pointer, Faults &faults)
{
    FieldReader reader(value, pointer, faults);
    KindEntry entry;
    ProviderKind &kind = entry.kind;
    kind.id = reader.choice("id", ProviderKindId::OpenAiCompatible);
    kind.name = reader.text("name", Need::Required);
    kind.dialect = reader.choice("dialect", Dialect::OpenAi);
    readEndpoints(reader, kind, faults);
    kind.keyPrefixes = reader.texts("keyPrefixes", Need::Required);
    kind.environment = reader.texts("environment", Need::Required);
    kind.rateLimits = reader.choice("rateLimits", RateLimitFamily::None);
    kind.limitScope = reader.choice("limitScope", LimitScope::Key);
    kind.cancelStopsBilling = reader.flagOrNull("cancelStopsBilling");
    readPages(reader, kind, faults);
    kind.upstreamFamily = reader.text("upstreamFamily", Need::Required);
    kind.localPorts = reader.wholes("localPorts", 1, MostPort);
    kind.cheapModels = reader.texts("cheapModels", Need::Required);
    kind.staticModels = reader.texts("staticModels", Need::Optional);
    requireHttps(reader, kind);
    if (kind.modelsPath.isEmpty() && kind.staticModels.empty())
        reader.fault(
            reader.pointerTo("modelsPath"), QStringLiteral("without a list staticModels are needed"));
    entry.models = readModels(reader, faults);
    reader.refuseOthers();
    return entry;
}

} // namespace

std::vector<KindEntry> readKinds(const QByteArray &json, std::vector<Error> &faults)
{
    std::vector<KindEntry> entries;
    const std::optional<Json> document = parseJson(json);
    if (!document) {
        faults.push_back({ErrorKind::Config, QStringLiteral(": not JSON"), {}});
        return entries;
    }
    FieldReader reader(*document, QString(), faults);
    reader.whole("version", 1, 1, Need::Required);
    if (const Json *kinds = reader.array("kinds", Need::Required)) {
        for (size_t i = 0; i < kinds->size(); ++i)
            entries.push_back(readKind((*kinds)[i], QStringLiteral("/kinds/%1").arg(i), faults));
        for (size_t i = 0; i < enumCount<ProviderKindId>(); ++i) {
            if (i >= entries.size() || entries[i].kind.id != static_cast<ProviderKindId>(i))
                reader.fault(QStringLiteral("/kinds/%1").arg(i),
                    QStringLiteral("expected the kind %1").arg(toString(static_cast<ProviderKindId>(i))));
        }
        if (entries.size() > enumCount<ProviderKindId>())
            reader.fault(QStringLiteral("/kinds"), QStringLiteral("has more kinds than there are"));
    }
    reader.refuseOthers();
    return entries;
}

} // namespace Belay
