// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosisclues.h"

#include "core/monitor/diagnosiswords.h"

#include <QCoreApplication>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

/// Whom a fact points at.
enum class Points {
    Theirs, ///< the provider, or who serves behind it
    Yours, ///< key, limit, request, configuration
    Network, ///< what lies in between: network, proxy, clock
    NotNetwork, ///< the way there works
    Well, ///< all is well
    Any ///< the verdict, whatever it is
};

bool isWay(Cause cause)
{
    return cause == Cause::Network || cause == Cause::Proxy || cause == Cause::Clock;
}

bool fits(Points points, const Side &side)
{
    const bool theirs = side.owner == Owner::Provider || side.owner == Owner::Upstream;
    const bool way = side.owner == Owner::You && isWay(side.cause);
    switch (points) {
    case Points::Theirs:
        return theirs;
    case Points::Yours:
        return (side.owner == Owner::You && !way) || side.owner == Owner::Belay;
    case Points::Network:
        return way;
    case Points::NotNetwork:
        return !way && side.owner != Owner::Unknown;
    case Points::Well:
        return side.owner == Owner::None || side.owner == Owner::Belay;
    case Points::Any:
        return side.owner != Owner::Unknown;
    }
    return false;
}

class Clues final
{
public:
    Clues(const DiagnosisEvidence &evidence, const Side &side)
        : e(evidence)
        , m_side(side)
    { }

    std::vector<Clue> all()
    {
        answer();
        rungs();
        traffic();
        peers();
        network();
        certificates();
        page();
        keys();
        limits();
        usual();
        servers();
        std::stable_partition(m_clues.begin(), m_clues.end(), [](const Clue &clue) { return clue.supports; });
        return std::move(m_clues);
    }

private:
    void add(ClueKind kind, Points points, const QString &text)
    {
        m_clues.push_back({kind, fits(points, m_side), text});
    }
    bool isWell() const { return m_side.owner == Owner::None; }
    void answer();
    void rungs();
    void traffic();
    void peers();
    void network();
    void certificates();
    void page();
    void keys();
    void limits();
    void usual();
    void servers();

    const DiagnosisEvidence &e;
    Side m_side;
    std::vector<Clue> m_clues;
};

void Clues::answer()
{
    if (e.status == 0 || e.outcome == Outcome::Skipped || e.outcome == Outcome::Ok)
        return;
    const bool byProxy = e.outcome == Outcome::Proxy;
    const QString who = byProxy ? Words::tr("Your proxy") : hostOf(e);
    add(byProxy ? ClueKind::Proxy : ClueKind::Answer, Points::Any,
        Words::tr("%1 answered%2.").arg(who, statusOf(e)));
}

void Clues::rungs()
{
    if (e.ladder.reach == RungState::Passed)
        add(ClueKind::Reach, Points::NotNetwork, Words::tr("Its address can be reached."));
    else if (e.ladder.reach == RungState::Failed && !isWell())
        add(ClueKind::Reach,
            e.outcome == Outcome::Auth          ? Points::Theirs
                : fits(Points::Network, m_side) ? Points::Network
                                                : Points::Theirs,
            Words::tr("Its address fails the free check too."));
    if (e.ladder.auth == RungState::Passed)
        add(ClueKind::Auth, m_side.cause == Cause::Key ? Points::Theirs : Points::Any,
            Words::tr("The key is accepted."));
    if (e.ladder.model == RungState::Passed)
        add(ClueKind::Model, isWell() ? Points::Any : Points::Well,
            Words::tr("The model gives whole answers."));
    else if (e.ladder.model == RungState::Failed)
        add(ClueKind::Model, Points::Theirs, Words::tr("Completions of the model fail."));
}

void Clues::traffic()
{
    const int all = e.traffic.good + e.traffic.failed;
    if (all == 0)
        return;
    if (e.traffic.failed == 0)
        add(ClueKind::Traffic, Points::Well,
            Words::tr("Of %n requests through the gateway none failed.", nullptr, all));
    else
        add(ClueKind::Traffic, e.traffic.failed >= e.traffic.good && !isWell() ? Points::Any : Points::Theirs,
            Words::tr("Of %n requests through the gateway %1 failed.", nullptr, all).arg(e.traffic.failed));
}

