// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetheader.h"

#include "core/domain/providertext.h"
#include "core/domain/statusboard.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace Belay {

using namespace Qt::StringLiterals;

TargetHeader::TargetHeader(QWidget *parent)
    : QWidget(parent)
    , m_shape(new QLabel(this))
    , m_name(makeProseLabel(u"nameLabel"_s, this))
    , m_state(makeProseLabel(u"stateLabel"_s, this))
    , m_links(makeLinkLabel(u"linksLabel"_s, this))
    , m_reason(makeProseLabel(u"reasonLabel"_s, this))
    , m_advice(makeProseLabel(u"adviceLabel"_s, this))
    , m_handled(makeProseLabel(u"handledLabel"_s, this))
    , m_why(makeProseLabel(u"whyLabel"_s, this))
    , m_evidence(makeProseLabel(u"evidenceLabel"_s, this))
    , m_checks(makeProseLabel(u"checksLabel"_s, this))
    , m_notice(makeProseLabel(u"noticeLabel"_s, this))
    , m_check(new QToolButton(this))
    , m_checkPaid(new QAction(this))
    , m_pause(makeButton(tr("&Pause"), u"pauseButton"_s))
    , m_edit(makeButton(tr("&Edit…"), u"editButton"_s))
    , m_remove(makeButton(tr("&Delete"), u"removeButton"_s))
    , m_explain(makeButton(tr("Explai&n an error…"), u"explainErrorButton"_s))
    , m_curl(makeButton(tr("Copy as c&url"), u"curlButton"_s))
    , m_statusPage(makeButton(tr("Provider's &status page"), u"statusPageButton"_s))
    , m_instead(makeButton({}, u"insteadButton"_s))
{
    m_name->setFont(titleFont(font(), 1.5));
    m_state->setFont(titleFont(font(), 1.1));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(makeTitleRow());
    m_why->setFont(titleFont(font(), 1.0));
    for (QLabel *label : {m_reason, m_advice, m_handled, m_notice, m_why, m_evidence})
        column->addWidget(label);
    column->addWidget(m_instead, 0, Qt::AlignLeft);
    column->addLayout(makeLinkRow());
    connect(m_pause, &QPushButton::clicked, this, [this] { Q_EMIT pauseRequested(!m_facts.paused); });
    connect(m_edit, &QPushButton::clicked, this, &TargetHeader::editRequested);
    connect(m_remove, &QPushButton::clicked, this, &TargetHeader::removeRequested);
    connect(m_explain, &QPushButton::clicked, this, &TargetHeader::explainRequested);
    connect(m_curl, &QPushButton::clicked, this, &TargetHeader::curlRequested);
    connect(m_instead, &QPushButton::clicked, this,
        [this] { Q_EMIT insteadRequested(m_status ? modelInstead(*m_status) : QString()); });
    connect(m_links, &QLabel::linkActivated, this, [this](const QString &link) {
        if (const auto incident = Ulid::fromString(link))
            Q_EMIT incidentRequested(*incident);
        else
            Q_EMIT providerRequested();
    });
    connect(m_statusPage, &QPushButton::clicked, this,
        [this] { Q_EMIT statusPageRequested(m_facts.statusPage); });
}

QPushButton *TargetHeader::makeButton(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

QLayout *TargetHeader::makeTitleRow()
{
    m_check->setObjectName(u"checkButton"_s);
    m_check->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_check->setPopupMode(QToolButton::MenuButtonPopup);
    m_check->setFocusPolicy(Qt::StrongFocus);
    m_check->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::MinimumExpanding);
    auto *menu = new QMenu(m_check);
    menu->addAction(
        tr("Check reach and key (free)"), this, [this] { Q_EMIT checkRequested(Monitor::Paid::No); });
    menu->addAction(m_checkPaid);
    m_check->setMenu(menu);
    connect(m_check, &QToolButton::clicked, this, [this] { Q_EMIT checkRequested(Monitor::Paid::No); });
    connect(m_checkPaid, &QAction::triggered, this, [this] { Q_EMIT checkRequested(Monitor::Paid::Yes); });

    auto *titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_name);
    titles->addWidget(m_state);
    titles->addWidget(m_links);
    auto *row = new QHBoxLayout;
    row->addWidget(m_shape, 0, Qt::AlignTop);
    row->addLayout(titles, 1);
    for (QWidget *button : std::initializer_list<QWidget *> {m_check, m_pause, m_edit, m_remove})
        row->addWidget(button, 0, Qt::AlignTop);
    return row;
}

