// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/heard.h"

namespace Belay {

/// What a simulated model answers, in the pieces in which it streams.
struct Reply {
    struct Call {
        QString id; ///< of its own, without the prefix that a dialect gives it
        QString name;
        QStringList arguments; ///< pieces of one JSON text
    };
    QStringList reasoning;
    QStringList words;
    std::vector<Call> calls;
    bool isTruncated = false; ///< by the limit of tokens

    bool isEmpty() const { return words.isEmpty() && calls.empty(); }
    qsizetype tokens() const;
};

/// The last user's message says what is wanted, by words in brackets: `[tool]` a call of the first tool (of
/// the next one for each further `[tool]`), `[think]` reasoning before the answer, `[echo]` what was heard,
/// `[words 500]` so many pieces. A request for JSON gets what fits its schema. Else it is the provider's own
/// text.
Reply replyTo(
    const SimulatedProvider &provider, const Heard &heard, std::optional<int> maxTokens, int number);

/// A value that fits a JSON schema, as far as it says what is wanted by `type`, `properties`, `items`,
/// `enum`, `const` and `anyOf`.
ConfigJson exampleOf(const ConfigJson &schema, int depth = 0);

} // namespace Belay
