// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/monitor/spankeeper.h"

#include <QtTest>

#include <map>

using namespace Belay;
using namespace std::chrono_literals;

class tst_SpanKeeper final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growsAndChanges();
    void coverEnds();
    void aClockThatIsSetBack();
    void goesOnAfterARestart();
    void sinceOverABreak_data();
    void sinceOverABreak();
    void randomLivesNeverOverlap();
};

namespace {

const WallTime Start {Milliseconds {1'790'000'000'000}};
const TargetId Subject {ProviderId {QStringLiteral("openai")}, QStringLiteral("gpt-4o-mini")};

SpanCondition condition(TargetState state, Outcome outcome = Outcome::Ok)
{
    return {state, Owner::None, Cause::None, outcome};
}

Span span(Milliseconds from, Milliseconds to, TargetState state, Outcome outcome = Outcome::Ok)
{
    return {Subject, Start + from, Start + to, state, Owner::None, Cause::None, outcome};
}

/// What history holds after it took all that was written: the same `from` replaces.
class Written
{
public:
    void take(const std::vector<Span> &spans)
    {
        for (const Span &one : spans)
            m_spans[one.from] = one;
    }
    std::vector<Span> spans() const
    {
        std::vector<Span> all;
        for (const auto &[from, one] : m_spans)
            all.push_back(one);
        return all;
    }

private:
    std::map<WallTime, Span> m_spans;
};

} // namespace

void tst_SpanKeeper::growsAndChanges()
{
    SpanKeeper keeper(Subject);
    Written written;
    written.take(keeper.observe(Start, condition(TargetState::Checking), {}));
    QVERIFY(written.spans().empty());
    written.take(keeper.observe(Start + 1s, condition(TargetState::Up), Start + 121s));
    written.take(keeper.observe(Start + 61s, condition(TargetState::Up), Start + 181s));
    QCOMPARE(written.spans(), (std::vector<Span> {span(1s, 61s, TargetState::Up)}));
    written.take(keeper.observe(Start + 71s, condition(TargetState::Down, Outcome::Connect), Start + 191s));
    QCOMPARE(keeper.since(), Start + 71s);
    written.take(keeper.close(Start + 80s));
    QCOMPARE(written.spans(),
        (std::vector<Span> {
            span(1s, 71s, TargetState::Up), span(71s, 80s, TargetState::Down, Outcome::Connect)}));
}

void tst_SpanKeeper::coverEnds()
{
    SpanKeeper keeper(Subject);
    Written written;
    written.take(keeper.observe(Start, condition(TargetState::Up), Start + 120s));
    written.take(keeper.observe(Start + 200s, condition(TargetState::NoData), {}));
    QCOMPARE(written.spans(), (std::vector<Span> {span(0s, 120s, TargetState::Up)}));
    QCOMPARE(keeper.since(), Start + 120s); // nothing is known since the cover ended
    // The same state again, but the time in between is not claimed.
    written.take(keeper.observe(Start + 300s, condition(TargetState::Up), Start + 420s));
    written.take(keeper.observe(Start + 600s, condition(TargetState::Up), Start + 720s));
    written.take(keeper.close(Start + 601s));
    QCOMPARE(written.spans(),
        (std::vector<Span> {span(0s, 120s, TargetState::Up), span(300s, 420s, TargetState::Up),
            span(600s, 601s, TargetState::Up)}));
    const UptimeFigure figure = uptimeOf(written.spans(), Start, Start + 1000s);
    QCOMPARE(figure.known, Milliseconds(241s));
    QCOMPARE(figure.uptime(), 1.0);
}

void tst_SpanKeeper::aClockThatIsSetBack()
{
    SpanKeeper keeper(Subject);
    Written written;
    written.take(keeper.observe(Start, condition(TargetState::Up), Start + 120s));
    written.take(keeper.observe(Start + 60s, condition(TargetState::Up), Start + 180s));
    written.take(keeper.observe(Start - 1h, condition(TargetState::Down), Start - 1h + 120s));
    written.take(keeper.observe(Start + 60s, condition(TargetState::Up), Start + 180s));
    written.take(keeper.close(Start + 70s));
    QCOMPARE(uptimeOf(written.spans(), Start - 2h, Start + 1h).known, Milliseconds(70s));
    for (const Span &one : written.spans())
        QVERIFY(one.to >= one.from);
}

