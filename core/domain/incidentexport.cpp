// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentexport.h"

#include "core/domain/incidentjson.h"

#include <QStringList>

namespace Belay {

namespace {

const QStringList &columns()
{
    static const QStringList names {QStringLiteral("id"), QStringLiteral("openedAt"),
        QStringLiteral("closedAt"), QStringLiteral("provider"), QStringLiteral("targets"),
        QStringLiteral("owner"), QStringLiteral("cause"), QStringLiteral("outcome"),
        QStringLiteral("peakErrorShare"), QStringLiteral("samples"), QStringLiteral("leadS"),
        QStringLiteral("sentence"), QStringLiteral("note")};
    return names;
}

QStringList cellsOf(const Incident &incident)
{
    QStringList targets;
    for (const TargetId &target : incident.targets)
        targets << target.toString();
    return {incident.id.toString(), toIsoString(incident.openedAt),
        incident.closedAt ? toIsoString(*incident.closedAt) : QString(), incident.provider.value,
        targets.join(u' '), toString(incident.owner),
        incident.cause == Cause::None ? QString() : toString(incident.cause), toString(incident.outcome),
        incident.peakErrorShare > 0 ? QString::number(incident.peakErrorShare, 'f', 4) : QString(),
        QString::number(incident.samples),
        incident.lead ? QString::number(static_cast<double>(incident.lead->count()) / 1000.0) : QString(),
        incident.sentence, incident.note};
}

/// RFC 4180; a cell that a spreadsheet would take for a formula is led by an apostrophe, as text from a
/// provider stands in it.
QString csvCell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) {
        bool isNumber = false;
        text.toDouble(&isNumber);
        if (!isNumber)
            text.prepend(u'\'');
    }
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString markdownCell(const QString &text)
{
    QString flat = text.simplified();
    flat.replace(u'\\', QStringLiteral("\\\\"));
    flat.replace(u'|', QStringLiteral("\\|"));
    flat.replace(u'<', QStringLiteral("&lt;"));
    return flat;
}

QString csvText(const std::vector<Incident> &incidents)
{
    QString text = columns().join(u',') + QStringLiteral("\r\n");
    for (const Incident &incident : incidents) {
        QStringList cells;
        for (const QString &one : cellsOf(incident))
            cells << csvCell(one);
        text += cells.join(u',') + QStringLiteral("\r\n");
    }
    return text;
}

QString markdownText(const std::vector<Incident> &incidents)
{
    QString text = u"| " + columns().join(QStringLiteral(" | ")) + QStringLiteral(" |\n|");
    for (qsizetype i = 0; i < columns().size(); ++i)
        text += QStringLiteral("---|");
    text += u'\n';
    for (const Incident &incident : incidents) {
        QStringList cells;
        for (const QString &one : cellsOf(incident))
            cells << markdownCell(one);
        text += u"| " + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    }
    return text;
}

QByteArray jsonText(const std::vector<Incident> &incidents)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Incident &incident : incidents)
        list.push_back(toJson(incident));
    const nlohmann::ordered_json whole {{"incidents", list}};
    return QByteArray::fromStdString(
               whole.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
        + '\n';
}

} // namespace

QByteArray exportIncidents(const std::vector<Incident> &incidents, IncidentForm form)
{
    switch (form) {
    case IncidentForm::Csv:
        return csvText(incidents).toUtf8();
    case IncidentForm::Markdown:
        return markdownText(incidents).toUtf8();
    case IncidentForm::Json:
        break;
    }
    return jsonText(incidents);
}

} // namespace Belay
