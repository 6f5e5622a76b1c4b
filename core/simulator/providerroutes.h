// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestreader.h"
#include "core/simulator/heard.h"

namespace Belay {

/// What a path of a provider is for. Whatever asks for a model is a completion, with a face of its own.
struct ProviderRoute {
    enum class Kind { Completion, ModelList, ModelEntry, FreeCheck, Unknown };
    Kind kind = Kind::Unknown;
    Face face = Face::Chat; ///< of Completion
    bool isPublic = false; ///< answers without a key
    QString model; ///< of ModelEntry
    QByteArray body; ///< of FreeCheck
};

/// Knows the paths of the real providers, below whatever prefix they have there (`/v1`, `/openai/v1`, …).
ProviderRoute routeOf(const SimulatedProvider &provider, const RequestHead &head);
/// The path that a real base URL of this kind has.
QString basePathOf(ProviderKindId kind);

} // namespace Belay
