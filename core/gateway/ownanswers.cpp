// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/ownanswers.h"

#include "core/domain/resultjson.h"
#include "core/gateway/modelnames.h"
#include "core/gateway/modelsanswer.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Belay {

namespace {

std::string shortName(const QString &name)
{
    constexpr qsizetype Longest = 128;
    QString shown = name.left(Longest);
    std::replace_if(
        shown.begin(), shown.end(), [](QChar c) { return !c.isPrint(); }, QChar(QChar::ReplacementCharacter));
    return toUtf8(shown);
}

HttpAnswer answerOf(const QByteArray &type, QByteArray body)
{
    return {200, {{"content-type", type}}, std::move(body)};
}

HttpAnswer jsonAnswer(QByteArray body)
{
    return answerOf("application/json", std::move(body));
}

/// Readers of feeds ask every few minutes and mostly hear what they know.
HttpAnswer incidentsAnswer(const RequestHead &head, const QByteArray &feed)
{
    const QByteArray tag
        = '"' + QCryptographicHash::hash(feed, QCryptographicHash::Sha256).toHex().first(32) + '"';
    const QByteArray known = head.header("if-none-match");
    if (known == "*" || known.contains(tag))
        return {304, {{"etag", tag}}, {}};
    return {200, {{"etag", tag}, {"content-type", "application/atom+xml; charset=utf-8"}}, feed};
}

Result<HttpAnswer, Refusal> modelAnswer(
    const RequestHead &head, const QString &name, const GatewaySetup &setup)
{
    for (const OfferedModel &model : offeredModels(*setup.config, *setup.catalogue)) {
        if (model.id == name)
            return jsonAnswer(modelBody(model, modelsFormOf(head.headers)));
    }
    return Unexpected {unknownModel(setup, name)};
}

} // namespace

Refusal unknownModel(const GatewaySetup &setup, const QString &name)
{
    std::string message = "The gateway has no model `" + shortName(name) + "`.";
    std::string list;
    for (const QString &near : nearestModels(offeredModels(*setup.config, *setup.catalogue), name))
        list += (list.empty() ? "" : ", ") + toUtf8(near);
    message += list.empty() ? " No provider is set up yet." : " Nearest: " + list + ".";
    return {GatewayFault::UnknownModel, message, "model"};
}

Result<HttpAnswer, Refusal> ownAnswer(const RequestHead &head, const RouteMatch &route,
    const GatewaySetup &setup, const StatusSource &status, const MetricsSource &metrics)
{
    switch (route.route) {
    case Route::Home:
        // The Host was compared with the list: it may be shown.
        return answerOf("text/plain; charset=utf-8",
            "Belay's gateway. The base URL of its API: http://" + head.header("host") + "/v1\n");
    case Route::Hello:
    case Route::Health:
        return jsonAnswer(R"({"ok":true})");
    case Route::Metrics:
        return answerOf("text/plain; version=0.0.4; charset=utf-8", metrics.metricsText());
    case Route::Status:
        return jsonAnswer(status.statusJson());
    case Route::Incidents:
        return incidentsAnswer(head, status.incidentsAtom());
    case Route::Models:
        return jsonAnswer(modelsBody(
            offeredModels(*setup.config, *setup.catalogue), modelsFormOf(head.headers), head.query()));
    case Route::Model:
        return modelAnswer(head, route.model, setup);
    case Route::Provider:
        break;
    }
    return Unexpected {Refusal {GatewayFault::Internal}};
}

} // namespace Belay
