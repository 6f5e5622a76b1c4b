// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/situations.h"

#include <QtTest>

#include <set>

using namespace Belay;
using namespace std::chrono_literals;

class tst_Diagnosis final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
    void everyOutcomeSpeaksForItself();
    void context_data();
    void context();
    void vanishedModel();
    void neverASecret();
    void weighed_data();
    void weighed();
    void everyCombinationSpeaks();
};

namespace {

/// What the outcome alone says, on a network that works.
DiagnosisEvidence evidenceOf(Outcome outcome)
{
    DiagnosisEvidence evidence = failing(outcome);
    evidence.keys.wereGood = false;
    evidence.networkCleared = true;
    evidence.issuer = QStringLiteral("CN=R11");
    return settled(evidence);
}

} // namespace

void tst_Diagnosis::table_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("expectedState");
    QTest::addColumn<QString>("expectedSide");
    const auto row = [](Outcome outcome, const char *state, const char *side) {
        QTest::addRow("%s", nameOf(outcome).data())
            << outcome << QString::fromLatin1(state) << QString::fromLatin1(side);
    };
    row(Outcome::Ok, "up", "none/none");
    row(Outcome::Auth, "key-rejected", "you/key");
    row(Outcome::Forbidden, "key-rejected", "you/key");
    row(Outcome::Quota, "limited", "you/quota");
    row(Outcome::RateLimited, "limited", "you/rate-limit");
    row(Outcome::Overloaded, "down", "provider/outage");
    row(Outcome::ServerError, "down", "provider/outage");
    row(Outcome::ModelNotFound, "down", "provider/model");
    row(Outcome::ContextLength, "no-data", "you/request");
    row(Outcome::ContentFilter, "no-data", "you/request");
    row(Outcome::TooLarge, "no-data", "you/request");
    row(Outcome::BadRequest, "no-data", "you/request");
    row(Outcome::Misfit, "no-data", "belay/probe-misfit");
    row(Outcome::Dns, "down", "provider/outage");
    row(Outcome::Connect, "down", "provider/outage");
    row(Outcome::Reset, "down", "provider/outage");
    row(Outcome::Tls, "down", "provider/outage");
    row(Outcome::Proxy, "no-data", "you/proxy");
    row(Outcome::TimeoutConnect, "down", "provider/outage");
    row(Outcome::TimeoutContent, "down", "provider/outage");
    row(Outcome::TimeoutIdle, "down", "provider/outage");
    row(Outcome::TimeoutTotal, "down", "provider/outage");
    row(Outcome::Empty, "down", "provider/outage");
    row(Outcome::NotAnAnswer, "down", "provider/outage");
    row(Outcome::Cut, "down", "provider/outage");
    row(Outcome::Cancelled, "no-data", "none/none");
    row(Outcome::Skipped, "no-data", "unknown/none");
}

void tst_Diagnosis::table()
{
    QFETCH(Outcome, outcome);
    const Verdict verdict = diagnose(evidenceOf(outcome));
    QTEST(toString(verdict.state), "expectedState");
    const QString side = toString(verdict.owner) + u'/' + toString(verdict.cause);
    QTEST(side, "expectedSide");
    QCOMPARE(toString(verdict.outcome), toString(outcome));
    QVERIFY(!verdict.reason.isEmpty());
    QVERIFY(!verdict.advice.isEmpty());
}

void tst_Diagnosis::everyOutcomeSpeaksForItself()
{
    std::set<QString> reasons;
    std::set<QString> advices;
    for (size_t i = 0; i < enumCount<Outcome>(); ++i) {
        const Verdict verdict = diagnose(evidenceOf(static_cast<Outcome>(i)));
        QVERIFY2(reasons.insert(verdict.reason).second, qPrintable(verdict.reason));
        QVERIFY2(advices.insert(verdict.advice).second, qPrintable(verdict.advice));
        QVERIFY2(verdict.reason.endsWith(u'.') && verdict.advice.endsWith(u'.'), qPrintable(verdict.reason));
        QVERIFY2(
            !verdict.reason.contains(u'%') && !verdict.advice.contains(u'%'), qPrintable(verdict.advice));
    }
}

