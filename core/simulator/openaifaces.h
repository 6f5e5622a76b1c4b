// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/voice.h"

namespace Belay {

// The faces of an OpenAI-like provider beside chat: Responses (OpenAI API reference), and the older
// completions.

QByteArray responsesWhole(const CompletionAsked &asked, const Reply &reply);
std::vector<QByteArray> responsesEvents(const CompletionAsked &asked, const Reply &reply);
/// An error after the 200 of a stream, as it was recorded: `error`, then `response.failed`.
QByteArray responsesFault(const CompletionAsked &asked, const HttpAnswer &fault);

QByteArray textWhole(const CompletionAsked &asked, const Reply &reply);
std::vector<QByteArray> textEvents(const CompletionAsked &asked, const Reply &reply);

QByteArray embeddingsWhole(const CompletionAsked &asked);
qint64 unixTime(WallTime time);

} // namespace Belay
