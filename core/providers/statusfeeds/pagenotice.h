// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/statuspage.h"

namespace Belay {

/// Which part of a page stands for the API of a provider.
struct PageSelector {
    std::vector<QString>
        parts; ///< ids or names of components, or names of groups; empty: what is called API, else all of it
    QString mention; ///< a feed of many services: incidents without these words are somebody else's
    /// A page that the person named may have none of the parts: then all of it counts.
    bool wholeIfNone = false;
    bool operator==(const PageSelector &) const = default;
};

/// What a page says of the selected part.
struct PageNotice {
    NoticeState state = NoticeState::Unknown;
    std::vector<PageComponent> components; ///< the selected ones
    std::vector<PageIncident> open; ///< that touch it or do not say what they touch, newest first
    std::vector<PageIncident> past; ///< that touched it and are over, newest first
    bool operator==(const PageNotice &) const = default;
};

/// The state of the selected components goes before the page's own: trouble of a chat website does not mark
/// the API. An open incident that names one of them counts while the provider has not said that its mend is
/// in; where a list of troubles does not say what an open one touches, the state is unknown. `now` ends what
/// a feed without any phases tells: after a day it is over.
PageNotice noticeOf(const StatusPage &page, const PageSelector &selector, WallTime now);

} // namespace Belay
