// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentfeed.h"

#include "core/domain/incidenttext.h"

#include <QCoreApplication>
#include <QStringList>
#include <QXmlStreamWriter>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::IncidentFeed)
};

/// A provider's text may hold what XML cannot: control characters, halves of a surrogate pair.
QString plain(const QString &text)
{
    QString kept;
    for (const char32_t one : text.toUcs4()) {
        const bool isControl = (one < 0x20 && one != '\t' && one != '\n' && one != '\r') || one == 0xfffe
            || one == 0xffff || (one >= 0xd800 && one <= 0xdfff);
        kept += isControl ? QString(QChar::ReplacementCharacter) : QString::fromUcs4(&one, 1);
    }
    return kept;
}

QString nameOf(const Incident &incident, const std::map<ProviderId, QString> &names)
{
    const auto found = names.find(incident.provider);
    return found == names.end() ? incident.provider.value : found->second;
}

QString summaryOf(const Incident &incident)
{
    QStringList parts {incident.sentence, incidentTargets(incident) + u'.',
        incident.isOpen() ? Words::tr("It goes on.")
            : endedUnseen(incident)
            ? Words::tr("Last seen at %1: after that nobody watched it.").arg(toIsoString(*incident.closedAt))
            : Words::tr("Over at %1.").arg(toIsoString(*incident.closedAt)),
        leadSentence(incident.lead)};
    parts.removeAll(QString());
    return parts.join(u' ');
}

void writeEntry(QXmlStreamWriter &xml, const Incident &incident, const std::map<ProviderId, QString> &names)
{
    const QString title = incidentTitle(incident, nameOf(incident, names));
    xml.writeStartElement(QStringLiteral("entry"));
    xml.writeTextElement(
        QStringLiteral("id"), QString(QStringLiteral("urn:belay:incident:") + incident.id.toString()));
    xml.writeTextElement(
        QStringLiteral("title"), plain(incident.isOpen() ? title : Words::tr("Over: %1").arg(title)));
    xml.writeTextElement(QStringLiteral("published"), toIsoString(incident.openedAt));
    xml.writeTextElement(QStringLiteral("updated"), toIsoString(changedAt(incident)));
    xml.writeEmptyElement(QStringLiteral("category"));
    xml.writeAttribute(QStringLiteral("term"), toString(incident.cause));
    if (const QUrl url = incident.notice ? addressOf(*incident.notice) : QUrl(); !url.isEmpty()) {
        xml.writeEmptyElement(QStringLiteral("link"));
        xml.writeAttribute(QStringLiteral("rel"), QStringLiteral("related"));
        xml.writeAttribute(QStringLiteral("href"), plain(url.toString(QUrl::FullyEncoded)));
    }
    xml.writeStartElement(QStringLiteral("summary"));
    xml.writeAttribute(QStringLiteral("type"), QStringLiteral("text"));
    xml.writeCharacters(plain(summaryOf(incident)));
    xml.writeEndElement();
    xml.writeEndElement();
}

} // namespace

QByteArray atomFeed(
    const std::vector<Incident> &incidents, const std::map<ProviderId, QString> &names, WallTime since)
{
    const size_t shown = std::min(incidents.size(), MostInFeed);
    WallTime updated = shown == 0 ? since : changedAt(incidents.front());
    for (size_t i = 0; i < shown; ++i)
        updated = std::max(updated, changedAt(incidents[i]));
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("feed"));
    xml.writeDefaultNamespace(QStringLiteral("http://www.w3.org/2005/Atom"));
    xml.writeTextElement(QStringLiteral("id"), QStringLiteral("urn:belay:incidents"));
    xml.writeTextElement(QStringLiteral("title"), Words::tr("Belay: incidents"));
    xml.writeTextElement(QStringLiteral("updated"), toIsoString(updated));
    xml.writeStartElement(QStringLiteral("author"));
    xml.writeTextElement(QStringLiteral("name"), QStringLiteral("Belay"));
    xml.writeEndElement();
    for (size_t i = 0; i < shown; ++i)
        writeEntry(xml, incidents[i], names);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace Belay
