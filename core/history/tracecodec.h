// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"

#include <QByteArray>

#include <span>

namespace Belay {

/// Traces as history keeps them: names once, then about 50 bytes each. Names that a client or a provider
/// chose are cut to what a name needs.
QByteArray packTraces(std::span<const Trace> traces);
/// Nothing for bytes that packTraces did not write.
std::optional<std::vector<Trace>> unpackTraces(QByteArrayView bytes);

} // namespace Belay
