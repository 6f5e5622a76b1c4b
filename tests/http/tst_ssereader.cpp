// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/ssereader.h"

#include <QtTest>

using namespace Belay;

class tst_SseReader final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void events_data();
    void events();
    void unfinished_data();
    void unfinished();
    void boundsAnEvent_data();
    void boundsAnEvent();
    void ordinaryEventsGoOnForEver();
};

using Events = std::vector<SseEvent>;
Q_DECLARE_METATYPE(Events)

void tst_SseReader::events_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Events>("expected");
    QTest::addRow("line feeds") << QByteArray("data: a\n\ndata: b\n\n") << Events {{"", "a"}, {"", "b"}};
    QTest::addRow("CRLF") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << Events {{"", "a"}, {"", "b"}};
    QTest::addRow("CR") << QByteArray("data: a\r\rdata: b\r\r") << Events {{"", "a"}, {"", "b"}};
    QTest::addRow("mixed ends") << QByteArray("data: a\n\r\ndata: b\r\n\n") << Events {{"", "a"}, {"", "b"}};
    QTest::addRow("a named event") << QByteArray("event: ping\ndata: {}\n\n") << Events {{"ping", "{}"}};
    QTest::addRow("the name does not stay")
        << QByteArray("event: e\ndata: 1\n\ndata: 2\n\n") << Events {{"e", "1"}, {"", "2"}};
    QTest::addRow("comments are ignored")
        << QByteArray(": OPENROUTER PROCESSING\n\n:\n\ndata: a\n: x\n\n") << Events {{"", "a"}};
    QTest::addRow("data lines are joined")
        << QByteArray("data: a\ndata:\ndata: b\n\n") << Events {{"", "a\n\nb"}};
    QTest::addRow("one blank goes, a second stays")
        << QByteArray("data:  a \ndata:b\n\n") << Events {{"", " a \nb"}};
    QTest::addRow("a colon in the value") << QByteArray("data: {\"a\":1}\n\n") << Events {{"", "{\"a\":1}"}};
    QTest::addRow("a field without a colon") << QByteArray("data\n\n") << Events {{"", ""}};
    QTest::addRow("other fields") << QByteArray("id: 1\nretry: 5\nfoo: x\n\ndata: a\n\n")
                                  << Events {{"", "a"}};
    QTest::addRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                     "data: a\n\n")
                                       << Events {{"", "a"}};
    QTest::addRow("blank lines only") << QByteArray("\n\n\r\n\r\r") << Events {};
    QTest::addRow("UTF-8") << QByteArray("data: gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80\n\n")
                           << Events {{"", "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80"}};
    QTest::addRow("an error without data") << QByteArray("event: error\n\n") << Events {{"error", ""}};
    QTest::addRow("after [DONE]") << QByteArray("data: [DONE]\n\ndata: x\n\n")
                                  << Events {{"", "[DONE]"}, {"", "x"}};
    QTest::addRow("a NUL is data") << QByteArray("data: a\0b\n\n", 11)
                                   << Events {{"", QByteArray("a\0b", 3)}};
}

void tst_SseReader::events()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Events, expected);
    // Whole, byte by byte, and cut once at every index.
    for (qsizetype cut = -1; cut <= bytes.size(); ++cut) {
        SseReader reader;
        Events seen;
        const auto feed = [&](QByteArrayView part) {
            for (SseEvent &event : reader.feed(part))
                seen.push_back(std::move(event));
        };
        if (cut < 0) {
            for (const char byte : bytes)
                feed({&byte, 1});
        } else {
            feed(QByteArrayView(bytes).first(cut));
            feed(QByteArrayView(bytes).sliced(cut));
        }
        QCOMPARE(seen, expected);
        QVERIFY(!reader.hasFailed());
        QVERIFY(!reader.finish());
    }
}

void tst_SseReader::unfinished_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("expectedEvent");
    QTest::addRow("no blank line") << QByteArray("data: [DONE]\n") << true;
    QTest::addRow("no line end") << QByteArray("data: [DONE]") << true;
    QTest::addRow("a comment") << QByteArray(": ping") << false;
    QTest::addRow("half a field name") << QByteArray("dat") << false;
    QTest::addRow("nothing") << QByteArray() << false;
}

void tst_SseReader::unfinished()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, expectedEvent);
    SseReader reader;
    QVERIFY(reader.feed(bytes).empty());
    const auto event = reader.finish();
    QCOMPARE(event.has_value(), expectedEvent);
    if (event)
        QCOMPARE(event->data, "[DONE]");
    QVERIFY(!reader.finish());
}

void tst_SseReader::boundsAnEvent_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("repeated");
    QTest::addRow("one endless line") << QByteArray("data: ") << QByteArray(10'000, 'x');
    QTest::addRow("endless lines") << QByteArray() << QByteArray("data: " + QByteArray(10'000, 'x') + '\n');
    QTest::addRow("an endless comment") << QByteArray(":") << QByteArray(10'000, 'x');
}

void tst_SseReader::boundsAnEvent()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, repeated);
    SseReader reader;
    QVERIFY(reader.feed(QByteArray("data: first\n\n" + head)).size() == 1);
    for (int i = 0; i < 120; ++i)
        QVERIFY(reader.feed(repeated).empty());
    QVERIFY(reader.hasFailed());
    QVERIFY(reader.feed("\n\ndata: late\n\n").empty());
    QVERIFY(!reader.finish());
}

void tst_SseReader::ordinaryEventsGoOnForEver()
{
    SseReader reader;
    const QByteArray event = "event: delta\ndata: " + QByteArray(900'000, 'x') + "\n\n";
    for (int i = 0; i < 20; ++i)
        QCOMPARE(reader.feed(event).size(), size_t {1});
    QVERIFY(!reader.hasFailed());
}

QTEST_APPLESS_MAIN(tst_SseReader)
#include "tst_ssereader.moc"
