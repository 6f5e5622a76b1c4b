// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/incidentbook.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const ProviderId Acme(QStringLiteral("acme"));
const WallTime Begin {std::chrono::hours {500'000}};

TargetId target(QStringView model)
{
    return {Acme, model.toString()};
}

Verdict verdictOf(QStringView word)
{
    const auto verdict = [](TargetState state, Owner owner, Cause cause, Outcome outcome) {
        return Verdict {state, owner, cause, Confidence::High, outcome, toString(cause), {}};
    };
    static const std::map<QString, Verdict> words {
        {QStringLiteral("up"), verdict(TargetState::Up, Owner::None, Cause::None, Outcome::Ok)},
        {QStringLiteral("down"),
            verdict(TargetState::Down, Owner::Provider, Cause::Outage, Outcome::Overloaded)},
        {QStringLiteral("upstream"),
            verdict(TargetState::Down, Owner::Upstream, Cause::Outage, Outcome::Overloaded)},
        {QStringLiteral("model"),
            verdict(TargetState::Down, Owner::Provider, Cause::Model, Outcome::ModelNotFound)},
        {QStringLiteral("whose"),
            verdict(TargetState::Down, Owner::Unknown, Cause::None, Outcome::TimeoutTotal)},
        {QStringLiteral("proxy"), verdict(TargetState::Down, Owner::You, Cause::Proxy, Outcome::Tls)},
        {QStringLiteral("key"), verdict(TargetState::KeyRejected, Owner::You, Cause::Key, Outcome::Auth)},
        {QStringLiteral("quota"), verdict(TargetState::Limited, Owner::You, Cause::Quota, Outcome::Quota)},
        {QStringLiteral("rate"),
            verdict(TargetState::Limited, Owner::You, Cause::RateLimit, Outcome::RateLimited)},
        {QStringLiteral("slow"), verdict(TargetState::Slow, Owner::Provider, Cause::Slow, Outcome::Ok)},
        {QStringLiteral("offline"),
            verdict(TargetState::NoData, Owner::You, Cause::Network, Outcome::Connect)},
        {QStringLiteral("nodata"),
            verdict(TargetState::NoData, Owner::Unknown, Cause::None, Outcome::Skipped)},
        {QStringLiteral("checking"),
            verdict(TargetState::Checking, Owner::Unknown, Cause::None, Outcome::Skipped)},
        {QStringLiteral("paused"), verdict(TargetState::Paused, Owner::None, Cause::None, Outcome::Skipped)},
    };
    return words.at(word.toString());
}

/// `a=down b=up`
std::vector<IncidentSubject> subjectsOf(const QString &states)
{
    std::vector<IncidentSubject> subjects;
    for (const QString &one : states.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype equals = one.indexOf(u'=');
        subjects.push_back({target(QStringView(one).left(equals)),
            verdictOf(QStringView(one).mid(equals + 1)), EvidencePart::Completion, {}});
    }
    return subjects;
}

QString minutesOf(WallTime time)
{
    return QString::number(std::chrono::duration<double, std::ratio<60>>(time - Begin).count());
}

QString namesOf(const Incident &incident)
{
    QStringList names;
    for (const TargetId &one : incident.targets)
        names << one.model;
    return names.join(u'+');
}

/// Plays states over time and writes down what the book made of them.
class Play
{
public:
    void run(const QString &script)
    {
        for (const QString &step : script.split(u';')) {
            const QString words = step.trimmed();
            const qsizetype blank = words.indexOf(u' ');
            goTo(Begin + std::chrono::seconds {qRound(words.left(blank).toDouble() * 60)});
            act(words.mid(blank + 1));
        }
    }
    QStringList told() const { return m_told; }

private:
    void goTo(WallTime time)
    {
        while (m_now + 15s < time && !m_states.isEmpty()) {
            m_now += 15s;
            note(m_book->observe(Acme, subjectsOf(m_states), m_now));
        }
        m_now = time;
    }
    void act(const QString &what)
    {
        if (what == u"asleep") {
            m_states.clear(); // nobody looks
        } else if (what == u"restart") {
            note(m_book->flush());
            m_states.clear();
            m_book = std::make_unique<IncidentBook>([this] { return nextId(); });
            std::vector<Incident> known;
            for (const auto &[id, incident] : m_known)
                known.push_back(incident);
            m_book->remember(known);
        } else if (what == u"removed") {
            m_states.clear();
            note(m_book->keepOnly({}, m_now));
        } else {
            m_states = what;
            note(m_book->observe(Acme, subjectsOf(m_states), m_now));
        }
    }
    void note(const IncidentEvents &events)
    {
        for (const IncidentEvent &event : events) {
            const Incident &incident = event.incident;
            const Incident before = m_known.contains(incident.id) ? m_known[incident.id] : Incident();
            m_known[incident.id] = incident;
            const QString what = QStringLiteral("#%1 %2 of %3")
                                     .arg(incident.id.low)
                                     .arg(toString(incident.cause), namesOf(incident));
            if (event.step == IncidentEvent::Step::Opened)
                m_told << QStringLiteral("%1 opened %2%3")
                              .arg(minutesOf(m_now), what,
                                  incident.openedAt == m_now
                                      ? QString()
                                      : QStringLiteral(", since ") + minutesOf(incident.openedAt));
            else if (event.step == IncidentEvent::Step::Closed)
                m_told << QStringLiteral("%1 %2 %3, over at %4")
                              .arg(minutesOf(m_now),
                                  event.end == IncidentEnd::Recovered ? QStringLiteral("closed")
                                                                      : QStringLiteral("lost"),
                                  what, minutesOf(*incident.closedAt));
            else if (incident.targets != before.targets || incident.cause != before.cause)
                m_told << QStringLiteral("%1 now %2").arg(minutesOf(m_now), what);
        }
    }
    Ulid nextId() { return {0, ++m_ids}; }

    std::uint64_t m_ids = 0;
    std::unique_ptr<IncidentBook> m_book = std::make_unique<IncidentBook>([this] { return nextId(); });
    std::map<Ulid, Incident> m_known;
    QString m_states;
    WallTime m_now = Begin;
    QStringList m_told;
};

} // namespace

class tst_IncidentBook final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatOpensAndCloses_data();
    void whatOpensAndCloses();
    void twoHundredTargetsAreOneIncident();
    void countsAndPeak_data();
    void countsAndPeak();
    void whatTheFirstFailureSaid();
    void theSentenceFollows();
    void whatDecidesForAllSpeaks();
    void countsAreToldOnceAMinute();
    void aRemarkAndANoticeStayWithIt();
    void twoOpenOnesOfOneCauseAreNeverTakenUp();
};

