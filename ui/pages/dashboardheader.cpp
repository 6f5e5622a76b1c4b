// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/dashboardheader.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/statuschips.h"
#include "ui/widgets/statusshape.h"

#include <QAccessible>
#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal AnswerShare = 1.45; // of the font of everything else

/// The network has states of its own; their shapes are those that mean the same for a target.
TargetState shapeOf(NetworkState state)
{
    switch (state) {
    case NetworkState::Online:
        return TargetState::Up;
    case NetworkState::Offline:
        return TargetState::Down;
    case NetworkState::Captive:
        return TargetState::Slow;
    case NetworkState::Unknown:
        break;
    }
    return TargetState::NoData;
}

} // namespace

DashboardHeader::DashboardHeader(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new QLabel(this))
    , m_networkShape(new QLabel(this))
    , m_network(new QLabel(this))
    , m_chips(new StatusChips(this))
    , m_search(new QLineEdit(this))
    , m_order(new QComboBox(this))
    , m_group(new QCheckBox(tr("&Group by provider"), this))
    , m_views(new QButtonGroup(this))
    , m_age(new QLabel(this))
    , m_check(new QPushButton(tr("Check &now"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(10);
    layout->addLayout(makeAnswerRow());
    auto *chips = new QHBoxLayout;
    chips->addWidget(m_chips, 1);
    chips->addWidget(makeExplainButton(), 0, Qt::AlignTop);
    layout->addLayout(chips);
    layout->addLayout(makeToolRow());
    updateFonts();
    setBoard({});
}

QLayout *DashboardHeader::makeAnswerRow()
{
    m_sentence->setObjectName(u"sentenceLabel"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setTextFormat(Qt::PlainText);
    m_network->setObjectName(u"networkLabel"_s);
    auto *network = new QHBoxLayout;
    network->setSpacing(6);
    network->addStretch(1);
    network->addWidget(m_networkShape);
    network->addWidget(m_network);
    m_age->setObjectName(u"ageLabel"_s);
    m_age->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *known = new QVBoxLayout;
    known->setSpacing(4);
    known->addLayout(network);
    known->addWidget(m_age, 0, Qt::AlignRight);
    known->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(24);
    row->addWidget(m_sentence, 1);
    row->addLayout(known);
    return row;
}

void DashboardHeader::setUpSearch()
{
    m_search->setObjectName(u"searchLineEdit"_s);
    m_search->setPlaceholderText(tr("Search targets (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search targets"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(180);
    m_search->setMaximumWidth(360);
    m_search->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, &DashboardHeader::searchChanged);
}

QLayout *DashboardHeader::makeToolRow()
{
    setUpSearch();
    auto *orderLabel = new QLabel(tr("&Sort:"), this);
    orderLabel->setBuddy(m_order);
    m_order->setObjectName(u"orderComboBox"_s);
    m_order->addItem(tr("Worst first"), QVariant::fromValue(TargetFilterProxy::Order::Health));
    m_order->addItem(tr("Name"), QVariant::fromValue(TargetFilterProxy::Order::Name));
    m_order->addItem(tr("Latency"), QVariant::fromValue(TargetFilterProxy::Order::Latency));
    connect(m_order, &QComboBox::activated, this,
        [this] { Q_EMIT orderChosen(m_order->currentData().value<TargetFilterProxy::Order>()); });
    m_group->setObjectName(u"groupCheckBox"_s);
    connect(m_group, &QCheckBox::toggled, this, [this](bool on) {
        Q_EMIT groupingChosen(
            on ? TargetFilterProxy::Grouping::ByProvider : TargetFilterProxy::Grouping::None);
    });
    m_check->setObjectName(u"checkNowButton"_s);
    m_check->setIcon(themedIcon(u"check"_s));
    m_check->setToolTip(tr("Runs the checks that cost nothing (F5)"));
    connect(m_check, &QPushButton::clicked, this, &DashboardHeader::checkNowRequested);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_search, 1);
    row->addSpacing(8);
    row->addWidget(orderLabel);
    row->addWidget(m_order);
    row->addSpacing(8);
    row->addWidget(m_group);
    row->addSpacing(8);
    auto *views = new QHBoxLayout;
    views->setSpacing(0);
    row->addLayout(views);
    addViewButton(View::Cards, u"cards"_s, tr("Show as cards"));
    addViewButton(View::Table, u"table"_s, tr("Show as table"));
    for (QAbstractButton *button : m_views->buttons())
        views->addWidget(button);
    connect(m_views, &QButtonGroup::idClicked, this,
        [this](int id) { Q_EMIT viewChosen(static_cast<View>(id)); });
    row->addStretch(1);
    row->addWidget(m_check);
    return row;
}

QPushButton *DashboardHeader::makeExplainButton()
{
    auto *button = new QPushButton(tr("E&xplain an error…"), this);
    button->setObjectName(u"explainErrorButton"_s);
    button->setToolTip(tr("Says whose side an error is that your program or curl printed (Ctrl+E)"));
    connect(button, &QPushButton::clicked, this, &DashboardHeader::explainRequested);
    return button;
}

void DashboardHeader::addViewButton(View view, const QString &icon, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(icon));
    button->setCheckable(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setObjectName(icon + u"ViewButton"_s);
    m_views->addButton(button, static_cast<int>(view));
}

void DashboardHeader::setBoard(const StatusBoard &board)
{
    // Only on a change: setting the same text would drop what a person has selected in it.
    if (board.overall.sentence != m_sentence->text()) {
        m_sentence->setText(board.overall.sentence);
        m_sentence->setAccessibleName(board.overall.sentence);
    }
    if (board.overall.state != m_state) {
        // Spoken when the answer becomes another one, not each time a minute has passed.
        m_state = board.overall.state;
        QAccessibleEvent event(m_sentence, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    m_chips->setBoard(board);
    if (board.network.state == m_networkState && !m_network->text().isEmpty())
        return;
    m_networkState = board.network.state;
    m_network->setText(tr("Your network: %1", "online, offline").arg(networkText(m_networkState)));
    const int side = fontMetrics().height() - 2;
    m_networkShape->setPixmap(
        iconFor(shapeOf(m_networkState)).pixmap(QSize(side, side), devicePixelRatioF()));
}

void DashboardHeader::setAge(std::optional<WallTime> newestCheck, WallTime now, bool stale)
{
    QString text = lastCheckText(newestCheck, now);
    text[0] = text[0].toUpper();
    if (stale && newestCheck)
        text = tr("%1: nothing newer is known", "last check 14 min ago").arg(text);
    if (text == m_age->text())
        return;
    m_age->setText(text);
    QFont font = m_age->font();
    const bool turned = font.bold() != stale;
    font.setBold(stale);
    m_age->setFont(font);
    // It changes every second: of a fixed size it is painted anew, and the page around it is not laid out
    // anew.
    const QSize needed = m_age->sizeHint();
    if (turned || needed.width() > m_age->minimumWidth() || needed.height() != m_age->minimumHeight())
        m_age->setFixedSize(needed);
}

void DashboardHeader::setChecking(bool checking)
{
    m_check->setEnabled(!checking);
    m_check->setText(checking ? tr("Checking…") : tr("Check &now"));
}

void DashboardHeader::setOrder(TargetFilterProxy::Order order)
{
    m_order->setCurrentIndex(m_order->findData(QVariant::fromValue(order))); // none for a table's column
}

void DashboardHeader::setGrouping(TargetFilterProxy::Grouping grouping)
{
    m_group->setChecked(grouping == TargetFilterProxy::Grouping::ByProvider);
}

void DashboardHeader::setView(View view)
{
    m_views->button(static_cast<int>(view))->setChecked(true);
}

void DashboardHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateFonts();
    if (event->type() == QEvent::PaletteChange) {
        const int side = fontMetrics().height() - 2;
        m_networkShape->setPixmap(
            iconFor(shapeOf(m_networkState)).pixmap(QSize(side, side), devicePixelRatioF()));
    }
}

void DashboardHeader::updateFonts()
{
    QFont answer = font();
    if (answer.pointSizeF() > 0)
        answer.setPointSizeF(answer.pointSizeF() * AnswerShare);
    answer.setBold(true);
    m_sentence->setFont(answer);
    m_age->setFixedSize(m_age->sizeHint());
}

} // namespace Belay