void tst_Diagnosis::context_data()
{
    QTest::addColumn<DiagnosisEvidence>("evidence");
    QTest::addColumn<QString>("expectedSide");
    QTest::addColumn<QString>("expectedConfidence");
    QTest::addColumn<QString>("expectedWord"); // in the reason or the advice
    const auto row = [](const char *name, const DiagnosisEvidence &evidence, const char *side,
                         const char *confidence, const char *word) {
        QTest::addRow("%s", name) << evidence << QString::fromLatin1(side) << QString::fromLatin1(confidence)
                                  << QString::fromLatin1(word);
    };
    DiagnosisEvidence e = evidenceOf(Outcome::Connect);
    row("someone else answered", e, "provider/outage", "high", "others on the internet answer");
    e.networkCleared = false;
    e.network = NetworkState::Offline;
    e.state = TargetState::NoData;
    row("the own network is offline", e, "you/network", "high", "offline");
    e.network = NetworkState::Captive;
    row("a network that asks to log in", e, "you/network", "high", "log in");
    e.network = NetworkState::Unknown;
    e.networkCleared = false;
    row("nobody to ask", e, "unknown/none", "low", "Check the address and your own connection.");
    e.noAnchors = true;
    row("nobody to ask, and no anchor", e, "unknown/none", "low", "anchor");
    e.noAnchors = false;
    e.local = true;
    e.state = TargetState::Down;
    row("a server on this machine", e, "provider/outage", "medium", "Start OpenAI");

    e = evidenceOf(Outcome::Tls);
    e.issuerShared = true;
    e.issuer = QStringLiteral("CN=Corporate Gateway");
    e.state = TargetState::NoData;
    row("several hosts show one issuer", e, "you/proxy", "high", "CN=Corporate Gateway");
    e.refusedByDate = true;
    e.clock = ClockWord::Wrong; // many hosts have their certificates of one issuer
    row("the clock of this machine", e, "you/clock", "high", "Set date and time");

    e = evidenceOf(Outcome::NotAnAnswer);
    e.network = NetworkState::Captive;
    e.state = TargetState::NoData;
    row("a page of the network instead of an answer", e, "you/network", "high", "log in");

    e = evidenceOf(Outcome::ServerError);
    e.servedBy = QStringLiteral("DeepInfra");
    e.handsOn = true;
    row("an upstream behind a gateway", e, "upstream/outage", "high", "DeepInfra");
    e = evidenceOf(Outcome::ServerError);
    e.confirmed = false;
    e.state = TargetState::Checking;
    row("one result alone is a low confidence", e, "provider/outage", "low", "error of its own");
    row("one result alone is being confirmed", e, "provider/outage", "low", "being confirmed");

    e = evidenceOf(Outcome::Ok);
    e.state = TargetState::Slow;
    e.firstContent = 8'200ms;
    e.slowLimit = 3'000ms;
    e.connected = 200ms;
    row("slow", e, "provider/slow", "medium", "8.2 s");
    e = evidenceOf(Outcome::Misfit);
    e.state = TargetState::Up;
    row("up, though the probe does not fit", e, "belay/probe-misfit", "medium", "own probe");
    e.part = EvidencePart::Auth;
    row("no key check where it is looked for", e, "belay/probe-misfit", "medium", "base URL");

    e = evidenceOf(Outcome::Skipped);
    e.keyMissing = true;
    row("a key that is locked away", e, "you/key", "high", "Unlock the keychain");
    e.keyStorage = KeyStorage::Environment;
    row("a variable that is not set", e, "you/key", "high", "variable");
    e.keyStorage = KeyStorage::File;
    row("a file that cannot be read", e, "you/key", "high", "0600");
    e = evidenceOf(Outcome::RateLimited);
    e.status = 429;
    e.retryAfter = 30s;
    row("a stated wait is named", e, "you/rate-limit", "high", "30 s");
    e = evidenceOf(Outcome::Skipped);
    e.state = TargetState::Paused;
    row("paused", e, "none/none", "high", "paused");
    e.state = TargetState::Checking;
    row("the first result is awaited", e, "unknown/none", "low", "on its way");
    e = evidenceOf(Outcome::Ok);
    e.state = TargetState::NoData;
    row("cover has ended", e, "unknown/none", "low", "no fresh result");
}