void tst_IncidentBook::whatOpensAndCloses_data()
{
    QTest::addColumn<QString>("script"); // minute, then states
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *script, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(script)
                            << QString::fromLatin1(expected).split(QStringLiteral("; "), Qt::SkipEmptyParts);
    };
    row("nothing opens while all is up", "0 a=up b=up; 60 a=up b=up", "");
    row("down opens at once and closes three minutes after the recovery", "0 a=down; 10 a=up; 20 a=up",
        "0 opened #1 outage of a; 13 closed #1 outage of a, over at 10");
    row("targets gather in the one of their provider and cause",
        "0 a=down b=up; 2 a=down b=down; 9 a=up b=up; 15 a=up b=up",
        "0 opened #1 outage of a; 2 now #1 outage of a+b; 12 closed #1 outage of a+b, over at 9");
    row("one target that recovers does not end it", "0 a=down b=down; 5 a=up b=down; 30 a=up b=down",
        "0 opened #1 outage of a+b");
    row("an upstream's outage and the provider's are one",
        "0 a=down b=up; 3 a=down b=upstream; 4 a=down b=upstream",
        "0 opened #1 outage of a; 3 now #1 outage of a+b");
    row("another cause is another incident", "0 a=down b=model; 1 a=down b=model",
        "0 opened #1 outage of a; 0 opened #2 model of b");
    row("a short recovery is no end", "0 a=down; 5 a=up; 7 a=down; 12 a=up; 20 a=up",
        "0 opened #1 outage of a; 15 closed #1 outage of a, over at 12");
    row("a relapse within a quarter of an hour opens the same one again",
        "0 a=down; 5 a=up; 19 a=down; 25 a=up; 40 a=up",
        "0 opened #1 outage of a; 8 closed #1 outage of a, over at 5; 19 opened #1 outage of a, since 0; 28 "
        "closed #1 outage of a, over at 25");
    row("a later relapse is another one", "0 a=down; 5 a=up; 21 a=down; 22 a=down",
        "0 opened #1 outage of a; 8 closed #1 outage of a, over at 5; 21 opened #2 outage of a");
    row("a rejected key is yours and opens one", "0 a=key b=key; 4 a=up b=up; 8 a=up b=up",
        "0 opened #1 key of a+b; 7 closed #1 key of a+b, over at 4");
    row("so does credit that is out", "0 a=quota; 1 a=quota", "0 opened #1 quota of a");
    row("a limit by the minute opens none", "0 a=rate; 1.5 a=up; 3 a=rate; 4.5 a=up; 9 a=up", "");
    row("a limit that lasts opens one, dated back to its beginning", "0 a=up; 1 a=rate; 9 a=rate",
        "3 opened #1 rate-limit of a, since 1");
    row("slowness must last ten minutes", "0 a=slow; 9 a=up; 10 a=slow; 19 a=slow; 21 a=slow",
        "20 opened #1 slow of a, since 10");
    row("the own network opens none", "0 a=offline b=offline; 60 a=offline b=offline", "");
    row("the own network closes none", "0 a=down; 1 a=offline; 30 a=offline; 31 a=down; 40 a=down",
        "0 opened #1 outage of a");
    row("a proxy in between is no provider's incident", "0 a=proxy; 60 a=proxy", "");
    row("nothing known is no recovery", "0 a=down; 2 a=nodata; 600 a=nodata", "0 opened #1 outage of a");
    row("a day without a word ends it where it was last seen", "0 a=down; 2 a=nodata; 1443 a=nodata",
        "0 opened #1 outage of a; 1442 lost #1 outage of a, over at 1.75");
    row("paused targets leave it",
        "0 a=down b=down; 4 a=paused b=down; 5 a=paused b=paused; 6 a=paused b=paused",
        "0 opened #1 outage of a+b; 5 lost #1 outage of a+b, over at 4.75");
    row("a provider that is watched no more has none", "0 a=down; 4 removed",
        "0 opened #1 outage of a; 4 lost #1 outage of a, over at 3.75");
    row("an outage hides a rejected key and does not heal it", "0 a=key; 10 a=down; 30 a=key; 50 a=key",
        "0 opened #1 key of a; 10 opened #2 outage of a; 33 closed #2 outage of a, over at 30");
    row("from an outage to a limit: the outage is over", "0 a=down; 10 a=rate; 20 a=rate",
        "0 opened #1 outage of a; 12 opened #2 rate-limit of a, since 10; 13 closed #1 outage of a, over at "
        "10");
    row("one whose side is not clear for a while stays the one it is",
        "0 a=down; 4 restart; 5 a=whose; 8 a=down; 20 a=down", "0 opened #1 outage of a");
    row("what turns out to be the own machine's was no recovery", "0 a=whose; 3 a=proxy; 9 a=proxy",
        "0 opened #1 none of a; 3 lost #1 none of a, over at 2.75");
    row("the own machine's trouble neither opens nor closes one",
        "0 a=down; 3 a=proxy; 60 a=proxy; 61 a=down", "0 opened #1 outage of a");
    row("another target whose side is not clear is another one",
        "0 a=down b=up; 4 a=down b=whose; 9 a=down b=whose",
        "0 opened #1 outage of a; 4 opened #2 none of b");
    row("one without a known side goes on under its name", "0 a=whose; 3 a=down; 9 a=up; 13 a=up",
        "0 opened #1 none of a; 3 now #1 outage of a; 12 closed #1 outage of a, over at 9");
    row("asleep through the recovery: no longer than it was seen",
        "0 a=down; 5 asleep; 300 a=nodata; 301 a=up; 305 a=up",
        "0 opened #1 outage of a; 304 closed #1 outage of a, over at 4.75");
    row("asleep and still down: the same one", "0 a=down; 5 asleep; 300 a=checking; 301 a=down; 305 a=down",
        "0 opened #1 outage of a");
    row("asleep for days and still down: another one", "0 a=down; 5 asleep; 3000 a=checking; 3001 a=down",
        "0 opened #1 outage of a; 3000 lost #1 outage of a, over at 4.75; 3001 opened #2 outage of a");
    row("a restart takes it up again", "0 a=down; 5 restart; 6 a=checking; 7 a=down; 20 a=up; 25 a=up",
        "0 opened #1 outage of a; 23 closed #1 outage of a, over at 20");
    row("a restart after the recovery closes it", "0 a=down; 5 restart; 6 a=checking; 7 a=up; 20 a=up",
        "0 opened #1 outage of a; 10 closed #1 outage of a, over at 7");
    row("a relapse after a restart is merged too",
        "0 a=down; 5 a=up; 9 restart; 10 a=checking; 15 a=down; 16 a=down",
        "0 opened #1 outage of a; 8 closed #1 outage of a, over at 5; 15 opened #1 outage of a, since 0");
    row("a model that left the list while nobody watched", "0 a=down b=up; 5 restart; 9 b=up",
        "0 opened #1 outage of a; 9 lost #1 outage of a, over at 4.75");
    row("a clock set back an hour neither ends it nor keeps it", "60 a=down; 70 a=up; 11 a=up; 20 a=up",
        "60 opened #1 outage of a; 14 closed #1 outage of a, over at 60");
}

