// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/catalogue.h"
#include "ui/models/curlcommand.h"
#include "ui/models/targetrequest.h"

#include <QProcess>
#include <QTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

/// What a shell hands to curl, one word a line, with KEY set.
QStringList wordsOf(const QString &command)
{
    QProcess shell;
    shell.setProgram(u"/bin/sh"_s);
    shell.setArguments({u"-c"_s,
        QString(u"KEY=value-of-key; curl() { for w in \"$@\"; do printf '%s\\037' \"$w\"; done; }\n"_s
            + command)});
    shell.start();
    if (!shell.waitForFinished())
        return {};
    QStringList words = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(0x1f));
    words.removeLast();
    return words;
}

} // namespace

class tst_CurlCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shellSeesTheRequest();
    void keyIsNeverInIt();
    void nothingIsRun_data();
    void nothingIsRun();
    void headersThatWouldBeFilesAreLeftOut();
    void targetsHaveARequest_data();
    void targetsHaveARequest();
    void targetsWithoutAddressHaveNone();
    void priceOfACheck();
    void statusPages_data();
    void statusPages();
};

void tst_CurlCommand::shellSeesTheRequest()
{
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(u"https://api.example.com/v1/chat/completions?a=1&b=2"_s);
    request.auth = AuthHeader {"Authorization", "Bearer ", Secret("sk-not-to-be-seen")};
    request.headers = {{"content-type", "application/json"}};
    request.body = R"({"model":"m","stream":true})";
    QCOMPARE(wordsOf(curlCommand(request)),
        (QStringList {u"-sS"_s, u"-X"_s, u"POST"_s, u"--globoff"_s,
            u"https://api.example.com/v1/chat/completions?a=1&b=2"_s, u"-H"_s,
            u"Authorization: Bearer value-of-key"_s, u"-H"_s, u"content-type: application/json"_s,
            u"--data-raw"_s, u"{\"model\":\"m\",\"stream\":true}"_s}));

    HttpRequest plain;
    plain.url = QUrl(u"http://127.0.0.1:11434/v1/models"_s);
    QCOMPARE(wordsOf(curlCommand(plain)),
        (QStringList {u"-sS"_s, u"--globoff"_s, u"http://127.0.0.1:11434/v1/models"_s}));
}

void tst_CurlCommand::keyIsNeverInIt()
{
    HttpRequest request;
    request.url = QUrl(u"https://api.example.com/v1/models"_s);
    request.auth = AuthHeader {"x-api-key", "", Secret("sk-canary-0123456789")};
    const QString command = curlCommand(request);
    QVERIFY(!command.contains(u"canary"_s));
    QVERIFY(command.contains(u"\"x-api-key: $KEY\""_s));
}

void tst_CurlCommand::nothingIsRun_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("single quotes") << QByteArray("it's 'quoted'");
    QTest::addRow("a command") << QByteArray("$(echo run) `echo run` ${KEY} \\$KEY");
    QTest::addRow("the end of a word and another command") << QByteArray("'; echo run; '");
    QTest::addRow("lines") << QByteArray("one\ntwo\\\nthree");
    QTest::addRow("double quotes and backslashes") << QByteArray(R"(a"b\"c\\d)");
    QTest::addRow("a file by its name") << QByteArray("@/etc/passwd");
    QTest::addRow("letters of the world") << QByteArray("grüße 世界");
}

void tst_CurlCommand::nothingIsRun()
{
    QFETCH(QByteArray, text);
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(u"https://api.example.com/v1"_s);
    request.body = text;
    const QStringList words = wordsOf(curlCommand(request));
    QCOMPARE(words.last(), QString::fromUtf8(text));
    QCOMPARE(words.value(words.size() - 2), u"--data-raw"_s);
    QCOMPARE(words.size(), 7);
}

void tst_CurlCommand::headersThatWouldBeFilesAreLeftOut()
{
    HttpRequest request;
    request.url = QUrl(u"https://api.example.com/v1"_s);
    request.headers = {{"@/etc/passwd", "x"}, {"", "x"}, {"x-lines", "a\r\nb: c"}, {"x-odd", "it's $HOME"}};
    QCOMPARE(wordsOf(curlCommand(request)).mid(3), (QStringList {u"-H"_s, u"x-odd: it's $HOME"_s}));
}

