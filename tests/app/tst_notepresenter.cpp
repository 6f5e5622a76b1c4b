// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/notepresenter.h"
#include "tests/app/notificationserver.h"
#include "tests/ui/windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QSemaphore>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

/// Notes what the presenter hands back.
class HeardControl final : public NotificationControl
{
public:
    void testDesktop() override { }
    void testWebhook(const QString &, WebhookSender::Tested) override { }
    std::optional<WebhookStatus> webhook(const QString &) const override { return {}; }
    void store(const WebhookConfig &, WebhookSecret, const Secret &, Done) override { }
    void remove(const WebhookConfig &) override { }
    void findSignature(const WebhookConfig &, Found) override { }
    void act(const QString &note, NoteAction action) override { acted.emplace_back(note, action); }
    void setInFront(bool) override { }
    void noteShown(const Note &note, NoteRoute route, const QString &by) override
    {
        shown.push_back({note.id, route, by});
    }

    struct Shown {
        QString note;
        NoteRoute route;
        QString by;
        bool operator==(const Shown &) const = default;
    };
    std::vector<Shown> shown;
    std::vector<std::pair<QString, NoteAction>> acted;
};

/// A desktop with a place for icons beside the clock, on a thread of its own: Qt waits for its answer.
class IconPlace final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isThere)
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)
    Q_PROPERTY(int ProtocolVersion READ version)
public:
    bool isThere() const { return true; }
    QStringList items() const { return {}; }
    int version() const { return 0; }

public Q_SLOTS:
    void RegisterStatusNotifierItem(const QString &) { }
    void RegisterStatusNotifierHost(const QString &) { }
};

Note note()
{
    Note made;
    made.id = u"incident"_s;
    made.event = NotificationEvent::IncidentOpened;
    made.title = u"Acme is down"_s;
    made.text = u"It answers 503.\nFor 2 min."_s;
    made.actions = {NoteAction::Open, NoteAction::CheckNow};
    made.matters = {u"matter"_s};
    made.page = u"settings"_s;
    return made;
}

} // namespace

/// Where a note goes: the desktop's service, else the tray and the window. On a message bus of its own.
class tst_NotePresenter final : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theServiceShowsIt();
    void whatIsChosenOnIt();
    void aWindowInFrontGetsALine();
    void aLineGoesWithItsMatter_data();
    void aLineGoesWithItsMatter();
    void aDemoStaysInItsWindow();
    void nobodyShowsIt();
    void theTrayStandsInForTheService();
    void aWebhookThatFails();

private:
    void present(NotePresenter::Reach reach = NotePresenter::Reach::Desktop)
    {
        m_tray = Tray::create(*feed, *window);
        m_presenter = std::make_unique<NotePresenter>(*m_control, *window, m_tray.get(), reach);
    }
    QString line() { return child<QLabel>(u"noteLabel"_s)->text(); }
    bool isAlone() const { return !m_tray; }

    std::unique_ptr<HeardControl> m_control;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<NotePresenter> m_presenter;
    std::unique_ptr<NotificationServer> m_service;
};

void tst_NotePresenter::init()
{
    m_presenter.reset();
    m_tray.reset();
    m_service.reset();
    begin();
    m_control = std::make_unique<HeardControl>();
}

void tst_NotePresenter::theServiceShowsIt()
{
    m_service = std::make_unique<NotificationServer>(u"presenter-1"_s, QStringList {u"actions"_s});
    present();
    Q_EMIT m_control->noteRaised(note());
    QTRY_COMPARE(m_service->shown.size(), size_t {1});
    QCOMPARE(m_service->shown.front().title, u"Acme is down"_s);
    QTRY_COMPARE(m_control->shown,
        (std::vector<HeardControl::Shown> {{u"incident"_s, NoteRoute::Service, u"little server"_s}}));
    QVERIFY(line().isEmpty()); // once is enough
    QSignalSpy raised(m_presenter.get(), &NotePresenter::raiseRequested);
    if (m_tray) {
        Q_EMIT m_tray->messageChosen(); // what Qt's icon says of a note that is not its own
        QVERIFY(raised.isEmpty());
    }
    Q_EMIT m_control->noteWithdrawn(u"incident"_s);
    QTRY_COMPARE(m_service->closed.size(), size_t {1});
}

void tst_NotePresenter::whatIsChosenOnIt()
{
    m_service = std::make_unique<NotificationServer>(u"presenter-2"_s, QStringList {u"actions"_s});
    present();
    QSignalSpy raised(m_presenter.get(), &NotePresenter::raiseRequested);
    Q_EMIT m_control->noteRaised(note());
    QTRY_COMPARE(m_control->shown.size(), size_t {1});
    Q_EMIT m_service->ActionInvoked(m_service->shown.front().id, toString(NoteAction::CheckNow));
    QTRY_COMPARE(m_control->acted,
        (std::vector<std::pair<QString, NoteAction>> {{u"incident"_s, NoteAction::CheckNow}}));
    QVERIFY(raised.isEmpty());
    Q_EMIT m_control->noteRaised(note());
    QTRY_COMPARE(m_control->shown.size(), size_t {2});
    Q_EMIT m_service->ActionInvoked(m_service->shown.back().id, toString(NoteAction::Open));
    QTRY_COMPARE(raised.size(), 1);
    QVERIFY(child<QWidget>(u"settingsPage"_s)->isVisible());
}