void tst_SpanKeeper::goesOnAfterARestart()
{
    SpanKeeper keeper(Subject);
    Written written;
    keeper.restore(span(0s, 60s, TargetState::Down, Outcome::Connect), Start, Start + 100s);
    QCOMPARE(keeper.since(), Start);
    // Off from 60 s to 100 s: not known, though it is down before and after.
    written.take(keeper.observe(Start + 100s, condition(TargetState::Down, Outcome::Connect), Start + 220s));
    written.take(keeper.close(Start + 110s));
    QCOMPARE(written.spans(), (std::vector<Span> {span(100s, 110s, TargetState::Down, Outcome::Connect)}));
    QCOMPARE(keeper.since(), Start);
}

void tst_SpanKeeper::sinceOverABreak_data()
{
    QTest::addColumn<bool>("restarted");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("since"); // in minutes; the state began an hour before the break
    for (const bool restarted : {true, false}) {
        const char *const what = restarted ? "a restart" : "a gap";
        const auto row = [&](const char *name, int minutes, const char *after, int since) {
            QTest::addRow("%s %s", what, name) << restarted << minutes << QString::fromLatin1(after) << since;
        };
        row("of a quarter of an hour goes on", 15, "down", -60);
        row("that is longer does not", 16, "down", 16);
        row("with another state after it does not", 5, "up", 5);
        row("after which nothing is known tells of the end", 40, "no-data", 0);
    }
}

void tst_SpanKeeper::sinceOverABreak()
{
    QFETCH(const bool, restarted);
    QFETCH(const int, minutes);
    QFETCH(const QString, after);
    QFETCH(const int, since);
    SpanKeeper keeper(Subject);
    if (restarted) {
        // The newest span is of the run before, whose state is older than that.
        keeper.restore(span(-10min, 0min, TargetState::Down), Start - 60min, Start + minutes * 1min);
    } else {
        keeper.observe(Start - 60min, condition(TargetState::Down), Start);
        keeper.observe(Start + 1min, condition(TargetState::NoData), {});
        QCOMPARE(keeper.since(), Start);
    }
    const WallTime now = Start + minutes * 1min;
    Written written;
    written.take(keeper.observe(now, condition(TargetState::NoData), {}));
    written.take(keeper.observe(now, condition(*enumFromString<TargetState>(after)), now + 2min));
    written.take(keeper.close(now + 1min));
    QCOMPARE(keeper.since(), Start + since * 1min);
    QVERIFY(uptimeOf(written.spans(), Start, now).known == 0min); // the break itself is not claimed
}

void tst_SpanKeeper::randomLivesNeverOverlap()
{
    SeededRandom random(7);
    for (int life = 0; life < 10'000; ++life) {
        SpanKeeper keeper(Subject);
        Written written;
        WallTime now = Start;
        for (int step = 0; step < 12; ++step) {
            now += Milliseconds {static_cast<qint64>(random.between(-50'000, 200'000))};
            const auto state = static_cast<TargetState>(random.next() % enumCount<TargetState>());
            if (random.uniform() < 0.1)
                written.take(keeper.close(now));
            else
                written.take(keeper.observe(now, condition(state), now + 120s));
        }
        const auto spans = written.spans();
        for (size_t i = 0; i < spans.size(); ++i) {
            QVERIFY(spans[i].to >= spans[i].from);
            QVERIFY(i == 0 || spans[i].from >= spans[i - 1].to);
        }
        const auto uptime = uptimeOf(spans, Start - 1h, now + 1h).uptime();
        QVERIFY(!uptime || (*uptime >= 0.0 && *uptime <= 1.0));
    }
}

QTEST_GUILESS_MAIN(tst_SpanKeeper)
#include "tst_spankeeper.moc"
