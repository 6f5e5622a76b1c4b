// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/providertext.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Noon {Milliseconds {1'790'000'000'000}};

TargetStatus row(const char *id, TargetState state, Owner owner = Owner::None, Cause cause = Cause::None)
{
    TargetStatus target;
    target.id = TargetId::fromString(QString::fromLatin1(id));
    target.providerName = target.id.provider == ProviderId(QStringLiteral("acme")) ? QStringLiteral("Acme")
                                                                                   : QStringLiteral("Other");
    target.verdict.state = state;
    target.verdict.owner = owner;
    target.verdict.cause = cause;
    target.since = Noon - 6min;
    return target;
}

SeenIncident post(const char *title, PagePhase phase = PagePhase::Investigating, bool maintenance = false)
{
    PageIncident incident;
    incident.title = QString::fromLatin1(title);
    incident.phase = phase;
    incident.maintenance = maintenance;
    return {incident, Noon};
}

} // namespace

class tst_ProviderText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersForOneProvider_data();
    void answersForOneProvider();
    void theTitleGoesWithTheState_data();
    void theTitleGoesWithTheState();
    void whenThePageWasRead_data();
    void whenThePageWasRead();
    void everyPhaseAndStateHasAWord();
};

void tst_ProviderText::answersForOneProvider_data()
{
    using State = TargetState;
    QTest::addColumn<std::vector<TargetStatus>>("targets");
    QTest::addColumn<NetworkState>("network");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *name, std::vector<TargetStatus> targets, const char *words,
                         NetworkState network = NetworkState::Online) {
        targets.push_back(row("other/x", State::Down, Owner::Provider, Cause::Outage));
        QTest::addRow("%s", name) << std::move(targets) << network << QString::fromUtf8(words);
    };
    const TargetStatus up = row("acme/a", State::Up);
    const TargetStatus down = row("acme/b", State::Down, Owner::Provider, Cause::Outage);
    add("nothing of it is watched", {}, "Nothing of this provider is being watched.");
    add("one target that is up", {up}, "Acme serves you.");
    add("two that are up", {up, row("acme/c", State::Up)}, "Acme serves you on 2 of 2 targets.");
    add("one of two is down", {up, down}, "Acme serves you on 1 of 2 targets. b is down: theirs, for 6 min.");
    add("slow is served, and told", {up, row("acme/b", State::Slow, Owner::Provider, Cause::Slow)},
        "Acme serves you on 2 of 2 targets. b is slow: theirs, for 6 min.");
    add("a model that is gone is named with its provider",
        {up, row("acme/b", State::Down, Owner::Provider, Cause::Model)},
        "Acme serves you on 1 of 2 targets. Acme b is down: this model only, for 6 min.");
    add("all are down", {down, row("acme/c", State::Down, Owner::Provider, Cause::Outage)},
        "Acme is down: theirs, for 6 min.");
    add("the one target rejects the key", {row("acme/a", State::KeyRejected, Owner::You, Cause::Key)},
        "Acme rejects your key, for 6 min.");
    add("all is paused", {row("acme/a", State::Paused)}, "Acme is paused.");
    add("a paused one does not count", {up, row("acme/b", State::Paused)}, "Acme serves you.");
    add("nothing is known yet", {row("acme/a", State::Checking)}, "Nothing is known of this provider yet.");
    add("the own network is down", {row("acme/a", State::NoData)},
        "Your own network is offline, so nothing can be said about this provider.", NetworkState::Offline);
    add("a network that asks to log in", {row("acme/a", State::NoData)},
        "Your network asks you to log in first, so nothing can be said about this provider.",
        NetworkState::Captive);
    add("a local one is known without a network", {up}, "Acme serves you.", NetworkState::Offline);
}

void tst_ProviderText::answersForOneProvider()
{
    QFETCH(std::vector<TargetStatus>, targets);
    QFETCH(NetworkState, network);
    StatusBoard board;
    board.targets = targets;
    board.network.state = network;
    QTEST(providerSentence(board, ProviderId(QStringLiteral("acme")), Noon), "expected");
}

