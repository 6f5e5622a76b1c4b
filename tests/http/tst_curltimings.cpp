// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/support/callrecorder.h"
#include "tests/support/certificates.h"
#include "tests/support/nginx.h"

#include <QtTest>

#include <algorithm>

using namespace Belay;
using namespace std::chrono_literals;

/// Our phases beside those of the curl program, both cold, against the same nginx.
class tst_CurlTimings final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreeWithCurl_data();
    void agreeWithCurl();
};

namespace {

constexpr int Rounds = 21;

struct Phases {
    double dns = 0;
    double tcp = 0;
    double tls = 0;
    double firstByte = 0;
    double total = 0;
};

using Series = std::vector<Phases>;

double milliseconds(std::optional<Microseconds> time)
{
    return time ? static_cast<double>(time->count()) / 1000 : 0;
}

/// The lower quartile: what the phase takes when no other process holds the machine.
double usual(const Series &series, double Phases::*phase)
{
    std::vector<double> values;
    for (const Phases &each : series)
        values.push_back(each.*phase);
    std::nth_element(values.begin(), values.begin() + Rounds / 4, values.end());
    return values[Rounds / 4];
}

// Asked twice by one process, each time on a new connection without a session: the first would also show how
// long a fresh process takes to set TLS up.
std::optional<Phases> askedOfCurl(const QString &url, const QString &caFile)
{
    const QString null = QStringLiteral("/dev/null");
    const auto output = outputOf(QStringLiteral("curl"),
        {QStringLiteral("--http1.1"), QStringLiteral("--silent"), QStringLiteral("--noproxy"),
            QStringLiteral("*"), QStringLiteral("--cacert"), caFile, QStringLiteral("--no-sessionid"),
            QStringLiteral("--header"), QStringLiteral("Connection: close"), QStringLiteral("--write-out"),
            QStringLiteral("%{time_namelookup} %{time_connect} %{time_appconnect} %{time_starttransfer} "
                           "%{time_total}\\n"),
            QStringLiteral("--output"), null, url, QStringLiteral("--output"), null, url});
    const QList<QByteArray> words
        = output.value_or(QByteArray()).trimmed().split('\n').constLast().split(' ');
    if (words.size() != 5)
        return {};
    return Phases {words[0].toDouble() * 1000, words[1].toDouble() * 1000, words[2].toDouble() * 1000,
        words[3].toDouble() * 1000, words[4].toDouble() * 1000};
}

std::optional<Phases> askedOf(CurlClient &client, const QString &url, const QString &caFile)
{
    CallRecorder recorder;
    QTestEventLoop loop;
    recorder.atFinish = [&] { loop.exitLoop(); };
    HttpRequest request;
    request.url = QUrl(url);
    request.caFile = caFile;
    request.connection = ConnectionUse::Cold;
    const auto call = client.start(request, recorder);
    loop.enterLoop(20);
    if (recorder.finishes != 1 || recorder.failure || recorder.head.status != 200)
        return {};
    const PhaseTimings &its = recorder.timings.phases;
    return Phases {milliseconds(its.dns), milliseconds(its.tcp), milliseconds(its.tls),
        milliseconds(its.firstByte), milliseconds(its.total)};
}

bool agree(const Series &own, const Series &theirs)
{
    const std::array phases {std::pair {"dns", &Phases::dns}, std::pair {"tcp", &Phases::tcp},
        std::pair {"tls", &Phases::tls}, std::pair {"first byte", &Phases::firstByte},
        std::pair {"total", &Phases::total}};
    return std::all_of(phases.begin(), phases.end(), [&](const auto &phase) {
        const double ours = usual(own, phase.second);
        const double curl = usual(theirs, phase.second);
        qInfo("%s: %.3f ms, curl says %.3f ms", phase.first, ours, curl);
        return std::abs(ours - curl) <= std::max(2.0, curl / 10);
    });
}

} // namespace

void tst_CurlTimings::agreeWithCurl_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("host");
    QTest::addRow("plain") << false << QStringLiteral("127.0.0.1");
    QTest::addRow("plain, by name") << false << QStringLiteral("localhost");
    QTest::addRow("TLS") << true << QStringLiteral("127.0.0.1");
}

void tst_CurlTimings::agreeWithCurl()
{
    QFETCH(bool, tls);
    QFETCH(QString, host);
    if (!Nginx::isInstalled())
        QSKIP("nginx is not installed");
    const Certificates certificates;
    const QString name = QStringLiteral("good");
    QVERIFY(certificates.isReady() && certificates.issue({.name = name}));
    const Nginx nginx("location / { return 200 \"hello\"; }",
        tls ? certificates.certificateFile(name) : QString(), tls ? certificates.keyFile(name) : QString());
    QVERIFY(nginx.isRunning());
    const QString url
        = QStringLiteral("%1://%2:%3/").arg(tls ? u"https" : u"http").arg(host).arg(nginx.port());
    CurlClient client;
    bool agreed = false;
    for (int attempt = 0; attempt < 5 && !agreed; ++attempt) { // others may use the machine meanwhile
        Series own;
        Series theirs;
        for (int i = 0; i < Rounds; ++i) {
            const auto ours = askedOf(client, url, certificates.authorityFile());
            const auto curl = askedOfCurl(url, certificates.authorityFile());
            QVERIFY(ours && curl);
            own.push_back(*ours);
            theirs.push_back(*curl);
        }
        agreed = agree(own, theirs);
    }
    QVERIFY(agreed);
}

QTEST_GUILESS_MAIN(tst_CurlTimings)
#include "tst_curltimings.moc"
