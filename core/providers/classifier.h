// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"
#include "core/http/httpvalues.h"

namespace Belay {

enum class RequestPurpose { ReachProbe, AuthProbe, CompletionProbe, Traffic };

/// All that is known of a request that ended.
struct Ending {
    ProviderKindId kind = ProviderKindId::OpenAiCompatible;
    RequestPurpose purpose = RequestPurpose::CompletionProbe;
    std::optional<HttpFailure> failure; ///< of the transport
    HttpHead head; ///< status 0 when no head came
    QByteArray
        body; ///< of an answer that is an error, at most 64 KiB; of a stream the event that carries the error
    bool answered = false; ///< the codec saw content, or a finish, or output tokens
    bool complete = false; ///< the codec saw the terminal marker of its dialect
    bool readable = false; ///< the body was of the dialect at all
    WallTime now;
};

struct Classification {
    Outcome outcome = Outcome::NotAnAnswer;
    QString providerCode;
    QString message; ///< redacted, at most 1 KiB
    std::optional<Milliseconds> retryAfter; ///< as the provider stated it (providers.md 0.3)
};

/// The one function that turns an ending into an outcome of contract 2: the body first, then the status
/// (providers.md 0.2).
Classification classify(const Ending &ending);

} // namespace Belay
