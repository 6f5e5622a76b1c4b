// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/diagnosisside.h"

namespace Belay {

// Pieces that the sentences of Diagnosis are made of.

QString hostOf(const DiagnosisEvidence &evidence);
/// `your OpenAI account`.
QString accountOf(const DiagnosisEvidence &evidence);
/// With a capital at its beginning.
QString capitalised(QString text);
/// `gpt-4o at OpenAI`, or the provider alone.
QString subjectOf(const DiagnosisEvidence &evidence);
/// The subject, or the upstream where that is the side.
QString serverOf(const DiagnosisEvidence &evidence, const Side &side);
QString modelOf(const DiagnosisEvidence &evidence);
/// ` (HTTP 429, rate_limit_exceeded)`, as far as known.
QString statusOf(const DiagnosisEvidence &evidence);
QString secondsText(Microseconds duration);
/// Text of the provider's: on one line, without controls, redacted, at most `most` characters.
QString quoted(const QString &text, qsizetype most);
/// What is added to a failure of theirs: whether it is this model alone, and what their page says of it.
QString scopeOf(const DiagnosisEvidence &evidence);
/// "Probe X instead", with what else is offered.
QString otherModels(const DiagnosisEvidence &evidence);
/// Where it may be theirs or the own network's.
QString lookAtOwnNetwork();
/// Where else to send requests, as the last sentence of advice.
QString meanwhile(const DiagnosisEvidence &evidence);

} // namespace Belay