void tst_NotePresenter::aWindowInFrontGetsALine()
{
    m_service = std::make_unique<NotificationServer>(u"presenter-3"_s, QStringList());
    present();
    Note inside = note();
    inside.place = NotePlace::Window;
    Q_EMIT m_control->noteRaised(inside);
    QCOMPARE(line(), u"Acme is down. It answers 503."_s);
    QCOMPARE(m_control->shown.back().route, NoteRoute::Window);
    QVERIFY(m_service->shown.empty());
}

void tst_NotePresenter::aLineGoesWithItsMatter_data()
{
    QTest::addColumn<std::function<void(NotificationControl &)>>("news");
    QTest::addColumn<bool>("stays");
    using News = std::function<void(NotificationControl &)>;
    const auto row
        = [](const char *name, const News &news, bool stays) { QTest::newRow(name) << news << stays; };
    row(
        "its end, told by the desktop",
        [](NotificationControl &control) {
            Note end = note();
            end.title = u"Acme is well again"_s;
            end.recovers = true;
            end.over = std::exchange(end.matters, {});
            Q_EMIT control.noteRaised(end);
        },
        false);
    row(
        "its end within a digest",
        [](NotificationControl &control) {
            Note digest = note();
            digest.id = u"digest"_s;
            digest.matters = {u"other matter"_s};
            digest.over = {u"matter"_s};
            Q_EMIT control.noteRaised(digest);
        },
        false);
    row(
        "withdrawn", [](NotificationControl &control) { Q_EMIT control.noteWithdrawn(u"incident"_s); },
        false);
    row(
        "news of something else",
        [](NotificationControl &control) {
            Note other = note();
            other.id = u"other"_s;
            other.matters = {u"other matter"_s};
            Q_EMIT control.noteRaised(other);
            Q_EMIT control.noteWithdrawn(u"other"_s);
        },
        true);
}

void tst_NotePresenter::aLineGoesWithItsMatter()
{
    QFETCH(std::function<void(NotificationControl &)>, news);
    m_service = std::make_unique<NotificationServer>(
        u"presenter-line-%1"_s.arg(QString::fromLatin1(QTest::currentDataTag()).remove(u' ')), QStringList());
    present();
    Note inside = note();
    inside.place = NotePlace::Window;
    Q_EMIT m_control->noteRaised(inside);
    QVERIFY(child<QWidget>(u"noteBar"_s)->isVisible());
    news(*m_control);
    QTEST(child<QWidget>(u"noteBar"_s)->isVisible(), "stays");
}

void tst_NotePresenter::aDemoStaysInItsWindow()
{
    m_service = std::make_unique<NotificationServer>(u"presenter-4"_s, QStringList());
    present(NotePresenter::Reach::WindowOnly);
    Q_EMIT m_control->noteRaised(note());
    QCOMPARE(line(), u"Acme is down. It answers 503."_s);
    QVERIFY(m_service->shown.empty());
}

void tst_NotePresenter::nobodyShowsIt()
{
    present();
    m_presenter
        = std::make_unique<NotePresenter>(*m_control, *window, nullptr, NotePresenter::Reach::Desktop);
    Q_EMIT m_control->noteRaised(note());
    QTRY_COMPARE(line(), u"Acme is down. It answers 503."_s);
    QCOMPARE(m_control->shown.back().route, NoteRoute::Window);
}

void tst_NotePresenter::theTrayStandsInForTheService()
{
    present();
    if (isAlone())
        QSKIP("this platform shows no icons beside the clock");
    QSignalSpy raised(m_presenter.get(), &NotePresenter::raiseRequested);
    Q_EMIT m_control->noteRaised(note());
    QTRY_COMPARE(m_control->shown.size(), size_t {1});
    QCOMPARE(m_control->shown.back().route, NoteRoute::Tray);
    QCOMPARE(
        line(), u"Acme is down. It answers 503."_s); // a tray's message may not appear, and nobody says so
    Q_EMIT m_tray->messageChosen();
    QCOMPARE(raised.size(), 1);
    QVERIFY(child<QWidget>(u"settingsPage"_s)->isVisible());
    Q_EMIT m_control->noteWithdrawn(u"incident"_s);
    Q_EMIT m_tray->messageChosen(); // it tells of nothing any more
    QCOMPARE(raised.size(), 1);
}

void tst_NotePresenter::aWebhookThatFails()
{
    present();
    Q_EMIT m_control->webhookFailed(u"w"_s, u"it answered 500"_s);
    QVERIFY2(line().contains(u"“w” could not be delivered: it answered 500"), qPrintable(line()));
}

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "xcb"); // the only one here that has a tray
    QApplication application(argc, argv);
    // Qt looks for the place once, when the first icon is wanted.
    QThread desktop;
    IconPlace place;
    QSemaphore isThere;
    place.moveToThread(&desktop);
    QObject::connect(&desktop, &QThread::started, &place, [&] {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"icons"_s);
        bus.registerObject(u"/StatusNotifierWatcher"_s, &place,
            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties);
        bus.registerService(u"org.kde.StatusNotifierWatcher"_s);
        isThere.release();
    });
    desktop.start();
    isThere.acquire();
    tst_NotePresenter test;
    const int result = QTest::qExec(&test, argc, argv);
    desktop.quit();
    desktop.wait();
    return result;
}
#include "tst_notepresenter.moc"
