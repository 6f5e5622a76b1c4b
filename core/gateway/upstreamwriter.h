// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayrequest.h"
#include "core/http/httpvalues.h"
#include "core/providers/translation/dialectface.h"
#include "core/routing/runcommand.h"

#include <optional>
#include <string>
#include <vector>

namespace Belay {

/// How an answer becomes the client's: as it is, told in another form, or without anybody reading it.
enum class Passage { Native, Translated, Raw };

/// One request as it goes to one target.
struct UpstreamRequest {
    HttpRequest http;
    Passage passage = Passage::Native;
    Dialect dialect = Dialect::OpenAi; ///< of the answer
    std::vector<std::string> dropped; ///< for x-belay-dropped
};

/// The target cannot take this request (contract 7, *needed*).
struct Unfit {
    QString needed; ///< the field that it lacks
    QString reason; ///< empty, or a sentence for the client
};

/// Whether a kind serves a face itself, so that bytes pass untouched.
bool servesFace(const ProviderKind &kind, Face face);

/// Writes a client's request for one target after the other. Reads it at most once.
class UpstreamWriter final
{
public:
    /// The request must outlive it. Its body, when large, comes to name the model of the last attempt.
    explicit UpstreamWriter(GatewayRequest &request);
    ~UpstreamWriter();
    Q_DISABLE_COPY_MOVE(UpstreamWriter)

    Result<UpstreamRequest, Unfit> write(const StartAttempt &attempt);
    /// Whether a request of Responses leans on what one provider keeps.
    bool mustStayNative() const;
    /// What keeps a conversation at one target of a pool; 0 where the request cannot be read.
    std::uint64_t conversation();
    /// Tells an encoder what the client asked of its answer; nothing before a translation.
    void describe(AnswerContext &context) const;

private:
    Result<UpstreamRequest, Unfit> writeNative(
        const ProviderConfig &provider, const ProviderKind &kind, const StartAttempt &attempt);
    Result<UpstreamRequest, Unfit> writeTranslated(
        const ProviderConfig &provider, const ProviderKind &kind, const StartAttempt &attempt);
    HttpRequest dressed(
        const ProviderConfig &provider, const ProviderKind &kind, const StartAttempt &attempt) const;
    bool readConversation();
    QByteArray bodyFor(const QString &model);
    void renameInPlace(const QByteArray &name);

    GatewayRequest &m_request;
    QString m_bodyName; // the model that the body names now
    std::optional<Conversation> m_conversation;
    std::optional<Unfit> m_problem;
};

} // namespace Belay