void tst_IncidentBook::whatOpensAndCloses()
{
    QFETCH(QString, script);
    QFETCH(QStringList, expected);
    Play play;
    play.run(script);
    QCOMPARE(play.told(), expected);
}

void tst_IncidentBook::twoHundredTargetsAreOneIncident()
{
    std::uint64_t ids = 0;
    IncidentBook book([&] { return Ulid {0, ++ids}; });
    std::vector<IncidentSubject> subjects;
    for (int i = 0; i < 200; ++i)
        subjects.push_back(
            {target(QString::number(i)), verdictOf(u"down"), EvidencePart::Reach, QStringLiteral("503")});
    const IncidentEvents events = book.observe(Acme, subjects, Begin);
    QCOMPARE(events.size(), size_t {1});
    QCOMPARE(events.front().incident.targets.size(), size_t {200});
    QVERIFY(std::ranges::is_sorted(events.front().incident.targets));
    QVERIFY(book.observe(Acme, subjects, Begin + 1s).empty());
    QCOMPARE(book.open().size(), size_t {1});
}

namespace {

Sample sampleAt(WallTime at, Outcome outcome, SampleSource source = SampleSource::Probe)
{
    Sample sample;
    sample.at = at;
    sample.target = target(u"a");
    sample.kind = ProbeKind::Completion;
    sample.source = source;
    sample.outcome = outcome;
    return sample;
}

} // namespace

