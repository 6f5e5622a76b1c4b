// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incidentnotice.h"
#include "core/domain/sample.h"
#include "core/domain/verdict.h"
#include "core/monitor/errorwindow.h"
#include "core/monitor/targetcomposite.h"

#include <functional>
#include <map>
#include <set>

namespace Belay {

/// What the rules see of one target of a provider.
struct IncidentSubject {
    TargetId target;
    Verdict verdict;
    EvidencePart part = EvidencePart::Reach; ///< what decided its state
    QString error; ///< what came back, redacted
};

/// What became of an incident. Changed: another target, a notice, a remark, or its counts of the last minute.
/// One that opens again is Opened once more under the same id.
struct IncidentEvent {
    enum class Step { Opened, Changed, Closed };
    Step step = Step::Opened;
    Incident incident;
    IncidentEnd end = IncidentEnd::Recovered; ///< of one that is Closed
};
using IncidentEvents = std::vector<IncidentEvent>;

/// Opens and closes incidents (contract 3, *Incidents*). Pure: time, states and results come in, what
/// happened comes out.
class IncidentBook final
{
public:
    using MakeId = std::function<Ulid()>;
    explicit IncidentBook(MakeId makeId);

    /// What an earlier run left: open ones are taken up again, closed ones may open again or get a notice.
    void remember(const std::vector<Incident> &known);
    /// All targets of a provider as they are now.
    IncidentEvents observe(
        const ProviderId &provider, const std::vector<IncidentSubject> &subjects, WallTime now);
    /// One result, for the counts. `health` is weighed.
    void take(const Sample &sample, Health health);
    /// Nobody watches the others any more: theirs end where they were last seen.
    IncidentEvents keepOnly(const std::set<ProviderId> &watched, WallTime now);
    IncidentEvents remark(const IncidentRemark &remark);
    /// What a provider's page tells now.
    IncidentEvents takePage(const ProviderId &provider, const PageReading &page);
    /// The counts that were not told yet: the watch is over.
    IncidentEvents flush();

    /// The oldest first.
    std::vector<Incident> open() const;

private:
    struct Entry {
        Incident incident;
        std::set<EvidencePart> parts;
        ErrorWindow window;
        std::optional<WallTime> recoveredAt;
        std::optional<WallTime> goodSince; // how long the recovery has been watched
        std::optional<WallTime> toldAt;
        bool grown = false; // counts that nobody was told of
        bool isWide = false; // its sentence speaks of the provider as a whole
    };
    using Trouble = std::vector<const IncidentSubject *>;
    using Series = std::pair<TargetId, EvidencePart>;

    Entry *openOf(const ProviderId &provider, Cause cause);
    Cause causeOf(const ProviderId &provider, const IncidentSubject &subject) const;
    void followSetBack(const ProviderId &provider, WallTime now);
    void nameCause(const ProviderId &provider, Cause cause, const Trouble &trouble);
    void goOn(const ProviderId &provider, Cause cause, const Trouble &trouble, WallTime now,
        IncidentEvents &events);
    Entry *reopened(const ProviderId &provider, Cause cause, WallTime now);
    bool join(Entry &entry, const Trouble &trouble, WallTime now);
    static bool follow(Entry &entry, const IncidentSubject *speaker, bool relapsed);
    bool hasWaited(const ProviderId &provider, Cause cause, WallTime now);
    void recover(
        Entry &entry, const std::vector<IncidentSubject> &subjects, WallTime now, IncidentEvents &events);
    void close(Entry &entry, WallTime at, IncidentEnd end, IncidentEvents &events);
    void closeAsSeen(Entry &entry, IncidentEvents &events);
    void tell(Entry &entry, IncidentEvent::Step step, WallTime now, IncidentEvents &events);
    bool counts(const Entry &entry, const Sample &sample) const;

    MakeId m_makeId;
    std::vector<Entry> m_entries; // open ones, and those that closed within the last day
    std::map<std::pair<ProviderId, Cause>, WallTime> m_waiting; // what has to last before it opens one
    std::map<Series, ErrorWindow> m_windows;
};

} // namespace Belay
