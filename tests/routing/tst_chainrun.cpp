// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routingworld.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

/// `a: ok@1s; b: server-error@1ms, ok@1ms`: each call of a target takes the next of its list, the last one
/// stays. `keys:k1` is for one key.
class ScriptedTargets
{
public:
    explicit ScriptedTargets(const QString &text)
    {
        for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
            const QString name = line.section(QStringLiteral(": "), 0, 0).trimmed();
            for (const QString &each : line.section(QStringLiteral(": "), 1).split(u','))
                m_scripts[name].push_back(behaviourFromText(each.trimmed()));
        }
    }
    Behaviour operator()(const StartAttempt &start)
    {
        QString name = start.target.toString() + u':' + start.key.value;
        if (!m_scripts.contains(name))
            name = m_scripts.contains(start.target.toString()) ? start.target.toString()
                                                               : start.target.provider.value;
        std::deque<Behaviour> &script = m_scripts[name];
        if (script.empty())
            qFatal("no script for %s", qPrintable(name));
        const Behaviour behaviour = script.front();
        if (script.size() > 1)
            script.pop_front();
        return behaviour;
    }

private:
    std::map<QString, std::deque<Behaviour>> m_scripts;
};

QString endOf(const RunSummary &summary)
{
    switch (summary.ended) {
    case RunSummary::Ended::Running:
        return QStringLiteral("running");
    case RunSummary::Ended::Answered:
        return QStringLiteral("answered by %1").arg(*summary.winner);
    case RunSummary::Ended::Cut:
        return QStringLiteral("cut of %1").arg(*summary.winner);
    case RunSummary::Ended::ClientGone:
        return QStringLiteral("client gone");
    case RunSummary::Ended::GaveUp:
        break;
    }
    static const QStringList reasons {QStringLiteral("no usable target"), QStringLiteral("unsupported"),
        QStringLiteral("rate limited"), QStringLiteral("quota"), QStringLiteral("auth failed"),
        QStringLiteral("model not found"), QStringLiteral("timed out"), QStringLiteral("ended by outcome"),
        QStringLiteral("all failed")};
    QString text = reasons[static_cast<int>(*summary.reason)];
    if (summary.decisive)
        text += QStringLiteral(" of %1").arg(*summary.decisive);
    if (!summary.needed.isEmpty())
        text += u' ' + summary.needed;
    return text;
}

const char *const Two = "{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]},"
                        "{'targets':[{'provider':'b','model':'m'}]}]}";
const char *const One = "{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]}]}";

} // namespace

class tst_ChainRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void traces_data();
    void traces();
};

