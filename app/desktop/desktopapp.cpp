// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopapp.h"

#include "core/base/logging.h"
#include "core/engine/childenvironment.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>

namespace Belay {

namespace {

constexpr Seconds SizeInterval {30};
constexpr Seconds KeychainPatience {
    5}; // of a program that ends; a keychain that asks a person may take longer

/// QSettings keeps the mode that it finds, and would take the umask's for a new file.
void makePrivate(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadWrite))
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

} // namespace

DesktopApp::DesktopApp(DesktopOptions options)
    : m_options(std::move(options))
    , m_sizeAlarm(m_clock.createAlarm([this] { showHistorySize(); }))
    , m_quitAlarm(m_clock.createAlarm([] {
        qCWarning(lcUi) << "the keychain did not answer in time: a deleted key may still be in it";
        QApplication::exit();
    }))
{ }

DesktopApp::~DesktopApp()
{
    m_notes.reset();
    m_tray.reset();
    m_window.reset();
    m_engine.reset();
    m_demo.reset();
}

Result<void> DesktopApp::open(Engine::Damaged damaged)
{
    if (auto opened = openEngine(damaged); !opened)
        return opened;
    const QString settings = engine().home().dataDir + QStringLiteral("/window.ini");
    makePrivate(settings);
    m_settings = std::make_unique<QSettings>(settings, QSettings::IniFormat);
    openWindow();
    connectDesktop();
    if (const QString kept = engine().setAsideAtOpen(); !kept.isEmpty())
        m_window->say(tr("The old history is kept as %1.").arg(kept));
    return {};
}

Result<void> DesktopApp::openEngine(Engine::Damaged damaged)
{
    if (m_options.demo) {
        Demo::Options options;
        options.home = m_options.home;
        auto demo = Demo::open(options);
        if (!demo)
            return Unexpected {demo.error()};
        m_demo = std::move(*demo);
        return {};
    }
    Engine::Options options;
    options.home = Home::resolve(m_options.home);
    options.damaged = damaged;
    auto engine = Engine::open(std::move(options));
    if (!engine)
        return Unexpected {engine.error()};
    m_engine = std::move(*engine);
    return {};
}

void DesktopApp::openWindow()
{
    Engine &engine = this->engine();
    m_window = std::make_unique<MainWindow>(WindowParts {engine.status(), engine.monitor(), engine.history(),
        engine.config(), engine.keys(), engine.trials(), Catalogue::builtIn(), engine.clock(), *m_settings,
        *this, engine.isDemo(), engine.gateway(), engine.notifications(), &engine.incidents()});
    connect(m_window.get(), &MainWindow::demoRequested, this, [this] {
        // A process of its own: the demo has another home, needs no key, and ends without this one.
        QProcess demo;
        demo.setProgram(QApplication::applicationFilePath());
        demo.setArguments({QStringLiteral("--demo")});
        demo.setProcessEnvironment(childEnvironment(*this->engine().config().config(), Catalogue::builtIn()));
        demo.startDetached();
    });
    m_tray = Tray::create(engine.status(), *m_window);
    m_notes = std::make_unique<NotePresenter>(*engine.notifications(), *m_window, m_tray.get(),
        engine.isDemo() ? NotePresenter::Reach::WindowOnly : NotePresenter::Reach::Desktop);
    connect(m_notes.get(), &NotePresenter::raiseRequested, this, &DesktopApp::raise);
}

void DesktopApp::connectDesktop()
{
    Engine &engine = this->engine();
    if (auto listening = m_instance.listen(engine.home().socketName()); !listening)
        qCWarning(lcEngine) << "a second start will not find this window:" << listening.error().detail;
    connect(&m_instance, &InstanceServer::raiseRequested, this, &DesktopApp::raise);
    if (m_tray)
        connect(m_tray.get(), &Tray::quitRequested, m_window.get(), &MainWindow::quit);
    // The session's manager waits for the answer to this, and for nothing that comes later.
    connect(
        qApp, &QGuiApplication::commitDataRequest, m_window.get(), &MainWindow::settle, Qt::DirectConnection);
    connect(
        &m_sleep, &SleepSignal::suspending, this, [this] { this->engine().monitor().systemSuspending(); });
    connect(&m_sleep, &SleepSignal::resumed, this, [this] { this->engine().monitor().systemResumed(); });
    connect(&engine, &Engine::historyDamaged, this, &DesktopApp::offerToSetAside);
    connect(&engine, &Engine::historyHealthChanged, this, [this](bool ok, const QString &detail) {
        m_window->say(ok ? tr("History is being written again; nothing in memory was lost.")
                         : tr("History cannot be written now (%1). Belay goes on watching, keeps what it can "
                              "in memory and tries again.")
                               .arg(detail.endsWith(u'.') ? detail.chopped(1) : detail));
    });
}

void DesktopApp::show()
{
    const auto turnToPage = [this] {
        if (!m_options.page.isEmpty())
            m_window->showPage(m_options.page);
    };
    if (!m_demo)
        turnToPage();
    if (!m_options.background || !canHide())
        m_window->show();
    if (m_demo) {
        m_demo->start();
        turnToPage(); // a page that was open before would not find the demo's past
    } else {
        m_engine->start();
    }
    showHistorySize();
}

void DesktopApp::showHistorySize()
{
    m_window->setHistorySize(engine().historySize());
    m_sizeAlarm->wakeAt(m_clock.steady() + SizeInterval);
}

void DesktopApp::offerToSetAside(const QString &detail)
{
    auto *question = new QMessageBox(QMessageBox::Warning, tr("History is damaged"),
        tr("The file of your history was damaged, most likely by a power cut or a full disk."),
        QMessageBox::NoButton, m_window.get());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("Belay can keep it under another name and start a fresh one. Nothing is deleted.\n%1")
            .arg(detail));
    question->addButton(tr("&Go on with it"), QMessageBox::RejectRole);
    const QAbstractButton *aside
        = question->addButton(tr("&Set aside and start fresh"), QMessageBox::AcceptRole);
    connect(question, &QMessageBox::buttonClicked, this, [this, aside](QAbstractButton *button) {
        if (button != aside)
            return;
        const auto name = engine().setHistoryAside();
        m_window->say(name ? tr("The old history is kept as %1.").arg(*name) : name.error().detail);
    });
    question->open();
}

void DesktopApp::raise()
{
    m_window->setWindowState((m_window->windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

bool DesktopApp::workRuns() const
{
    const Engine &running = m_demo ? m_demo->engine() : *m_engine;
    return !m_demo && (running.isWatching() || servesClients());
}

bool DesktopApp::servesClients() const
{
    const Engine &running = m_demo ? m_demo->engine() : *m_engine;
    return running.gateway() && running.gateway()->status().state == GatewayStatus::State::Listening;
}

bool DesktopApp::canHide() const
{
    return m_tray != nullptr;
}

void DesktopApp::quit()
{
    const KeyService &keys = engine().keys();
    if (keys.pending() == 0) {
        QApplication::exit();
        return;
    }
    // A key that was just deleted is to be gone from the keychain before the program is.
    connect(&keys, &KeyService::settled, this, [] { QApplication::exit(); });
    m_quitAlarm->wakeAt(m_clock.steady() + KeychainPatience);
    m_window->hide();
}

} // namespace Belay
