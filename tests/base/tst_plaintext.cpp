// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/plaintext.h"

#include <QTest>

using namespace Belay;
using namespace Qt::StringLiterals;

class tst_PlainText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesOutWhatIsUnseen_data();
    void leavesOutWhatIsUnseen();
    void endsOnAnyBeginningOfAText();
};

void tst_PlainText::leavesOutWhatIsUnseen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("plain words stay")
        << u"Grüße, 世界 🙂 – \u2026"_s << u"Grüße, 世界 🙂 – \u2026"_s;
    QTest::newRow("lines and tabs stay") << u"a\n\tb"_s << u"a\n\tb"_s;
    QTest::newRow("ends of lines are of one kind") << u"a\r\nb\rc\r"_s << u"a\nb\nc\n"_s;
    QTest::newRow("colours go") << u"\x1b[1;31mred\x1b[0m"_s << u"red"_s;
    QTest::newRow("an escape that is not closed") << u"a\x1b[31"_s << u"a"_s;
    QTest::newRow("a title of a terminal is told") << u"\x1b]0;title\u0007"_s << u"]0;title"_s;
    QTest::newRow("controls go") << u"a\u0007b\bc\u007fd\u009b2Je"_s << u"abcd2Je"_s;
    QTest::newRow("directions go") << u"a\u202eb\u2066c\u200fd"_s << u"abcd"_s;
    QTest::newRow("tags go") << u"a\U000e0041\U000e007fb"_s << u"ab"_s;
    QTest::newRow("half a character stays")
        << QString(u"a"_s + QChar(0xd83d)) << QString(u"a"_s + QChar(0xd83d));
}

void tst_PlainText::leavesOutWhatIsUnseen()
{
    QFETCH(QString, text);
    QTEST(withoutControls(text), "shown");
}

void tst_PlainText::endsOnAnyBeginningOfAText()
{
    const QString text = u"a\x1b[1;31mb\r\n\U000e0041\u202ec\x1b]0;d\u0007"_s;
    for (qsizetype end = 0; end <= text.size(); ++end) {
        const QString shown = withoutControls(text.first(end));
        QVERIFY(!shown.contains(u'\x1b') && !shown.contains(QChar(u'\u202e')) && !shown.contains(u'\r'));
        QCOMPARE(withoutControls(shown), shown);
    }
}

QTEST_GUILESS_MAIN(tst_PlainText)
#include "tst_plaintext.moc"
