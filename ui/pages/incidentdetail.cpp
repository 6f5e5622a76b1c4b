// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/incidentdetail.h"

#include "core/domain/incidenttext.h"
#include "core/domain/span.h"
#include "core/domain/statusboard.h"
#include "core/domain/supportpacket.h"
#include "core/monitor/watchedpage.h"
#include "core/providers/catalogue.h"
#include "ui/charts/chartlegend.h"
#include "ui/models/stripmodel.h"
#include "ui/pages/targetfailures.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/usermessage.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSysInfo>
#include <QTableView>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int VisibleLines = 5;
constexpr int VisibleRows = 8;

} // namespace

IncidentDetail::IncidentDetail(const Services &services, QWidget *parent)
    : QScrollArea(parent)
    , m_services(services)
    , m_content(new QWidget(this))
{
    setObjectName(u"incidentDetail"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("The chosen incident"));
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeHead(m_content));
    column->addWidget(makeStrip(m_content));
    auto *evidence = new Belay::Panel(m_content); // a frame has an enumerator of that name
    auto *evidenceColumn = new QVBoxLayout(evidence);
    m_evidence = new TargetFailures(evidence);
    evidenceColumn->addWidget(m_evidence);
    m_errorHeading = makeHeading(tr("What came back first"), evidence);
    m_error = makeCodeView(u"firstErrorPlainTextEdit"_s, tr("What came back first"), evidence);
    m_error->setFixedHeight(VisibleLines * fontMetrics().lineSpacing() + 12);
    evidenceColumn->addWidget(m_errorHeading);
    evidenceColumn->addWidget(m_error);
    column->addWidget(evidence);
    column->addWidget(makeOwn(m_content));
    column->addStretch();
    setWidget(m_content);
    showIncident(std::nullopt);
}

QWidget *IncidentDetail::makeHead(QWidget *parent)
{
    auto *panel = new Belay::Panel(parent);
    m_title = makeTextLabel(u"incidentTitleLabel"_s, panel);
    m_title->setFont(titleFont(m_title->font(), 1.3));
    m_facts = makeTextLabel(u"incidentFactsLabel"_s, panel);
    m_notice = makeLinkLabel(u"incidentNoticeLabel"_s, panel);
    m_notice->setOpenExternalLinks(true);
    m_copy = new QPushButton(tr("&Copy support packet"), panel);
    m_copy->setObjectName(u"copyPacketButton"_s);
    m_copy->setToolTip(
        tr("Times, request ids, status codes and addresses as text for the provider's support. No key is in "
           "it."));
    connect(m_copy, &QPushButton::clicked, this, &IncidentDetail::copyPacket);
    auto *row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(panel);
    column->addLayout(row);
    column->addWidget(m_facts);
    column->addWidget(m_notice);
    return panel;
}

QWidget *IncidentDetail::makeStrip(QWidget *parent)
{
    auto *panel = new Belay::Panel(parent);
    m_strip = new AlignedStrip(panel);
    m_strip->setObjectName(u"incidentStrip"_s);
    m_stripModel = new StripModel(this);
    m_legend = new ChartLegend(panel);
    m_legend->setObjectName(u"stripLegend"_s);
    m_table = makeFigureTable(m_stripModel, tr("The same as a table"), panel);
    m_table->setObjectName(u"stripTable"_s);
    m_table->setFixedHeight(m_table->verticalHeader()->defaultSectionSize() * (VisibleRows + 1));
    auto *asTable = new QCheckBox(tr("Show as &table"), panel);
    asTable->setObjectName(u"stripTableCheckBox"_s);
    connect(asTable, &QCheckBox::toggled, this, &IncidentDetail::showTable);
    auto *row = new QHBoxLayout;
    row->addWidget(makeHeading(tr("Who saw what, when"), panel));
    row->addStretch();
    row->addWidget(asTable);
    auto *column = new QVBoxLayout(panel);
    column->addLayout(row);
    column->addWidget(m_strip);
    column->addWidget(m_legend);
    column->addWidget(m_table);
    showTable(false);
    return panel;
}

