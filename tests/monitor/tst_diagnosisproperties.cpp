// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/monitor/situations.h"
#include "tests/support/cputime.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

/// What holds of any evidence at all.
class tst_DiagnosisProperties final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverTheirsWhileTheNetworkIsInDoubt();
    void anUnreadPageChangesNoState();
    void everyVerdictSpeaks();
    void wordsBlameNobodyElseThanTheVerdict();
    void confidenceNeverRisesWithLess();
    void nobodyElseIsBlamedWithLess();
    void quickEnough();
};

namespace {

constexpr int Sets = 3'000;

/// Evidence of any kind, the impossible included.
class Made final
{
public:
    explicit Made(std::uint64_t seed)
        : m_random(seed)
    { }

    DiagnosisEvidence one()
    {
        DiagnosisEvidence e = calm();
        e.state = any<TargetState>();
        e.part = static_cast<EvidencePart>(below(4));
        e.outcome = any<Outcome>();
        e.status = some() ? 0 : 100 + below(500);
        e.confirmed = some();
        e.local = below(8) == 0;
        e.handsOn = below(4) == 0;
        e.keyMissing = below(8) == 0;
        e.providerCode = some() ? QString() : QStringLiteral("code");
        if (some())
            e.retryAfter = Milliseconds(below(100'000));
        ofTheWay(e);
        ofOthers(e);
        ofTheProvider(e);
        return e;
    }

private:
    int below(int end) { return static_cast<int>(m_random.uniform() * end); }
    bool some() { return below(2) == 0; }
    template <typename Enum>
    Enum any()
    {
        return static_cast<Enum>(below(static_cast<int>(enumCount<Enum>())));
    }
    RungState rung() { return static_cast<RungState>(below(3)); }
    PeersSeen peers() { return {below(3), below(3), below(3)}; }

    void ofTheWay(DiagnosisEvidence &e)
    {
        e.network = any<NetworkState>();
        e.networkCleared = some();
        e.refusedByDate = some();
        e.proxy = static_cast<ProxyFault>(below(4));
        e.issuer = some() ? QString() : QStringLiteral("CN=Somebody");
        e.issuerShared = !e.issuer.isEmpty() && some();
        e.clock = static_cast<ClockWord>(below(3));
        if (e.clock == ClockWord::Wrong && some())
            e.clockSkew = Milliseconds(600'000 - below(1'200'000));
        if (some())
            e.connected = Microseconds(below(3'000'000));
    }
    void ofOthers(DiagnosisEvidence &e)
    {
        e.sameProvider = peers();
        e.sameUpstream = peers();
        e.others = peers();
        e.traffic = {below(4), below(4)};
        e.region = some() ? QString() : QStringLiteral("westeurope");
        e.servedBy = some() ? QString() : QStringLiteral("DeepInfra");
        e.moved = {below(3), below(3), QStringLiteral("Groq")};
    }
    void ofTheProvider(DiagnosisEvidence &e)
    {
        e.ladder = {rung(), rung(), rung()};
        e.keys.asked = below(4);
        e.keys.refused = below(e.keys.asked + 1);
        e.keys.wereGood = some();
        e.notice = {static_cast<NoticeSeen::Reading>(below(3)), any<NoticeState>(),
            some() ? QStringLiteral("Errors of API keys") : QString(), Milliseconds(below(9'000'000))};
        if (some())
            e.limit = LimitState {QStringLiteral("tokens"), double(below(3)), Milliseconds(below(9'000))};
        if (some())
            e.usual.failureShare = below(100) / 100.0;
        if (some())
            e.usual.firstContent = Microseconds(below(900'000));
        e.everAnswered = below(3) == 0 ? std::nullopt : std::optional(some());
        if (some())
            e.offeredModels = {some() ? e.model : QStringLiteral("gpt-5-nano")};
        e.firstContent = Microseconds(below(9'000'000));
        e.slowLimit = 3s;
    }

    SeededRandom m_random;
};

bool blamesOthers(const Verdict &verdict)
{
    return verdict.owner == Owner::Provider || verdict.owner == Owner::Upstream;
}

QByteArray told(const DiagnosisEvidence &evidence, const Verdict &verdict)
{
    return QStringLiteral("%1 %2 %3: %4/%5 %6 - %7")
        .arg(toString(evidence.state), toString(evidence.outcome), toString(evidence.network),
            toString(verdict.owner), toString(verdict.cause), toString(verdict.confidence), verdict.reason)
        .toUtf8();
}

QByteArray comparison(const DiagnosisEvidence &evidence, const Verdict &whole, int field,
    const DiagnosisEvidence &less, const Verdict &verdict)
{
    QByteArray text = told(evidence, whole);
    text += " | without " + QByteArray::number(field) + " | ";
    text += told(less, verdict);
    return text;
}

} // namespace

void tst_DiagnosisProperties::neverTheirsWhileTheNetworkIsInDoubt()
{
    Made made(1);
    int doubtful = 0;
    for (int i = 0; i < Sets; ++i) {
        const DiagnosisEvidence evidence = made.one();
        const bool uncleared = isTransportFailure(evidence.outcome) && !evidence.networkCleared
            && evidence.state != TargetState::Slow;
        if (evidence.local || (evidence.network == NetworkState::Online && !uncleared))
            continue;
        ++doubtful;
        const Verdict verdict = diagnose(evidence);
        QVERIFY2(!blamesOthers(verdict), told(evidence, verdict).constData());
    }
    QVERIFY(doubtful > Sets / 4);
}

void tst_DiagnosisProperties::anUnreadPageChangesNoState()
{
    Made made(2);
    for (int i = 0; i < Sets; ++i) {
        DiagnosisEvidence evidence = made.one();
        const TargetState state = evidence.state;
        const bool settled = state == TargetState::Up || state == TargetState::Down;
        QVERIFY(diagnose(evidence).state == state);
        const DiagnosisEvidence unread = without(evidence, Field::Notice);
        QVERIFY(diagnose(unread).state == state);
        // Nor is anybody blamed for it.
        const Verdict with = diagnose(evidence);
        const Verdict less = diagnose(unread);
        QVERIFY2(!settled || !blamesOthers(less) || blamesOthers(with), told(unread, less).constData());
    }
}

void tst_DiagnosisProperties::everyVerdictSpeaks()
{
    Made made(3);
    for (int i = 0; i < Sets; ++i) {
        const DiagnosisEvidence evidence = made.one();
        const Verdict verdict = diagnose(evidence);
        QVERIFY2(!verdict.reason.isEmpty() && !verdict.advice.isEmpty(), told(evidence, verdict).constData());
        QVERIFY2(!verdict.reason.contains(u'%') && !verdict.advice.contains(u'%'),
            told(evidence, verdict).constData());
        const bool against = std::ranges::is_partitioned(verdict.evidence, &Clue::supports);
        QVERIFY(against);
        QCOMPARE(verdict.handled.isEmpty(), evidence.moved.requests + evidence.moved.lost == 0);
    }
}

void tst_DiagnosisProperties::wordsBlameNobodyElseThanTheVerdict()
{
    Made made(7);
    int theirs = 0;
    for (int i = 0; i < Sets; ++i) {
        const DiagnosisEvidence evidence = made.one();
        const Verdict verdict = diagnose(evidence);
        const QString words = verdict.reason + u' ' + verdict.advice;
        const bool saysTheirs = words.contains(u"It is theirs");
        theirs += saysTheirs ? 1 : 0;
        const QByteArray said = told(evidence, verdict) + ' ' + verdict.advice.toUtf8();
        QVERIFY2(!saysTheirs || blamesOthers(verdict), said.constData());
        QVERIFY2(!words.contains(u"not yours") || verdict.owner != Owner::You, said.constData());
    }
    QVERIFY2(theirs > Sets / 100, QByteArray::number(theirs).constData());
}

void tst_DiagnosisProperties::confidenceNeverRisesWithLess()
{
    Made made(4);
    for (int i = 0; i < Sets; ++i) {
        const DiagnosisEvidence evidence = made.one();
        const Verdict whole = diagnose(evidence);
        for (int field = 0; field < FieldCount; ++field) {
            // Without an answer there is another question: whether anything was asked at all.
            if (static_cast<Field>(field) == Field::Answer && whole.owner == Owner::None)
                continue;
            const DiagnosisEvidence less = without(evidence, static_cast<Field>(field));
            const Verdict verdict = diagnose(less);
            QVERIFY2(verdict.confidence >= whole.confidence,
                comparison(evidence, whole, field, less, verdict).constData());
        }
    }
}

void tst_DiagnosisProperties::nobodyElseIsBlamedWithLess()
{
    Made made(5);
    for (int i = 0; i < Sets; ++i) {
        const DiagnosisEvidence evidence = made.one();
        const Verdict whole = diagnose(evidence);
        for (int field = 0; field < FieldCount; ++field) {
            const DiagnosisEvidence less = without(evidence, static_cast<Field>(field));
            const Verdict verdict = diagnose(less);
            const bool turned = (whole.owner == Owner::You && blamesOthers(verdict))
                || (blamesOthers(whole) && verdict.owner == Owner::You)
                || (whole.owner == Owner::Unknown && blamesOthers(verdict));
            QVERIFY2(!turned, comparison(evidence, whole, field, less, verdict).constData());
        }
    }
}

void tst_DiagnosisProperties::quickEnough()
{
    constexpr int Count = 5'000;
    Made made(6);
    std::vector<DiagnosisEvidence> sets;
    for (int i = 0; i < Count; ++i)
        sets.push_back(made.one());
    qsizetype words = 0;
    const auto before = threadCpuTime();
    for (const DiagnosisEvidence &evidence : sets)
        words += diagnose(evidence).reason.size();
    const auto used = threadCpuTime() - before;
    QVERIFY(words > Count);
    const double perSecond = Count * 1e6 / static_cast<double>(std::max<qint64>(1, used.count()));
    qInfo("%.0f evidence sets a second", perSecond);
    QVERIFY2(perSecond >= 1'000, QByteArray::number(perSecond).constData());
}

QTEST_GUILESS_MAIN(tst_DiagnosisProperties)
#include "tst_diagnosisproperties.moc"
