// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/money.h"
#include "core/domain/outcome.h"

#include <QString>

#include <optional>

namespace Belay {

// Values as people read them: translated, in the numbers of the person's locale. "–" where nothing is known.

/// `412 ms`, `1.2 s`, `14 s`.
QString latencyText(std::optional<Microseconds> latency);
/// `for 6 min`.
QString forDuration(WallTime since, WallTime now);
/// `12 s ago`, `just now` under two seconds; times to come read as now.
QString agoText(WallTime at, WallTime now);
/// `last check 12 s ago`, or that there was none yet.
QString lastCheckText(std::optional<WallTime> at, WallTime now);
/// A share with two decimals, rounded down (percentText), with the locale's decimal sign.
QString shareText(std::optional<double> share);
/// `96 % known`, whole and rounded down; empty for nothing.
QString coverageText(std::optional<double> coverage);
/// Up: what costs at most that much.
enum class Rounding { Nearest, Up };
/// `$0.00002`, `$1.20`: two significant digits under a dollar; `price unknown` for nothing.
QString moneyText(std::optional<NanoUsd> amount, Rounding rounding = Rounding::Nearest);
/// Local date and time of an instant, short.
QString dateTimeText(WallTime at);
/// `14:05`; with its day where that is another one.
QString sinceText(WallTime at, WallTime now);
/// To the second, with its day.
QString momentText(WallTime at);

/// A name on a button or in a menu, where a lone & would be taken for a mnemonic.
QString buttonText(const QString &name);
/// Whose side: "their side", "your key"; empty where it is nobody's.
QString ownerText(Owner owner, Cause cause);
/// What became of a key's last check: "works", "refused".
QString keyHealthText(KeyHealth health);
/// Where a key's value is: "keychain", "this session only".
QString keyStorageText(KeyStorage storage);
/// An outcome in a few words: "rate limited", "no answer in time".
QString outcomeText(Outcome outcome);
/// How far a check got: "streamed an answer".
QString proofText(Proof proof);
QString networkText(NetworkState state);

} // namespace Belay
