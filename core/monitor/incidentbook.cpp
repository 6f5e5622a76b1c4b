// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/incidentbook.h"

#include "core/domain/statusboard.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds Holds = 3min; // a recovery, before it ends an incident
constexpr Milliseconds Merges = 15min; // a relapse after so long is the same incident
constexpr Milliseconds LimitLasts = 2min; // before it opens one: a limit by the minute is everyday
constexpr Milliseconds SlownessLasts = 10min;
constexpr Milliseconds LongestSilence = 24h; // after which nothing is known to be the same
constexpr Milliseconds ClosedAreKept = 24h;
constexpr Milliseconds TellEvery = 1min;

bool isTrouble(TargetState state)
{
    return severityRank(state) < severityRank(TargetState::NoData);
}

/// The own machine's troubles are told where they are (network, clock, settings), never as a provider's.
bool opensOne(const Verdict &verdict)
{
    if (!isTrouble(verdict.state) || verdict.owner == Owner::Belay)
        return false;
    const bool account
        = verdict.cause == Cause::Key || verdict.cause == Cause::Quota || verdict.cause == Cause::RateLimit;
    return verdict.owner != Owner::You || account;
}

Milliseconds delayOf(Cause cause)
{
    return cause == Cause::RateLimit ? LimitLasts : cause == Cause::Slow ? SlownessLasts : Milliseconds {0};
}

enum class Seen { Recovered, Unknown, Gone };

/// What a target that shows no sign of an incident's cause says of it.
Seen seenNow(const Incident &incident, const IncidentSubject *subject)
{
    if (!subject || subject->verdict.state == TargetState::Paused)
        return Seen::Gone;
    const TargetState state = subject->verdict.state;
    if (state == TargetState::NoData || state == TargetState::Checking)
        return Seen::Unknown;
    // The own machine's trouble says nothing of a provider. Where it was not clear whose side it is, it was
    // that.
    if (isTrouble(state) && !opensOne(subject->verdict))
        return incident.cause == Cause::None ? Seen::Gone : Seen::Unknown;
    // A rejected key cannot be seen while the provider is down.
    return severityRank(state) < severityRank(incident.state) ? Seen::Unknown : Seen::Recovered;
}

/// Whether its verdict speaks of the provider as a whole, and not of one model there.
bool isWide(const IncidentSubject &subject)
{
    return subject.part == EvidencePart::Reach || subject.part == EvidencePart::Auth;
}

/// Whose words tell most of what has this cause: the whole provider's, then those of a newcomer, which knows
/// who else fails. Nobody where no side is clear any more.
const IncidentSubject *speakerOf(Cause cause, const std::vector<const IncidentSubject *> &trouble,
    const std::vector<const IncidentSubject *> &newcomers)
{
    const auto rank = [&](const IncidentSubject *subject) {
        return isWide(*subject) ? 2 : std::ranges::find(newcomers, subject) != newcomers.end() ? 1 : 0;
    };
    const IncidentSubject *speaker = nullptr;
    for (const IncidentSubject *subject : trouble) {
        const bool knows = subject->verdict.cause == cause;
        if (knows && (!speaker || rank(subject) > rank(speaker)))
            speaker = subject;
    }
    return speaker;
}

bool addSorted(std::vector<TargetId> &targets, const TargetId &target)
{
    const auto place = std::ranges::lower_bound(targets, target);
    if (place != targets.end() && *place == target)
        return false;
    targets.insert(place, target);
    return true;
}

} // namespace

IncidentBook::IncidentBook(MakeId makeId)
    : m_makeId(std::move(makeId))
{ }

void IncidentBook::remember(const std::vector<Incident> &known)
{
    for (const Incident &incident : known) {
        const auto isIt = [&](const Entry &entry) { return entry.incident.id == incident.id; };
        const bool second = incident.isOpen() && openOf(incident.provider, incident.cause);
        if (second || std::ranges::any_of(m_entries, isIt))
            continue;
        // What decided is not kept: its provider's checks count where it was down as a whole.
        Entry entry {incident, {EvidencePart::Reach}, {}, {}, {}, incident.lastBadAt, false, false};
        if (incident.state == TargetState::KeyRejected)
            entry.parts = {EvidencePart::Auth};
        m_entries.push_back(std::move(entry));
    }
}

IncidentBook::Entry *IncidentBook::openOf(const ProviderId &provider, Cause cause)
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        return entry.incident.isOpen() && entry.incident.provider == provider
            && entry.incident.cause == cause;
    });
    return found == m_entries.end() ? nullptr : &*found;
}

IncidentEvents IncidentBook::observe(
    const ProviderId &provider, const std::vector<IncidentSubject> &subjects, WallTime now)
{
    IncidentEvents events;
    followSetBack(provider, now);
    std::map<Cause, Trouble> troubles;
    for (const IncidentSubject &subject : subjects) {
        if (opensOne(subject.verdict))
            troubles[causeOf(provider, subject)].push_back(&subject);
    }
    std::erase_if(m_waiting, [&](const auto &waiting) {
        return waiting.first.first == provider && !troubles.contains(waiting.first.second);
    });
    for (const auto &[cause, trouble] : troubles) {
        nameCause(provider, cause, trouble);
        goOn(provider, cause, trouble, now, events);
    }
    for (Entry &entry : m_entries) {
        if (entry.incident.isOpen() && entry.incident.provider == provider
            && !troubles.contains(entry.incident.cause))
            recover(entry, subjects, now, events);
    }
    std::erase_if(m_entries, [&](const Entry &entry) {
        return entry.incident.closedAt && now - *entry.incident.closedAt > ClosedAreKept;
    });
    return events;
}