void tst_IncidentBook::countsAndPeak_data()
{
    QTest::addColumn<QString>("outcomes"); // one every ten seconds: f fails, o is good, v is void, d a drill
    QTest::addColumn<int>("opensAfter");
    QTest::addColumn<qint64>("expectedSamples");
    QTest::addColumn<double>("expectedPeak");
    QTest::newRow("the failures that opened it count") << QStringLiteral("ooff") << 4 << qint64 {2} << 0.5;
    QTest::newRow("and all that comes after") << QStringLiteral("ooffffffoo") << 4 << qint64 {8} << 0.75;
    QTest::newRow("what says nothing does not") << QStringLiteral("ffvvvv") << 2 << qint64 {2} << 1.0;
    QTest::newRow("nor does a drill") << QStringLiteral("ffdddd") << 2 << qint64 {2} << 1.0;
    QTest::newRow("a single one is no share") << QStringLiteral("f") << 1 << qint64 {1} << 0.0;
    QTest::newRow("the worst five minutes, not the last")
        << QString(QStringLiteral("ff") + QString(60, u'o')) << 2 << qint64 {62} << 1.0;
    QTest::newRow("what is older than five minutes is not in it")
        << QString(QString(40, u'o') + QString(31, u'f')) << 71 << qint64 {31} << 1.0;
}

void tst_IncidentBook::countsAndPeak()
{
    QFETCH(QString, outcomes);
    QFETCH(int, opensAfter);
    QFETCH(qint64, expectedSamples);
    QFETCH(double, expectedPeak);
    IncidentBook book([] { return Ulid {0, 1}; });
    WallTime now = Begin;
    for (int i = 0; i < outcomes.size(); ++i, now += 10s) {
        const QChar one = outcomes[i];
        const bool failed = one == u'f' || one == u'd';
        const Sample sample = sampleAt(now, failed ? Outcome::Overloaded : Outcome::Ok,
            one == u'd' ? SampleSource::Drill : SampleSource::Probe);
        book.take(sample, one == u'v' ? Health::Void : failed ? Health::Hard : Health::Good);
        if (i + 1 == opensAfter)
            book.observe(Acme, subjectsOf(QStringLiteral("a=down")), now);
    }
    QCOMPARE(book.open().size(), size_t {1});
    QCOMPARE(book.open().front().samples, expectedSamples);
    QCOMPARE(book.open().front().peakErrorShare, expectedPeak);
}

