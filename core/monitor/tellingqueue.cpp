// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tellingqueue.h"

#include <algorithm>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds LongestInterval {24h};

void keepSoonest(std::optional<SteadyTime> &soonest, std::optional<SteadyTime> other)
{
    if (other && (!soonest || *other < *soonest))
        soonest = other;
}

} // namespace

bool TellingQueue::Group::allEnded() const
{
    return std::ranges::all_of(members, [](const auto &each) { return each.second.ended; });
}

void TellingQueue::setReminders(std::optional<Milliseconds> every, SteadyTime now)
{
    if (m_policy.remindEvery == every)
        return;
    m_policy.remindEvery = every;
    for (auto &[id, group] : m_groups)
        startReminders(group, now);
}

void TellingQueue::startReminders(Group &group, SteadyTime now) const
{
    group.interval = m_policy.remindEvery.value_or(Milliseconds {0});
    group.remindAt = m_policy.remindEvery ? std::optional(now + group.interval) : std::nullopt;
}

void TellingQueue::begin(const QString &matter, const QString &provider, Wait wait, SteadyTime now)
{
    for (auto &[id, group] : m_groups) {
        const auto member = group.members.find(matter);
        if (member == group.members.end())
            continue;
        member->second.ended = false; // its end was not told yet
        return;
    }
    Pending &pending = m_pending.try_emplace(matter, Pending {provider, wait, now}).first->second;
    pending.ended = false;
}

void TellingQueue::adopt(const QString &matter, const QString &provider, SteadyTime now)
{
    if (knows(matter))
        return;
    Group &group = m_groups[QStringLiteral("note-%1").arg(++m_next)];
    group.members[matter].provider = provider;
    startReminders(group, now);
}

void TellingQueue::end(const QString &matter, SteadyTime now)
{
    if (const auto pending = m_pending.find(matter); pending != m_pending.end()) {
        if (m_quiet)
            pending->second.ended = true;
        else
            m_pending.erase(pending); // nobody heard that it began
        return;
    }
    for (auto &[id, group] : m_groups) {
        const auto member = group.members.find(matter);
        if (member == group.members.end() || member->second.ended)
            continue;
        if (member->second.muted) {
            forget(matter);
            return;
        }
        member->second.ended = true;
        if (!group.changeAt)
            group.changeAt = now + m_policy.gap;
        return;
    }
}

void TellingQueue::dropEmpty(const QString &id, std::vector<QString> &gone)
{
    if (!m_groups.at(id).members.empty())
        return;
    m_groups.erase(id);
    gone.push_back(id);
}

std::vector<QString> TellingQueue::forget(const QString &matter)
{
    std::vector<QString> gone;
    m_pending.erase(matter);
    for (auto &[id, group] : m_groups) {
        if (group.members.erase(matter) == 0)
            continue;
        if (std::ranges::none_of(group.members, [](const auto &each) { return each.second.ended; }))
            group.changeAt.reset();
        dropEmpty(QString(id), gone);
        break;
    }
    return gone;
}

std::vector<QString> TellingQueue::mute(const QString &matter, std::optional<SteadyTime> until)
{
    if (m_pending.contains(matter))
        return until ? std::vector<QString> {} : forget(matter);
    for (auto &[id, group] : m_groups) {
        const auto member = group.members.find(matter);
        if (member == group.members.end())
            continue;
        member->second.muted = true;
        member->second.mutedUntil = until.value_or(SteadyTime::max());
        const bool isSilent
            = std::ranges::all_of(group.members, [](const auto &each) { return each.second.muted; });
        return isSilent ? std::vector {id} : std::vector<QString> {};
    }
    return {};
}

bool TellingQueue::knows(const QString &matter) const
{
    return m_pending.contains(matter) || std::ranges::any_of(m_groups, [&](const auto &group) {
        return group.second.members.contains(matter);
    });
}

void TellingQueue::setProvidersHeld(bool held, SteadyTime now)
{
    if (std::exchange(m_held, held) == held || held)
        return;
    // What began in the dark gets its time to be taken back.
    for (auto &[matter, pending] : m_pending)
        pending.since = pending.provider.isEmpty() ? pending.since : now;
}

