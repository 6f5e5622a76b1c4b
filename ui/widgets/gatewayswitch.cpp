// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/gatewayswitch.h"

#include "ui/widgets/statusshape.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

/// Gives way in a narrow window; all of it is in the tool tip and on the Gateway page.
class ElidedLabel final : public QLabel
{
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.drawText(rect(), Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

} // namespace

GatewaySwitch::GatewaySwitch(GatewayDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_shape(new QLabel(this))
    , m_state(new QLabel(this))
    , m_address(new ElidedLabel(this))
    , m_clients(new QLabel(this))
    , m_problem(new ElidedLabel(this))
    , m_copyAddress(makeCopy(u"copyAddressButton"_s, u"copy"_s, tr("Copy the gateway's address")))
    , m_copyToken(makeCopy(u"copyTokenButton"_s, u"key"_s, tr("Copy the gateway's token")))
    , m_freePort(new QPushButton(this))
    , m_switch(new QPushButton(this))
{
    setObjectName(u"gatewaySwitch"_s);
    setAccessibleName(tr("Gateway"));
    m_state->setObjectName(u"gatewayStateLabel"_s);
    m_address->setObjectName(u"gatewayAddressLabel"_s);
    m_clients->setObjectName(u"gatewayClientsLabel"_s);
    m_problem->setObjectName(u"gatewayProblemLabel"_s);
    m_switch->setObjectName(u"gatewaySwitchButton"_s);
    m_freePort->setObjectName(u"gatewayFreePortButton"_s);
    for (QLabel *label : {m_address, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    }
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    for (QWidget *part : std::initializer_list<QWidget *> {m_shape, m_state, m_address, m_copyAddress,
             m_copyToken, m_clients, m_problem, m_freePort, m_switch})
        row->addWidget(part);
    connect(m_copyAddress, &QToolButton::clicked, &desk, &GatewayDesk::copyAddress);
    connect(m_copyToken, &QToolButton::clicked, &desk, &GatewayDesk::copyToken);
    connect(m_freePort, &QPushButton::clicked, &desk, [this] { m_desk.setPort(m_desk.status().freePort); });
    connect(m_switch, &QPushButton::clicked, this, [this] { m_desk.toggle(); });
    connect(&desk, &GatewayDesk::changed, this, &GatewaySwitch::showState);
    showState();
}

QToolButton *GatewaySwitch::makeCopy(const QString &objectName, const QString &icon, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setIcon(themedIcon(icon));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

void GatewaySwitch::showState()
{
    const GatewayStatus &status = m_desk.status();
    const int side = fontMetrics().height();
    m_shape->setPixmap(iconFor(m_desk.stateShape()).pixmap(QSize(side, side), devicePixelRatio()));
    m_shape->setAccessibleName(m_desk.stateWord());
    m_state->setText(tr("Gateway: %1", "its state").arg(m_desk.stateWord()));
    const QString address = m_desk.knownAddress();
    m_address->setText(address);
    m_address->setToolTip(address);
    m_clients->setText(m_desk.clientsText());
    m_problem->setText(status.problem);
    m_problem->setToolTip(status.problem);
    // Clients are set up before it is switched on too. Why it cannot start needs the room of the address.
    m_address->setVisible(!address.isEmpty() && status.problem.isEmpty());
    m_copyAddress->setVisible(!address.isEmpty());
    m_clients->setVisible(!m_clients->text().isEmpty());
    m_problem->setVisible(!status.problem.isEmpty());
    showFreePort(*m_freePort, m_desk);
    showSwitch(*m_switch, m_desk);
}

void GatewaySwitch::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showState();
}

void showSwitch(QPushButton &button, const GatewayDesk &desk)
{
    button.setText(desk.isEnabled() ? GatewaySwitch::tr("Switch off") : GatewaySwitch::tr("Switch on"));
    button.setAccessibleName(desk.isEnabled() ? GatewaySwitch::tr("Switch the gateway off")
                                              : GatewaySwitch::tr("Switch the gateway on"));
}

void showFreePort(QPushButton &button, const GatewayDesk &desk)
{
    const quint16 port = desk.status().freePort;
    button.setVisible(port != 0);
    button.setText(GatewaySwitch::tr("Use port %1").arg(port));
    button.setToolTip(GatewaySwitch::tr("Clients that were given the old address need the new one."));
    button.setAccessibleDescription(button.toolTip());
}

} // namespace Belay
