// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/dialogs/explaindialog.h"
#include "ui/dialogs/provideractions.h"
#include "ui/models/targetlistmodel.h"
#include "ui/pages/chainspage.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/firstrunpage.h"
#include "ui/pages/incidentspage.h"
#include "ui/pages/providerpage.h"
#include "ui/pages/targetpage.h"
#include "ui/panewalk.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/undobar.h"
#include "ui/windowclosing.h"

#include <QCloseEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageIdRole = Qt::UserRole;
const auto GeometryKey = u"window/geometry"_s;

} // namespace

MainWindow::MainWindow(const WindowParts &parts)
    : m_parts(parts)
    , m_sideBar(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_undo(new UndoBar(parts.clock, this))
    , m_note(new UndoBar(parts.clock, this, u"note"_s))
    , m_fileTrouble(new UndoBar(parts.clock, this, u"fileTrouble"_s))
    , m_historySize(new QLabel(this))
    , m_actions(new ProviderActions({parts.config, parts.keys, parts.trials, parts.catalogue}, *m_undo, this))
    , m_dashboard(new DashboardPage(parts.feed, parts.monitor, parts.clock, parts.settings, this))
    , m_firstRun(new FirstRunPage(parts.keys, parts.trials, parts.catalogue, this))
    , m_target(new TargetPage(
          {parts.feed, parts.history, parts.monitor, parts.clock, parts.catalogue, parts.settings}, this))
    , m_provider(new ProviderPage(
          {parts.feed, parts.history, parts.config, parts.catalogue, parts.clock, parts.incidents}, this))
    , m_chains(new ChainsPage(parts.config, parts.catalogue, *m_undo, parts.settings, this))
    , m_home(new QStackedWidget(this))
    , m_closing(new WindowClosing(*this, parts.settings, parts.guard))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(parts.demo ? tr("Belay – demo, simulated providers") : tr("Belay"));
    setWindowIcon(QIcon(u":/icons/belay.svg"_s));
    m_home->addWidget(m_dashboard);
    m_home->addWidget(m_firstRun);

    auto *ground = new QWidget(this);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    for (UndoBar *bar : {m_fileTrouble, m_note, m_undo})
        column->addWidget(bar);
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSideBar());
    row->addLayout(column, 1);
    setCentralWidget(ground);

    addPage(u"dashboard"_s, tr("Dashboard"), u"dashboard"_s, m_home);
    m_targetItem = addHiddenPage(u"target"_s, tr("Target"), m_target);
    m_targetItem->setSizeHint({0, 2 * fontMetrics().lineSpacing() + 14});
    m_providerItem = addHiddenPage(u"provider"_s, tr("Provider"), m_provider);
    if (parts.incidents)
        addIncidents();
    addPage(u"chains"_s, tr("Chains"), u"chain"_s, m_chains);
    makeMenus();
    connectDashboard();
    connectChains();
    connectFirstRun();
    connectTarget();
    connectProvider();
    connect(m_closing, &WindowClosing::quitChosen, this, &MainWindow::quit);
    connect(&m_parts.config, &ConfigService::configChanged, this, &MainWindow::updateFirstRun);
    updateFirstRun();
    if (parts.demo)
        addDemoNote();
    if (parts.gateway)
        addGateway();
    addSettings();
    followSettingsFile();
    statusBar()->addPermanentWidget(m_historySize);
    statusBar()->addPermanentWidget(
        new QLabel(tr("Belay %1", "version").arg(QStringLiteral(BELAY_VERSION)), this));
    if (!restoreGeometry(m_parts.settings.value(GeometryKey).toByteArray()))
        resize(1240, 820);
    m_sideBar->setCurrentRow(0);
    m_home->currentWidget()->setFocus();
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::makeSideBar()
{
    auto *pane = new QWidget(this);
    m_sideBar->setObjectName(u"sideBar"_s);
    m_sideBar->setAccessibleName(tr("Pages"));
    m_sideBar->setFrameShape(QFrame::NoFrame);
    m_sideBar->viewport()->setAutoFillBackground(false);
    m_sideBar->setIconSize({18, 18});
    connect(m_sideBar, &QListWidget::currentRowChanged, this, &MainWindow::turnTo);
    auto *add = new QPushButton(themedIcon(u"add"_s), tr("Add pr&ovider…"), pane);
    add->setObjectName(u"addProviderButton"_s);
    connect(add, &QPushButton::clicked, m_actions, &ProviderActions::add);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(8, 12, 4, 8);
    layout->addWidget(m_sideBar, 1);
    layout->addWidget(add);
    pane->setFixedWidth(fontMetrics().averageCharWidth() * 28);
    return pane;
}

