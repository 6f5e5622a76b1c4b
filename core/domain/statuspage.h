// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/sets.h"

#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace Belay {

// What a provider's own status page says, whatever form its feed has. All text in it is the provider's: plain
// text, cut to a length, never markup.

/// How far the provider is with an incident of its own page.
enum class PagePhase { Investigating, Identified, Monitoring, Resolved, Scheduled, InProgress, Unknown };
template <>
struct EnumNames<PagePhase> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"investigating", "identified", "monitoring", "resolved", "scheduled", "in-progress", "unknown"});
};

struct PageComponent {
    QString id;
    QString name;
    QString group; ///< the name of the group it stands in; empty: none
    NoticeState state = NoticeState::Unknown;
    std::optional<double> uptime; ///< 0...1 as the page publishes it; empty where it does not
    bool operator==(const PageComponent &) const = default;
};

struct PageIncident {
    QString id; ///< stable across readings
    QString title;
    QUrl link; ///< https alone; empty where the feed names none
    NoticeState impact = NoticeState::Unknown;
    PagePhase phase = PagePhase::Unknown;
    bool maintenance = false;
    std::optional<WallTime> createdAt; ///< as the page says it, not when it was read
    std::optional<WallTime> resolvedAt;
    std::vector<QString> components; ///< their ids, or their names where the feed has no ids; empty: not said
    QString latest; ///< the newest update's text
    bool operator==(const PageIncident &) const = default;

    bool isOpen() const { return phase != PagePhase::Resolved && phase != PagePhase::Scheduled; }
};

/// One reading of a page.
struct StatusPage {
    NoticeState state = NoticeState::Unknown; ///< of the page as a whole
    std::vector<PageComponent> components;
    std::vector<PageIncident> incidents; ///< open ones, and what the feed still tells of closed ones
    /// What is well is not in the feed at all: a component that nobody names is operational.
    bool listsTroubleAlone = false;
    bool operator==(const StatusPage &) const = default;
};

} // namespace Belay
