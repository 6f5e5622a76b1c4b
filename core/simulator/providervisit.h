// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/providerserver.h"

namespace Belay {

/// One request as the provider that it came to understands it.
struct ProviderServer::Visit {
    enum class KeyState { None, Known, Unknown };

    ProviderRoute route;
    KeyState keyState = KeyState::None;
    KeyId key;
    std::optional<CompletionAsked> asked; // nothing for a completion that cannot be read
    int number = 0;
    WallTime at;
    QByteArray body; // shared with the request

    bool isCompletion() const { return route.kind == ProviderRoute::Kind::Completion; }
    bool isStream() const { return asked && asked->stream; }
    QString model() const { return asked ? asked->model : route.model; }
};

} // namespace Belay
