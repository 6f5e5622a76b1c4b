// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/modelsanswer.h"

#include "core/domain/resultjson.h"
#include "core/providers/json.h"

#include <QUrlQuery>

#include <algorithm>

namespace Belay {

namespace {

constexpr qsizetype DefaultPage
    = 1000; // Anthropic's is 20: a client that never asks for more would miss some
constexpr auto UnknownDate = "1970-01-01T00:00:00Z"; // both forms require one, and nobody knows it

Json openAiModel(const OfferedModel &model)
{
    return {
        {"id", toUtf8(model.id)}, {"object", "model"}, {"created", 0}, {"owned_by", toUtf8(model.ownedBy)}};
}

Json anthropicModel(const OfferedModel &model)
{
    return {{"type", "model"}, {"id", toUtf8(model.id)}, {"display_name", toUtf8(model.id)},
        {"created_at", UnknownDate}};
}

size_t indexOf(const std::vector<OfferedModel> &offered, const QString &id)
{
    const auto found = std::find_if(
        offered.begin(), offered.end(), [&](const OfferedModel &model) { return model.id == id; });
    return static_cast<size_t>(found - offered.begin());
}

Json anthropicPage(const std::vector<OfferedModel> &offered, const QUrlQuery &query)
{
    bool isNumber = false;
    const int asked = query.queryItemValue(QStringLiteral("limit")).toInt(&isNumber);
    const size_t limit = isNumber && asked > 0 ? static_cast<size_t>(asked) : DefaultPage;
    const auto named
        = [&](const char *item) { return query.queryItemValue(QLatin1StringView(item), QUrl::FullyDecoded); };
    size_t begin = 0;
    size_t end = offered.size();
    if (const QString after = named("after_id"); !after.isEmpty())
        begin = std::min(indexOf(offered, after) + 1, end);
    const QString before = named("before_id");
    if (!before.isEmpty()) {
        end = indexOf(offered, before);
        begin = end - begin > limit ? end - limit : begin;
    }
    const bool hasMore = before.isEmpty() ? end - begin > limit : begin > 0;
    end = std::min(end, begin + limit);
    Json data = Json::array();
    for (size_t i = begin; i < end; ++i)
        data.push_back(anthropicModel(offered[i]));
    const Json first = data.empty() ? Json() : data.front()["id"];
    const Json last = data.empty() ? Json() : data.back()["id"];
    return {{"data", std::move(data)}, {"has_more", hasMore}, {"first_id", first}, {"last_id", last}};
}

} // namespace

ModelsForm modelsFormOf(const HttpHeaders &headers)
{
    return headerValue(headers, "anthropic-version").isEmpty() ? ModelsForm::OpenAi : ModelsForm::Anthropic;
}

QByteArray modelsBody(const std::vector<OfferedModel> &offered, ModelsForm form, const QByteArray &query)
{
    if (form == ModelsForm::Anthropic)
        return toBytes(anthropicPage(offered, QUrlQuery(QString::fromUtf8(query))));
    Json data = Json::array();
    for (const OfferedModel &model : offered)
        data.push_back(openAiModel(model));
    return toBytes({{"object", "list"}, {"data", std::move(data)}});
}

QByteArray modelBody(const OfferedModel &model, ModelsForm form)
{
    return toBytes(form == ModelsForm::Anthropic ? anthropicModel(model) : openAiModel(model));
}

} // namespace Belay
