// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/diagnosis.h"

#include <vector>

namespace Belay {

/// A piece of evidence that may be missing.
enum class Field {
    Answer, ///< outcome, status and what came with it
    Confirmed,
    Network,
    Tls,
    Clock,
    Proxy,
    Ladder,
    Traffic,
    SameProvider,
    SameUpstream,
    Others,
    Keys,
    Notice,
    Limits,
    Usual,
    Served,
    Region,
    History,
    Models,
    Connected,
    Nothing ///< of rows that nothing makes weaker
};
constexpr int FieldCount = static_cast<int>(Field::Nothing);

/// The evidence as it would be if nobody had told that piece.
DiagnosisEvidence without(DiagnosisEvidence evidence, Field field);

/// A named situation, what Diagnosis makes of it, and the piece of evidence that it hangs on.
struct Situation {
    const char *name;
    DiagnosisEvidence evidence;
    const char *side; ///< `owner/cause`
    const char *confidence;
    Field decisive;
    const char *word; ///< in the reason or the advice
};

/// `gpt-4o-mini` of OpenAI on a calm day.
DiagnosisEvidence calm();
/// The same with its completions failing, confirmed, on a network that works.
DiagnosisEvidence failing(Outcome outcome, int status = 0);
/// The same with what a provider of this kind answered, as the classifier reads it.
DiagnosisEvidence answered(ProviderKindId kind, int status, const QByteArray &body,
    const HttpHeaders &headers = {{"content-type", "application/json"}});
/// With the state that the outcome leads to once its evidence is weighed.
DiagnosisEvidence settled(DiagnosisEvidence evidence);
NoticeSeen green();
NoticeSeen trouble(const char *title, NoticeState state = NoticeState::PartialOutage);

std::vector<Situation> serverSituations();
std::vector<Situation> modelSituations();
std::vector<Situation> networkSituations();
std::vector<Situation> keySituations();
std::vector<Situation> quotaSituations();
std::vector<Situation> limitSituations();
/// Nobody can tell whose side it is: the owner is unknown.
std::vector<Situation> openSituations();

} // namespace Belay
