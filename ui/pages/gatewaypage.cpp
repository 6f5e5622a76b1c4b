// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/gatewaypage.h"

#include "core/gateway/modelnames.h"
#include "ui/pages/gatewayrequests.h"
#include "ui/widgets/chainnotice.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/gatewayswitch.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>
#include <array>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int VisibleModels = 6;
constexpr int VisibleCode = 10;
constexpr std::array Clients {
    GatewayClient::Curl, GatewayClient::Python, GatewayClient::Node, GatewayClient::ClaudeCode};

QString nameOf(GatewayClient client)
{
    switch (client) {
    case GatewayClient::Curl:
        return u"curl"_s;
    case GatewayClient::Python:
        return u"Python (openai)"_s;
    case GatewayClient::Node:
        return u"Node (openai)"_s;
    case GatewayClient::ClaudeCode:
        break;
    }
    return u"Claude Code"_s;
}

} // namespace

GatewayPage::GatewayPage(
    GatewayDesk &desk, HistoryReader &history, const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_catalogue(catalogue)
{
    setObjectName(u"gatewayPage"_s);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeContent(history));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(scroll);
    setFocusProxy(m_switch);
    connect(&desk, &GatewayDesk::changed, this, &GatewayPage::showAll);
    showAll();
}

QWidget *GatewayPage::makeContent(HistoryReader &history)
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(makeState());
    m_sentence = makePlainLabel(u"pageSentenceLabel"_s, content);
    column->addWidget(m_sentence);
    m_problem = makePlainLabel(u"pageProblemLabel"_s, content);
    m_freePort = new QPushButton(content);
    m_freePort->setObjectName(u"freePortButton"_s);
    connect(m_freePort, &QPushButton::clicked, &m_desk, [this] { m_desk.setPort(m_desk.status().freePort); });
    auto *problem = new QHBoxLayout;
    problem->addWidget(m_problem, 1);
    problem->addWidget(m_freePort, 0, Qt::AlignTop);
    column->addLayout(problem);
    m_notice = new ChainNotice(ChainNotice::When::Always, content);
    connect(m_notice, &ChainNotice::chainRequested, this, &GatewayPage::chainRequested);
    column->addWidget(m_notice);
    column->addWidget(makeFacts());
    column->addWidget(makeSnippets());
    column->addWidget(new GatewayRequests(m_desk.gateway(), history, content));
    column->addStretch();
    return content;
}