void TellingQueue::setQuiet(bool quiet)
{
    m_quiet = quiet;
    m_wasQuiet = m_wasQuiet || quiet;
}

std::optional<SteadyTime> TellingQueue::dueOfPending() const
{
    std::optional<SteadyTime> first;
    std::optional<SteadyTime> last;
    for (const auto &[matter, pending] : m_pending) {
        if (pending.wait == Wait::No || isHeld(pending.provider))
            continue;
        first = std::min(first.value_or(pending.since), pending.since);
        last = std::max(last.value_or(pending.since), pending.since);
    }
    if (!first)
        return {};
    return std::min(*first + m_policy.longestWait, *last + m_policy.gap);
}

std::optional<SteadyTime> TellingQueue::slotAt() const
{
    if (m_spent.size() < m_policy.most)
        return {};
    return m_spent.at(m_spent.size() - m_policy.most) + m_policy.period;
}

std::vector<Telling> TellingQueue::take(SteadyTime now)
{
    std::vector<Telling> out;
    if (m_quiet)
        return out;
    while (!m_spent.empty() && m_spent.front() + m_policy.period <= now)
        m_spent.pop_front();
    wakeMuted(now);
    if (std::exchange(m_wasQuiet, false))
        takeAfterQuiet(out, now);
    takeAlone(out, now);
    takePending(out, now);
    takeGroups(out, now);
    return out;
}

void TellingQueue::wakeMuted(SteadyTime now)
{
    for (auto &[id, group] : m_groups) {
        for (auto &[matter, member] : group.members) {
            if (!member.muted || member.mutedUntil > now)
                continue;
            member.muted = false;
            if (group.remindAt)
                group.remindAt = std::min(*group.remindAt, now);
        }
    }
}

void TellingQueue::takeAlone(std::vector<Telling> &out, SteadyTime now)
{
    std::vector<QString> due;
    for (const auto &[matter, pending] : m_pending) {
        if (pending.wait == Wait::No && !isHeld(pending.provider))
            due.push_back(matter);
    }
    for (const QString &matter : due) {
        if (!slotAt())
            out.push_back(tellNew({matter}, {}, now));
    }
}

void TellingQueue::takePending(std::vector<Telling> &out, SteadyTime now)
{
    const auto due = dueOfPending();
    if (!due || now < *due || slotAt())
        return;
    std::map<QString, std::set<QString>> byProvider;
    std::set<QString> all;
    for (const auto &[matter, pending] : m_pending) {
        if (pending.wait == Wait::No || isHeld(pending.provider))
            continue;
        byProvider[pending.provider].insert(matter);
        all.insert(matter);
    }
    std::set<QString> providers;
    for (const auto &[provider, matters] : byProvider)
        providers.insert(provider);
    std::vector<QString> recent;
    for (const auto &[id, group] : m_groups) {
        const auto &first = group.members.begin()->second;
        if (!m_policy.takesIn || first.provider.isEmpty() || first.muted
            || group.toldAt + m_policy.longestWait < now)
            continue;
        recent.push_back(id);
        for (const auto &[matter, member] : group.members)
            providers.insert(member.provider);
    }
    const size_t free = m_policy.most - m_spent.size();
    if (providers.size() >= m_policy.digestFrom || byProvider.size() > free) {
        out.push_back(tellNew(all, recent, now));
        return;
    }
    for (const auto &[provider, matters] : byProvider)
        out.push_back(tellNew(matters, {}, now));
}

void TellingQueue::takeGroups(std::vector<Telling> &out, SteadyTime now)
{
    std::vector<QString> ids;
    for (const auto &[id, group] : m_groups)
        ids.push_back(id);
    for (const QString &id : ids) {
        Group &group = m_groups.at(id);
        if (group.allEnded())
            out.push_back(tellGroup(id, Telling::Kind::Ended));
        else if (group.changeAt && now >= *group.changeAt)
            out.push_back(tellGroup(id, Telling::Kind::Changed));
        else if (remindsAt(group).value_or(SteadyTime::max()) <= now) {
            out.push_back(tellGroup(id, Telling::Kind::Reminds));
            group.interval = std::min(2 * group.interval, LongestInterval);
            group.remindAt = now + group.interval;
        }
    }
}