QListWidgetItem *MainWindow::addPage(
    const QString &id, const QString &title, const QString &icon, QWidget *page)
{
    auto *item = new QListWidgetItem(themedIcon(icon), title, m_sideBar);
    item->setData(PageIdRole, id);
    item->setSizeHint({0, fontMetrics().height() + 16});
    m_pages->addWidget(page);
    return item;
}

/// One that stands in the side bar once something was opened in it.
QListWidgetItem *MainWindow::addHiddenPage(const QString &id, const QString &title, QWidget *page)
{
    QListWidgetItem *item = addPage(id, title, id, page);
    item->setHidden(true);
    auto *back = new QShortcut(QKeySequence::Back, page);
    back->setContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QShortcut::activated, this, [this] {
        showPage(u"dashboard"_s);
        m_dashboard->setFocus();
    });
    return item;
}

void MainWindow::showChain(const ChainId &chain)
{
    showPage(u"chains"_s);
    if (!chain.isEmpty())
        m_chains->showChain(chain);
    m_chains->setFocus();
}

void MainWindow::updateFirstRun()
{
    m_target->setConfig(m_parts.config.config());
    const bool first = m_parts.config.config()->providers.empty();
    QWidget *shown = first ? static_cast<QWidget *>(m_firstRun) : m_dashboard;
    if (m_home->currentWidget() == shown)
        return;
    m_home->setCurrentWidget(shown);
    if (first)
        m_firstRun->look();
}

bool MainWindow::showPage(const QString &id)
{
    const auto board = m_parts.feed.board();
    if (id == m_targetItem->data(PageIdRole).toString() && m_target->target() == TargetId()
        && !board->targets.empty()) {
        showTarget(board->targets.front().id); // a board has the worst first
        return true;
    }
    if (id == u"provider" && m_provider->provider() == ProviderId() && !board->targets.empty()) {
        showProvider(board->targets.front().id.provider);
        return true;
    }
    for (int row = 0; row < m_sideBar->count(); ++row) {
        if (m_sideBar->item(row)->data(PageIdRole).toString() != id)
            continue;
        m_sideBar->setCurrentRow(row);
        return true;
    }
    return false;
}

void MainWindow::showTarget(const TargetId &target)
{
    m_target->setTarget(target);
    const TargetStatus *status = m_parts.feed.target(target);
    const QString name = status ? displayName(*status) : target.toString();
    // Two short lines show more of a long name than one that is cut.
    m_targetItem->setText(
        status && target.hasModel() ? QString(status->providerName + u'\n' + target.model) : name);
    m_targetItem->setToolTip(name);
    m_targetItem->setData(Qt::AccessibleTextRole, name);
    m_targetItem->setHidden(false);
    m_sideBar->setCurrentItem(m_targetItem);
    m_target->setFocus();
}

void MainWindow::showProvider(const ProviderId &provider)
{
    m_provider->setProvider(provider);
    const ProviderConfig *known = m_parts.config.config()->provider(provider);
    m_providerItem->setText(known ? known->name : provider.value);
    m_providerItem->setToolTip(m_providerItem->text());
    m_providerItem->setHidden(false);
    m_sideBar->setCurrentItem(m_providerItem);
    m_provider->setFocus();
}

