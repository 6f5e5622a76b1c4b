// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pages and menus of the main window are tied to.
#include "ui/mainwindow.h"

#include "ui/dialogs/provideractions.h"
#include "ui/models/gatewaydesk.h"
#include "ui/models/settingsdesk.h"
#include "ui/pages/chainspage.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/firstrunpage.h"
#include "ui/pages/gatewaypage.h"
#include "ui/pages/incidentspage.h"
#include "ui/pages/providerpage.h"
#include "ui/pages/settingspage.h"
#include "ui/pages/targetpage.h"
#include "ui/settingsfile.h"
#include "ui/widgets/chainnotice.h"
#include "ui/widgets/gatewayswitch.h"
#include "ui/widgets/undobar.h"
#include "ui/windowclosing.h"

#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>

namespace Belay {

using namespace Qt::StringLiterals;

void MainWindow::makeMenus()
{
    QMenu *program = menuBar()->addMenu(tr("&Belay"));
    program->addAction(tr("&Add a provider…"), QKeySequence::New, m_actions, &ProviderActions::add);
    program->addAction(tr("Explore the &demo"), this, &MainWindow::demoRequested)->setVisible(!m_parts.demo);
    program->addSeparator();
    QAction *background = program->addAction(tr("&Keep running in background when closed"));
    background->setObjectName(u"backgroundAction"_s);
    background->setCheckable(true);
    connect(program, &QMenu::aboutToShow, background,
        [this, background] { background->setChecked(m_closing->keepsRunning()); });
    connect(background, &QAction::triggered, m_closing, &WindowClosing::setKeepsRunning);
    program->addAction(
        tr("&Settings"), QKeySequence(tr("Ctrl+,")), this, [this] { showPage(u"settings"_s); });
    program->addSeparator();
    program->addAction(tr("&Quit"), QKeySequence::Quit, this, &MainWindow::quit);
    makeViewMenu();
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Explain an error…"), QKeySequence(tr("Ctrl+E")), this, &MainWindow::explainError);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(tr("&Dashboard"), QKeySequence(tr("Ctrl+1")), this, [this] { showPage(u"dashboard"_s); });
    if (m_parts.incidents)
        view->addAction(
            tr("&Incidents"), QKeySequence(tr("Ctrl+2")), this, [this] { showPage(u"incidents"_s); });
    view->addAction(tr("&Chains"), QKeySequence(tr("Ctrl+3")), this, [this] { showPage(u"chains"_s); });
    if (m_parts.gateway)
        view->addAction(tr("&Gateway"), QKeySequence(tr("Ctrl+4")), this, [this] { showPage(u"gateway"_s); });
    view->addAction(tr("&Search"), QKeySequence(), this, [this] {
        showPage(u"dashboard"_s);
        m_dashboard->focusSearch();
    });
    view->addSeparator();
    view->addAction(tr("&Next pane"), QKeySequence(Qt::Key_F6), this, [this] { movePane(1); });
    view->addAction(
        tr("&Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6), this, [this] { movePane(-1); });
}

void MainWindow::connectDashboard()
{
    connect(m_dashboard, &DashboardPage::targetActivated, this, &MainWindow::showTarget);
    connect(m_dashboard, &DashboardPage::addProviderRequested, m_actions, &ProviderActions::add);
    connect(m_dashboard, &DashboardPage::pauseRequested, m_actions, &ProviderActions::setPaused);
    connect(m_dashboard, &DashboardPage::editRequested, m_actions, &ProviderActions::edit);
    connect(m_dashboard, &DashboardPage::removeRequested, m_actions, &ProviderActions::remove);
    connect(m_dashboard, &DashboardPage::explainRequested, this, &MainWindow::explainError);
    connect(m_dashboard, &DashboardPage::providerRequested, this, &MainWindow::showProvider);
    connect(m_dashboard, &DashboardPage::incidentRequested, this, &MainWindow::showIncident);
    connect(m_dashboard, &DashboardPage::insteadRequested, m_actions, &ProviderActions::probeInstead);
    connect(m_actions, &ProviderActions::leavingChanged, this, &MainWindow::setLeaving);
    connect(m_actions, &ProviderActions::providerAdded, this, [this] { showPage(u"dashboard"_s); });
}

void MainWindow::connectChains()
{
    connect(m_chains, &ChainsPage::addProviderRequested, m_actions, &ProviderActions::add);
    connect(m_chains, &ChainsPage::noted, this, &MainWindow::sayBriefly);
}

void MainWindow::connectFirstRun()
{
    connect(m_firstRun, &FirstRunPage::addKeyRequested, m_actions, &ProviderActions::add);
    connect(m_firstRun, &FirstRunPage::addKeyFromRequested, m_actions, &ProviderActions::addFrom);
    connect(m_firstRun, &FirstRunPage::environmentKeyChosen, m_actions, &ProviderActions::addFromEnvironment);
    connect(m_firstRun, &FirstRunPage::localServerChosen, m_actions, &ProviderActions::addServer);
    connect(m_firstRun, &FirstRunPage::demoRequested, this, &MainWindow::demoRequested);
}

void MainWindow::connectTarget()
{
    connect(m_target, &TargetPage::pauseRequested, m_actions, &ProviderActions::setPaused);
    connect(m_target, &TargetPage::editRequested, m_actions, &ProviderActions::edit);
    connect(m_target, &TargetPage::removeRequested, m_actions, &ProviderActions::remove);
    connect(m_target, &TargetPage::explainRequested, this, &MainWindow::explainError);
    connect(m_target, &TargetPage::insteadRequested, m_actions, &ProviderActions::probeInstead);
    connect(m_actions, &ProviderActions::modelReplaced, this, &MainWindow::showTarget);
    connect(m_target, &TargetPage::noted, this, &MainWindow::sayBriefly);
    connect(m_target, &TargetPage::providerRequested, this, &MainWindow::showProvider);
    connect(m_target, &TargetPage::incidentRequested, this, &MainWindow::showIncident);
}

void MainWindow::connectProvider()
{
    connect(m_provider, &ProviderPage::targetActivated, this, &MainWindow::showTarget);
    connect(m_provider, &ProviderPage::incidentActivated, this, &MainWindow::showIncident);
    connect(m_provider, &ProviderPage::editRequested, m_actions, &ProviderActions::edit);
    connect(m_provider, &ProviderPage::noted, this, &MainWindow::sayBriefly);
    connect(m_provider, &ProviderPage::incidentsRequested, this, [this](const ProviderId &provider) {
        if (showPage(u"incidents"_s))
            m_incidents->showProvider(provider);
    });
}

void MainWindow::addDemoNote()
{
    auto *note = new QLabel(tr("Demo: everything here is simulated on this computer."), this);
    note->setIndent(8);
    statusBar()->addWidget(note);
}

void MainWindow::addIncidents()
{
    m_incidents
        = new IncidentsPage({m_parts.history, *m_parts.incidents, m_parts.config, m_parts.clock}, this);
    addPage(u"incidents"_s, tr("Incidents"), u"warning"_s, m_incidents);
    connect(m_incidents, &IncidentsPage::noted, this, &MainWindow::sayBriefly);
}

void MainWindow::addGateway()
{
    auto *desk = new GatewayDesk(*m_parts.gateway, m_parts.config, this);
    auto *page = new GatewayPage(*desk, m_parts.history, m_parts.catalogue, this);
    addPage(u"gateway"_s, tr("Gateway"), u"network"_s, page);
    connect(page, &GatewayPage::chainRequested, this, &MainWindow::showChain);
    addChainNotice();
    const auto showAddress = [this, desk] {
        m_chains->setAddress({desk->knownAddress(), desk->isServing()});
    };
    connect(desk, &GatewayDesk::changed, m_chains, showAddress);
    showAddress();
    m_gatewaySwitch = new GatewaySwitch(*desk, this);
    statusBar()->addPermanentWidget(m_gatewaySwitch);
    connect(desk, &GatewayDesk::failed, this, &MainWindow::say);
    connect(desk, &GatewayDesk::noted, this, &MainWindow::sayBriefly);
}

void MainWindow::addSettings()
{
    auto *desk = new SettingsDesk(m_parts.config, this);
    addPage(u"settings"_s, tr("Settings"), u"settings"_s,
        new SettingsPage({*desk, m_parts.keys, *m_closing, *m_undo, m_parts.notifications}, this));
    connect(desk, &SettingsDesk::failed, this, &MainWindow::say);
}

void MainWindow::followSettingsFile()
{
    const auto *file = new SettingsFile(m_parts.config, m_parts.keys, m_parts.clock, this);
    connect(file, &SettingsFile::troubleChanged, this, [this](const QString &sentence) {
        if (sentence.isEmpty())
            m_fileTrouble->finish();
        else
            m_fileTrouble->say(sentence);
    });
}

void MainWindow::addChainNotice()
{
    auto *notice = new ChainNotice(ChainNotice::When::WhileUsed, this);
    const auto show = [this, notice](const std::shared_ptr<const Config> &config) {
        notice->setConfig(*config, m_parts.catalogue);
    };
    notice->setContentsMargins(6, 0, 6, 0); // as the head of the page
    m_dashboard->setNotice(notice);
    connect(notice, &ChainNotice::chainRequested, this, &MainWindow::showChain);
    connect(&m_parts.config, &ConfigService::configChanged, notice, show);
    show(m_parts.config.config());
}

} // namespace Belay