void tst_ProviderText::theTitleGoesWithTheState_data()
{
    QTest::addColumn<NoticeState>("state");
    QTest::addColumn<std::vector<SeenIncident>>("open");
    QTest::addColumn<QString>("expected");
    const SeenIncident errors = post("Elevated errors");
    const SeenIncident work = post("Planned work", PagePhase::InProgress, true);
    QTest::newRow("all is well") << NoticeState::Operational << std::vector {errors}
                                 << "Their page: all operational";
    QTest::newRow("degraded, without a post")
        << NoticeState::Degraded << std::vector<SeenIncident>() << "Their page: degraded";
    QTest::newRow("an outage with its post") << NoticeState::PartialOutage << std::vector {work, errors}
                                             << "Their page: partial outage: Elevated errors";
    QTest::newRow("maintenance with its own")
        << NoticeState::Maintenance << std::vector {errors, work} << "Their page: maintenance: Planned work";
    QTest::newRow("one that is mended says nothing of the state")
        << NoticeState::Degraded << std::vector {post("Old", PagePhase::Monitoring)}
        << "Their page: degraded";
    QTest::newRow("a page that says nothing now") << NoticeState::Unknown << std::vector {errors} << "";
}

void tst_ProviderText::theTitleGoesWithTheState()
{
    QFETCH(NoticeState, state);
    QFETCH(std::vector<SeenIncident>, open);
    PageReading page;
    page.state = state;
    page.open = open;
    QTEST(officialLine(state, noticeTitle(page)), "expected");
}

void tst_ProviderText::whenThePageWasRead_data()
{
    QTest::addColumn<PageTrouble>("trouble");
    QTest::addColumn<bool>("wasRead");
    QTest::addColumn<QString>("expected");
    const auto add = [](PageTrouble trouble, bool wasRead, const char *expected) {
        QTest::addRow("%s%s", qPrintable(toString(trouble)), wasRead ? ", read before" : "")
            << trouble << wasRead << QString::fromLatin1(expected);
    };
    add(PageTrouble::None, true, "Read 12 min ago.");
    add(PageTrouble::NotYet, false, "It has not been read yet.");
    add(PageTrouble::LinkOnly, false, "It has no form that a program can read: open it to see what it says.");
    add(PageTrouble::NoFeed, false, "What answers at its address is no status feed that Belay knows.");
    add(PageTrouble::Unreachable, false, "It could not be reached, which says nothing of the provider.");
    add(PageTrouble::Unreachable, true,
        "It could not be reached, which says nothing of the provider. It was last read 12 min ago.");
    add(PageTrouble::Refused, false, "It does not want to be read by a program, or not so often.");
    add(PageTrouble::OwnNetwork, true,
        "It is not asked while your own network is down. It was last read 12 min ago.");
}

void tst_ProviderText::whenThePageWasRead()
{
    QFETCH(PageTrouble, trouble);
    QFETCH(bool, wasRead);
    PageReading page;
    page.trouble = trouble;
    if (wasRead)
        page.readAt = Noon - 12min;
    QTEST(pageReadingText(page, Noon), "expected");
}

void tst_ProviderText::everyPhaseAndStateHasAWord()
{
    QSet<QString> words;
    for (size_t i = 0; i < enumCount<NoticeState>(); ++i)
        words << noticeWord(static_cast<NoticeState>(i));
    QCOMPARE(words.size(), static_cast<qsizetype>(enumCount<NoticeState>()));
    words.clear();
    for (size_t i = 0; i < enumCount<PagePhase>(); ++i)
        words << phaseWord(static_cast<PagePhase>(i));
    QCOMPARE(words.size(), static_cast<qsizetype>(enumCount<PagePhase>()));
    QVERIFY(phaseWord(PagePhase::Unknown).isEmpty() && !words.contains(QStringLiteral("unknown")));
}

QTEST_GUILESS_MAIN(tst_ProviderText)
#include "tst_providertext.moc"
