// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedwords.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace Belay {

namespace {

// Sorted by nothing: a word stands once in each list, whatever page has it.
constexpr auto NoticeWords = std::to_array<std::pair<std::string_view, NoticeState>>({
    {"operational", NoticeState::Operational},
    {"none", NoticeState::Operational},
    {"up", NoticeState::Operational},
    {"available", NoticeState::Operational},
    {"allsystemsoperational", NoticeState::Operational},
    {"degradedperformance", NoticeState::Degraded},
    {"degraded", NoticeState::Degraded},
    {"minor", NoticeState::Degraded},
    {"hasissues", NoticeState::Degraded},
    {"serviceinformation", NoticeState::Degraded},
    {"low", NoticeState::Degraded},
    {"partialoutage", NoticeState::PartialOutage},
    {"major", NoticeState::PartialOutage},
    {"minoroutage", NoticeState::PartialOutage},
    {"servicedisruption", NoticeState::PartialOutage},
    {"medium", NoticeState::PartialOutage},
    {"majoroutage", NoticeState::MajorOutage},
    {"fulloutage", NoticeState::MajorOutage},
    {"critical", NoticeState::MajorOutage},
    {"downtime", NoticeState::MajorOutage},
    {"serviceoutage", NoticeState::MajorOutage},
    {"high", NoticeState::MajorOutage},
    {"undermaintenance", NoticeState::Maintenance},
    {"maintenance", NoticeState::Maintenance},
});

constexpr auto PhaseWords = std::to_array<std::pair<std::string_view, PagePhase>>({
    {"investigating", PagePhase::Investigating},
    {"identified", PagePhase::Identified},
    {"fixing", PagePhase::Identified},
    {"monitoring", PagePhase::Monitoring},
    {"resolved", PagePhase::Resolved},
    {"postmortem", PagePhase::Resolved},
    {"completed", PagePhase::Resolved},
    {"recovered", PagePhase::Resolved},
    {"mitigated", PagePhase::Resolved},
    {"scheduled", PagePhase::Scheduled},
    {"notstartedyet", PagePhase::Scheduled},
    {"inprogress", PagePhase::InProgress},
    {"verifying", PagePhase::InProgress},
});

template <typename Value, size_t N>
Value find(
    const std::array<std::pair<std::string_view, Value>, N> &words, std::string_view word, Value fallback)
{
    constexpr size_t Longest = 40;
    if (word.size() > Longest)
        return fallback;
    std::string letters;
    for (const char c : word) {
        if (c >= 'A' && c <= 'Z')
            letters += static_cast<char>(c - 'A' + 'a');
        else if (c >= 'a' && c <= 'z')
            letters += c;
    }
    const auto found = std::ranges::find(words, letters, &std::pair<std::string_view, Value>::first);
    return found == words.end() ? fallback : found->second;
}

} // namespace

NoticeState noticeOfWord(std::string_view word)
{
    return find(NoticeWords, word, NoticeState::Unknown);
}

PagePhase phaseOfWord(std::string_view word)
{
    return find(PhaseWords, word, PagePhase::Unknown);
}

int rankOf(NoticeState state)
{
    switch (state) {
    case NoticeState::Operational:
        return 0;
    case NoticeState::Unknown:
        return 1;
    case NoticeState::Maintenance:
        return 2;
    case NoticeState::Degraded:
        return 3;
    case NoticeState::PartialOutage:
        return 4;
    case NoticeState::MajorOutage:
        break;
    }
    return 5;
}

NoticeState worseOf(NoticeState a, NoticeState b)
{
    return rankOf(b) > rankOf(a) ? b : a;
}

} // namespace Belay