void Clues::peers()
{
    if (e.sameProvider.failed > 0)
        add(ClueKind::SameProvider, Points::Theirs,
            Words::tr("%n other models of it fail too.", nullptr, e.sameProvider.failed));
    else if (e.sameProvider.good > 0)
        add(ClueKind::SameProvider, Points::NotNetwork,
            Words::tr("%n other models of it answer.", nullptr, e.sameProvider.good));
    if (e.sameUpstream.failed > 0)
        add(ClueKind::SameUpstream, Points::Theirs,
            Words::tr("%n other addresses of the same servers fail too.", nullptr, e.sameUpstream.failed));
    else if (e.sameUpstream.good > 0)
        add(ClueKind::SameUpstream, Points::NotNetwork,
            Words::tr("%n other addresses of the same servers answer.", nullptr, e.sameUpstream.good));
    if (e.others.good > 0)
        add(ClueKind::Others, Points::NotNetwork,
            Words::tr("%n other providers answer in the same minute.", nullptr, e.others.good));
    else if (e.others.failed > 0)
        add(ClueKind::Others, Points::Network,
            Words::tr("%n other providers fail in the same minute.", nullptr, e.others.failed));
    else if (e.others.slow > 0)
        add(ClueKind::Others, Points::Network,
            Words::tr("%n other providers are slow in the same minute.", nullptr, e.others.slow));
}

void Clues::network()
{
    if (e.local)
        return;
    if (e.network == NetworkState::Offline)
        add(ClueKind::Network, Points::Network, Words::tr("Nobody on the internet answers this machine."));
    else if (e.network == NetworkState::Captive)
        add(ClueKind::Network, Points::Network,
            Words::tr("Somebody in between answers in place of everybody."));
    else if (isTransportFailure(e.outcome) && e.networkCleared)
        add(ClueKind::Network, Points::NotNetwork,
            Words::tr("Somebody else answered after the request had begun."));
    else if (isTransportFailure(e.outcome))
        add(ClueKind::Network, Points::Network, Words::tr("Nobody else answered at that time."));
}

void Clues::certificates()
{
    if (e.outcome != Outcome::Tls)
        return;
    if (e.issuerShared)
        add(ClueKind::Tls, Points::Network,
            Words::tr("Several hosts show certificates of one issuer that is not trusted."));
    else if (!e.issuer.isEmpty())
        add(ClueKind::Tls, Points::Theirs,
            Words::tr("Its certificate is from %1, and no other host that fails shows that name.")
                .arg(quoted(e.issuer, 80)));
    if (e.clock == ClockWord::Wrong)
        add(ClueKind::Clock, Points::Network,
            e.clockSkew ? Words::tr("The clock of this machine is off by %1.")
                              .arg(spokenDuration(std::chrono::abs(*e.clockSkew)))
                        : Words::tr("Certificates of other hosts are refused for their dates too."));
    else if (e.clock == ClockWord::Right)
        add(ClueKind::Clock, Points::Theirs, Words::tr("The clock of this machine agrees with others."));
}

void Clues::page()
{
    const NoticeSeen &notice = e.notice;
    const QString title = quoted(notice.title, 80);
    if (isTroubleOnPage(notice)) {
        const QString since = notice.age ? Words::tr(" for %1").arg(spokenDuration(*notice.age)) : QString();
        add(ClueKind::Notice, Points::Theirs,
            title.isEmpty() ? Words::tr("Its status page tells of trouble%1.").arg(since)
                            : Words::tr("Its status page says%1: “%2”.").arg(since, title));
    } else if (isPageGreen(notice)) {
        const bool yours = m_side.owner == Owner::You || isWell();
        add(ClueKind::Notice, yours ? Points::Any : Points::Well,
            Words::tr("Its status page tells of no trouble."));
    } else if (notice.reading == NoticeSeen::Reading::Read && notice.state == NoticeState::Maintenance) {
        add(ClueKind::Notice, Points::Theirs, Words::tr("Its status page tells of maintenance."));
    } else if (notice.reading == NoticeSeen::Reading::NotRead && m_side.owner == Owner::Unknown) {
        add(ClueKind::Notice, Points::Any,
            Words::tr("Its status page could not be read, which counts neither way."));
    }
}

