// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/gateway/answerrelay.h"
#include "core/http/httpclient.h"
#include "core/providers/classifier.h"
#include "core/routing/routepermit.h"

namespace Belay {

/// Hears from an attempt, on the gateway's thread, never from inside start(), cancel() or a destructor.
class AttemptListener
{
public:
    virtual ~AttemptListener() = default;
    /// More bytes for the client may be taken. The first time with relay().state().content it is the commit
    /// point of a stream, unless it is spoilt: then it wants to be broken off.
    virtual void attemptProgressed(AttemptId attempt) = 0;
    /// Once, last, unless it was cancelled.
    virtual void attemptEnded(AttemptId attempt) = 0;
};

/// What an attempt needs besides its request.
struct AttemptSetup {
    StartAttempt order;
    ProviderKindId kind = ProviderKindId::OpenAiCompatible;
    std::optional<Price> price;
    std::optional<bool> cancelStopsBilling;
    Secret key;
    RelayForm form;
    int tokensIn = 0; ///< guessed, for the cost of an answer that told nothing
    int tokensOut = 0;
};

/// One request to one target with one key: sends it, reads what comes, says what it was.
class UpstreamAttempt final : private HttpObserver
{
public:
    /// All must outlive it.
    UpstreamAttempt(HttpClient &http, const Clock &clock, AttemptListener &listener, AttemptSetup setup);
    ~UpstreamAttempt() override;
    Q_DISABLE_COPY_MOVE(UpstreamAttempt)

    void start(HttpRequest request);
    /// Closes the connection at once. `why` is Cancelled, or the timeout that the chain has seen.
    void cancel(Outcome why);
    /// Ends a stream that isSpoilt(), as one that broke; attemptEnded() comes from inside.
    void breakOff();
    /// It can no longer end well: more came than is kept of such an answer, or what is none. The rest is not
    /// looked at.
    bool isSpoilt() const { return m_isSpoilt; }
    /// Holds the provider back while the client is slow.
    void pause();
    void resume();

    bool hasEnded() const { return m_end.has_value(); }
    /// How it ended; after that only.
    const AttemptEnd &end() const { return *m_end; }
    const TargetId &target() const { return m_setup.order.target; }
    /// Fills the sample, which nobody waits for; after the end, and again without harm.
    void settle();
    /// What is kept of it, once it is settled.
    const Sample &sample() const { return m_sample; }
    const HttpHead &head() const { return m_head; }
    /// What of its head the client gets, without the key, should the provider have repeated it there.
    HttpHeaders passedBack() const;
    /// What the provider said of an error, at most 64 KiB and without the key, and the classifier's words for
    /// it.
    const QByteArray &errorBody() const { return m_errorBody; }
    const Classification &classification() const { return m_seen; }
    /// Null until a good head came.
    AnswerRelay *relay() { return m_relay.get(); }
    /// What ends the client's stream where this one broke; with a relay only.
    QByteArray lastWords(const ClientFault &fault) { return m_relay->breakOff(m_setup.form, fault); }

private:
    void headReceived(const HttpHead &head) override;
    void bodyReceived(QByteArrayView bytes) override;
    void finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure) override;
    void takeError(QByteArrayView bytes);
    bool isBeyondHope() const;
    void conclude(const std::optional<HttpFailure> &failure);
    Ending endingOf(const std::optional<HttpFailure> &failure) const;
    void fillSample();
    std::optional<NanoUsd> cost() const;

    HttpClient &m_http;
    const Clock &m_clock;
    AttemptListener &m_listener;
    AttemptSetup m_setup;
    HttpHead m_head;
    QByteArray m_errorBody;
    std::unique_ptr<AnswerRelay> m_relay;
    bool m_contentSeen = false;
    bool m_isSpoilt = false;
    std::optional<AttemptEnd> m_end;
    Classification m_seen;
    HttpTimings m_timings;
    QString m_failure; ///< the transport's own word
    bool m_isSettled = false;
    Sample m_sample;
    std::unique_ptr<HttpCall> m_call; // last: nothing may be called while the rest goes
};

} // namespace Belay
