// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/providers/catalogue.h"
#include "core/providers/translation/answerevent.h"
#include "core/providers/translation/conversation.h"
#include "core/providers/translation/dialectform.h"

#include <memory>

namespace Belay {

/// Why a request is refused before anybody is asked (400): `param` names the field.
struct RequestProblem {
    std::string param;
    std::string message;
};

/// What a target can do, so that a request is written for it.
struct TargetTraits {
    ProviderKindId kind = ProviderKindId::OpenAiCompatible;
    std::string model; ///< the provider's own name
    ModelInfo info;
};

/// A request for one target; or `needed`, the fields it lacks: then the target is skipped (contract 7).
struct WrittenRequest {
    QByteArray body;
    std::vector<std::string> dropped; ///< for x-belay-dropped; names of contract 7
    std::vector<std::string> needed;
};

/// An answer that is not the provider's, or an error of the provider retold (contract 8).
struct ClientFault {
    int status = 500;
    std::string openAiType;
    std::string openAiCode;
    std::string anthropicType;
    std::string param;
    std::string message;
    std::string requestId;
    Json belay; ///< the `belay` object of contract 8; null: none
};

/// Turns the bytes of an answer into events. Bytes may be split anywhere; never more than one event is held.
/// What is no event of the dialect is left out; errors in it are the AnswerReader's (codec.h) to see. Without
/// AnswerCompleted the answer is a cut one, whole or streamed.
class AnswerDecoder
{
public:
    virtual ~AnswerDecoder() = default;
    /// Of an answer that is not streamed: nothing until end().
    virtual AnswerEvents feed(QByteArrayView bytes) = 0;
    /// The transport ended without failure.
    virtual AnswerEvents end() = 0;
};

/// What an encoder must know of the request that it answers.
struct AnswerContext {
    std::string requestId; ///< Belay's own; where the provider gives no id
    std::string model; ///< as the client wrote it; where the provider names none
    std::int64_t createdS = 0; ///< seconds since 1970
    bool includeUsage = false;
    int firstSequence = 0; ///< of the next event, where a stream of Responses goes on
    bool showReasoning = false; ///< Conversation::showReasoning
    Json echo; ///< Conversation::echo
};

/// Turns events into the bytes of a client's dialect.
class AnswerEncoder
{
public:
    virtual ~AnswerEncoder() = default;
    /// For a stream: the bytes to send now. For a whole answer: empty until AnswerCompleted, then the body.
    virtual QByteArray take(const AnswerEvent &event) = 0;
    /// After commit a break: the error event of contract 8 (*After commit*), without a terminal marker.
    virtual QByteArray fail(const ClientFault &fault) = 0;
};

/// A form that clients speak. Stateless; shared by all threads.
class ClientFace
{
public:
    virtual ~ClientFace() = default;
    /// Takes the body apart: pictures are moved, not copied.
    virtual Result<Conversation, RequestProblem> readRequest(Json body) const = 0;
    virtual std::unique_ptr<AnswerEncoder> encoder(bool stream, AnswerContext context) const = 0;
    /// The body of an error answer.
    virtual QByteArray fault(const ClientFault &fault) const = 0;
};

/// A form that providers are asked in. Stateless; shared by all threads.
class TargetFace
{
public:
    virtual ~TargetFace() = default;
    virtual WrittenRequest writeRequest(const Conversation &request, const TargetTraits &target) const = 0;
    virtual std::unique_ptr<AnswerDecoder> decoder(bool stream) const = 0;
};

/// Of Chat, Responses and Messages; nobody speaks Generate to the gateway, it is answered with Chat's.
const ClientFace &clientFace(DialectForm form);
const TargetFace &targetFace(Dialect dialect);

} // namespace Belay