void tst_ChainRun::traces_data()
{
    QTest::addColumn<QString>("chain");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("expectedAttempts");
    QTest::addColumn<QString>("expectedEnd");

    const QString two = QString::fromLatin1(Two);
    const QString one = QString::fromLatin1(One);
    const auto row = [](const char *name, const QString &chain, bool stream, const char *script,
                         std::initializer_list<const char *> attempts, const char *end) {
        QStringList lines;
        for (const char *attempt : attempts)
            lines.append(QString::fromUtf8(attempt));
        QTest::newRow(name) << chain << stream << QString::fromUtf8(script) << lines
                            << QString::fromUtf8(end);
    };
    const auto oneStep = [](const char *step) {
        return QStringLiteral("{'id':'x','steps':[%1]}").arg(QString::fromLatin1(step));
    };

    row("a first answer is the answer", two, true, "a: content@300ms ok@2s", {"a/m 0+2000 ok"},
        "answered by 0");
    row("a whole answer commits when it has been read", two, false, "a: ok@2s", {"a/m 0+2000 ok"},
        "answered by 0");
    row("a blip is retried on the same target", two, true, "a: server-error@100ms, content@1s ok@2s",
        {"a/m 0+100 server-error", "a/m 350+2000 ok retry waited 250"}, "answered by 1");
    row("the wait doubles, and the next step comes after the last retry", two, true,
        "a: overloaded@100ms\nb: content@1s ok@1s",
        {"a/m 0+100 overloaded", "a/m 350+100 overloaded retry waited 250",
            "a/m 950+100 overloaded retry waited 500", "b/m 1050+1000 ok fallback"},
        "answered by 3");
    row("a time that the provider states is waited for", one, true,
        "a: overloaded@100ms;after=2s, content@1s ok@1s",
        {"a/m 0+100 overloaded", "a/m 2200+1000 ok retry waited 2100"}, "answered by 1");
    row("a stated time that is long moves on at once", two, true,
        "a: overloaded@100ms;after=20s\nb: content@1s ok@1s",
        {"a/m 0+100 overloaded", "b/m 100+1000 ok fallback"}, "answered by 1");
    row("an unknown model is not asked for twice", two, true, "a: model-not-found@50ms\nb: content@1s ok@1s",
        {"a/m 0+50 model-not-found", "b/m 50+1000 ok fallback"}, "answered by 1");
    row("a model that nobody knows is no outage", two, true,
        "a: model-not-found@50ms\nb: model-not-found@5ms",
        {"a/m 0+50 model-not-found", "b/m 50+5 model-not-found fallback"}, "model not found");
    row("a model that one does not know, beside an outage", two, true, "a: model-not-found@50ms\nb: tls@5ms",
        {"a/m 0+50 model-not-found", "b/m 50+5 tls fallback"}, "all failed");
    row("a bad request ends the chain", two, true, "a: bad-request@50ms", {"a/m 0+50 bad-request"},
        "ended by outcome of 0");
    row("what is too large ends the chain", two, false, "a: too-large@50ms", {"a/m 0+50 too-large"},
        "ended by outcome of 0");
    row("retryOn lets a refused prompt move on",
        QStringLiteral("{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}],"
                       "'retryOn':['content-filter']},{'targets':[{'provider':'b','model':'m'}]}]}"),
        true, "a: content-filter@50ms\nb: content@1s ok@1s",
        {"a/m 0+50 content-filter", "b/m 50+1000 ok fallback"}, "answered by 1");
    row("a hung first step leaves the second its time", two, true, "a: hang\nb: content@1s ok@1s",
        {"a/m 0+20000 timeout-content", "b/m 20000+1000 ok fallback"}, "answered by 1");
    row("a hung step is cut where its limit would take all the time",
        QStringLiteral("{'id':'x','deadline':'30s','steps':[{'targets':[{'provider':'a','model':'m'}],"
                       "'timeouts':{'firstContent':'30s'}},{'targets':[{'provider':'b','model':'m'}]}]}"),
        true, "a: hang\nb: content@1s ok@1s", {"a/m 0+15000 timeout-content", "b/m 15000+1000 ok fallback"},
        "answered by 1");
    row("a hung whole answer leaves the next step its time",
        QStringLiteral(
            "{'id':'x','answerDeadline':'100s','steps':[{'targets':[{'provider':'a','model':'m'}]},"
            "{'targets':[{'provider':'b','model':'m'}]}]}"),
        false, "a: hang\nb: ok@70s", {"a/m 0+50000 timeout-total", "b/m 50000+70000 ok fallback"},
        "answered by 1");
    row("a whole answer may end after the deadline if it began before",
        QStringLiteral(
            "{'id':'x','answerDeadline':'10s','steps':[{'targets':[{'provider':'a','model':'m'}]}]}"),
        false, "a: ok@100s", {"a/m 0+100000 ok"}, "answered by 0");
    row("a timeout on the last step is retried while there is time", one, true, "a: hang, content@1s ok@1s",
        {"a/m 0+20000 timeout-content", "a/m 20250+1000 ok retry waited 250"}, "answered by 1");
    row("the deadline ends a stream without content", one, true, "a: hang",
        {"a/m 0+20000 timeout-content", "a/m 20250+20000 timeout-content retry waited 250",
            "a/m 40750+19250 timeout-content retry waited 500"},
        "timed out");
    row("nothing is retried after content", two, true, "a: content@100ms cut@3s", {"a/m 0+3000 cut"},
        "cut of 0");
    row("a stream that breaks before content is retried", two, true, "a: cut@100ms, content@1s ok@1s",
        {"a/m 0+100 cut", "a/m 350+1000 ok retry waited 250"}, "answered by 1");
    row("an empty answer is repeated once", two, true, "a: empty@100ms\nb: content@1s ok@1s",
        {"a/m 0+100 empty", "a/m 350+100 empty retry waited 250", "b/m 450+1000 ok fallback"},
        "answered by 2");
    row("a fake 200 moves on", two, true, "a: not-an-answer@100ms\nb: content@1s ok@1s",
        {"a/m 0+100 not-an-answer", "b/m 100+1000 ok fallback"}, "answered by 1");
    row("ok without content is an answer too", two, true, "a: ok@100ms", {"a/m 0+100 ok"}, "answered by 0");

    row("a 429 goes to the next step at once", two, true,
        "a: rate-limited@100ms;after=5s\nb: content@1s ok@1s",
        {"a/m 0+100 rate-limited", "b/m 100+1000 ok fallback"}, "answered by 1");
    row("a 429 alone waits for the stated time", one, true,
        "a: rate-limited@100ms;after=5s, content@1s ok@1s",
        {"a/m 0+100 rate-limited", "a/m 5225+1000 ok retry waited 5125"}, "answered by 1");
    row("a 429 over the deadline is not waited for", one, true, "a: rate-limited@100ms;after=90s",
        {"a/m 0+100 rate-limited"}, "rate limited");
    row("waits come to 60 s at most", one, false, "a: rate-limited@100ms;after=40s",
        {"a/m 0+100 rate-limited", "a/m 40225+100 rate-limited retry waited 40125"}, "rate limited");
    row("of two that wait the sooner is waited for", two, true,
        "a: rate-limited@100ms;after=20s\nb: rate-limited@100ms;after=3s, content@1s ok@1s",
        {"a/m 0+100 rate-limited", "b/m 100+100 rate-limited fallback", "b/m 3325+1000 ok retry waited 3125"},
        "answered by 2");

    const QString keys = oneStep("{'targets':[{'provider':'keys','model':'m','keys':['k1','k2','k3']}]}");
    row("a refused key gives way to the next without a wait", keys, true,
        "keys/m:k1: auth@100ms\nkeys/m:k2: auth@100ms\nkeys/m:k3: content@1s ok@1s",
        {"keys/m:k1 0+100 auth", "keys/m:k2 100+100 auth next-key", "keys/m:k3 200+1000 ok next-key"},
        "answered by 2");
    row("every key refused is nobody's outage", keys, true, "keys: auth@100ms",
        {"keys/m:k1 0+100 auth", "keys/m:k2 100+100 auth next-key", "keys/m:k3 200+100 auth next-key"},
        "auth failed");
    row("a key that is out of credit gives way", keys, true, "keys/m:k1: quota@100ms\nkeys: content@1s ok@1s",
        {"keys/m:k1 0+100 quota", "keys/m:k2 100+1000 ok next-key"}, "answered by 1");
    row("every key out of credit", keys, true, "keys: quota@100ms",
        {"keys/m:k1 0+100 quota", "keys/m:k2 100+100 quota next-key", "keys/m:k3 200+100 quota next-key"},
        "quota");
    row("a limited key gives way to a free one, then waits", keys, true,
        "keys/m:k1: rate-limited@100ms;after=9s\nkeys/m:k2: rate-limited@100ms;after=2s, content@1s ok@1s\n"
        "keys/m:k3: rate-limited@100ms;after=8s",
        {"keys/m:k1 0+100 rate-limited", "keys/m:k2 100+100 rate-limited next-key",
            "keys/m:k3 200+100 rate-limited next-key", "keys/m:k2 2295+1000 ok retry waited 1995"},
        "answered by 3");

    const QString race = oneStep("{'race':{'after':'0s'},'targets':[{'provider':'a','model':'m'},"
                                 "{'provider':'b','model':'m'}]}");
    row("a race starts all at once, and the first content wins", race, true,
        "a: content@900ms ok@1s\nb: content@300ms ok@2s",
        {"a/m 0+300 cancelled lost-race", "b/m 0+2000 ok race"}, "answered by 1");
    row("a racer that fails leaves it to the other", race, true,
        "a: model-not-found@100ms\nb: content@3s ok@4s",
        {"a/m 0+100 model-not-found race", "b/m 0+4000 ok race"}, "answered by 1");
    row("a racer that fails is retried beside the other", race, true,
        "a: server-error@100ms, content@100ms ok@1s\nb: content@3s ok@4s",
        {"a/m 0+100 server-error race", "b/m 0+450 cancelled lost-race", "a/m 350+1000 ok retry waited 250"},
        "answered by 2");
    row("a bad request ends a race once the other has failed", race, true,
        "a: bad-request@100ms\nb: server-error@300ms",
        {"a/m 0+100 bad-request race", "b/m 0+300 server-error race"}, "ended by outcome of 0");
    const QString pair = oneStep("{'race':{'after':'2s'},'targets':[{'provider':'a','model':'m'},"
                                 "{'provider':'b','model':'m'}]}");
    row("a hedge is not needed by a fast answer", pair, true, "a: content@1s ok@9s", {"a/m 0+9000 ok"},
        "answered by 0");
    row("a hedge starts after its delay", pair, true, "a: content@9s ok@9s\nb: content@1s ok@2s",
        {"a/m 0+3000 cancelled lost-race", "b/m 2000+2000 ok hedge waited 2000"}, "answered by 1");
    row("a failed first racer lets the second start at once", pair, true,
        "a: server-error@100ms\nb: content@1s ok@1s", {"a/m 0+100 server-error", "b/m 100+1000 ok race"},
        "answered by 1");
    row("p95 without samples is three seconds",
        oneStep("{'race':{'after':'p95'},'targets':[{'provider':'a','model':'m'},"
                "{'provider':'b','model':'m'}]}"),
        true, "a: content@9s ok@9s\nb: content@1s ok@2s",
        {"a/m 0+4000 cancelled lost-race", "b/m 3000+2000 ok hedge waited 3000"}, "answered by 1");

    row("a target that lacks what is needed is skipped", two, true, "a: unfit=tools\nb: content@1s ok@1s",
        {"a/m 0+0 skipped", "b/m 0+1000 ok fallback"}, "answered by 1");
    row("nobody can take it", two, true, "a: unfit=tools\nb: unfit=tools",
        {"a/m 0+0 skipped", "b/m 0+0 skipped fallback"}, "unsupported tools");
    row("nobody is there",
        oneStep("{'targets':[{'provider':'off','model':'m'}]},{'targets':["
                "{'provider':'bare','model':'m'}]}"),
        true, "", {}, "no usable target");
    row("a step that is off is not walked",
        oneStep("{'enabled':false,'targets':[{'provider':'a','model':'m'}]},"
                "{'targets':[{'provider':'local','model':'m'}]}"),
        true, "local: content@1s ok@1s", {"local/m 0+1000 ok"}, "answered by 0");
    row("only timeouts are a timeout", two, true, "a: timeout-connect@5s\nb: timeout-connect@5s",
        {"a/m 0+5000 timeout-connect", "a/m 5250+5000 timeout-connect retry waited 250",
            "a/m 10750+5000 timeout-connect retry waited 500", "b/m 15750+5000 timeout-connect fallback",
            "b/m 21000+5000 timeout-connect retry waited 250",
            "b/m 26500+5000 timeout-connect retry waited 500"},
        "timed out");
    row("a key that cannot be had at the last moment is nobody's attempt", one, true, "a: skipped@0ms",
        {"a/m 0+0 skipped"}, "no usable target");
    row("a mixed end is an outage", two, true, "a: tls@5ms\nb: auth@5ms",
        {"a/m 0+5 tls", "b/m 5+5 auth fallback"}, "all failed");
}

void tst_ChainRun::traces()
{
    QFETCH(QString, chain);
    QFETCH(bool, stream);
    QFETCH(QString, script);
    QFETCH(QStringList, expectedAttempts);
    QFETCH(QString, expectedEnd);

    PlainFacts facts;
    MiddleRandom random;
    TargetBoard board;
    board.apply(configWithChains(chain, QStringLiteral(",'budgets':{'hedgeShare':1}")), facts, at(0ms));
    const std::shared_ptr<const Config> config = configWithChains(chain);
    RoutingWorld world(board, random);
    RouteRequest request;
    request.stream = stream;
    request.conversation = 1;
    const int run = world.add(
        board.plan(config->chains.front(), facts, at(0ms)), request, ScriptedTargets(script), at(0ms));
    world.play();

    QCOMPARE(traceLines(world.summary(run)).join(u'\n'), expectedAttempts.join(u'\n'));
    QCOMPARE(endOf(world.summary(run)), expectedEnd);
    QCOMPARE(world.broken(), QStringList());
    QCOMPARE(board.retries().active(), 0);
    QCOMPARE(board.retries().retrying(), 0);
}

QTEST_GUILESS_MAIN(tst_ChainRun)
#include "tst_chainrun.moc"
