// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statuspage.h"

#include <string_view>

namespace Belay {

/// What the word of any page for a state, an impact or a severity means. Letters alone
/// count, in any case: `DEGRADEDPERFORMANCE` is `degraded_performance`. Unknown for anything else.
NoticeState noticeOfWord(std::string_view word);
/// The same of how far an incident is.
PagePhase phaseOfWord(std::string_view word);

/// How bad a state is, operational 0. Unknown stands above operational: it is no good news.
int rankOf(NoticeState state);
NoticeState worseOf(NoticeState a, NoticeState b);

} // namespace Belay