/// Whose side it is may be unclear for a while, as after a restart: a target stays in the incident that it is
/// in.
Cause IncidentBook::causeOf(const ProviderId &provider, const IncidentSubject &subject) const
{
    if (subject.verdict.cause != Cause::None)
        return subject.verdict.cause;
    const auto itsOwn = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        const Incident &incident = entry.incident;
        return incident.isOpen() && incident.provider == provider && incident.cause != Cause::None
            && incident.state == subject.verdict.state
            && std::ranges::binary_search(incident.targets, subject.target);
    });
    return itsOwn == m_entries.end() ? Cause::None : itsOwn->incident.cause;
}

/// A clock that was set back must not keep what waits for a time waiting for days.
void IncidentBook::followSetBack(const ProviderId &provider, WallTime now)
{
    for (auto &[key, since] : m_waiting)
        since = std::min(since, now);
    for (Entry &entry : m_entries) {
        if (entry.incident.provider != provider || !entry.incident.isOpen())
            continue;
        for (std::optional<WallTime> *time : {&entry.recoveredAt, &entry.goodSince, &entry.toldAt}) {
            if (*time)
                *time = std::min(**time, now);
        }
        entry.incident.lastBadAt = std::min(entry.incident.lastBadAt, now);
    }
}

/// One that opened before it was clear whose side it is goes on under the name that it got now.
void IncidentBook::nameCause(const ProviderId &provider, Cause cause, const Trouble &trouble)
{
    if (cause == Cause::None || openOf(provider, cause))
        return;
    Entry *unnamed = openOf(provider, Cause::None);
    if (!unnamed || unnamed->incident.state != trouble.front()->verdict.state)
        return;
    unnamed->incident.cause = cause;
    unnamed->incident.owner = trouble.front()->verdict.owner;
    unnamed->incident.sentence = trouble.front()->verdict.reason;
    unnamed->grown = true;
    unnamed->toldAt.reset(); // worth telling at once
}

void IncidentBook::goOn(
    const ProviderId &provider, Cause cause, const Trouble &trouble, WallTime now, IncidentEvents &events)
{
    Entry *entry = openOf(provider, cause);
    const bool silent = entry && now - entry->incident.lastBadAt > LongestSilence;
    const bool relapsedLate = entry && entry->recoveredAt && now - *entry->recoveredAt > Merges;
    if (silent || relapsedLate) {
        closeAsSeen(*entry, events);
        entry = nullptr;
    }
    if (entry) {
        if (join(*entry, trouble, now)
            || (entry->grown && now - entry->toldAt.value_or(WallTime {}) >= TellEvery))
            tell(*entry, IncidentEvent::Step::Changed, now, events);
        return;
    }
    entry = reopened(provider, cause, now);
    if (!entry && !hasWaited(provider, cause, now))
        return;
    if (!entry) {
        const IncidentSubject &first = *trouble.front();
        entry = &m_entries.emplace_back();
        Incident &incident = entry->incident;
        incident.id = m_makeId();
        incident.provider = provider;
        incident.owner = first.verdict.owner;
        incident.cause = cause;
        incident.state = first.verdict.state;
        incident.outcome = first.verdict.outcome;
        incident.openedAt = m_waiting.at({provider, cause});
        incident.lastBadAt = incident.openedAt;
        incident.sentence = first.verdict.reason;
        incident.firstError = first.error.left(Incident::LongestError);
    }
    m_waiting.erase({provider, cause});
    join(*entry, trouble, now);
    tell(*entry, IncidentEvent::Step::Opened, now, events);
}

IncidentBook::Entry *IncidentBook::reopened(const ProviderId &provider, Cause cause, WallTime now)
{
    const auto again = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        const Incident &incident = entry.incident;
        return incident.provider == provider && incident.cause == cause && incident.closedAt
            && now - *incident.closedAt <= Merges;
    });
    if (again == m_entries.end())
        return nullptr;
    again->recoveredAt = std::exchange(again->incident.closedAt, {});
    return &*again;
}

bool IncidentBook::hasWaited(const ProviderId &provider, Cause cause, WallTime now)
{
    const auto waiting = m_waiting.try_emplace({provider, cause}, now).first;
    return now - waiting->second >= delayOf(cause);
}

