// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/urlbook.h"

#include <QtTest>

using namespace Belay;

class tst_UrlBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsSentAndWhatIsRefused_data();
    void tellsWhatIsSentAndWhatIsRefused();
    void keepsManyApart();
};

void tst_UrlBook::tellsWhatIsSentAndWhatIsRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("expectedEncoded");
    QTest::addColumn<bool>("expectedRefused");
    const auto row = [](const char *name, const char *url, const char *encoded, bool refused) {
        QTest::addRow("%s", name) << QString::fromUtf8(url) << QByteArray(encoded) << refused;
    };
    row("plain", "http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1", false);
    row("a fragment is not sent", "https://a.example/v1?b=c#d", "https://a.example/v1?b=c", false);
    row("letters beyond ASCII are escaped", "https://a.example/é", "https://a.example/%C3%A9", false);
    row("another scheme", "file:///etc/passwd", "file:///etc/passwd", true);
    row("no host", "https:///v1", "https:///v1", true);
    row("a user", "https://me@a.example/", "https://me@a.example/", true);
    row("a line break", "https://a.example/%0d%0aX:1", "https://a.example/%0d%0aX:1", true);
    row("a NUL", "https://a.example/%00", "https://a.example/%00", true);
}

void tst_UrlBook::tellsWhatIsSentAndWhatIsRefused()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, expectedEncoded);
    QFETCH(bool, expectedRefused);
    UrlBook book;
    for (int time = 0; time < 2; ++time) {
        const UrlBook::Entry &entry = book.look(QUrl(url));
        QCOMPARE(entry.encoded.toLower(), expectedEncoded.toLower());
        QCOMPARE(entry.refused.has_value(), expectedRefused);
    }
}

void tst_UrlBook::keepsManyApart()
{
    constexpr int Many = 100;
    UrlBook book;
    for (int time = 0; time < 2; ++time) {
        for (int i = 0; i < Many; ++i) {
            const QString text = QStringLiteral("http://a.example/%1").arg(i);
            QCOMPARE(book.look(QUrl(text)).encoded, text.toLatin1());
        }
    }
}

QTEST_GUILESS_MAIN(tst_UrlBook)
#include "tst_urlbook.moc"
