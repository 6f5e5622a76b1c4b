// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/configjson.h"
#include "core/http/httpserver.h"
#include "core/simulator/reply.h"

namespace Belay {

/// A request for a completion, as far as a simulated provider looks at it.
struct CompletionAsked {
    Face face = Face::Chat;
    QString model;
    Heard heard;
    QStringList inputs; ///< of embeddings
    int dimensions = 16; ///< of embeddings
    bool wantsBase64 = false; ///< embeddings' `encoding_format`
    bool stream = false;
    bool wantsUsage = false; ///< chat's `stream_options.include_usage`
    int promptTokens = 1;
    std::optional<int> maxTokens;
    bool isTruncated = false; ///< the answer ends because of maxTokens
    int number = 0; ///< of the request, so that ids differ
    WallTime at;
};

/// What can be wrong with a request or with the provider.
enum class VoiceFault { BadKey, NoKey, NoModel, RateLimit, Quota, BadRequest, UnknownPath, Status };

struct FaultAsked {
    VoiceFault fault = VoiceFault::Status;
    int status = 503; ///< of VoiceFault::Status
    QString model;
    Milliseconds retryAfter {0};
    int number = 0;
    WallTime at;
};

/// Says what a provider says, in the forms of its dialect: the simulator's own hand, so that an error in
/// Belay's codecs cannot hide behind the same error here. Facts: the providers' API references.
class Voice
{
public:
    virtual ~Voice() = default;
    /// Nothing for a body that this provider would refuse.
    virtual std::optional<CompletionAsked> read(
        Face face, const RequestHead &head, const QByteArray &body) const = 0;
    virtual HttpHeaders headers(const CompletionAsked &asked) const = 0;
    virtual QByteArray whole(const CompletionAsked &asked, const Reply &reply) const = 0;
    /// Whole events; the first carries content or leads up to it, the last is the terminal marker.
    virtual std::vector<QByteArray> events(const CompletionAsked &asked, const Reply &reply) const = 0;
    /// The provider is in trouble, says so, and calls it a 200.
    virtual QByteArray faultAsEvent(const CompletionAsked &asked, const HttpAnswer &fault) const;
    /// An event without meaning, sent while a model thinks.
    virtual QByteArray ping() const = 0;
    virtual QByteArray modelList() const = 0;
    virtual QByteArray modelEntry(const QString &model) const = 0;
    virtual HttpAnswer fault(const FaultAsked &asked) const = 0;
};

std::unique_ptr<Voice> openAiVoice(const SimulatedProvider &provider);
std::unique_ptr<Voice> anthropicVoice(const SimulatedProvider &provider);
std::unique_ptr<Voice> geminiVoice(const SimulatedProvider &provider);
std::unique_ptr<Voice> voiceOf(const SimulatedProvider &provider);

/// The error that an OpenAI-like provider of this kind gives: each has its own form and codes.
HttpAnswer openAiFault(const SimulatedProvider &provider, const FaultAsked &asked);

/// An object of a request's body; nothing where it is none.
std::optional<ConfigJson> readObject(const QByteArray &body);
QString textAt(const ConfigJson &object, const char *name);
bool flagAt(const ConfigJson &object, const char *name);
std::optional<int> countAt(const ConfigJson &object, const char *name);
QByteArray bytesOf(const ConfigJson &json);
/// About as many as the text would have.
int tokensIn(const QByteArray &body);
/// The numbers of one embedding, from the text alone; each in [-1, 1).
std::vector<float> embeddingOf(const QString &text, int dimensions);
QByteArray dataEvent(const ConfigJson &json);
/// An answer in JSON.
HttpAnswer jsonAnswer(int status, const ConfigJson &json, HttpHeaders headers = {});
/// Whole seconds, as Retry-After wants them, rounded up.
QByteArray wholeSeconds(Milliseconds time);

} // namespace Belay
