// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probeschedule.h"

#include <algorithm>

namespace Belay {

void ProbeSchedule::add(const ProbeSlot &slot, const QString &host, std::optional<Milliseconds> interval)
{
    Entry &entry = m_entries[slot];
    entry.host = host;
    entry.interval = interval;
}

void ProbeSchedule::remove(const ProbeSlot &slot)
{
    const auto found = m_entries.find(slot);
    if (found == m_entries.end())
        return;
    if (found->second.running) {
        --m_running;
        --m_runningPerHost[found->second.host];
    }
    m_entries.erase(found);
}

std::vector<ProbeSlot> ProbeSchedule::slots() const
{
    std::vector<ProbeSlot> all;
    for (const auto &[slot, entry] : m_entries)
        all.push_back(slot);
    return all;
}

void ProbeSchedule::setInterval(const ProbeSlot &slot, std::optional<Milliseconds> interval, SteadyTime now)
{
    const auto found = m_entries.find(slot);
    if (found == m_entries.end() || found->second.interval == interval)
        return;
    Entry &entry = found->second;
    entry.interval = interval;
    if (entry.running || entry.asked || m_held || (entry.confirming && interval))
        return;
    if (!entry.everRan) {
        entry.nextAt.reset(); // a round begins it
        return;
    }
    // Counted from the last run, so that a stretched interval spares and a shorter one is felt at once.
    entry.nextAt = jittered(entry, entry.began);
    if (entry.nextAt)
        entry.nextAt = std::max(*entry.nextAt, now);
}

void ProbeSchedule::startRound(Which which, SteadyTime from)
{
    if (which == Which::All)
        m_held = false;
    std::vector<Entry *> round;
    Milliseconds spread = LongestSpread;
    // Checks come first: they are free, and completions need to know which key is healthy.
    for (const auto kind : {ProbeSlot::Kind::Check, ProbeSlot::Kind::Completion}) {
        for (auto &[slot, entry] : m_entries) {
            if (slot.kind != kind || !entry.interval || entry.running)
                continue;
            if (which == Which::New && (entry.everRan || entry.nextAt))
                continue;
            if (which == Which::Checks && kind != ProbeSlot::Kind::Check)
                continue;
            round.push_back(&entry);
            spread = std::min(spread, *entry.interval);
        }
    }
    if (round.empty())
        return;
    const auto count = static_cast<qint64>(round.size());
    const Microseconds apart = std::min<Microseconds>(Microseconds(spread) / count, ClosestStart);
    for (size_t i = 0; i < round.size(); ++i)
        round[i]->nextAt = from + static_cast<qint64>(i) * apart;
}

void ProbeSchedule::hold()
{
    m_held = true;
    for (auto &[slot, entry] : m_entries) {
        entry.nextAt.reset();
        entry.asked = false;
    }
}

std::optional<SteadyTime> ProbeSchedule::jittered(const Entry &entry, SteadyTime from)
{
    if (!entry.interval)
        return {};
    const double micros = static_cast<double>(Microseconds(*entry.interval).count());
    return from + Microseconds {static_cast<qint64>(micros * m_random.between(1.0 - Jitter, 1.0 + Jitter))};
}

bool ProbeSchedule::isSpared(const ProbeSlot &slot, const Entry &entry, SteadyTime now) const
{
    return slot.kind == ProbeSlot::Kind::Completion && !entry.asked && entry.interval && entry.lastTraffic
        && now - *entry.lastTraffic < *entry.interval;
}

std::vector<ProbeSlot> ProbeSchedule::takeDue(SteadyTime now)
{
    std::vector<std::pair<SteadyTime, ProbeSlot>> due;
    for (auto &[slot, entry] : m_entries) {
        if (entry.running || !entry.nextAt || *entry.nextAt > now || (m_held && !entry.asked))
            continue;
        if (isSpared(slot, entry, now))
            entry.nextAt = jittered(entry, now);
        else
            due.emplace_back(*entry.nextAt, slot);
    }
    std::sort(due.begin(), due.end());
    std::vector<ProbeSlot> taken;
    for (const auto &[at, slot] : due) {
        Entry &entry = m_entries[slot];
        int &onHost = m_runningPerHost[entry.host];
        if (m_running >= AtOnce)
            break;
        if (onHost >= AtOncePerHost)
            continue;
        ++onHost;
        ++m_running;
        entry.running = true;
        entry.everRan = true;
        entry.asked = false;
        entry.confirming = false;
        entry.began = now;
        entry.nextAt.reset();
        taken.push_back(slot);
    }
    return taken;
}

bool ProbeSchedule::mayConfirm(const ProbeSlot &slot, Entry &entry, SteadyTime now)
{
    if (slot.kind == ProbeSlot::Kind::Check)
        return true;
    constexpr Milliseconds Day {24 * 3'600'000};
    while (!entry.confirms.empty() && now - entry.confirms.front() >= Day)
        entry.confirms.pop_front();
    if (entry.confirms.size() >= CompletionConfirmsADay)
        return false;
    entry.confirms.push_back(now);
    return true;
}

bool ProbeSchedule::finished(const ProbeSlot &slot, Confirm confirm, SteadyTime now)
{
    const auto found = m_entries.find(slot);
    if (found == m_entries.end() || !found->second.running)
        return false;
    Entry &entry = found->second;
    entry.running = false;
    --m_running;
    --m_runningPerHost[entry.host];
    if (m_held)
        return false;
    if (confirm == Confirm::Asked && mayConfirm(slot, entry, now)) {
        entry.nextAt = now + AskedConfirmAfter;
        entry.asked = true;
        return true;
    }
    entry.nextAt = jittered(entry, entry.began);
    const bool confirms = confirm == Confirm::Scheduled && entry.interval && mayConfirm(slot, entry, now);
    entry.confirming = confirms;
    if (confirms)
        entry.nextAt = std::min(*entry.nextAt, entry.began + ConfirmAfter);
    if (entry.nextAt)
        entry.nextAt = std::max(*entry.nextAt, now);
    return confirms;
}

void ProbeSchedule::postpone(const ProbeSlot &slot, SteadyTime until)
{
    const auto found = m_entries.find(slot);
    if (found == m_entries.end() || !found->second.running)
        return;
    Entry &entry = found->second;
    entry.running = false;
    --m_running;
    --m_runningPerHost[entry.host];
    entry.nextAt = until;
    entry.asked = true;
}

void ProbeSchedule::runNow(const ProbeSlot &slot, SteadyTime now)
{
    const auto found = m_entries.find(slot);
    if (found == m_entries.end() || found->second.running)
        return;
    found->second.nextAt = now;
    found->second.asked = true;
}

void ProbeSchedule::spare(const ProbeSlot &slot, SteadyTime now)
{
    const auto found = m_entries.find(slot);
    if (found != m_entries.end())
        found->second.lastTraffic = now;
}

bool ProbeSchedule::isRunning(const ProbeSlot &slot) const
{
    const auto found = m_entries.find(slot);
    return found != m_entries.end() && found->second.running;
}

std::optional<SteadyTime> ProbeSchedule::nextRun(const ProbeSlot &slot) const
{
    const auto found = m_entries.find(slot);
    if (found == m_entries.end())
        return {};
    return found->second.nextAt;
}

std::optional<SteadyTime> ProbeSchedule::nextWake(SteadyTime now) const
{
    std::optional<SteadyTime> wake;
    for (const auto &[slot, entry] : m_entries) {
        // What is due and still waits is held back by the limits; a probe that ends brings it on.
        if (entry.running || !entry.nextAt || (m_held && !entry.asked) || *entry.nextAt <= now)
            continue;
        if (!wake || *entry.nextAt < *wake)
            wake = entry.nextAt;
    }
    return wake;
}

} // namespace Belay