void tst_IncidentBook::whatTheFirstFailureSaid()
{
    IncidentBook book([] { return Ulid {0, 1}; });
    std::vector<IncidentSubject> subjects = subjectsOf(QStringLiteral("a=down"));
    subjects.front().error = QString(3'000, u'x');
    book.observe(Acme, subjects, Begin);
    subjects.front().verdict.outcome = Outcome::TimeoutTotal;
    subjects.front().error = QStringLiteral("later");
    book.observe(Acme, subjects, Begin + 1min);
    const Incident incident = book.open().front();
    QVERIFY(incident.outcome == Outcome::Overloaded);
    QCOMPARE(incident.firstError, QString(Incident::LongestError, u'x'));
    QCOMPARE(incident.sentence, QStringLiteral("outage"));
    QCOMPARE(incident.openedAt, Begin);
    QCOMPARE(incident.lastBadAt, Begin + 1min);
}

void tst_IncidentBook::theSentenceFollows()
{
    IncidentBook book([] { return Ulid {0, 1}; });
    const auto failing = [](QStringView model, EvidencePart part, const QString &reason) {
        IncidentSubject subject {target(model), verdictOf(u"down"), part, {}};
        subject.verdict.reason = reason;
        return subject;
    };
    const QString alone = QStringLiteral("a fails; other models there answer");
    const QString whole = QStringLiteral("acme fails");
    const IncidentSubject a = failing(u"a", EvidencePart::Completion, alone);
    const IncidentSubject b = failing(u"b", EvidencePart::Reach, whole);
    book.observe(Acme, {a}, Begin);
    QCOMPARE(book.open().front().sentence, alone);
    // The newest knows that others fail, too.
    const IncidentSubject d = failing(u"d", EvidencePart::Completion, QStringLiteral("d fails"));
    QCOMPARE(book.observe(Acme, {a, d}, Begin + 5s).size(), size_t {1});
    QCOMPARE(book.open().front().sentence, QStringLiteral("d fails"));
    IncidentEvents events = book.observe(Acme, {a, d, b}, Begin + 10s);
    QCOMPARE(events.size(), size_t {1});
    QCOMPARE(events.front().incident.sentence, whole);
    // A model that joins later does not speak for all.
    const IncidentSubject c = failing(u"c", EvidencePart::Traffic, QStringLiteral("c fails"));
    QCOMPARE(book.observe(Acme, {a, b, c}, Begin + 20s).size(), size_t {1});
    QCOMPARE(book.open().front().sentence, whole);
    // Nothing grows: the words stay, whatever the verdict says meanwhile.
    const IncidentSubject other
        = failing(u"b", EvidencePart::Reach, QStringLiteral("acme is slow to answer"));
    QVERIFY(book.observe(Acme, {a, other, c}, Begin + 30s).empty());
    QCOMPARE(book.open().front().sentence, whole);

    const std::vector<IncidentSubject> up = subjectsOf(QStringLiteral("a=up b=up c=up d=up"));
    book.observe(Acme, up, Begin + 1min);
    events = book.observe(Acme, up, Begin + 4min);
    QCOMPARE(events.size(), size_t {1});
    QCOMPARE(events.front().incident.sentence, whole);
    const QString refused = QStringLiteral("a refuses the connection");
    events = book.observe(Acme, {failing(u"a", EvidencePart::Completion, refused)}, Begin + 6min);
    QCOMPARE(events.size(), size_t {1});
    QVERIFY(events.front().step == IncidentEvent::Step::Opened);
    QCOMPARE(events.front().incident.sentence, refused);
    QVERIFY(events.front().incident.outcome == Outcome::Overloaded); // of its first failure
    QCOMPARE(events.front().incident.openedAt, Begin);
}

/// Of every target, although the provider as a whole decides only later.
void tst_IncidentBook::whatDecidesForAllSpeaks()
{
    IncidentBook book([] { return Ulid {0, 1}; });
    std::vector<IncidentSubject> subjects = subjectsOf(QStringLiteral("a=down b=down"));
    book.observe(Acme, subjects, Begin);
    for (IncidentSubject &subject : subjects) {
        subject.part = EvidencePart::Reach;
        subject.verdict.reason = QStringLiteral("acme fails");
        subject.verdict.owner = Owner::Upstream;
    }
    const IncidentEvents events = book.observe(Acme, subjects, Begin + 10s);
    QCOMPARE(events.size(), size_t {1});
    QCOMPARE(events.front().incident.sentence, QStringLiteral("acme fails"));
    QVERIFY(events.front().incident.owner == Owner::Upstream);
    QVERIFY(book.observe(Acme, subjects, Begin + 20s).empty());
    // It is back, and not clear whose side it is: nothing is said anew.
    book.observe(Acme, subjectsOf(QStringLiteral("a=up b=up")), Begin + 25s);
    subjects = subjectsOf(QStringLiteral("a=whose b=whose"));
    QVERIFY(book.observe(Acme, subjects, Begin + 30s).empty());
    QCOMPARE(book.open().front().sentence, QStringLiteral("acme fails"));
}

void tst_IncidentBook::countsAreToldOnceAMinute()
{
    IncidentBook book([] { return Ulid {0, 1}; });
    int told = 0;
    for (WallTime now = Begin; now < Begin + 10min; now += 1s) {
        book.take(sampleAt(now, Outcome::Overloaded), Health::Hard);
        told += static_cast<int>(book.observe(Acme, subjectsOf(QStringLiteral("a=down")), now).size());
    }
    QCOMPARE(told, 10); // when it opened, and once a minute
    QCOMPARE(book.flush().size(), size_t {1});
    QVERIFY(book.flush().empty());
}

void tst_IncidentBook::aRemarkAndANoticeStayWithIt()
{
    IncidentBook book([] { return Ulid {0, 1}; });
    book.observe(Acme, subjectsOf(QStringLiteral("a=down")), Begin);
    QVERIFY(book.remark({Ulid {0, 2}, QStringLiteral("not there"), true}).empty());
    QCOMPARE(book.remark({Ulid {0, 1}, QStringLiteral("told support"), true}).size(), size_t {1});
    PageReading page;
    page.page = QStringLiteral("https://status.acme.example");
    page.read = PageReadSpan {page.page, Begin - 1h, Begin + 10min};
    QVERIFY(book.takePage(Acme, page).empty());
    PageIncident post;
    post.id = QStringLiteral("x1");
    post.createdAt = Begin + 9min;
    page.open = {{post, Begin + 10min}};
    QVERIFY(book.takePage(ProviderId(QStringLiteral("other")), page).empty());
    QCOMPARE(book.takePage(Acme, page).size(), size_t {1});
    QVERIFY(book.takePage(Acme, page).empty()); // no news
    book.observe(Acme, subjectsOf(QStringLiteral("a=up")), Begin + 20min);
    const IncidentEvents events = book.observe(Acme, subjectsOf(QStringLiteral("a=up")), Begin + 24min);
    QCOMPARE(events.size(), size_t {1});
    QVERIFY(events.front().incident.muted);
    QCOMPARE(events.front().incident.note, QStringLiteral("told support"));
    QCOMPARE(events.front().incident.lead, std::optional<Milliseconds>(9min));
    // The page often ends its post later than the trouble.
    post.resolvedAt = Begin + 60min;
    post.phase = PagePhase::Resolved;
    page.past = {{post, Begin + 30min}}; // as another run saw it first
    page.open.clear();
    page.read = PageReadSpan {page.page, Begin + 30min, Begin + 60min};
    const IncidentEvents later = book.takePage(Acme, page);
    QCOMPARE(later.size(), size_t {1});
    QCOMPARE(later.front().incident.notice->resolvedAt, std::optional(Begin + 60min));
    QCOMPARE(later.front().incident.notice->firstSeenAt, Begin + 10min);
    QCOMPARE(later.front().incident.lead, std::optional<Milliseconds>(9min));
}

void tst_IncidentBook::twoOpenOnesOfOneCauseAreNeverTakenUp()
{
    IncidentBook book([] { return Ulid {0, 9}; });
    Incident one;
    one.id = {0, 1};
    one.provider = Acme;
    one.cause = Cause::Outage;
    one.targets = {target(u"a")};
    one.openedAt = one.lastBadAt = Begin;
    Incident other = one;
    other.id = {0, 2};
    book.remember({one, other});
    book.remember({one}); // told twice
    QCOMPARE(book.open().size(), size_t {1});
    book.observe(Acme, subjectsOf(QStringLiteral("a=down")), Begin + 10s); // whose sentence it takes over
    QVERIFY(book.observe(Acme, subjectsOf(QStringLiteral("a=down")), Begin + 20s).empty());
    QCOMPARE(book.open().size(), size_t {1});
}

QTEST_GUILESS_MAIN(tst_IncidentBook)
#include "tst_incidentbook.moc"
