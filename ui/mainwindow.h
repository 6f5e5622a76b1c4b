// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/configservice.h"
#include "core/engine/gatewaycontrol.h"
#include "core/engine/historyreader.h"
#include "core/engine/incidentcontrol.h"
#include "core/engine/keyservice.h"
#include "core/engine/monitorcontrol.h"
#include "core/engine/notificationcontrol.h"
#include "core/engine/providertrial.h"
#include "core/engine/statusfeed.h"
#include "core/providers/catalogue.h"
#include "ui/closeguard.h"

#include <QMainWindow>
#include <QPointer>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QSettings;
class QStackedWidget;

namespace Belay {

class AddProviderDialog;
class ChainsPage;
class DashboardPage;
class ExplainDialog;
class FirstRunPage;
class IncidentsPage;
class ProviderPage;
class ProviderActions;
class TargetPage;
class UndoBar;
class WindowClosing;

/// What the window hands to its pages; all outlive it.
struct WindowParts {
    StatusFeed &feed;
    MonitorControl &monitor;
    HistoryReader &history;
    ConfigService &config;
    KeyService &keys;
    TrialService &trials;
    const Catalogue &catalogue;
    Clock &clock;
    QSettings &settings; ///< of the home: how the person looks at things
    CloseGuard &guard;
    bool demo = false;
    GatewayControl *gateway = nullptr; ///< null beside an owner: it serves nobody
    NotificationControl *notifications = nullptr; ///< null beside an owner: it tells nobody
    IncidentControl *incidents = nullptr; ///< null: no page of incidents
};

/// Side bar, pages, foot line. It holds them together and decides nothing else.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts &parts);
    ~MainWindow() override;

    /// By the id of contract 5; false for a page that does not exist. `target` and `provider` without one
    /// that was opened before show the worst.
    bool showPage(const QString &id);
    void showTarget(const TargetId &target);
    void showProvider(const ProviderId &provider);
    /// Its page with that one chosen; the dashboard where there is no such page.
    void showIncident(const Ulid &incident);
    /// Opens the dialog; it deletes itself once it is closed.
    AddProviderDialog *addProvider();
    /// Opens the box for an error that was printed elsewhere, or brings it to the front; it deletes itself.
    ExplainDialog *explainError();
    /// A line at the foot of the window that a person closes.
    void say(const QString &text);
    /// A line of its own for what happened outside: it never takes the place of an offer to undo.
    void sayNote(const QString &text);
    /// Takes that line away.
    void endNote();
    void setHistorySize(qint64 bytes);
    /// Does at once what a person may still undo: the program, or the session, is about to end.
    void settle();
    /// Ends the program; asks what is to become of a draft.
    void quit();
    /// Ends the program without a question, as its session or terminal does; a draft is there again next
    /// time.
    void end();

Q_SIGNALS:
    /// The program starts the demo in a window of its own home.
    void demoRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeSideBar();
    void makeMenus();
    void makeViewMenu();
    /// In the status bar, for some seconds.
    void sayBriefly(const QString &text);
    QListWidgetItem *addPage(const QString &id, const QString &title, const QString &icon, QWidget *page);
    void connectDashboard();
    void connectChains();
    void connectFirstRun();
    void connectTarget();
    void connectProvider();
    void addDemoNote();
    void addIncidents();
    QListWidgetItem *addHiddenPage(const QString &id, const QString &title, QWidget *page);
    void addGateway();
    void addChainNotice();
    void addSettings();
    void followSettingsFile();
    void showChain(const ChainId &chain);
    void updateFirstRun();
    void setLeaving(const std::set<TargetId> &leaving);
    /// Leaves the page that is shown, unless the person wants to stay.
    void turnTo(int row);
    void movePane(int step);

    WindowParts m_parts;
    QListWidget *m_sideBar;
    QStackedWidget *m_pages;
    UndoBar *m_undo;
    UndoBar *m_note;
    UndoBar *m_fileTrouble;
    QLabel *m_historySize;
    ProviderActions *m_actions;
    DashboardPage *m_dashboard;
    FirstRunPage *m_firstRun;
    TargetPage *m_target;
    ProviderPage *m_provider;
    ChainsPage *m_chains;
    IncidentsPage *m_incidents = nullptr;
    QListWidgetItem *m_targetItem = nullptr; ///< shown once a target was opened
    QListWidgetItem *m_providerItem = nullptr; ///< likewise
    QStackedWidget *m_home; ///< the dashboard, or what stands there before the first provider
    WindowClosing *m_closing;
    QWidget *m_gatewaySwitch = nullptr; ///< null without a gateway
    QPointer<ExplainDialog> m_explain; ///< while it is open
    bool m_quitting = false;
};

} // namespace Belay
