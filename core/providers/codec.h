// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/sets.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"

#include <memory>
#include <optional>

namespace Belay {

struct ProviderConfig;

enum class AnswerForm { Whole, Stream };

/// A completion in no dialect: what a probe asks. (It grows into the conversation of the gateway.)
struct CompletionRequest {
    QString model;
    QString prompt;
    ProbeRecipe recipe;
    AnswerForm form = AnswerForm::Stream;
};

/// What has been read of an answer so far.
struct AnswerState {
    bool readable = false; ///< the bytes are of this dialect
    bool content
        = false; ///< a text, refusal, reasoning or tool-call piece that is not empty (contract 8, *Content*)
    bool garbled = false; ///< an event that begins as JSON is none: a piece of the answer may be lost
    bool finished = false; ///< a finish reason came
    bool complete = false; ///< the terminal marker came (or, not streamed, the whole body)
    QByteArray error; ///< the event or body that carries an error or a refused prompt, at most 64 KiB
    QString finishReason; ///< stop, length, tool_calls, content_filter, refusal, error, or the dialect's own
    QString servedModel;
    QString servedBy;
    QString requestId;
    std::optional<int> tokensIn;
    std::optional<int> tokensOut;
    std::optional<int> sequence; ///< of a Responses stream: the number of the last event that is no error
};

/// Contract 2, first row: content, output tokens, or an end that is an answer in itself (`length`, a tool
/// call, a filter). `stop` alone is none.
bool isAnswer(const AnswerState &state);

/// Reads one answer as its bytes arrive. Values in, values out; never more than one event in memory.
class AnswerReader
{
public:
    virtual ~AnswerReader() = default;
    /// Optional, before the first feed(): request ids are told in headers.
    virtual void head(const HttpHead &head) = 0;
    virtual void feed(QByteArrayView bytes) = 0;
    /// The transport has ended without a failure: a whole body is read here, and a stream that has told its
    /// finish reason is complete though its dialect (gemini) or provider has no terminal marker.
    virtual void end() = 0;
    virtual const AnswerState &state() const = 0;
};

/// One dialect, both ways. Stateless; shared by all threads.
class Codec
{
public:
    virtual ~Codec() = default;
    /// Path (below the base URL), headers and body; method POST. Auth and limits are the caller's.
    virtual HttpRequest completion(
        const ProviderKind &kind, const QUrl &baseUrl, const CompletionRequest &request) const = 0;
    virtual std::unique_ptr<AnswerReader> reader(AnswerForm form) const = 0;
    /// Ids as they are used in requests, without doubles; an error for bytes that are no list.
    virtual Result<std::vector<QString>> readModels(
        const ProviderKind &kind, const QByteArray &body) const = 0;
};

const Codec &codecFor(Dialect dialect);

/// The provider's own, else its kind's; empty where neither has one.
QUrl baseUrlOf(const ProviderConfig &provider, const ProviderKind &kind);
/// Where `path` of the catalogue is below a base URL. The host is always the base URL's; its query is kept
/// (`api-version` of Azure).
QUrl endpoint(const QUrl &baseUrl, const QString &path);
/// The request of a free check, with the auth header where it needs one.
HttpRequest freeCheckRequest(
    const ProviderKind &kind, const QUrl &baseUrl, const FreeCheck &check, const Secret &key);
/// How a kind carries its key; nothing for an empty key. To be sent to the host of the base URL only.
std::optional<AuthHeader> authHeader(const ProviderKind &kind, const Secret &key);

} // namespace Belay
