// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/notifier.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scriptedserver.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

class QuietMonitor final : public MonitorControl
{
public:
    void checkNow(const std::optional<TargetId> &, Monitor::Paid paid) override
    {
        ++checks;
        isPaid = isPaid || paid == Monitor::Paid::Yes;
    }
    int checks = 0;
    bool isPaid = false;
};

} // namespace

/// From what happened to a note and a webhook, over a real config and a real socket.
class tst_Notifier final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anIncidentReachesBoth();
    void aBoardTellsOfKeysAndModels();
    void theGatewayStops();
    void whatIsChosenOnANote();
    void aTestReachesItsWebhook();
    void triesAreKept();
    void whatIsTriedEndsWithTheProgram();
    void aFileThatIsNone_data();
    void aFileThatIsNone();

private:
    QString memoryPath() const { return m_folder->filePath(QStringLiteral("notifications.json")); }
    void restart()
    {
        m_notifier.reset();
        m_notes.clear();
        m_notifier = std::make_unique<Notifier>(
            Notifier::Parts {*m_clock, *m_config, *m_keys, m_monitor, memoryPath()});
        connect(m_notifier.get(), &Notifier::noteRaised, this,
            [this](const Note &note) { m_notes.push_back(note); });
        m_notifier->applyConfig();
    }
    Incident incident() const
    {
        Incident made;
        made.id = {1ULL << 16U, 1};
        made.provider = ProviderId {QStringLiteral("p")};
        made.cause = Cause::Outage;
        made.owner = Owner::Provider;
        made.openedAt = m_clock->wall();
        return made;
    }
    QString eventOf(size_t request) const
    {
        const auto json = nlohmann::json::parse(m_server->requests().at(request)->body.toStdString());
        return QString::fromStdString(json["event"].get<std::string>());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<ConfigService> m_config;
    std::unique_ptr<EngineKeys> m_keys;
    QuietMonitor m_monitor;
    std::unique_ptr<Notifier> m_notifier;
    std::vector<Note> m_notes;
};

void tst_Notifier::init()
{
    m_notifier.reset();
    m_keys.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>([](ScriptedRequest &request) { request.answer("ok"); });
    m_clock = std::make_unique<FakeClock>();
    m_config = std::make_unique<ConfigService>(m_folder->filePath(QStringLiteral("config.json")));
    qputenv("BELAY_TEST_WEBHOOK", "a-secret-of-the-test");
    Config config = *m_config->config();
    ProviderConfig &provider = config.providers.emplace_back();
    provider.id = ProviderId {QStringLiteral("p")};
    provider.name = QStringLiteral("P");
    provider.kind = ProviderKindId::Ollama;
    WebhookConfig &webhook = config.notifications.webhooks.emplace_back();
    webhook.id = QStringLiteral("w");
    webhook.form = QStringLiteral("generic");
    webhook.url = m_server->url(QStringLiteral("/in")).toString();
    webhook.secret = *KeySource::fromString(QStringLiteral("env:BELAY_TEST_WEBHOOK"));
    QVERIFY(m_config->apply(std::move(config)));
    m_keys = std::make_unique<EngineKeys>(*m_clock, m_folder->path());
    restart();
}

