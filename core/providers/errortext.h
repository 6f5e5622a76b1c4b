// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/certificatefault.h"
#include "core/providers/classifier.h"

namespace Belay {

/// What a request of the gateway was tried with, as its answer lists it (contract 8).
struct ToldAttempt {
    QString target;
    Outcome outcome = Outcome::Skipped;
    int status = 0;
    std::optional<Milliseconds> took;
    QString note;
    bool operator==(const ToldAttempt &) const = default;
};

/// Why nothing was sent, where a library says so itself.
enum class NotSent { No, KeyMissing, WrongAddress, WrongCommand };

/// What is told by a text that a person copied: an HTTP answer, what curl printed, the error of a library.
/// Nothing in it holds a key, whatever the text held.
struct ErrorReading {
    bool recognised = false; ///< else the rest says nothing
    std::optional<ProviderKindId> kind; ///< who it was, as far as the text tells
    QString host; ///< that was asked, with its port where one is named
    QString target; ///< of the gateway's answer: who answered
    QString model;
    int status = 0;
    Classification what;
    CertificateFault certificate = CertificateFault::Unknown; ///< of an outcome of TLS
    HttpHeaders headers; ///< of the answer; names in lower case
    QString requestId;
    QString servedBy;
    std::optional<WallTime> at; ///< when it happened
    NotSent notSent = NotSent::No;
    bool byGateway = false; ///< Belay's own gateway answered, not a provider
    QString gatewayCode; ///< of contract 8
    std::vector<ToldAttempt> attempts;
    int errors = 0; ///< different ones in the text; `what` is the most telling, of equal ones the last
    bool cut = false; ///< the middle of a long text was not read
};

/// The most that is read of a text: its first 64 KiB and its end.
constexpr qsizetype LongestErrorText = 1024 * 1024;

/// Who answers at an address of the person's own, `host` or `host:port` in lower case.
using HostKinds = std::map<QString, ProviderKindId>;

/// Reads whatever was copied, in one pass and in bounded time. What it finds becomes an Ending, and
/// classify() says what that was: as of any other request. `now` bounds the time it may have happened at;
/// `own` names who answers where the text's host does not tell.
ErrorReading readErrorText(QByteArrayView text, WallTime now, const HostKinds &own = {});

} // namespace Belay
