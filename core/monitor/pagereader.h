// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/pagereading.h"
#include "core/monitor/pagefetch.h"
#include "core/monitor/watchedpage.h"

#include <map>

namespace Belay {

/// What one reading of a page brought.
struct PageRead {
    std::optional<StatusPage> page; ///< empty: `trouble` says why
    PageTrouble trouble = PageTrouble::None;
    QString detail;
    std::optional<Milliseconds> retryAfter;
};

/// Reads one page, again and again: finds out which of its feeds can be read and of what kind it is, and
/// keeps to it; asks for the rest of a feed when there is news. Asks with what is at hand, so that nothing is
/// sent twice.
class PageReader final
{
public:
    using Done = std::function<void(const PageRead &)>;

    PageReader(HttpClient &http, const Clock &clock, const WatchedPage &watched);
    Q_DISABLE_COPY_MOVE(PageReader)

    /// `done` is called once, never from inside; it must not destroy this. One reading at a time.
    void read(Done done);
    bool isReading() const { return static_cast<bool>(m_done); }
    /// Nothing is called for a reading under way.
    void cancel();

private:
    struct Source {
        QUrl url;
        std::optional<FeedKind> kind; ///< empty: to be found
    };
    struct Copy {
        QByteArray etag;
        QByteArray lastModified;
        StatusPage page;
    };

    void askSource();
    void sourceAnswered(const PageAnswer &answer);
    void askCompanion(const QUrl &url);
    void companionAnswered(const QUrl &url, const PageAnswer &answer);
    void startFetch(const QUrl &url, PageFetch::Done done);
    void moveOn(PageTrouble trouble, const QString &detail);
    bool take(const PageAnswer &answer);
    bool isNews() const;
    void finish(PageRead read);

    HttpClient &m_http;
    const Clock &m_clock;
    const WatchedPage m_watched;
    std::vector<Source> m_sources;
    std::map<QUrl, Copy> m_copies;
    size_t m_at = 0; // which source is being asked, or is asked next
    size_t m_good = 0; // which was read last
    size_t m_tried = 0; // in this reading
    std::optional<PageRead> m_trouble; // the first one of this reading
    std::optional<StatusPage> m_summary; // of the reading before
    std::optional<SteadyTime> m_companionAt;
    Done m_done;
    std::unique_ptr<PageFetch> m_fetch;
};

} // namespace Belay
