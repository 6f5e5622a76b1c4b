// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "core/http/certificatefault.h"
#include "core/http/httpvalues.h"
#include "core/monitor/targetcomposite.h"
#include "core/providers/ratelimits.h"

#include <optional>
#include <vector>

namespace Belay {

enum class RungState { Unknown, Passed, Failed };

/// Which rungs of the ladder of probes hold now.
struct ProbeLadder {
    RungState reach = RungState::Unknown;
    RungState auth = RungState::Unknown;
    RungState model = RungState::Unknown; ///< an answer with content, whole
    bool operator==(const ProbeLadder &) const = default;
};

/// Requests of the gateway to this target, of the last five minutes.
struct TrafficSeen {
    int good = 0;
    int failed = 0;
    bool operator==(const TrafficSeen &) const = default;
};

/// What others did within the same minute.
struct PeersSeen {
    int good = 0;
    int slow = 0; ///< answer, but slower than usual
    int failed = 0;
    bool operator==(const PeersSeen &) const = default;
};

/// The keys of the provider, as checks and completions found them.
struct KeysSeen {
    int asked = 0; ///< 0: nothing is known of keys
    int refused = 0;
    bool wereGood = false; ///< those that are refused now have worked before, here
    bool operator==(const KeysSeen &) const = default;
};

enum class ClockWord { Unknown, Right, Wrong };

/// What the provider's own page says. One that was read before and cannot be now says nothing: *NotRead*.
struct NoticeSeen {
    enum class Reading { NoPage, NotRead, Read }; ///< NoPage: there is none that can be read
    Reading reading = Reading::NoPage;
    NoticeState state = NoticeState::Unknown;
    QString title; ///< of the open incident; the provider's text
    std::optional<Milliseconds> age; ///< since the page's own `created_at`
    bool operator==(const NoticeSeen &) const = default;
};

/// What is usual at this hour of the day, of the last week.
struct UsualSeen {
    std::optional<Microseconds> firstContent;
    std::optional<double> failureShare; ///< 0...1
    bool operator==(const UsualSeen &) const = default;
};

/// What the chains did about failures of this target, of the last ten minutes.
struct MovedOn {
    int requests = 0; ///< answered by another target
    int lost = 0; ///< answered by nobody
    QString to; ///< the name of who answered most of them
    bool operator==(const MovedOn &) const = default;
};

/// All that is known when a person asks "is it down, or is it me?". What nobody told is left as it is here:
/// then it counts neither way.
struct DiagnosisEvidence {
    QString provider; ///< its name
    QString model; ///< empty: the provider itself
    QString host; ///< with port, as the base URL says
    QString region; ///< that the base URL names
    bool local = false; ///< on this machine or its own network
    bool handsOn = false; ///< it is a gateway itself: others serve what it sells
    bool unnamed = false; ///< nobody can tell who it is: `provider` only stands for a name
    bool told = false; ///< by a text that somebody pasted: one result, and no check follows it
    bool keyMissing = false;
    KeyStorage keyStorage = KeyStorage::Stored; ///< of the key that is missing

    TargetState state = TargetState::Checking;
    EvidencePart part = EvidencePart::Reach; ///< what decided the state
    Outcome outcome = Outcome::Skipped; ///< what the state rests on
    bool confirmed = false; ///< by a second result
    int status = 0;
    QString providerCode;
    std::optional<Milliseconds> retryAfter;
    bool refusedByDate = false; ///< a certificate, by this machine's clock
    CertificateFault certificate = CertificateFault::Unknown; ///< as far as a pasted text tells
    ProxyFault proxy = ProxyFault::None;

    NetworkState network = NetworkState::Unknown;
    bool networkCleared = false; ///< someone else answered after the failing request began
    bool noAnchors = false; ///< none is configured, so nobody may be asked but the providers
    QString issuer; ///< of the certificate that was not accepted; empty: not known
    bool issuerShared = false; ///< several hosts showed it in handshakes that failed
    ClockWord clock = ClockWord::Unknown;
    std::optional<Milliseconds> clockSkew; ///< ours less theirs

    ProbeLadder ladder;
    TrafficSeen traffic;
    PeersSeen sameProvider; ///< its other models
    PeersSeen sameUpstream; ///< other addresses of the same family
    PeersSeen others; ///< providers that share nothing with it
    KeysSeen keys;
    NoticeSeen notice;
    std::optional<LimitState> limit; ///< as the newest answer tells it
    UsualSeen usual;
    QString servedBy; ///< the upstream that a gateway named
    std::optional<bool> everAnswered; ///< this model, here
    std::vector<QString> offeredModels; ///< as the provider lists them now
    std::optional<Microseconds> firstContent; ///< the median that *slow* speaks of
    std::optional<Microseconds> slowLimit;
    std::optional<Microseconds> connected; ///< when the connection of the newest answer stood
    MovedOn moved;
    bool operator==(const DiagnosisEvidence &) const = default;
};

} // namespace Belay
