// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>

namespace Belay::FeedLimits {

// What is taken of a page that anybody may have written. What is over a count or a length is left out, what
// is over a size or a depth is not read at all.

constexpr qsizetype LargestBody = 2 * 1024 * 1024;
constexpr std::size_t DeepestJson = 64;
constexpr int DeepestXml = 64;
constexpr std::size_t MostComponents = 500;
constexpr std::size_t MostIncidents
    = 200; ///< the first ones; feeds have the newest first. XML is not read beyond
constexpr std::size_t MostNames = 100; ///< of what one incident touches
constexpr std::size_t MostUpdates = 20; ///< of one incident that are looked at
constexpr qsizetype LongestTitle = 200;
constexpr qsizetype LongestName = 120;
constexpr qsizetype LongestText = 1'000;
constexpr qsizetype LongestId = 200;
constexpr qsizetype LongestLink = 1'000;
constexpr qsizetype LongestMarkup = 8 * 1024; ///< of one item of an XML feed that is looked at

} // namespace Belay::FeedLimits
