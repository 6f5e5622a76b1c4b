// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/supportpacket.h"

#include "core/base/logging.h"
#include "core/domain/incidenttext.h"
#include "core/domain/statusboard.h"

#include <QStringList>

#include <algorithm>

namespace Belay {

// English whatever the language of the window: it goes to a provider's support.

namespace {

/// Whether a failure of this kind leads to the incident's state, and is not of a cause that has incidents of
/// its own.
bool failsLike(const Incident &incident, Outcome outcome)
{
    const auto standsAlone = [](Cause cause) {
        return cause == Cause::Model || cause == Cause::Quota || cause == Cause::RateLimit;
    };
    const Cause cause = ruleOf(outcome).cause;
    if (stateAlone(outcome) != incident.state)
        return false;
    return cause == incident.cause || (!standsAlone(cause) && !standsAlone(incident.cause));
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

/// What came from outside must not end a cell or a line.
QString cell(const QString &text)
{
    QString flat = text.simplified();
    flat.replace(u'\\', QStringLiteral("\\\\"));
    flat.replace(u'|', QStringLiteral("\\|"));
    flat.replace(u'`', QStringLiteral("\\`"));
    flat.replace(u'<', QStringLiteral("&lt;"));
    return orDash(flat);
}

/// A fence that nothing inside can close.
QString fenced(const QString &text)
{
    QString fence = QStringLiteral("```");
    while (text.contains(fence))
        fence += u'`';
    return fence + u'\n' + text + u'\n' + fence;
}

QString millisText(const std::optional<Microseconds> &length)
{
    return length ? QString::number(std::chrono::round<Milliseconds>(*length).count()) : QString();
}

QString rowOf(const Sample &sample)
{
    const Evidence evidence = sample.evidence.value_or(Evidence());
    const QStringList cells {toIsoString(sample.at), cell(sample.target.toString()), toString(sample.kind),
        toString(sample.outcome), sample.status == 0 ? QStringLiteral("-") : QString::number(sample.status),
        cell(evidence.providerCode), cell(sample.requestId), cell(evidence.address),
        orDash(millisText(sample.timings.total)), cell(sample.servedBy)};
    return u"| " + cells.join(QStringLiteral(" | ")) + u" |";
}

QStringList headOf(const SupportPacket &packet, WallTime now)
{
    const Incident &incident = packet.incident;
    QStringList lines {u"# " + cell(incidentTitle(incident, packet.provider)), QString(),
        u"- Incident: " + incident.id.toString(),
        u"- Provider: " + cell(packet.provider) + u" (" + cell(packet.baseUrl) + u')',
        u"- Began (UTC): " + toIsoString(incident.openedAt),
        u"- Over (UTC): "
            + (incident.closedAt ? toIsoString(*incident.closedAt)
                                 : QStringLiteral("not yet, as of ") + toIsoString(now)),
        u"- Length: " + spokenDuration(lengthOf(incident, now)),
        QStringLiteral("- Results counted: %1").arg(incident.samples)
            + (incident.peakErrorShare > 0 ? QStringLiteral(", worst 5 minutes: %1 % failed")
                                                 .arg(incident.peakErrorShare * 100, 0, 'f', 1)
                                           : QString()),
        u"- First outcome: " + toString(incident.outcome), u"- Finding: " + cell(incident.sentence)};
    if (const auto &notice = incident.notice) {
        lines << QStringLiteral("- Your status page: %1, \"%2\", created %3, first read %4")
                     .arg(cell(notice->page), cell(notice->title),
                         notice->createdAt ? toIsoString(*notice->createdAt) : QStringLiteral("-"),
                         toIsoString(notice->firstSeenAt));
        if (!notice->link.isEmpty())
            lines << u"- Your post: " + cell(notice->link.toString(QUrl::FullyEncoded));
    }
    if (incident.lead)
        lines << QStringLiteral("- First failure here to your post: %1 s")
                     .arg(std::chrono::duration_cast<Seconds>(*incident.lead).count());
    return lines;
}

QStringList failuresOf(const SupportPacket &packet)
{
    QStringList lines {QString(), QStringLiteral("## Failing requests"), QString()};
    if (packet.failures.empty())
        return lines << QStringLiteral("None is kept any more.");
    lines << QStringLiteral(
        "| time (UTC) | target | kind | outcome | HTTP | code | request id | address | ms "
        "| served by |")
          << QStringLiteral("|---|---|---|---|---|---|---|---|---|---|");
    const size_t shown = std::min(packet.failures.size(), SupportPacket::MostFailures);
    for (size_t i = 0; i < shown; ++i)
        lines << rowOf(packet.failures[i]);
    if (shown < packet.failures.size())
        lines << QString() << QStringLiteral("The first %1 of %2.").arg(shown).arg(packet.failures.size());
    return lines;
}

} // namespace

bool isFailureOf(const Incident &incident, const Sample &sample)
{
    constexpr Milliseconds Before = std::chrono::minutes {5}; // as far back as its counts reach
    const bool isOver = incident.closedAt && sample.at > std::max(*incident.closedAt, incident.lastBadAt);
    if (isOver || sample.at < incident.openedAt - Before)
        return false;
    return sample.outcome == incident.outcome || failsLike(incident, sample.outcome);
}

QString supportPacketText(const SupportPacket &packet, WallTime now)
{
    QStringList lines = headOf(packet, now);
    lines << QString() << QStringLiteral("## Targets") << QString();
    for (const TargetId &target : packet.incident.targets)
        lines << u"- " + cell(target.toString());
    lines << failuresOf(packet);
    if (!packet.incident.firstError.isEmpty())
        lines << QString() << QStringLiteral("## First answer") << QString()
              << fenced(packet.incident.firstError);
    lines << QString()
          << QStringLiteral("Measured by Belay %1 on %2.").arg(cell(packet.version), cell(packet.system))
          << QString();
    return redacted(lines.join(u'\n'));
}

} // namespace Belay
