// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/domain/sets.h"

#include <QStringList>

#include <utility>
#include <vector>

namespace Belay {

/// A provider that the simulator plays.
struct SimulatedProvider {
    ProviderId id;
    ProviderKindId kind = ProviderKindId::OpenAi;
    Dialect dialect = Dialect::OpenAi;
    QStringList models;
    std::vector<std::pair<KeyId, Secret>> keys; ///< by name; none: whoever comes may come in
    Milliseconds latency {200}; ///< to the first content
    Milliseconds jitter {100}; ///< at most added to it
    Milliseconds perEvent {20};
    int words = 12; ///< of an answer; each is one event
    QString text = QStringLiteral(
        "A belay is the rope that holds a climber who falls."); ///< of answers, again and again
    quint16 port = 0; ///< 0: any
};

} // namespace Belay