QWidget *IncidentDetail::makeOwn(QWidget *parent)
{
    auto *panel = new Belay::Panel(parent);
    m_note = new QPlainTextEdit(panel);
    m_note->setObjectName(u"notePlainTextEdit"_s);
    m_note->setTabChangesFocus(true);
    m_note->setPlaceholderText(tr("For yourself: it goes into no packet and no feed."));
    m_note->setFixedHeight(VisibleLines * fontMetrics().lineSpacing() + 12);
    auto *label = new QLabel(tr("Your &note"), panel);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setBuddy(m_note);
    m_save = new QPushButton(tr("&Save note"), panel);
    m_save->setObjectName(u"saveNoteButton"_s);
    m_muted = new QCheckBox(tr("&Mute: no more notifications of this incident"), panel);
    m_muted->setObjectName(u"muteCheckBox"_s);
    connect(m_save, &QPushButton::clicked, this, &IncidentDetail::saveNote);
    connect(m_muted, &QCheckBox::clicked, this, &IncidentDetail::setMuted);
    connect(m_note, &QPlainTextEdit::textChanged, this,
        [this] { m_save->setEnabled(m_incident && m_note->toPlainText() != m_incident->note); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_muted, 1);
    row->addWidget(m_save);
    auto *column = new QVBoxLayout(panel);
    column->addWidget(label);
    column->addWidget(m_note);
    column->addLayout(row);
    return panel;
}

void IncidentDetail::showIncident(const std::optional<Incident> &incident)
{
    const bool same = m_incident && incident && m_incident->id == incident->id;
    const bool wasWritten = same && m_note->toPlainText() != m_incident->note;
    m_incident = incident;
    m_content->setVisible(incident.has_value());
    ++m_generation;
    if (!incident)
        return;
    const QString provider = providerName();
    m_title->setText(incidentTitle(*incident, provider));
    showFacts(provider);
    showNotice();
    m_errorHeading->setVisible(!incident->firstError.isEmpty());
    m_error->setVisible(!incident->firstError.isEmpty());
    m_error->setPlainText(incident->firstError);
    if (!wasWritten)
        m_note->setPlainText(incident->note);
    m_save->setEnabled(m_note->toPlainText() != incident->note);
    m_muted->setChecked(incident->muted);
    if (!same)
        take({});
    askForEvidence();
}

void IncidentDetail::showFacts(const QString &provider)
{
    const Incident &incident = *m_incident;
    const WallTime now = m_services.clock.wall();
    const QString length = spokenDuration(lengthOf(incident, now));
    QStringList targets;
    constexpr size_t MostNamed = 6;
    for (size_t i = 0; i < std::min(incident.targets.size(), MostNamed); ++i)
        targets << incident.targets[i].toString();
    const int unnamed = static_cast<int>(incident.targets.size()) - static_cast<int>(MostNamed);
    if (unnamed > 0)
        targets << tr("%n more", nullptr, unnamed);
    QStringList lines {incident.sentence, timeText(incident, length),
        tr("%1: %2", "provider, whose side").arg(provider, ownerText(incident.owner, incident.cause)),
        tr("Touched: %1", "targets").arg(targets.join(tr(", ", "between the items of a list"))),
        countsOf(incident), tr("Incident %1", "its id").arg(incident.id.toString())};
    lines.removeAll(QString());
    m_facts->setText(breakable(lines.join(u'\n')));
}

QString IncidentDetail::timeText(const Incident &incident, const QString &length)
{
    const QString from = momentText(incident.openedAt);
    if (incident.isOpen())
        return tr("Since %1, for %2 so far.").arg(from, length);
    const QString to = momentText(*incident.closedAt);
    return endedUnseen(incident) ? tr("Seen from %1 to %2, for %3. Nothing more is known of it: it was "
                                      "watched no longer, or unseen for a "
                                      "while.")
                                       .arg(from, to, length)
                                 : tr("From %1 to %2, for %3.").arg(from, to, length);
}

/// Checks that are rare never are two within five minutes: no share can be told of them.
QString IncidentDetail::countsOf(const Incident &incident)
{
    const QString counted = QLocale().toString(incident.samples);
    return incident.peakErrorShare > 0 ? tr("Worst five minutes: %1 failed; results counted: %2.")
                                             .arg(shareText(incident.peakErrorShare), counted)
                                       : tr("Results counted: %1.").arg(counted);
}

void IncidentDetail::showNotice()
{
    const auto &notice = m_incident->notice;
    m_notice->setVisible(notice.has_value());
    if (!notice)
        return;
    const QString title = notice->title.isEmpty() ? tr("their post") : notice->title;
    const QString shown = linkTo(addressOf(*notice).toString(QUrl::FullyEncoded), title);
    QStringList parts {tr("Official notice: %1.").arg(shown)};
    if (notice->createdAt)
        parts << tr("Posted %1.").arg(momentText(*notice->createdAt)).toHtmlEscaped();
    parts << tr("First read %1.").arg(momentText(notice->firstSeenAt)).toHtmlEscaped()
          << leadSentence(m_incident->lead).toHtmlEscaped();
    parts.removeAll(QString());
    m_notice->setText(parts.join(u' '));
}

void IncidentDetail::askForEvidence()
{
    const WallTime now = m_services.clock.wall();
    m_services.history.ask(
        this,
        [incident = *m_incident, page = readPage(), now](
            HistoryQueries &queries) { return evidenceOf(queries, incident, page, now); },
        [this, generation = m_generation](const Result<IncidentEvidence> &evidence) {
            if (generation != m_generation)
                return;
            if (evidence)
                take(*evidence);
            else
                Q_EMIT noted(historyMessage(evidence.error()));
        });
}

void IncidentDetail::take(const IncidentEvidence &evidence)
{
    m_failures = evidence.failures;
    m_evidence->setFailures(evidence.failures);
    StripContent strip = evidence.strip;
    strip.failedColour = statusColour(m_incident ? m_incident->state : TargetState::Down, palette());
    strip.noticeText = withoutNotice(evidence);
    m_legend->setStrip(strip);
    m_strip->setContent(strip);
    m_stripModel->setContent(strip);
}

void IncidentDetail::showTable(bool shown)
{
    m_strip->setVisible(!shown);
    m_legend->setVisible(!shown);
    m_table->setVisible(shown);
}

void IncidentDetail::saveNote()
{
    if (!m_incident)
        return;
    m_incident->note = m_note->toPlainText();
    m_save->setEnabled(false);
    m_services.incidents.remark({m_incident->id, m_incident->note, m_incident->muted});
    Q_EMIT noted(tr("Note saved."));
}

void IncidentDetail::setMuted(bool muted)
{
    if (!m_incident)
        return;
    m_incident->muted = muted;
    m_services.incidents.remark({m_incident->id, m_incident->note, muted});
}

void IncidentDetail::copyPacket()
{
    if (!m_incident)
        return;
    SupportPacket packet;
    packet.incident = *m_incident;
    packet.provider = providerName();
    packet.baseUrl = baseUrl().toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    packet.failures.assign(m_failures.rbegin(), m_failures.rend());
    packet.version = QStringLiteral(BELAY_VERSION);
    packet.system = QSysInfo::prettyProductName();
    QGuiApplication::clipboard()->setText(supportPacketText(packet, m_services.clock.wall()));
    Q_EMIT noted(tr("Support packet copied."));
}

QString IncidentDetail::providerName() const
{
    const ProviderConfig *provider = m_services.config.config()->provider(m_incident->provider);
    return provider ? provider->name : m_incident->provider.value;
}

QUrl IncidentDetail::baseUrl() const
{
    const ProviderConfig *provider = m_services.config.config()->provider(m_incident->provider);
    if (!provider)
        return {};
    return provider->baseUrl.isEmpty() ? Catalogue::builtIn().kind(provider->kind).baseUrl
                                       : provider->baseUrl;
}

/// The name of the status page that Belay reads of its provider; empty where it reads none.
QString IncidentDetail::readPage() const
{
    const ProviderConfig *provider = m_services.config.config()->provider(m_incident->provider);
    if (!provider)
        return {};
    const auto page = watchedPageOf(*provider, Catalogue::builtIn().kind(provider->kind), baseUrl());
    return page && !page->linkOnly ? page->name() : QString();
}

/// A page that nobody read has not told of nothing.
QString IncidentDetail::withoutNotice(const IncidentEvidence &evidence) const
{
    if (evidence.strip.to <= evidence.strip.from)
        return {}; // still asked for
    if (!m_incident || readPage().isEmpty())
        return tr("No status page is read for it.");
    return evidence.pageWasRead ? tr("Their page told of nothing.")
                                : tr("Their page was not read at that time.");
}

} // namespace Belay
