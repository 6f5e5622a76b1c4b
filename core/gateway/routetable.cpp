// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/routetable.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace Belay {

namespace {

struct Row {
    const char *path;
    Route route;
    Face face;
    const char *methods;
};

constexpr auto Reading = "GET, HEAD";
constexpr auto Any = "GET, HEAD, POST, PUT, PATCH, DELETE";

constexpr auto Rows = std::to_array<Row>({
    {"/", Route::Home, Face::Passthrough, Reading},
    {"/api/hello", Route::Hello, Face::Passthrough, Reading},
    {"/healthz", Route::Health, Face::Passthrough, Reading},
    {"/metrics", Route::Metrics, Face::Passthrough, Reading},
    {"/belay/v1/status", Route::Status, Face::Passthrough, Reading},
    {"/belay/v1/incidents.atom", Route::Incidents, Face::Passthrough, Reading},
    {"/v1/models", Route::Models, Face::Passthrough, Reading},
    {"/v1/chat/completions", Route::Provider, Face::ChatCompletions, "POST"},
    {"/v1/completions", Route::Provider, Face::Completions, "POST"},
    {"/v1/embeddings", Route::Provider, Face::Embeddings, "POST"},
    {"/v1/responses", Route::Provider, Face::Responses, "POST"},
    {"/v1/messages", Route::Provider, Face::Messages, "POST"},
    {"/v1/messages/count_tokens", Route::Provider, Face::CountTokens, "POST"},
});

constexpr QByteArrayView ModelPrefix = "/v1/models/";
constexpr QByteArrayView ApiPrefix = "/v1/";

/// Steps up, empty segments and escaped separators could leave the provider's own folder, where the same key
/// may serve somebody else.
bool isPlainPath(QByteArrayView path)
{
    QByteArray lower = path.toByteArray().toLower();
    if (lower.contains("//") || lower.contains("%2f") || lower.contains("%5c") || lower.contains('\\')
        || lower.contains("%00"))
        return false;
    const QList<QByteArray> segments = lower.replace("%2e", ".").split('/');
    return std::none_of(segments.begin(), segments.end(),
        [](const QByteArray &segment) { return segment == "." || segment == ".."; });
}

} // namespace

bool RouteMatch::allows(QByteArrayView method) const
{
    QByteArrayView rest = allowed;
    while (!rest.isEmpty()) {
        const qsizetype comma = rest.indexOf(',');
        if (rest.first(comma < 0 ? rest.size() : comma).trimmed() == method)
            return true;
        rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
    }
    return false;
}

bool RouteMatch::isOpen(QByteArrayView method) const
{
    return (route == Route::Home || route == Route::Hello || route == Route::Health) && allows(method);
}

std::optional<RouteMatch> findRoute(QByteArrayView path)
{
    const auto row
        = std::find_if(Rows.begin(), Rows.end(), [path](const Row &one) { return path == one.path; });
    if (row != Rows.end())
        return RouteMatch {row->route, row->face, row->methods, {}};
    if (path.startsWith(ModelPrefix) && path.size() > ModelPrefix.size()) {
        const QByteArray id = path.sliced(ModelPrefix.size()).toByteArray();
        return RouteMatch {
            Route::Model, Face::Passthrough, Reading, QString::fromUtf8(QByteArray::fromPercentEncoding(id))};
    }
    if (path.startsWith(ApiPrefix) && path.size() > ApiPrefix.size() && isPlainPath(path))
        return RouteMatch {Route::Provider, Face::Passthrough, Any, {}};
    return {};
}

bool isAnthropicPath(QByteArrayView path)
{
    return path == "/v1/messages" || path.startsWith("/v1/messages/");
}

} // namespace Belay
