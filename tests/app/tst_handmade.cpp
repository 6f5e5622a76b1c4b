// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "tests/support/certificates.h"
#include "tests/support/nginx.h"

#include <QProcess>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace Belay;

namespace {

constexpr int Rounds = 7;

// Not one raw string: the meta object compiler loses its way in it.
const QByteArray Canned
    = "default_type application/json;\n"
      "location = /v1/models {\n"
      "  return 200 '{\"object\":\"list\",\"data\":[{\"id\":\"house-model\",\"object\":\"model\"}]}';\n"
      "}\n"
      "location = /v1/chat/completions {\n"
      "  default_type text/event-stream;\n"
      "  return 200 'data: {\"id\":\"c\",\"model\":\"house-model\",\"choices\":[{\"index\":0,"
      "\"delta\":{\"content\":\"OK\"}}]}\n\n"
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
      "data: [DONE]\n\n';\n"
      "}\n"
      "location / { return 404 '{\"error\":{\"message\":\"no such path\"}}'; }\n";

struct Phases {
    double tcp = 0;
    double firstByte = 0;
    double total = 0;
};

/// The least of each: what a phase takes when no other process holds the machine.
Phases leastOf(const std::vector<Phases> &all)
{
    Phases least = all.front();
    for (const Phases &each : all) {
        least.tcp = std::min(least.tcp, each.tcp);
        least.firstByte = std::min(least.firstByte, each.firstByte);
        least.total = std::min(least.total, each.total);
    }
    return least;
}

std::optional<Phases> askedOfCurl(const QString &url)
{
    const auto output = outputOf(QStringLiteral("curl"),
        {QStringLiteral("--http1.1"), QStringLiteral("--silent"), QStringLiteral("--noproxy"),
            QStringLiteral("*"), QStringLiteral("--data"), QStringLiteral("{}"), QStringLiteral("--output"),
            QStringLiteral("/dev/null"), QStringLiteral("--write-out"),
            QStringLiteral("%{time_connect} %{time_starttransfer} %{time_total}"), url});
    const QList<QByteArray> words = output ? output->split(' ') : QList<QByteArray>();
    if (words.size() != 3)
        return {};
    return Phases {words[0].toDouble() * 1000, words[1].toDouble() * 1000, words[2].toDouble() * 1000};
}

double milliseconds(const std::optional<Microseconds> &time)
{
    return time ? static_cast<double>(time->count()) / 1000 : -1;
}

/// Contract of the timings: within 2 ms or 10 % of what curl says.
bool agree(double ours, double theirs)
{
    return ours >= 0 && std::abs(ours - theirs) <= std::max(2.0, theirs / 10);
}

} // namespace

/// A provider that a person configured by hand, against a real HTTP server that is not the simulator.
class tst_Handmade final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void belayctlSaysThatItIsUp();
    void timingsAgreeWithCurl();

private:
    QTemporaryDir m_home;
    std::unique_ptr<Nginx> m_nginx;
};

void tst_Handmade::initTestCase()
{
    if (!Nginx::isInstalled())
        QSKIP("nginx is not installed");
    m_nginx = std::make_unique<Nginx>(Canned);
    QVERIFY(m_nginx->isRunning());
    QFile file(m_home.filePath(QStringLiteral("config.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    qputenv("BELAY_TEST_HOUSE_KEY", "house-key-0123456789");
    file.write(R"({"version":1,"network":{"anchors":[]},"providers":[{"id":"house","kind":"openai-compatible",
        "name":"House","baseUrl":"http://127.0.0.1:)"
        + QByteArray::number(m_nginx->port())
        + R"(/v1","keys":[{"id":"main","from":"env:BELAY_TEST_HOUSE_KEY"}],
        "monitor":{"models":["house-model"],"acceptUnknownPrice":true}}]})");
}

void tst_Handmade::belayctlSaysThatItIsUp()
{
    QProcess process;
    process.start(QStringLiteral(BELAYCTL),
        {QStringLiteral("--home"), m_home.path(), QStringLiteral("check"), QStringLiteral("--completion"),
            QStringLiteral("--json")});
    QVERIFY(process.waitForFinished(30'000));
    const QByteArray out = process.readAllStandardOutput();
    QVERIFY2(process.exitCode() == 0, QByteArray(out + process.readAllStandardError()).constData());
    const Json status = Json::parse(out.toStdString(), nullptr, false);
    QVERIFY2(status.is_object() && status["targets"].size() == 1, out.constData());
    const Json &target = status["targets"][0];
    QCOMPARE(target["id"].get<std::string>(), std::string("house/house-model"));
    QCOMPARE(target["state"].get<std::string>(), std::string("up"));
    QCOMPARE(target["proof"].get<std::string>(), std::string("stream"));
    QCOMPARE(target["outcome"].get<std::string>(), std::string("ok"));
    QVERIFY(target["lastCheckAt"].is_string());
}

void tst_Handmade::timingsAgreeWithCurl()
{
    const QString url = QStringLiteral("http://127.0.0.1:%1/v1/chat/completions").arg(m_nginx->port());
    Engine::Options options;
    options.home = Home::resolve(m_home.path());
    auto opened = Engine::open(std::move(options));
    QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    Engine &engine = **opened;
    std::vector<Phases> ours;
    std::vector<Phases> theirs;
    connect(&engine.status(), &StatusFeed::sampleTaken, this, [&](const Sample &sample) {
        if (sample.kind != ProbeKind::Completion || sample.outcome != Outcome::Ok)
            return;
        QVERIFY(sample.cold);
        QVERIFY(sample.timings.firstContent >= sample.timings.firstByte);
        ours.push_back({milliseconds(sample.timings.tcp), milliseconds(sample.timings.firstByte),
            milliseconds(sample.timings.total)});
    });
    engine.start();
    QTRY_VERIFY(!engine.status().board()->targets.empty());
    for (int round = 0; round < Rounds; ++round) {
        QSignalSpy ended(&engine.monitor(), &MonitorHost::checkFinished);
        engine.monitor().checkNow(std::nullopt, Monitor::Paid::Yes);
        QVERIFY(ended.wait(20'000));
        const auto asked = askedOfCurl(url);
        QVERIFY(asked.has_value());
        theirs.push_back(*asked);
    }
    QTRY_VERIFY(ours.size() >= size_t {Rounds});
    const Phases belay = leastOf(ours);
    const Phases curl = leastOf(theirs);
    const auto said = [](double a, double b) {
        return QByteArray(QByteArray::number(a) + " and " + QByteArray::number(b));
    };
    QVERIFY2(agree(belay.tcp, curl.tcp), said(belay.tcp, curl.tcp).constData());
    QVERIFY2(agree(belay.firstByte, curl.firstByte), said(belay.firstByte, curl.firstByte).constData());
    QVERIFY2(agree(belay.total, curl.total), said(belay.total, curl.total).constData());
}

QTEST_GUILESS_MAIN(tst_Handmade)
#include "tst_handmade.moc"