void TellingQueue::takeAfterQuiet(std::vector<Telling> &out, SteadyTime now)
{
    std::set<QString> matters;
    for (const auto &[matter, pending] : m_pending) {
        if (!isHeld(pending.provider))
            matters.insert(matter);
    }
    std::vector<QString> groups;
    for (const auto &[id, group] : m_groups) {
        const bool hasNews
            = group.changeAt.has_value() || remindsAt(group).value_or(SteadyTime::max()) <= now;
        const bool isDark = std::ranges::any_of(
            group.members, [this](const auto &each) { return isHeld(each.second.provider); });
        if (hasNews && !isDark)
            groups.push_back(id);
    }
    if (!matters.empty() || groups.size() > 1)
        out.push_back(tellNew(matters, groups, now));
}

Telling TellingQueue::tellNew(const std::set<QString> &matters, std::vector<QString> takenIn, SteadyTime now)
{
    const QString id = QStringLiteral("note-%1").arg(++m_next);
    Group group;
    for (const QString &matter : matters) {
        const Pending &pending = m_pending.at(matter);
        group.members[matter] = {pending.provider, pending.ended, false, {}};
        m_pending.erase(matter);
    }
    for (const QString &taken : takenIn) {
        group.members.merge(m_groups.at(taken).members);
        m_groups.erase(taken);
    }
    group.toldAt = now;
    startReminders(group, now);
    m_groups[id] = std::move(group);
    m_spent.push_back(now);
    const bool isOver = m_groups.at(id).allEnded();
    Telling telling = tellGroup(id, isOver ? Telling::Kind::Ended : Telling::Kind::Began);
    telling.replaces = std::move(takenIn);
    return telling;
}

/// After it, what is over is told: the group knows it no more.
Telling TellingQueue::tellGroup(const QString &id, Telling::Kind kind)
{
    Group &group = m_groups.at(id);
    Telling telling;
    telling.kind = kind;
    telling.id = id;
    std::set<QString> providers;
    for (const auto &[matter, member] : group.members) {
        if (member.ended)
            telling.ended.push_back(matter);
        else if (!member.muted)
            telling.open.push_back(matter);
        if (member.ended || !member.muted)
            providers.insert(member.provider);
    }
    telling.isDigest = providers.size() > 1;
    group.changeAt.reset();
    std::erase_if(group.members, [](const auto &each) { return each.second.ended; });
    if (group.members.empty())
        m_groups.erase(id);
    return telling;
}

std::optional<SteadyTime> TellingQueue::remindsAt(const Group &group) const
{
    const bool speaks = std::ranges::any_of(group.members, [this](const auto &each) {
        return !each.second.muted && !each.second.ended && !isHeld(each.second.provider);
    });
    return speaks ? group.remindAt : std::nullopt;
}

std::optional<SteadyTime> TellingQueue::wakeAt() const
{
    if (m_quiet)
        return {};
    std::optional<SteadyTime> soonest = dueOfPending();
    for (const auto &[matter, pending] : m_pending) {
        if (pending.wait == Wait::No && !isHeld(pending.provider))
            keepSoonest(soonest, pending.since);
    }
    if (soonest)
        soonest = std::max(*soonest, slotAt().value_or(*soonest));
    for (const auto &[id, group] : m_groups) {
        keepSoonest(soonest, group.changeAt);
        if (group.allEnded())
            keepSoonest(soonest, group.toldAt);
        keepSoonest(soonest, remindsAt(group));
        for (const auto &[matter, member] : group.members) {
            if (member.muted && member.mutedUntil != SteadyTime::max())
                keepSoonest(soonest, member.mutedUntil);
        }
    }
    return soonest;
}

} // namespace Belay