void tst_CurlCommand::targetsHaveARequest_data()
{
    QTest::addColumn<ProviderKindId>("kind");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QStringList>("expectedParts");
    QTest::addRow("OpenAI's model") << ProviderKindId::OpenAi << u"gpt-4o-mini"_s
                                    << QStringList {u"-X 'POST'"_s, u"chat/completions"_s,
                                           u"Authorization: Bearer $KEY"_s, u"gpt-4o-mini"_s};
    QTest::addRow("Anthropic's model")
        << ProviderKindId::Anthropic << u"claude-haiku-4-5"_s
        << QStringList {u"/messages"_s, u"x-api-key: $KEY"_s, u"anthropic-version"_s};
    QTest::addRow("a provider's own row")
        << ProviderKindId::OpenAi << QString() << QStringList {u"/models"_s, u"$KEY"_s};
}

void tst_CurlCommand::targetsHaveARequest()
{
    QFETCH(ProviderKindId, kind);
    QFETCH(QString, model);
    QFETCH(QStringList, expectedParts);
    Config config;
    ProviderConfig provider;
    provider.id = ProviderId(u"p"_s);
    provider.kind = kind;
    provider.keys = {{KeyId(u"main"_s), {}, 1}};
    provider.headers = {{"x-own", "yes"}};
    config.providers = {provider};
    const auto request = requestOf(config, Catalogue::builtIn(), {provider.id, model});
    QVERIFY(request);
    const QString command = curlCommand(*request);
    for (const QString &part : expectedParts + QStringList {u"x-own: yes"_s})
        QVERIFY2(command.contains(part), qPrintable(command));
    QVERIFY(!wordsOf(command).isEmpty());
}

void tst_CurlCommand::targetsWithoutAddressHaveNone()
{
    Config config;
    QVERIFY(!requestOf(config, Catalogue::builtIn(), {ProviderId(u"p"_s), u"m"_s}));
    ProviderConfig provider;
    provider.id = ProviderId(u"p"_s);
    provider.kind = ProviderKindId::OpenAiCompatible;
    config.providers = {provider};
    QVERIFY(!requestOf(config, Catalogue::builtIn(), {provider.id, u"m"_s}));
}

void tst_CurlCommand::priceOfACheck()
{
    Config config;
    ProviderConfig provider;
    provider.id = ProviderId(u"p"_s);
    provider.kind = ProviderKindId::OpenAiCompatible;
    config.providers = {provider};
    const TargetId target {provider.id, u"never-heard-of"_s};
    QVERIFY(!costOfCheck(config, Catalogue::builtIn(), target));
    config.prices[target] = {1'000'000'000, 2'000'000'000};
    const auto cost = costOfCheck(config, Catalogue::builtIn(), target);
    QVERIFY(cost && *cost > 0 && *cost < 10'000'000);
    QVERIFY(!costOfCheck(config, Catalogue::builtIn(), {provider.id, {}}));
    QVERIFY(!costOfCheck(config, Catalogue::builtIn(), {ProviderId(u"q"_s), u"m"_s}));
}

void tst_CurlCommand::statusPages_data()
{
    QTest::addColumn<QString>("own");
    QTest::addColumn<QUrl>("expectedPage");
    QTest::addRow("the catalogue's") << QString()
                                     << Catalogue::builtIn().kind(ProviderKindId::OpenAi).statusPage;
    QTest::addRow("switched off") << u"off"_s << QUrl();
    QTest::addRow("the person's own")
        << u"https://status.example.com/"_s << QUrl(u"https://status.example.com/"_s);
    QTest::addRow("a file is no page") << u"file:///etc/passwd"_s << QUrl();
    QTest::addRow("a script is no page") << u"javascript:alert(1)"_s << QUrl();
}

void tst_CurlCommand::statusPages()
{
    QFETCH(QString, own);
    QFETCH(QUrl, expectedPage);
    ProviderConfig provider;
    provider.kind = ProviderKindId::OpenAi;
    provider.monitor.statusPage = own;
    QCOMPARE(statusPageOf(provider, Catalogue::builtIn()), expectedPage);
}

QTEST_GUILESS_MAIN(tst_CurlCommand)
#include "tst_curlcommand.moc"
