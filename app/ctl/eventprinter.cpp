// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/eventprinter.h"

#include "app/ctl/terminal.h"
#include "core/domain/incidentjson.h"
#include "core/domain/incidenttext.h"
#include "core/domain/resultjson.h"

namespace Belay {

namespace {

using Json = nlohmann::ordered_json;

void printEvent(const char *event, WallTime at, const Json &fields)
{
    Json json {{"event", event}, {"at", toUtf8(toIsoString(at))}};
    json.update(fields);
    printJson(json);
}

} // namespace

void EventPrinter::state(const TargetStatus &status, WallTime at) const
{
    if (m_json) {
        printEvent("state", at, toJson(status));
        return;
    }
    printLine(QStringLiteral("%1  %2  %3  %4 %5")
                  .arg(toIsoString(at), status.id.toString(), toString(status.verdict.state),
                      status.verdict.reason, status.verdict.advice)
                  .trimmed());
}

void EventPrinter::sample(const Sample &sample) const
{
    if (m_json) {
        printEvent("sample", sample.at, toJson(sample));
        return;
    }
    const bool isQuiet = sample.outcome == Outcome::Skipped || sample.outcome == Outcome::Cancelled;
    if (ruleOf(sample.outcome).health == Health::Good || isQuiet)
        return;
    // What clients asked for is no check of ours, and cost nothing that they did not want.
    const QString what = sample.source == SampleSource::Probe ? QString(toString(sample.kind) + u" check")
                                                              : QStringLiteral("a client's request");
    printLine(QStringLiteral("%1  %2  %3: %4")
                  .arg(toIsoString(sample.at), sample.target.toString(), what, toString(sample.outcome)));
}

void EventPrinter::incident(const Incident &incident, const QString &provider, WallTime at) const
{
    if (m_json) {
        printEvent("incident", at, toJson(incident));
        return;
    }
    printLine(QStringLiteral("%1  incident %2  %3: %4 (%5)")
                  .arg(toIsoString(at), incident.id.toString(),
                      incident.isOpen() ? QStringLiteral("open") : QStringLiteral("over"),
                      incidentTitle(incident, provider), incidentTargets(incident)));
}

void EventPrinter::network(const NetworkStatus &status, WallTime at) const
{
    if (m_json) {
        printEvent("network", at, toJson(status));
        return;
    }
    printLine(QStringLiteral("%1  your network: %2").arg(toIsoString(at), toString(status.state)));
}

} // namespace Belay