void tst_Diagnosis::context()
{
    QFETCH(DiagnosisEvidence, evidence);
    QFETCH(QString, expectedWord);
    const Verdict verdict = diagnose(evidence);
    const QString side = toString(verdict.owner) + u'/' + toString(verdict.cause);
    QTEST(side, "expectedSide");
    QTEST(toString(verdict.confidence), "expectedConfidence");
    const QString said = verdict.reason + u' ' + verdict.advice;
    QVERIFY2(said.contains(expectedWord), qPrintable(said));
}

void tst_Diagnosis::vanishedModel()
{
    DiagnosisEvidence evidence = evidenceOf(Outcome::ModelNotFound);
    evidence.offeredModels = {QStringLiteral("gpt-5-nano"), QStringLiteral("gpt-5-mini")};
    Verdict verdict = diagnose(evidence);
    QCOMPARE(toString(verdict.cause), toString(Cause::Model));
    QVERIFY(verdict.reason.contains(QStringLiteral("this model only")));
    QVERIFY(verdict.advice.contains(QStringLiteral("Probe gpt-5-nano instead")));
    QVERIFY(verdict.advice.contains(QStringLiteral("gpt-5-mini")));
    evidence.everAnswered = false;
    QCOMPARE(weighedHealth(Outcome::ModelNotFound, evidence), Health::Yours);
    evidence.state = TargetState::NoData;
    verdict = diagnose(evidence);
    QCOMPARE(toString(verdict.owner), toString(Owner::You));
    QCOMPARE(toString(verdict.cause), toString(Cause::Configuration));
    QVERIFY(verdict.advice.contains(QStringLiteral("spelling")));
}

void tst_Diagnosis::neverASecret()
{
    DiagnosisEvidence evidence = evidenceOf(Outcome::Auth);
    evidence.providerCode = QStringLiteral("bad key sk-canary0123456789abcdef");
    const Verdict verdict = diagnose(evidence);
    QVERIFY(!verdict.reason.contains(QStringLiteral("canary")));
}

void tst_Diagnosis::weighed_data()
{
    QTest::addColumn<Outcome>("outcome");
    for (size_t i = 0; i < enumCount<Outcome>(); ++i)
        QTest::addRow("%s", EnumNames<Outcome>::values[i].data()) << static_cast<Outcome>(i);
}

void tst_Diagnosis::weighed()
{
    QFETCH(Outcome, outcome);
    DiagnosisEvidence evidence = evidenceOf(outcome);
    QCOMPARE(weighedHealth(outcome, evidence), ruleOf(outcome).health);
    evidence.networkCleared = false;
    const bool transport = isTransportFailure(outcome);
    QCOMPARE(weighedHealth(outcome, evidence), transport ? Health::Void : ruleOf(outcome).health);
    evidence.local = true;
    QCOMPARE(weighedHealth(outcome, evidence), ruleOf(outcome).health);
}

void tst_Diagnosis::everyCombinationSpeaks()
{
    for (size_t outcome = 0; outcome < enumCount<Outcome>(); ++outcome) {
        for (size_t state = 0; state < enumCount<TargetState>(); ++state) {
            for (size_t network = 0; network < enumCount<NetworkState>(); ++network) {
                for (int bits = 0; bits < 16; ++bits) {
                    DiagnosisEvidence evidence = evidenceOf(static_cast<Outcome>(outcome));
                    evidence.state = static_cast<TargetState>(state);
                    evidence.network = static_cast<NetworkState>(network);
                    evidence.networkCleared = bits & 1;
                    evidence.local = bits & 2;
                    evidence.keyMissing = bits & 4;
                    evidence.issuerShared = bits & 8;
                    const Verdict verdict = diagnose(evidence);
                    QCOMPARE(toString(verdict.state), toString(evidence.state));
                    QVERIFY(!verdict.reason.isEmpty() && !verdict.advice.isEmpty());
                }
            }
        }
    }
}

QTEST_GUILESS_MAIN(tst_Diagnosis)
#include "tst_diagnosis.moc"
