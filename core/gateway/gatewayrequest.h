// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/base/ulid.h"
#include "core/domain/config.h"
#include "core/http/httpexchange.h"
#include "core/providers/catalogue.h"
#include "core/providers/translation/dialectform.h"
#include "core/secrets/keyring.h"

#include <map>
#include <memory>
#include <optional>

namespace Belay {

/// The routes of contract 7 that go to a provider.
enum class Face { ChatCompletions, Completions, Embeddings, Responses, Messages, CountTokens, Passthrough };

/// Addresses that were put together once. Of the gateway's thread.
using UpstreamUrls = std::map<std::pair<const ProviderConfig *, Face>, QUrl>;

/// What the gateway works with; swapped whole, and each request ends on the one that it began with. Gateway
/// tokens are entries of the key ring under the provider id `gateway`.
struct GatewaySetup {
    std::shared_ptr<const Config> config;
    KeyRingPtr keys;
    const Catalogue *catalogue = nullptr;
    std::shared_ptr<UpstreamUrls> urls = std::make_shared<UpstreamUrls>(); ///< of the config's providers
};

/// The path below the base URL of OpenAI's form (`chat/completions`) or Anthropic's; empty for Passthrough.
QByteArray upstreamPath(Face face);
/// The form in which clients of this face speak; nothing where bytes are never translated.
std::optional<DialectForm> formOf(Face face);
/// Whether errors are told in Anthropic's form.
bool speaksAnthropic(Face face);

/// Where the value of the top-level `model` lies in a body, quotes included.
struct ByteSpan {
    qsizetype begin = 0;
    qsizetype size = 0;
    bool operator==(const ByteSpan &) const = default;
};

/// A request that has passed every check of contract 7 and names a chain or one target.
struct GatewayRequest {
    Ulid id; ///< also the `x-belay-request-id`
    Face face = Face::ChatCompletions;
    QByteArray method = "POST";
    QByteArray path; ///< as sent, without the query
    QByteArray query; ///< as sent, without the question mark
    HttpHeaders headers; ///< as sent: who forwards, chooses (contract 7, *Forwarded*)
    HttpHeaders
        answerHeaders; ///< every answer begins with them: x-belay-request-id, CORS where it is allowed
    QByteArray body;
    ByteSpan model;
    QString modelName; ///< as the client wrote it, unescaped
    bool stream = false;
    QString token; ///< id of the token that called; empty where none is required
    ChainConfig chain; ///< of one step with one target where the model named a target
    bool isChain = true; ///< false: `provider/model` or passthrough; traces then name no chain
    SteadyTime complete; ///< when its last byte had come: deadlines start here
    WallTime at;
    std::shared_ptr<const GatewaySetup> setup;
};

/// Takes requests that may be sent on, on the gateway's thread. Whatever happens, `exchange` is answered
/// exactly once, or its client has gone.
class RequestSink
{
public:
    virtual ~RequestSink() = default;
    virtual void dispatch(GatewayRequest request, std::shared_ptr<HttpExchange> exchange) = 0;
    /// Requests under way that hold an answer back or stream it (limit of contract 8).
    virtual int activeCount() const = 0;
};

} // namespace Belay
