// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentjson.h"

#include "core/domain/jsonvalues.h"

namespace Belay {

using namespace JsonValues;

Json toJson(const Incident &incident)
{
    Json json;
    json["id"] = text(incident.id.toString());
    json["provider"] = text(incident.provider.value);
    json["targets"] = Json::array();
    for (const TargetId &target : incident.targets)
        json["targets"].push_back(text(target.toString()));
    json["owner"] = name(incident.owner);
    json["cause"] = incident.cause == Cause::None ? Json() : name(incident.cause);
    json["state"] = name(incident.state);
    json["outcome"] = name(incident.outcome);
    json["openedAt"] = instant(incident.openedAt);
    json["closedAt"] = instant(incident.closedAt);
    json["peakErrorShare"] = incident.peakErrorShare > 0 ? Json(incident.peakErrorShare) : Json();
    json["samples"] = incident.samples;
    json["sentence"] = text(incident.sentence);
    json["firstError"] = textOrNull(incident.firstError);
    json["note"] = textOrNull(incident.note);
    json["muted"] = incident.muted;
    json["notice"] = Json();
    if (const auto &notice = incident.notice) {
        json["notice"]
            = {{"page", text(notice->page)}, {"url", textOrNull(notice->link.toString(QUrl::FullyEncoded))},
                {"createdAt", instant(notice->createdAt)}, {"firstSeenAt", instant(notice->firstSeenAt)},
                {"resolvedAt", instant(notice->resolvedAt)}};
    }
    json["leadS"] = incident.lead ? Json(static_cast<double>(incident.lead->count()) / 1000.0) : Json();
    return json;
}

} // namespace Belay