void tst_Notifier::anIncidentReachesBoth()
{
    Incident made = incident();
    m_notifier->incidentOpened(made);
    m_clock->advance(16s);
    QCOMPARE(m_notes.size(), size_t {1});
    QCOMPARE(m_notes.front().title, QStringLiteral("P is down"));
    QTRY_COMPARE(m_server->requests().size(), size_t {1});
    // Told 15 s after it opened (contract 3, Notifications).
    const qint64 now
        = std::chrono::floor<std::chrono::seconds>(made.openedAt + 15s).time_since_epoch().count();
    const QByteArray signedAt = "t=" + QByteArray::number(now) + ",v1=";
    QCOMPARE(m_server->requests().front()->header("x-belay-signature").left(signedAt.size()), signedAt);
    QTRY_COMPARE(m_notifier->webhook(QStringLiteral("w"))->state, WebhookStatus::State::Delivered);
    made.closedAt = m_clock->wall();
    m_notifier->incidentClosed(made, IncidentEnd::Recovered);
    m_clock->advance(1s);
    QVERIFY(m_notes.back().recovers);
    QCOMPARE(m_notes.back().id, m_notes.front().id);
    QTRY_COMPARE(m_server->requests().size(), size_t {2});
    QCOMPARE(eventOf(0), QStringLiteral("incident.opened"));
    QCOMPARE(eventOf(1), QStringLiteral("incident.closed"));
    QTRY_COMPARE(m_notifier->webhook(QStringLiteral("w"))->waiting, 0);
    const NotificationMemory memory = NotificationMemory::read(memoryPath());
    QVERIFY(memory.webhooks.at(QStringLiteral("w")).ok);
    QCOMPARE(QFileInfo(memoryPath()).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
        QFileDevice::Permissions());
}

void tst_Notifier::aBoardTellsOfKeysAndModels()
{
    StatusBoard board;
    ProviderStatus &provider = board.providers.emplace_back();
    provider.id = ProviderId {QStringLiteral("p")};
    KeyStatus &key = provider.keys.emplace_back();
    key.id = KeyId {QStringLiteral("main")};
    key.health = KeyHealth::Rejected;
    TargetStatus &target = board.targets.emplace_back();
    target.id = TargetId::fromString(QStringLiteral("p/m"));
    target.retiresOn = QDate(2026, 10, 1); // it is 2026-09-21
    m_notifier->takeBoard(board);
    m_notifier->takeBoard(board);
    m_clock->advance(1min);
    QCOMPARE(m_notes.size(), size_t {1}); // of one provider
    QVERIFY(m_notes.front().matters.size() == 2);
    restart();
    m_notifier->takeBoard(board);
    m_clock->advance(1min);
    QCOMPARE(m_notes.size(), size_t {1});
    QCOMPARE(m_notes.front().matters.size(), size_t {1}); // the model was told before
}

void tst_Notifier::theGatewayStops()
{
    GatewayStatus status;
    status.state = GatewayStatus::State::Failed;
    status.problem = QStringLiteral("Port 4217 is taken.");
    m_notifier->gatewayChanged(status);
    QCOMPARE(m_notes.size(), size_t {1});
    QCOMPARE(m_notes.front().urgency, NoteUrgency::Critical);
    m_clock->advance(0s);
    QTRY_COMPARE(m_server->requests().size(), size_t {1});
    QCOMPARE(eventOf(0), QStringLiteral("gateway.stopped"));
    status.state = GatewayStatus::State::Draining;
    m_notifier->gatewayChanged(status);
    QSignalSpy withdrawn(m_notifier.get(), &Notifier::noteWithdrawn);
    status.state = GatewayStatus::State::Off;
    m_notifier->gatewayChanged(status);
    QCOMPARE(withdrawn.size(), 1);
}

void tst_Notifier::whatIsChosenOnANote()
{
    QSignalSpy muted(m_notifier.get(), &Notifier::incidentMuted);
    QSignalSpy withdrawn(m_notifier.get(), &Notifier::noteWithdrawn);
    m_notifier->incidentOpened(incident());
    m_clock->advance(1min);
    const QString note = m_notes.front().id;
    m_notifier->act(note, NoteAction::CheckNow);
    QVERIFY(m_monitor.checks == 1 && !m_monitor.isPaid);
    m_notifier->act(note, NoteAction::MuteIncident);
    QCOMPARE(muted.size(), 1);
    QCOMPARE(withdrawn.size(), 1);
    m_clock->advance(24h);
    QCOMPARE(m_notes.size(), size_t {1});
}

