// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"
#include "core/http/httpvalues.h"

namespace Belay {

/// A ReachProbe asks whether the provider's own server answers: one that refuses the key, or for want of one,
/// does. An AuthProbe is a free check with the key.
enum class RequestPurpose { ReachProbe, AuthProbe, CompletionProbe, Traffic };

/// All that is known of a request that ended.
struct Ending {
    ProviderKindId kind = ProviderKindId::OpenAiCompatible;
    RequestPurpose purpose = RequestPurpose::CompletionProbe;
    std::optional<HttpFailure> failure; ///< of the transport
    HttpHead head; ///< status 0 when no head came
    /// Of a free check and of a status over 299 what came, at most its first 64 KiB; of an answer with status
    /// 200 AnswerState::error, or the beginning of what is not readable.
    QByteArray body;
    bool answered = false; ///< isAnswer() of what the codec read; of a free check it is not asked
    bool complete = false; ///< the codec saw the terminal marker of its dialect
    bool readable = false; ///< the body was of the dialect at all
    WallTime now;
};

struct Classification {
    Outcome outcome = Outcome::NotAnAnswer;
    QString providerCode;
    QString message; ///< redacted, at most 1 KiB
    std::optional<Milliseconds> retryAfter; ///< as the provider stated it (retryhint.h)
};

/// The one function that turns an ending into an outcome (contract 2, *Evidence*): the body first, then the
/// status. Decides by typed statuses and documented words and sentences, never by a number
/// somewhere in a text. `cancelled` and `skipped` are the caller's to say.
Classification classify(const Ending &ending);

} // namespace Belay