QLayout *TargetHeader::makeLinkRow()
{
    auto *row = new QHBoxLayout;
    row->addWidget(m_checks, 1);
    row->addWidget(m_explain);
    row->addWidget(m_curl);
    row->addWidget(m_statusPage);
    return row;
}

void TargetHeader::setTarget(const TargetId &id, const TargetStatus *status, const TargetHeaderFacts &facts)
{
    m_id = id;
    m_status = status ? std::optional(*status) : std::nullopt;
    m_facts = facts;
    showStatus();
    showFacts();
}

void TargetHeader::setNow(WallTime now)
{
    m_now = now;
    m_state->setText(stateLine());
    setTextOrHide(m_links, linkLine());
    m_checks->setText(checkLine());
}

void TargetHeader::setChecking(bool checking)
{
    m_checking = checking;
    showFacts();
}

void TargetHeader::showStatus()
{
    const TargetState state = m_status ? m_status->verdict.state : TargetState::Checking;
    const int side = static_cast<int>(m_name->fontMetrics().height() * 1.2);
    m_shape->setPixmap(iconFor(state).pixmap(QSize(side, side), devicePixelRatio()));
    m_shape->setAccessibleName(statusWord(state));
    m_name->setText(m_status && !m_status->providerName.isEmpty() ? m_id.hasModel()
                ? tr("%1 · %2", "provider, model").arg(m_status->providerName, m_id.model)
                : m_status->providerName
                                                                  : m_id.toString());
    m_state->setText(stateLine());
    setTextOrHide(m_links, linkLine());
    m_checks->setText(checkLine());
    setTextOrHide(m_reason, m_status ? m_status->verdict.reason : QString());
    QString advice = m_status ? m_status->verdict.advice : QString();
    if (m_status && !m_status->offeredModels.empty()) {
        const qsizetype shown
            = std::min<qsizetype>(8, static_cast<qsizetype>(m_status->offeredModels.size()));
        const QStringList models(m_status->offeredModels.begin(), m_status->offeredModels.begin() + shown);
        if (!advice.contains(models.front())) // what to ask instead names them already
            advice = tr("%1 The provider lists now: %2").arg(advice, models.join(u", "_s)).trimmed();
    }
    setTextOrHide(m_advice, advice);
    showEvidence();
    setTextOrHide(m_notice, noticeLine());
}

/// Of trouble alone: whoever is well needs no proof.
void TargetHeader::showEvidence()
{
    const Verdict verdict = m_status ? m_status->verdict : Verdict {};
    const bool isCalm = verdict.state == TargetState::Up || verdict.state == TargetState::Paused;
    QStringList lines;
    for (const Clue &clue : verdict.evidence) {
        const QString mark = verdict.owner == Owner::Unknown ? u"•"_s : clue.supports ? u"✓"_s : u"✗"_s;
        lines << tr("%1 %2", "mark, a piece of evidence").arg(mark, clue.text);
    }
    if (isCalm)
        lines.clear();
    m_why->setText(verdict.owner == Owner::Unknown ? tr("What is known")
                                                   : tr("Why we think so (✓ for it, ✗ against it)"));
    m_why->setVisible(!lines.isEmpty());
    setTextOrHide(m_evidence, lines.join(u'\n'));
    setTextOrHide(m_handled, isCalm ? QString() : verdict.handled);
}

