// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopnotes.h"
#include "tests/app/notificationserver.h"

#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace Belay;

/// Against a message bus of its own.
class tst_DesktopNotes final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void showsAndReplaces();
    void replacesWhatIsStillOnItsWay();
    void closes();
    void closesWhatIsShownAtTheEnd();
    void closedByThePersonIsNewNextTime();
    void buttonsAreChosen();
    void aServiceThatShowsNoButtons();
    void bodies_data();
    void bodies();
    void nobodyIsThere();
    void aServiceThatComesBack();
    void noBusAtAll();

private:
    static Note note(const QString &id, const QString &title)
    {
        Note made;
        made.id = id;
        made.title = title;
        made.text = QStringLiteral("It answers <503> & more.");
        made.urgency = NoteUrgency::Critical;
        made.actions = {NoteAction::Open, NoteAction::CheckNow, NoteAction::MuteHour};
        return made;
    }
    static std::unique_ptr<NotificationServer> server(
        const QStringList &capabilities = {QStringLiteral("actions"), QStringLiteral("body-markup")})
    {
        static int number = 0;
        return std::make_unique<NotificationServer>(QStringLiteral("server-%1").arg(++number), capabilities);
    }
};

void tst_DesktopNotes::initTestCase()
{
    QVERIFY(QDBusConnection::sessionBus().isConnected());
    QVERIFY(server()->isUp);
}

void tst_DesktopNotes::showsAndReplaces()
{
    const auto service = server();
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    notes.show(note(QStringLiteral("a"), QStringLiteral("P is down")));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(shown.front().at(1).toString(), QStringLiteral("little server"));
    const NotificationServer::Shown first = service->shown.at(0);
    QCOMPARE(first.title, QStringLiteral("P is down"));
    QCOMPARE(first.hints[QStringLiteral("desktop-entry")].toString(), QStringLiteral("app.belay.Belay"));
    QCOMPARE(first.hints[QStringLiteral("urgency")].metaType(), QMetaType::fromType<uchar>());
    QCOMPARE(first.hints[QStringLiteral("urgency")].toInt(), 2);
    notes.show(note(QStringLiteral("a"), QStringLiteral("P is well again")));
    notes.show(note(QStringLiteral("b"), QStringLiteral("Q is down")));
    QTRY_COMPARE(shown.size(), 3);
    QCOMPARE(service->shown.at(1).replaces, first.id);
    QCOMPARE(service->shown.at(2).replaces, 0U);
    QCOMPARE(service->askedForCapabilities, 1);
}

void tst_DesktopNotes::replacesWhatIsStillOnItsWay()
{
    const auto service = server();
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QTRY_COMPARE(shown.size(), 1);
    for (const char *title : {"two", "three", "four"})
        notes.show(note(QStringLiteral("a"), QString::fromLatin1(title)));
    QTRY_COMPARE(shown.size(), 3);
    QCOMPARE(service->shown.at(1).title, QStringLiteral("two"));
    QCOMPARE(service->shown.at(2).title, QStringLiteral("four")); // what came between is out of date
    for (size_t i = 1; i < service->shown.size(); ++i)
        QCOMPARE(service->shown.at(i).replaces, service->shown.front().id);
}

void tst_DesktopNotes::closes()
{
    const auto service = server();
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QTRY_COMPARE(shown.size(), 1);
    notes.close(QStringLiteral("a"));
    QTRY_COMPARE(service->closed, std::vector {service->shown.front().id});
    notes.show(note(QStringLiteral("b"), QStringLiteral("two")));
    notes.close(QStringLiteral("b")); // before anybody knows its id
    QTRY_COMPARE(service->closed.size(), size_t {2});
    QCOMPARE(service->closed.back(), service->shown.back().id);
    notes.close(QStringLiteral("never shown"));
}

void tst_DesktopNotes::closesWhatIsShownAtTheEnd()
{
    const auto service = server();
    auto notes = std::make_unique<DesktopNotes>(QDBusConnection::sessionBus());
    QSignalSpy shown(notes.get(), &DesktopNotes::shown);
    for (const char *id : {"a", "b", "c"})
        notes->show(note(QString::fromLatin1(id), QStringLiteral("one")));
    QTRY_COMPARE(shown.size(), 3);
    notes->close(QStringLiteral("b"));
    QTRY_COMPARE(service->closed.size(), size_t {1});
    notes.reset();
    QTRY_COMPARE(service->closed.size(), size_t {3});
    QCOMPARE(std::set<uint>(service->closed.begin(), service->closed.end()).size(), size_t {3});
}