/// Whether there is news of it: another target, or other words.
bool IncidentBook::join(Entry &entry, const Trouble &trouble, WallTime now)
{
    Incident &incident = entry.incident;
    const bool relapsed = entry.recoveredAt.has_value();
    Trouble newcomers;
    bool hasPart = false;
    std::set<Series> joining;
    for (const IncidentSubject *subject : trouble) {
        const bool newPart = entry.parts.insert(subject->part).second;
        hasPart = hasPart || newPart;
        if (newPart && isWide(*subject))
            joining.insert({TargetId {incident.provider, {}}, subject->part});
        if (!addSorted(incident.targets, subject->target))
            continue;
        newcomers.push_back(subject);
        joining.insert({subject->target, EvidencePart::Completion});
        joining.insert({subject->target, EvidencePart::Traffic});
    }
    for (const Series &series : joining) {
        const auto window = m_windows.find(series);
        if (window == m_windows.end())
            continue;
        entry.window.merge(window->second);
        incident.samples += window->second.countOf(incident.state, now);
    }
    incident.peakErrorShare
        = std::max(incident.peakErrorShare, entry.window.shareOf(incident.state, now).value_or(0));
    entry.recoveredAt.reset();
    entry.goodSince.reset();
    entry.grown = entry.grown || incident.lastBadAt != now;
    incident.lastBadAt = std::max(now, incident.openedAt);
    if (newcomers.empty() && !hasPart && !relapsed)
        return false;
    const IncidentSubject *speaker = speakerOf(incident.cause, trouble, newcomers);
    return follow(entry, speaker, relapsed) || !newcomers.empty();
}

/// What is said of it follows while it grows. Of one that was the whole provider's a single model speaks only
/// after a relapse. Whether its words changed.
bool IncidentBook::follow(Entry &entry, const IncidentSubject *speaker, bool relapsed)
{
    if (!speaker || (entry.isWide && !isWide(*speaker) && !relapsed))
        return false;
    Incident &incident = entry.incident;
    entry.isWide = isWide(*speaker);
    if (incident.sentence == speaker->verdict.reason && incident.owner == speaker->verdict.owner)
        return false;
    incident.sentence = speaker->verdict.reason;
    incident.owner = speaker->verdict.owner; // nobody else is blamed in words
    return true;
}

void IncidentBook::recover(
    Entry &entry, const std::vector<IncidentSubject> &subjects, WallTime now, IncidentEvents &events)
{
    const Incident &incident = entry.incident;
    bool anyUnknown = false;
    bool anyRecovered = false;
    for (const TargetId &target : incident.targets) {
        const auto subject = std::ranges::find(subjects, target, &IncidentSubject::target);
        const Seen seen = seenNow(incident, subject == subjects.end() ? nullptr : &*subject);
        anyUnknown = anyUnknown || seen == Seen::Unknown;
        anyRecovered = anyRecovered || seen == Seen::Recovered;
    }
    if (anyUnknown) {
        if (now - incident.lastBadAt > LongestSilence)
            closeAsSeen(entry, events);
        return;
    }
    if (!anyRecovered) {
        close(entry, incident.lastBadAt, IncidentEnd::Unseen, events);
        return;
    }
    if (!entry.goodSince) {
        entry.goodSince = now;
        // After a long silence (asleep, switched off) it is not known when it ended: no longer than seen.
        entry.recoveredAt = now - incident.lastBadAt > Merges ? incident.lastBadAt : now;
    }
    if (now - *entry.goodSince >= Holds)
        close(entry, *entry.recoveredAt, IncidentEnd::Recovered, events);
}

void IncidentBook::close(Entry &entry, WallTime at, IncidentEnd end, IncidentEvents &events)
{
    entry.incident.closedAt = std::max(at, entry.incident.openedAt);
    entry.recoveredAt.reset();
    entry.goodSince.reset();
    tell(entry, IncidentEvent::Step::Closed, at, events);
    events.back().end = end;
}

/// A recovery that was on its way counts; without one it ended when it was last seen.
void IncidentBook::closeAsSeen(Entry &entry, IncidentEvents &events)
{
    if (entry.recoveredAt)
        close(entry, *entry.recoveredAt, IncidentEnd::Recovered, events);
    else
        close(entry, entry.incident.lastBadAt, IncidentEnd::Unseen, events);
}

void IncidentBook::tell(Entry &entry, IncidentEvent::Step step, WallTime now, IncidentEvents &events)
{
    entry.toldAt = now;
    entry.grown = false;
    events.push_back({step, entry.incident});
}

IncidentEvents IncidentBook::keepOnly(const std::set<ProviderId> &watched, WallTime now)
{
    IncidentEvents events;
    for (Entry &entry : m_entries) {
        if (entry.incident.isOpen() && !watched.contains(entry.incident.provider))
            close(entry, std::min(entry.incident.lastBadAt, now), IncidentEnd::Unseen, events);
    }
    std::erase_if(m_windows, [&](const auto &one) { return !watched.contains(one.first.first.provider); });
    std::erase_if(m_waiting, [&](const auto &one) { return !watched.contains(one.first.first); });
    return events;
}

std::vector<Incident> IncidentBook::open() const
{
    std::vector<Incident> incidents;
    for (const Entry &entry : m_entries) {
        if (entry.incident.isOpen())
            incidents.push_back(entry.incident);
    }
    std::ranges::sort(incidents, {}, &Incident::openedAt);
    return incidents;
}

} // namespace Belay