void TargetHeader::showFacts()
{
    const bool here = m_facts.configured;
    m_check->setText(m_checking ? tr("Checking…") : tr("&Check now"));
    m_check->setEnabled(here && !m_checking && !m_facts.paused);
    m_checkPaid->setVisible(!m_facts.model.isEmpty());
    m_checkPaid->setText(m_facts.checkCost
            ? tr("Ask the model too (at most %1)").arg(moneyText(m_facts.checkCost, Rounding::Up))
            : tr("Ask the model too (one tiny request, price unknown)"));
    m_pause->setText(m_facts.paused ? tr("&Resume") : tr("&Pause"));
    for (QPushButton *button : {m_pause, m_edit, m_remove})
        button->setEnabled(here);
    m_curl->setEnabled(m_facts.hasCurl);
    m_curl->setVisible(here);
    const QString instead = m_status ? modelInstead(*m_status) : QString();
    m_instead->setText(tr("Probe %1 &instead").arg(buttonText(instead)));
    m_instead->setVisible(here && !instead.isEmpty());
    m_statusPage->setVisible(!m_facts.statusPage.isEmpty());
    m_statusPage->setToolTip(m_facts.statusPage.toDisplayString());
}

QString TargetHeader::stateLine() const
{
    if (!m_facts.configured)
        return tr("No longer configured: this is its history.");
    if (!m_status)
        return tr("Waiting for the first check");
    const Verdict &verdict = m_status->verdict;
    QStringList parts {m_status->since == WallTime {} || m_now < m_status->since
            ? statusWord(verdict.state)
            : tr("%1 %2", "state, for how long")
                  .arg(statusWord(verdict.state), forDuration(m_status->since, m_now))};
    const QString owner = ownerText(verdict.owner, verdict.cause);
    if (!owner.isEmpty())
        parts << owner;
    return parts.join(tr(" · ", "between parts of a line"));
}

QString TargetHeader::linkLine() const
{
    const QString provider = m_status ? m_status->providerName : m_id.provider.value;
    QStringList parts {linkTo(u"provider"_s, tr("All of %1", "a provider").arg(provider))};
    if (m_status && m_status->incident)
        parts << linkTo(m_status->incident->id.toString(),
            tr("Incident since %1").arg(sinceText(m_status->incident->openedAt, m_now)));
    return parts.join(tr(" · ", "between parts of a line"));
}

QString TargetHeader::noticeLine() const
{
    QStringList parts;
    if (m_status && m_status->notice)
        parts << officialLine(m_status->notice->state, m_status->notice->title);
    if (m_status && m_status->retiresOn)
        parts << tr("Its provider retires this model on %1.")
                     .arg(QLocale().toString(*m_status->retiresOn, QLocale::LongFormat));
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString TargetHeader::checkLine() const
{
    if (!m_status || !m_facts.configured)
        return {};
    QStringList parts {lastCheckText(m_status->lastCheckAt, m_now)};
    if (m_facts.paused) {
        parts << tr("checks are paused");
    } else if (m_status->nextCheckAt) {
        const Milliseconds left = std::max(Milliseconds {0}, Milliseconds {*m_status->nextCheckAt - m_now});
        const auto seconds = std::chrono::ceil<Seconds>(left).count();
        parts << (seconds < 60 ? tr("next check in %1 s").arg(seconds)
                               : tr("next check in %1").arg(spokenDuration(left)));
    }
    if (m_id.hasModel()) {
        parts << (m_status->completionEvery
                ? tr("asks the model every %1").arg(spokenDuration(*m_status->completionEvery))
                : tr("does not ask the model"));
        // As in the table below: what was spent while a price was known stays known.
        const bool isKnown = m_facts.checkCost.has_value() || m_status->spentThisMonth > 0;
        parts << (isKnown ? tr("%1 this month", "an amount of money").arg(moneyText(m_status->spentThisMonth))
                          : moneyText(std::nullopt));
    }
    if (!m_status->completionNote.isEmpty())
        parts << m_status->completionNote;
    return parts.join(tr(" · ", "between parts of a line"));
}

void TargetHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showStatus();
}

} // namespace Belay