void tst_Notifier::aTestReachesItsWebhook()
{
    std::optional<Result<QString>> result;
    m_notifier->testWebhook(QStringLiteral("w"), [&](const Result<QString> &ended) { result = ended; });
    QTRY_VERIFY(result);
    QVERIFY(result->has_value());
    QCOMPARE(eventOf(0), QStringLiteral("test"));
    qunsetenv("BELAY_TEST_WEBHOOK"); // never sent unsigned
    result.reset();
    m_notifier->testWebhook(QStringLiteral("w"), [&](const Result<QString> &ended) { result = ended; });
    QTRY_VERIFY(result);
    QVERIFY(!result->has_value() && result->error().detail.startsWith(u"what signs it"));
    QCOMPARE(m_server->requests().size(), size_t {1});
}

void tst_Notifier::triesAreKept()
{
    const QString id = QStringLiteral("w");
    m_notifier->testWebhook(id, [](const Result<QString> &) {});
    QTRY_VERIFY(NotificationMemory::read(memoryPath()).webhooks.contains(id));
    QVERIFY(NotificationMemory::read(memoryPath()).trying.empty());
    qunsetenv("BELAY_TEST_WEBHOOK");
    m_notifier->incidentOpened(incident());
    m_clock->advance(16s);
    NotificationMemory memory = NotificationMemory::read(memoryPath());
    QVERIFY(memory.webhooks.at(id).ok); // of the delivery before
    QCOMPARE(memory.trying.at(id).tries, 1);
    QVERIFY(memory.trying.at(id).detail.startsWith(u"what signs it"));
    QVERIFY(memory.trying.at(id).nextAt > memory.trying.at(id).at);
    m_clock->advance(70s);
    QCOMPARE(NotificationMemory::read(memoryPath()).trying.at(id).tries, 2);
    m_clock->advance(2h);
    memory = NotificationMemory::read(memoryPath());
    QVERIFY(memory.trying.empty() && !memory.webhooks.at(id).ok);
}

void tst_Notifier::whatIsTriedEndsWithTheProgram()
{
    const QString id = QStringLiteral("w");
    qunsetenv("BELAY_TEST_WEBHOOK");
    m_notifier->incidentOpened(incident());
    m_clock->advance(16s);
    QCOMPARE(NotificationMemory::read(memoryPath()).trying.size(), size_t {1});
    restart();
    m_notifier->testDesktop();
    GatewayStatus status;
    status.state = GatewayStatus::State::Failed;
    m_notifier->gatewayChanged(status);
    m_clock->advance(1s);
    const NotificationMemory memory = NotificationMemory::read(memoryPath());
    QVERIFY(!memory.webhooks.at(id).ok);
    QVERIFY2(memory.webhooks.at(id).detail.contains(u"Belay ended before the next"),
        qPrintable(memory.webhooks.at(id).detail));
    QCOMPARE(memory.trying.at(id).tries, 1); // of the new program's own news
    Config config = *m_config->config();
    config.notifications.webhooks.front().events = {QStringLiteral("key.rejected")};
    QVERIFY(m_config->apply(std::move(config)));
    m_notifier->applyConfig(); // it is another webhook now
    QVERIFY(NotificationMemory::read(memoryPath()).trying.empty());
}

void tst_Notifier::aFileThatIsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("garbage") << QByteArray("\xff\xfe{");
    QTest::addRow("other types") << QByteArray(R"({"toldOnce":{"a":1},"webhooks":[1,2]})");
    QTest::addRow("half an entry") << QByteArray(R"({"webhooks":{"w":{"at":"yesterday"},"v":7}})");
    QTest::addRow("half a try") << QByteArray(R"({"trying":{"w":{"tries":2},"v":7}})");
    QTest::addRow("tries as a text") << QByteArray(
        R"({"trying":{"w":{"tries":"2","at":"2026-11-22T07:28:00.000Z",)"
        R"("nextAt":"2026-11-22T07:32:00.000Z","detail":""}}})");
}

void tst_Notifier::aFileThatIsNone()
{
    QFETCH(QByteArray, text);
    QFile file(memoryPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QCOMPARE(NotificationMemory::read(memoryPath()), NotificationMemory {});
}

QTEST_GUILESS_MAIN(tst_Notifier)
#include "tst_notifier.moc"
