// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

namespace Belay {

// One provider in words, the same wherever it is told. Text of a page is the provider's: plain text.

/// Answers the question for one provider: `OpenAI serves you on 1 of 2 targets. gpt-5 is down: theirs, for
/// 6 min.`
QString providerSentence(const StatusBoard &board, const ProviderId &provider, WallTime now);

/// The worst that a provider or any of its targets is in; Checking for one that nothing is known of.
TargetState worstStateOf(const StatusBoard &board, const ProviderId &provider);

/// The title of the open post that goes with what a page says now; empty where none does.
QString noticeTitle(const PageReading &page);
/// `all operational`, `partial outage`.
QString noticeWord(NoticeState state);
/// `Their page: degraded: Elevated errors`; empty where the page says nothing now.
QString officialLine(NoticeState state, const QString &title);
/// When the page was last read, or why it cannot be; without a sentence on what it says.
QString pageReadingText(const PageReading &page, WallTime now);
/// `investigating`; empty where the feed does not tell.
QString phaseWord(PagePhase phase);

} // namespace Belay
