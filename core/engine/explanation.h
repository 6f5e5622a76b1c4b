// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/statusboard.h"
#include "core/history/historyqueries.h"
#include "core/providers/errortext.h"

#include <nlohmann/json_fwd.hpp>

namespace Belay {

/// What Belay itself knows of the minute in which an error happened.
struct MeasuredAround {
    std::optional<Sample> nearest; ///< of the same provider, at most an hour away
    bool someoneAnswered = false; ///< from the internet, soon after the error
    bool nobodyAnswered = false; ///< two providers or more were asked, and none could be reached
    bool keyWorked = false; ///< where a key was refused: Belay's own was accepted around that time
    std::optional<bool> modelEverAnswered; ///< empty: there is no history, or no model was told
};

/// An error that somebody pasted, with whose side it is.
struct Explanation {
    ErrorReading reading;
    QString provider; ///< its id in the config, else the name of its kind; empty: nobody can tell
    QString providerName;
    Verdict verdict; ///< its reason tells what Belay measured and what its gateway tried, too
    std::optional<Sample> measured;
    bool ownKeyWorks = false; ///< the key that Belay has, where the text tells of one that is refused
    std::vector<QString> notes; ///< about the text: what was left out of it
};

/// For readErrorText().
HostKinds hostKindsOf(const Config &config);

/// The provider of the config that a text speaks of: by the gateway's word, by its address, by its kind; null
/// where none of it fits.
const ProviderConfig *providerOf(const ErrorReading &reading, const Config &config);

/// Asks history what was measured when the error happened; `now` where the text does not tell. On the thread
/// of `queries`.
MeasuredAround measuredAround(
    HistoryQueries &queries, const Config &config, const ErrorReading &reading, WallTime now);

/// Pure: the text, what is configured and what was measured, through diagnose(). `network` is the own one's
/// state where the error is of this minute, else unknown.
Explanation explainError(const ErrorReading &reading, const Config &config, const MeasuredAround &around,
    NetworkState network, WallTime now);

/// The result of `explain`, contract 5.
nlohmann::ordered_json toJson(const Explanation &explanation);

/// "12 s before it", "in the same second", "3 min ago" where the error has no time of its own.
QString distanceText(const ErrorReading &reading, WallTime measuredAt, WallTime now);

} // namespace Belay
