// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gateway/gatewayrequest.h"

#include <memory>

namespace Belay {

/// What the gateway needs to know of a body to send it on.
struct BodyFacts {
    ByteSpan model; ///< of the value, quotes included
    QString modelName; ///< unescaped
    bool stream = false;
    bool operator==(const BodyFacts &) const = default;
};

enum class BodyFault { NotAnObject, TooDeep, TwoModels, NoModel };

/// Reads what a client sent: one JSON object in UTF-8, not deeper than 256, with one top-level `model`. The
/// whole grammar is checked and no tree is built. Keeps its buffers; lives on one thread.
class BodyCheck final
{
public:
    BodyCheck();
    ~BodyCheck();
    Q_DISABLE_COPY_MOVE(BodyCheck)

    /// May give `body` spare room behind its end; the bytes stay as they are.
    Result<BodyFacts, BodyFault> read(QByteArray &body);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace Belay