void Clues::keys()
{
    if (e.keyMissing)
        add(ClueKind::Keys, Points::Yours, Words::tr("No key can be read."));
    if (e.outcome != Outcome::Auth || e.keys.asked == 0)
        return;
    if (e.keys.refused < e.keys.asked)
        add(ClueKind::Keys, Points::Yours,
            Words::tr("%n other keys of it are accepted.", nullptr, e.keys.asked - e.keys.refused));
    else if (areAllKeysRefused(e.keys))
        add(ClueKind::Keys, Points::Theirs,
            Words::tr("All %1 keys are refused at once, and all worked before.").arg(e.keys.asked));
    else if (e.keys.wereGood)
        add(ClueKind::Keys, Points::Yours,
            Words::tr("The key worked before, and there is no other one to compare with."));
    else
        add(ClueKind::Keys, Points::Yours, Words::tr("Belay has not seen this key work."));
}

void Clues::limits()
{
    if (e.outcome == Outcome::ModelNotFound && !e.offeredModels.empty()) {
        const bool listed
            = std::find(e.offeredModels.begin(), e.offeredModels.end(), e.model) != e.offeredModels.end();
        add(ClueKind::Models, listed ? Points::Well : Points::Any,
            listed ? Words::tr("Its list of models still names it.")
                   : Words::tr("Its list of models does not name it."));
    }
    if (e.retryAfter && e.outcome != Outcome::Ok)
        add(ClueKind::Limits, Points::Any,
            Words::tr("It asks to wait %1.").arg(spokenDuration(*e.retryAfter)));
    else if (e.limit && e.outcome == Outcome::RateLimited) {
        const bool spent = e.limit->remaining <= 0;
        const QString window = quoted(e.limit->window, 40);
        add(ClueKind::Limits, spent ? Points::Yours : Points::Theirs,
            spent ? Words::tr("Nothing is left of its limit on %1.").arg(window)
                  : Words::tr("By its headers there is still room in its limit on %1.").arg(window));
    }
}

void Clues::usual()
{
    if (e.state == TargetState::Slow && e.usual.firstContent)
        add(ClueKind::Usual, Points::Any,
            Words::tr("At this hour %1 is usual.").arg(secondsText(*e.usual.firstContent)));
    if (e.state == TargetState::Slow) {
        if (const std::optional<bool> atServer = isWaitAtServer(e))
            add(ClueKind::Answer, *atServer ? Points::Theirs : Points::Network,
                *atServer ? Words::tr("The connection stood after %1; the rest was waiting for an answer.")
                                .arg(secondsText(*e.connected))
                          : Words::tr("Connecting alone took %1.").arg(secondsText(*e.connected)));
    }
    if (e.state != TargetState::Down || !e.usual.failureShare)
        return;
    const double percent = *e.usual.failureShare * 100;
    constexpr double Hardly = 0.05; // what one decimal would round to nothing
    add(ClueKind::Usual, Points::Any,
        percent < Hardly ? Words::tr("At this hour hardly any of its checks fails usually.")
                         : Words::tr("At this hour %1 % of its checks fail usually.")
                               .arg(QString::number(percent, 'f', 1)));
}

void Clues::servers()
{
    if (!e.servedBy.isEmpty() && e.part != EvidencePart::Reach)
        add(ClueKind::ServedBy, Points::Theirs,
            Words::tr("%1 served the request.").arg(quoted(e.servedBy, 60)));
    else if (e.handsOn && e.part != EvidencePart::Reach && m_side.owner == Owner::Unknown)
        add(ClueKind::ServedBy, Points::Any, Words::tr("It did not say who served the request."));
    if (!e.region.isEmpty() && fits(Points::Theirs, m_side))
        add(ClueKind::Region, Points::Any, Words::tr("The address is of the region %1.").arg(e.region));
}

} // namespace

std::vector<Clue> cluesOf(const DiagnosisEvidence &evidence, const Side &side)
{
    if (evidence.state == TargetState::Paused)
        return {};
    return Clues(evidence, side).all();
}

QString handledBy(const MovedOn &moved)
{
    QStringList parts;
    if (moved.requests > 0)
        parts << Words::tr("%n requests moved on to %1.", nullptr, moved.requests).arg(quoted(moved.to, 60));
    if (moved.lost > 0)
        parts << Words::tr("%n requests found nobody to answer them.", nullptr, moved.lost);
    return parts.join(u' ');
}

} // namespace Belay
