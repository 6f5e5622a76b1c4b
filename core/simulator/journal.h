// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/http/httpvalues.h"

#include <deque>
#include <functional>

namespace Belay {

/// One request that reached a simulated provider, in full or not.
struct JournalEntry {
    WallTime at;
    TargetId target; ///< without model where the request names none
    QString key; ///< its name; empty where none was sent, `?` where it is nobody's
    QByteArray method;
    QString path; ///< with the query, but never with a key
    qint64 bytes = 0; ///< of the request's body
    qint64 sentBytes = 0; ///< of the answer's body, until it ended
    int status = 0; ///< 0 while, or if, there was no answer
    bool finished = false; ///< the answer ended as the weather wanted it to
    bool cancelled = false; ///< the client left before that
    HttpHeaders headers; ///< as sent, keys replaced by their names; only while details are kept
    QByteArray body; ///< only while details are kept
};

/// What the simulator was asked, the newest 100 000. Values of keys never get here.
class Journal final
{
public:
    /// Number of an entry; stays true when older ones go.
    using Number = quint64;

    Number add(JournalEntry entry);
    /// Does nothing once the entry has gone.
    void change(Number number, const std::function<void(JournalEntry &)> &change);
    void clear();

    const std::deque<JournalEntry> &entries() const { return m_entries; }
    int count(const TargetId &target) const;
    /// One array of `{"at","target","key","path","bytes","cancelled"}`.
    QByteArray toJson() const;

private:
    std::deque<JournalEntry> m_entries;
    Number m_first = 0; // of the oldest entry
};

} // namespace Belay