QLayout *GatewayPage::makeState()
{
    m_shape = new QLabel(this);
    m_state = makePlainLabel(u"pageStateLabel"_s, this);
    m_state->setFont(titleFont(font(), 1.5));
    m_switch = new QPushButton(this);
    m_switch->setObjectName(u"switchButton"_s);
    connect(m_switch, &QPushButton::clicked, this, [this] { m_desk.toggle(); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_shape);
    row->addWidget(m_state, 1);
    row->addWidget(m_switch);
    return row;
}

QWidget *GatewayPage::makeFacts()
{
    auto *panel = new Panel(this);
    m_address = makePlainLabel(u"pageAddressLabel"_s, panel);
    m_copyAddress = new QPushButton(themedIcon(u"copy"_s), tr("Copy address"), panel);
    connect(m_copyAddress, &QPushButton::clicked, &m_desk, &GatewayDesk::copyAddress);
    auto *token = makePlainLabel(u"tokenLabel"_s, panel);
    token->setText(QString(16, u'•'));
    token->setAccessibleName(tr("The token is hidden"));
    auto *copyToken = new QPushButton(themedIcon(u"key"_s), tr("Copy token"), panel);
    copyToken->setObjectName(u"pageCopyTokenButton"_s);
    connect(copyToken, &QPushButton::clicked, &m_desk, &GatewayDesk::copyToken);
    m_clients = makePlainLabel(u"clientsLabel"_s, panel);
    m_models = new QListWidget(panel);
    m_models->setObjectName(u"modelsList"_s);
    m_models->setAccessibleName(tr("Models offered"));
    auto *reach = makePlainLabel(u"reachLabel"_s, panel);
    reach->setText(tr("Clients that call from their own servers, such as Cursor, cannot reach an address of "
                      "this computer alone (loopback)."));

    const auto row = [](QWidget *text, QWidget *button) {
        auto *line = new QHBoxLayout;
        line->addWidget(text, 1);
        line->addWidget(button);
        return line;
    };
    auto *form = new QFormLayout(panel);
    form->addRow(tr("Address"), row(m_address, m_copyAddress));
    form->addRow(tr("Token"), row(token, copyToken));
    form->addRow(tr("Clients"), m_clients);
    form->addRow(tr("Models offered"), m_models);
    form->addRow(reach);
    return panel;
}

QWidget *GatewayPage::makeSnippets()
{
    auto *panel = new Panel(this);
    m_tabs = new QTabWidget(panel);
    m_tabs->setObjectName(u"snippetTabs"_s);
    m_tabs->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_tabs->setAccessibleName(tr("Clients to set up"));
    for (const GatewayClient client : Clients) {
        auto *code = makeCodeView(u"snippetPlainTextEdit"_s, tr("Code for %1").arg(nameOf(client)), m_tabs);
        code->setFrameShape(QFrame::NoFrame); // the tab has one
        m_tabs->addTab(code, nameOf(client));
    }
    const int codeHeight = m_tabs->widget(0)->fontMetrics().lineSpacing() * VisibleCode;
    m_tabs->setFixedHeight(m_tabs->tabBar()->sizeHint().height() + codeHeight + 16);
    auto *copy = new QPushButton(themedIcon(u"copy"_s), tr("Copy with the token"), panel);
    copy->setObjectName(u"copySnippetButton"_s);
    connect(copy, &QPushButton::clicked, this, &GatewayPage::copySnippet);
    auto *title = new QHBoxLayout;
    title->addWidget(makeHeading(tr("Set up a client"), panel), 1);
    title->addWidget(copy);
    auto *column = new QVBoxLayout(panel);
    column->addLayout(title);
    column->addWidget(m_tabs);
    return panel;
}

void GatewayPage::showAll()
{
    showState();
    // The state comes four times a second, and what the config says is not judged anew for it.
    if (const auto config = m_desk.config(); config != m_config) {
        m_config = config;
        m_notice->setConfig(*config, m_catalogue);
        showModels();
    }
    showSnippets();
}

void GatewayPage::showState()
{
    const GatewayStatus &status = m_desk.status();
    const int side = m_state->fontMetrics().height();
    m_shape->setPixmap(iconFor(m_desk.stateShape()).pixmap(QSize(side, side), devicePixelRatio()));
    m_shape->setAccessibleName(m_desk.stateWord());
    m_state->setText(tr("Gateway: %1", "its state").arg(m_desk.stateWord()));
    m_sentence->setText(m_desk.stateSentence());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_problem->setText(status.problem);
    m_problem->setVisible(!status.problem.isEmpty());
    showFreePort(*m_freePort, m_desk);
    const QString address = m_desk.knownAddress();
    m_address->setText(address.isEmpty() ? tr("its port is chosen when it is switched on") : address);
    m_copyAddress->setEnabled(!address.isEmpty());
    const QString clients = m_desk.clientsText();
    m_clients->setText(clients.isEmpty()
            ? tr("none while it is off")
            : tr("%1, %2", "clients, requests")
                  .arg(clients, tr("%n requests under way", "", status.view.requests)));
    showSwitch(*m_switch, m_desk);
}

void GatewayPage::showModels()
{
    QStringList names;
    for (const OfferedModel &model : offeredModels(*m_desk.config(), m_catalogue))
        names << model.id;
    QStringList shown;
    for (int row = 0; row < m_models->count(); ++row)
        shown << m_models->item(row)->text();
    m_model = names.isEmpty() ? u"provider/model"_s : names.front();
    if (shown == names)
        return; // who reads the list is not thrown back to its start
    m_models->clear();
    m_models->addItems(names);
    const int rows = std::clamp(m_models->count(), 1, VisibleModels);
    m_models->setFixedHeight((fontMetrics().height() + 2) * rows + 2 * m_models->frameWidth());
}

void GatewayPage::showSnippets()
{
    for (size_t i = 0; i < Clients.size(); ++i) {
        auto *code = qobject_cast<QPlainTextEdit *>(m_tabs->widget(static_cast<int>(i)));
        const QString text = gatewaySnippet(Clients[i], m_desk.address(), m_model);
        if (code->toPlainText() != text)
            code->setPlainText(text);
    }
}

void GatewayPage::copySnippet()
{
    const GatewayClient client = Clients[static_cast<size_t>(m_tabs->currentIndex())];
    m_desk.copyWithToken([client, address = m_desk.address(), model = m_model](
                             const QString &token) { return gatewaySnippet(client, address, model, token); },
        tr("The code was copied, with the token in it."));
}

void GatewayPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shape)
        showState();
}

} // namespace Belay
