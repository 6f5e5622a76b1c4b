// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"

#include <QByteArray>

namespace Belay {

/// What many samples have in common; history stores it once.
struct SampleShape {
    KeyId key;
    SampleSource source = SampleSource::Probe;
    ProbeKind kind = ProbeKind::Reach;
    Outcome outcome = Outcome::Skipped;
    int status = 0;
    Proof proof = Proof::None;
    bool cold = true;
    quint32 fields = 0; ///< which measures there are, a bit each
    QString servedModel;
    QString servedBy;
    bool operator==(const SampleShape &) const = default;
};
size_t qHash(const SampleShape &shape, size_t seed = 0);

SampleShape shapeOf(const Sample &sample);
/// What is a sample's own: its phases, each from the end of the one before, then tokens and cost.
QByteArray packMeasures(const Sample &sample);
/// The sample without its target, request id and evidence; nothing for bytes that packMeasures did not write.
std::optional<Sample> unpackSample(const SampleShape &shape, WallTime at, QByteArrayView measures);

} // namespace Belay
