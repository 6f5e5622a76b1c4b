// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"

#include <QStringList>

namespace Belay {

// What a chain does, in the words of a person.

/// `500 ms`, `20 s`, `5 min`: exact, in the largest unit that is.
QString exactDurationText(Milliseconds duration);
/// Reads what a person types, `1.5 s` and `2 min` alike; a bare number has the unit of `like`.
std::optional<Milliseconds> durationFromText(const QString &text, Milliseconds like);

/// `OpenAI · gpt-4o`; the id where the provider is not there.
QString targetName(const Config &config, const TargetId &target);
/// `OpenAI · gpt-4o  →  race of 2  →  Ollama · qwen3`, with steps that are off left out.
QString chainSummary(const Config &config, const ChainConfig &chain);
/// When and how often a step tries, and what follows; `last`: no step that is on comes after it.
QString stepSentence(const StepConfig &step, bool last);
/// Each difference that Apply would make, a sentence each.
QStringList chainChanges(const Config &was, const Config &now);

} // namespace Belay
