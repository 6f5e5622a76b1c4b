// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace Belay {

/// One thing to say: what began, goes on or is over, under an id that later ones of the same take over.
struct Telling {
    enum class Kind { Began, Reminds, Changed, Ended };
    Kind kind = Kind::Began;
    QString id;
    std::vector<QString> open; ///< matters that go on
    std::vector<QString> ended; ///< that are over since it was last told
    std::vector<QString> replaces; ///< ids of earlier ones that this one takes in
    bool isDigest = false; ///< of several providers
};

/// Decides for one channel when a matter is told, and with what others: those that begin close together are
/// one telling. Knows ids alone. Pure; time comes in.
class TellingQueue final
{
public:
    struct Policy {
        Milliseconds gap {15'000}; ///< a telling waits so long for others
        Milliseconds longestWait {60'000}; ///< and for all of them together
        size_t digestFrom = 3; ///< providers
        size_t most = 6; ///< new tellings within `period`; the rest waits and becomes a digest
        Milliseconds period {600'000};
        std::optional<Milliseconds> remindEvery; ///< doubling up to a day
        bool takesIn = false; ///< a digest takes in what was told within `longestWait` before
    };
    explicit TellingQueue(const Policy &policy)
        : m_policy(policy)
    { }
    void setReminders(std::optional<Milliseconds> every, SteadyTime now);

    enum class Wait { ForOthers, No };
    /// `provider` empty: of none, and told by itself.
    void begin(const QString &matter, const QString &provider, Wait wait, SteadyTime now);
    /// It was told before this program started: its end is news.
    void adopt(const QString &matter, const QString &provider, SteadyTime now);
    void end(const QString &matter, SteadyTime now);
    /// As if it had never been; the ids of tellings that are left without a matter.
    std::vector<QString> forget(const QString &matter);
    /// Says nothing of it until then, also not that it is over; nothing: ever. As forget().
    std::vector<QString> mute(const QString &matter, std::optional<SteadyTime> until);
    bool knows(const QString &matter) const;

    /// Nothing of providers is said while this holds.
    void setProvidersHeld(bool held, SteadyTime now);
    /// Nothing at all is said while this holds; what happened meanwhile is one telling afterwards.
    void setQuiet(bool quiet);

    std::vector<Telling> take(SteadyTime now);
    /// When take() has something, as far as is known.
    std::optional<SteadyTime> wakeAt() const;

private:
    struct Pending {
        QString provider;
        Wait wait = Wait::ForOthers;
        SteadyTime since;
        bool ended = false; ///< while it was quiet: told afterwards all the same
    };
    struct Member {
        QString provider;
        bool ended = false;
        bool muted = false;
        SteadyTime mutedUntil; ///< the largest time: ever
    };
    struct Group {
        std::map<QString, Member> members;
        SteadyTime toldAt;
        Milliseconds interval {0};
        std::optional<SteadyTime> remindAt;
        std::optional<SteadyTime> changeAt; ///< a part of it is over, which is not told yet
        bool allEnded() const;
    };

    bool isHeld(const QString &provider) const { return m_quiet || (m_held && !provider.isEmpty()); }
    std::optional<SteadyTime> dueOfPending() const;
    std::optional<SteadyTime> slotAt() const;
    std::optional<SteadyTime> remindsAt(const Group &group) const;
    void wakeMuted(SteadyTime now);
    void takeAlone(std::vector<Telling> &out, SteadyTime now);
    void takePending(std::vector<Telling> &out, SteadyTime now);
    void takeGroups(std::vector<Telling> &out, SteadyTime now);
    void takeAfterQuiet(std::vector<Telling> &out, SteadyTime now);
    Telling tellNew(const std::set<QString> &matters, std::vector<QString> takenIn, SteadyTime now);
    Telling tellGroup(const QString &id, Telling::Kind kind);
    void dropEmpty(const QString &id, std::vector<QString> &gone);
    void startReminders(Group &group, SteadyTime now) const;

    Policy m_policy;
    std::map<QString, Pending> m_pending;
    std::map<QString, Group> m_groups;
    std::deque<SteadyTime> m_spent; // when new tellings went out, the last period of them
    bool m_held = false;
    bool m_quiet = false;
    bool m_wasQuiet = false; // since the last take()
    quint64 m_next = 0;
};

} // namespace Belay