void tst_DesktopNotes::closedByThePersonIsNewNextTime()
{
    const auto service = server();
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    notes.show(note(QStringLiteral("marker"), QStringLiteral("marker")));
    QTRY_COMPARE(shown.size(), 2);
    service->CloseNotification(service->shown.front().id);
    // Signals and answers of one service keep their order.
    notes.show(note(QStringLiteral("marker"), QStringLiteral("marker")));
    QTRY_COMPARE(shown.size(), 3);
    notes.show(note(QStringLiteral("a"), QStringLiteral("two")));
    QTRY_COMPARE(shown.size(), 4);
    QCOMPARE(service->shown.back().replaces, 0U);
}

void tst_DesktopNotes::buttonsAreChosen()
{
    const auto service = server();
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    std::vector<std::pair<QString, NoteAction>> chosen;
    connect(&notes, &DesktopNotes::chosen, &notes,
        [&](const Note &of, NoteAction action) { chosen.emplace_back(of.id, action); });
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QTRY_COMPARE(shown.size(), 1);
    const QStringList buttons {QStringLiteral("default"), QStringLiteral("Open"), QStringLiteral("check-now"),
        QStringLiteral("Check now"), QStringLiteral("mute-hour"), QStringLiteral("Mute for 1 h")};
    QCOMPARE(service->shown.front().actions, buttons);
    const uint id = service->shown.front().id;
    Q_EMIT service->ActionInvoked(id + 1, QStringLiteral("default")); // of another program
    Q_EMIT service->ActionInvoked(id, QStringLiteral("unknown"));
    Q_EMIT service->ActionInvoked(id, QStringLiteral("default"));
    Q_EMIT service->ActionInvoked(id, QStringLiteral("mute-hour"));
    QTRY_COMPARE(chosen.size(), size_t {2});
    QVERIFY(chosen.front() == std::pair(QStringLiteral("a"), NoteAction::Open));
    QVERIFY(chosen.back() == std::pair(QStringLiteral("a"), NoteAction::MuteHour));
}

void tst_DesktopNotes::aServiceThatShowsNoButtons()
{
    const auto service = server({QStringLiteral("body")});
    DesktopNotes notes(QDBusConnection::sessionBus());
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QTRY_COMPARE(service->shown.size(), size_t {1});
    QVERIFY(service->shown.front().actions.isEmpty());
}

void tst_DesktopNotes::bodies_data()
{
    QTest::addColumn<QStringList>("capabilities");
    QTest::addColumn<QString>("body");
    QTest::addRow("markup is escaped where it would be read")
        << QStringList {QStringLiteral("body-markup")} << "It answers &lt;503&gt; &amp; more.";
    QTest::addRow("plain where it would not") << QStringList {} << "It answers <503> & more.";
}

void tst_DesktopNotes::bodies()
{
    QFETCH(QStringList, capabilities);
    QFETCH(QString, body);
    const auto service = server(capabilities);
    DesktopNotes notes(QDBusConnection::sessionBus());
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QTRY_COMPARE(service->shown.size(), size_t {1});
    QCOMPARE(service->shown.front().body, body);
}

void tst_DesktopNotes::nobodyIsThere()
{
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy refused(&notes, &DesktopNotes::refused);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i)
        notes.show(note(QString::number(i), QStringLiteral("one")));
    QVERIFY2(timer.elapsed() < 1'000, "it waited for the service");
    QTRY_COMPARE(refused.size(), 20);
    const auto service = server();
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    notes.show(note(QStringLiteral("late"), QStringLiteral("one")));
    QTRY_COMPARE(shown.size(), 1);
}

void tst_DesktopNotes::aServiceThatComesBack()
{
    auto service = server();
    DesktopNotes notes(QDBusConnection::sessionBus());
    QSignalSpy shown(&notes, &DesktopNotes::shown);
    QSignalSpy refused(&notes, &DesktopNotes::refused);
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QTRY_COMPARE(shown.size(), 1);
    service.reset();
    notes.show(note(QStringLiteral("a"), QStringLiteral("two")));
    QTRY_COMPARE(refused.size(), 1);
    service = server({});
    notes.show(note(QStringLiteral("a"), QStringLiteral("three")));
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(service->shown.front().replaces, 0U); // the new one knows no old note
    QVERIFY(service->shown.front().actions.isEmpty());
}

void tst_DesktopNotes::noBusAtAll()
{
    DesktopNotes notes(QDBusConnection(QStringLiteral("there is none")));
    QSignalSpy refused(&notes, &DesktopNotes::refused);
    notes.show(note(QStringLiteral("a"), QStringLiteral("one")));
    QCOMPARE(refused.size(), 1);
}

QTEST_GUILESS_MAIN(tst_DesktopNotes)
#include "tst_desktopnotes.moc"