void MainWindow::showIncident(const Ulid &incident)
{
    showPage(m_incidents ? u"incidents"_s : u"dashboard"_s);
    if (m_incidents)
        m_incidents->showIncident(incident);
}

AddProviderDialog *MainWindow::addProvider()
{
    return m_actions->add();
}

ExplainDialog *MainWindow::explainError()
{
    if (!m_explain) {
        m_explain = new ExplainDialog({m_parts.feed, m_parts.history, m_parts.config, m_parts.clock}, this);
        connect(m_explain, &ExplainDialog::targetRequested, this, &MainWindow::showTarget);
    }
    m_explain->show();
    m_explain->raise();
    m_explain->activateWindow();
    return m_explain;
}

void MainWindow::setLeaving(const std::set<TargetId> &leaving)
{
    m_dashboard->setHidden(leaving);
    const TargetId shown = m_target->target();
    const auto hide = [this](QListWidgetItem *item) {
        item->setHidden(true);
        showPage(u"dashboard"_s);
    };
    if (leaving.contains(shown) || leaving.contains({shown.provider, {}}))
        hide(m_targetItem);
    if (leaving.contains({m_provider->provider(), {}}))
        hide(m_providerItem);
}

void MainWindow::sayBriefly(const QString &text)
{
    constexpr int ShownMs = 4000;
    statusBar()->showMessage(text, ShownMs);
}

void MainWindow::say(const QString &text)
{
    m_undo->say(text);
}

void MainWindow::sayNote(const QString &text)
{
    m_note->say(text);
}

void MainWindow::endNote()
{
    m_note->finish();
}

void MainWindow::setHistorySize(qint64 bytes)
{
    m_historySize->setText(tr("History %1", "18 MB").arg(QLocale().formattedDataSize(bytes, 0)));
}

void MainWindow::turnTo(int row)
{
    const int shown = m_pages->currentIndex();
    if (row == shown || m_pages->currentWidget() != m_chains || !m_chains->asksBeforeLeaving()) {
        m_pages->setCurrentIndex(row);
        return;
    }
    // Later: the list is still taking the click that brought this.
    QMetaObject::invokeMethod(
        m_sideBar, [this] { m_sideBar->setCurrentRow(m_pages->currentIndex()); }, Qt::QueuedConnection);
    m_chains->askToLeave([this, row] {
        m_pages->setCurrentIndex(row);
        m_sideBar->setCurrentRow(row);
    });
}

void MainWindow::movePane(int step)
{
    std::vector<QWidget *> panes {m_sideBar, m_pages->currentWidget()};
    for (UndoBar *bar : {m_fileTrouble, m_note, m_undo}) {
        if (bar->isVisible())
            panes.push_back(bar);
    }
    if (m_gatewaySwitch)
        panes.push_back(m_gatewaySwitch);
    walkPanes(panes, step);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setValue(GeometryKey, saveGeometry());
    if (!m_quitting && m_chains->asksBeforeLeaving()) {
        event->ignore();
        m_chains->askToLeave([this] { close(); });
        return;
    }
    if (m_quitting || !m_parts.guard.workRuns()) {
        event->accept();
        quit();
        return;
    }
    event->ignore();
    m_closing->close();
}

void MainWindow::quit()
{
    if (m_quitting)
        return;
    if (m_chains->asksBeforeLeaving()) {
        showPage(u"chains"_s);
        setVisible(true); // the tray may have asked
        m_chains->askToLeave([this] { quit(); });
        return;
    }
    end();
}

void MainWindow::end()
{
    if (m_quitting)
        return;
    m_quitting = true;
    m_parts.settings.setValue(GeometryKey, saveGeometry());
    settle();
    m_parts.guard.quit();
}

void MainWindow::settle()
{
    m_undo->finish(); // what was deleted is gone after the next start too
    m_chains->keepDraft();
    m_parts.settings.sync();
}

} // namespace Belay
