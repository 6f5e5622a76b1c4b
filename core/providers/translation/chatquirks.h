// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/conversation.h"
#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Where providers that speak chat completions differ (each one's API reference). A field that a kind is not
/// known to take is left out: several refuse a request for a field too many.
struct ChatQuirks {
    const char *seed = "seed"; ///< null: none
    const char *user = nullptr;
    double highestTemperature = 2;
    bool penalties = true;
    bool parallelToolCalls = false;
    bool serviceTier = false;
    bool tools = true;
    bool toolChoice = true;
    bool topK = false;
    bool files = false;
    bool imageAddresses = true;
    bool textInParts = true; ///< else several texts are joined
    bool shortCallIds = false; ///< nine letters and digits
};

ChatQuirks chatQuirks(ProviderKindId kind);
/// OpenAI itself, also at Azure: what its reasoning models refuse is known.
bool isOpenAi(ProviderKindId kind);
bool reasons(const TargetTraits &target);
/// The word that comes nearest to an effort; nothing where the target knows none.
std::optional<std::string> effortWord(Effort effort, const TargetTraits &target);

} // namespace Belay
