// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/situations.h"

#include <QtTest>

#include <set>

using namespace Belay;

Q_DECLARE_METATYPE(const Situation *)

/// Every situation that a person may meet, once as it is and once with each piece of its evidence missing.
class tst_Situations final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void verdict_data() { table(); }
    void verdict();
    void differsFromACalmDay_data() { table(); }
    void differsFromACalmDay();
    void weakensWithoutEvidence_data() { table(); }
    void weakensWithoutEvidence();
    void everyFieldDecidesSomewhere();

private:
    void table();
    std::vector<Situation> m_all;
};

namespace {

const QRegularExpression Unfilled(QStringLiteral("%[0-9n]")); // a place that nothing was put in

QString sideOf(const Verdict &verdict)
{
    return toString(verdict.owner) + u'/' + toString(verdict.cause);
}

bool isStronger(const Verdict &a, const Verdict &b)
{
    return a.confidence < b.confidence; // high is the first
}

} // namespace

void tst_Situations::initTestCase()
{
    for (const auto family : {&serverSituations, &modelSituations, &networkSituations, &keySituations,
             &quotaSituations, &limitSituations, &openSituations}) {
        for (const Situation &one : family())
            m_all.push_back(one);
    }
    QVERIFY2(m_all.size() >= 60, QByteArray::number(qint64(m_all.size())).constData());
}

void tst_Situations::table()
{
    QTest::addColumn<const Situation *>("situation");
    for (const Situation &one : m_all)
        QTest::newRow(one.name) << &one;
}

void tst_Situations::verdict()
{
    QFETCH(const Situation *, situation);
    const Verdict verdict = diagnose(situation->evidence);
    const QString said = verdict.reason + u' ' + verdict.advice;
    QVERIFY2(said.contains(QString::fromUtf8(situation->word)), qPrintable(said));
    QCOMPARE(sideOf(verdict), QString::fromLatin1(situation->side));
    QCOMPARE(toString(verdict.confidence), QString::fromLatin1(situation->confidence));
    QVERIFY(verdict.reason.endsWith(u'.') && verdict.advice.endsWith(u'.'));
    QVERIFY2(!said.contains(Unfilled) && !said.contains(QStringLiteral("  ")), qPrintable(said));
    const bool namesRegion = said.contains(QStringLiteral("region "));
    QVERIFY2(!namesRegion || !situation->evidence.region.isEmpty() || verdict.cause == Cause::Key,
        qPrintable(said));
    for (const Clue &clue : verdict.evidence) {
        QVERIFY2(clue.text.endsWith(u'.') && clue.text.size() < 160 && !clue.text.contains(Unfilled),
            qPrintable(clue.text));
        QVERIFY(verdict.owner != Owner::Unknown || !clue.supports);
    }
}

void tst_Situations::differsFromACalmDay()
{
    QFETCH(const Situation *, situation);
    DiagnosisEvidence named = situation->evidence; // the same, of the calm day's provider
    const DiagnosisEvidence base = calm();
    named.provider = base.provider;
    named.host = base.host;
    QVERIFY(named != base);
    QCOMPARE(toString(diagnose(base).owner), QStringLiteral("none"));
}

void tst_Situations::weakensWithoutEvidence()
{
    QFETCH(const Situation *, situation);
    const Verdict whole = diagnose(situation->evidence);
    bool weakens = false;
    for (int field = 0; field < FieldCount; ++field) {
        const DiagnosisEvidence less = without(situation->evidence, static_cast<Field>(field));
        if (less == situation->evidence)
            continue;
        const Verdict verdict = diagnose(less);
        const QString what
            = QStringLiteral("without field %1: %2, %3 - %4")
                  .arg(QString::number(field), sideOf(verdict), toString(verdict.confidence), verdict.reason);
        QVERIFY2(verdict.owner == whole.owner || verdict.owner == Owner::Unknown, qPrintable(what));
        QVERIFY2(!isStronger(verdict, whole), qPrintable(what));
        QCOMPARE(toString(verdict.state), toString(whole.state));
        QVERIFY(!verdict.reason.isEmpty() && !verdict.advice.isEmpty());
        const bool weaker = isStronger(whole, verdict) || verdict.owner != whole.owner;
        if (static_cast<Field>(field) == situation->decisive)
            QVERIFY2(weaker, qPrintable(what));
        weakens = weakens || weaker;
    }
    QVERIFY(weakens || situation->decisive == Field::Nothing);
}

void tst_Situations::everyFieldDecidesSomewhere()
{
    std::set<Field> decisive;
    for (const Situation &one : m_all)
        decisive.insert(one.decisive);
    // What is told beside the others and never turns a verdict: the proxy's fault and the region.
    for (int field = 0; field < FieldCount; ++field) {
        const auto one = static_cast<Field>(field);
        const bool isTold = one == Field::Proxy || one == Field::Region;
        QVERIFY2(isTold || decisive.contains(one), QByteArray::number(field).constData());
    }
}

QTEST_GUILESS_MAIN(tst_Situations)
#include "tst_situations.moc"
