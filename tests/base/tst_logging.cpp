// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

#include <QtTest>

#include <thread>

using namespace Belay;

class tst_Logging final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secretsAreGone_data();
    void secretsAreGone();
    void theRestStays_data();
    void theRestStays();
    void theFileIsRedactedPrivateAndRotated();
    void linesOfManyThreadsStayWhole();
};

void tst_Logging::secretsAreGone_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("after");
    const QString tail = QStringLiteral("Abc123-def_456");
    for (const char *prefix : {"sk-", "sk-proj-", "sk-ant-api03-", "sk-or-v1-", "gsk_", "csk-", "xai-",
             "pplx-", "fw_", "tgp_v1_", "AIzaSy", "AQ.", "blt_"})
        QTest::addRow("%s", prefix) << "key " << QString(QString::fromLatin1(prefix) + tail)
                                    << " was refused";
    const auto row = [&](const char *name, const char *before, const char *after) {
        QTest::addRow("%s", name) << QString::fromLatin1(before) << tail << QString::fromLatin1(after);
    };
    row("bearer", "Authorization: Bearer ", "\r\n");
    row("bearer in small letters", "authorization: bearer ", "");
    row("bearer alone", "sent Bearer ", " there");
    row("basic", "Authorization: Basic ", "");
    row("no scheme", "authorization: ", "");
    row("Anthropic's header", "x-api-key: ", "");
    row("Google's header", "X-Goog-Api-Key: ", "");
    row("Azure's header", "api-key: ", "");
    row("a header in JSON", "{\"x-api-key\": \"", "\"}");
    row("a cookie", "Set-Cookie: session=", "; Path=/");
    row("a key in the URL", "https://h/v1?alt=sse&key=", "&x=1");
    row("a token in the URL", "https://h/v1?access_token=", "");
    row("a password in the URL", "http://me:", "@proxy:8080");
}

void tst_Logging::secretsAreGone()
{
    QFETCH(QString, before);
    QFETCH(QString, secret);
    QFETCH(QString, after);
    const QString clean = redacted(before + secret + after);
    QVERIFY2(!clean.contains(secret), qPrintable(clean));
    QVERIFY2(!clean.contains(u"def_456"), qPrintable(clean));
    QVERIFY2(clean.contains(u'•'), qPrintable(clean));
}

void tst_Logging::theRestStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addRow("a sentence") << "openai answered 401 after 120 ms";
    QTest::addRow("an id") << "request 01JD3ZK0M8T5V7W9X1Y3Z5A7B9 of openai/gpt-4o-mini";
    QTest::addRow("a model with a known beginning inside") << "mask-rcnn-large";
    QTest::addRow("a URL") << "https://api.openai.com/v1/models?limit=20";
    QTest::addRow("the word alone") << "the bearer of bad news";
    QTest::addRow("a word about keys") << "no key is stored";
}

void tst_Logging::theRestStays()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text), text);
}

void tst_Logging::theFileIsRedactedPrivateAndRotated()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("belay.log"));
    QVERIFY(!installLog(folder.filePath(QStringLiteral("nowhere/belay.log"))).has_value());
    QVERIFY(installLog(path).has_value());
    const QString filler(1'000, u'x');
    for (int i = 0; i < 5'000; ++i)
        qCInfo(lcEngine) << i << "sk-proj-Abc123def456" << filler;
    qInstallMessageHandler(nullptr);

    const QFileInfoList files = QDir(folder.path()).entryInfoList(QDir::Files, QDir::Name);
    QCOMPARE(files.size(), 3); // 5 MB of lines in files of 2 MB
    for (const QFileInfo &info : files) {
        QVERIFY(info.size() <= 2 * 1024 * 1024);
        QVERIFY(!(info.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(!text.contains("Abc123def456"));
        QVERIFY(text.contains("info belay.engine: "));
    }
}

void tst_Logging::linesOfManyThreadsStayWhole()
{
    constexpr int Writers = 4;
    constexpr int Each = 200;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("belay.log"));
    QVERIFY(installLog(path).has_value());
    std::vector<std::thread> writers;
    for (int w = 0; w < Writers; ++w) {
        writers.emplace_back([w] {
            for (int i = 0; i < Each; ++i)
                qCInfo(lcEngine).noquote() << "line" << w << i << "Bearer Abc123def456"
                                           << "end";
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    qInstallMessageHandler(nullptr);

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QSet<QByteArray> seen;
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype begin = line.indexOf("line ");
        QVERIFY2(begin > 0 && line.endsWith(" end"), line.constData());
        seen.insert(line.mid(begin));
    }
    QCOMPARE(lines.size(), Writers * Each);
    QCOMPARE(seen.size(), Writers * Each);
}

QTEST_GUILESS_MAIN(tst_Logging)
#include "tst_logging.moc"
