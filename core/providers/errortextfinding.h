// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/errortext.h"
#include "core/providers/errortextphrases.h"
#include "core/providers/json.h"

#include <algorithm>

namespace Belay {

/// At most so many bytes from a place on.
inline QByteArrayView pieceAt(QByteArrayView text, qsizetype at, qsizetype most)
{
    return text.sliced(at, std::min(most, text.size() - at));
}
/// The number behind `curl: (`.
int curlCodeAt(QByteArrayView text, qsizetype at);

/// One error (or answer) that was found at one place of a text.
struct ErrorFinding {
    qsizetype at = 0;
    qsizetype end = 0;
    int telling = 0;
    Ending ending; ///< its kind and `now` are still open
    bool impliedStatus = false; ///< the status stands for words; the text tells none
    std::optional<Outcome> outcome; ///< where classify() is not asked
    NotSent notSent = NotSent::No;
    QString requestId;
    Json belay; ///< of a gateway's own answer; null: none
    std::string gatewayCode;
};

/// HTTP answers as curl prints them with `-i` or `-v`, and what broke off behind them. Marks that belong to
/// one are taken out of `marks`.
std::vector<ErrorFinding> findExchanges(QByteArrayView text, std::vector<ErrorMark> &marks);
/// Errors that are objects: bodies alone, SSE events, what a library printed of them. `taken` is what
/// exchanges hold already.
std::vector<ErrorFinding> findObjects(
    QByteArrayView text, const std::vector<ErrorMark> &marks, const std::vector<ErrorFinding> &taken);
/// What is left: lines of text.
std::vector<ErrorFinding> findLines(
    QByteArrayView text, const std::vector<ErrorMark> &marks, const std::vector<ErrorFinding> &taken);

/// A number of three digits from 400 to 599, with no more of them around; 0: none.
int numberAt(QByteArrayView text, qsizetype at);
/// The HTTP status, 400 to 599, that a mark of Number or Reason stands beside; 0: none.
int statusBeside(QByteArrayView text, const ErrorMark &mark);
/// Whether a place lies in one of the findings.
bool isTaken(const std::vector<ErrorFinding> &taken, qsizetype at);

/// Who, where and when: what stands around a finding (errortextplace.cpp).
std::optional<ProviderKindId> kindAround(
    QByteArrayView text, const std::vector<ErrorMark> &marks, const ErrorFinding &finding);
QString hostAround(QByteArrayView text, const std::vector<ErrorMark> &marks, const ErrorFinding &finding);
std::optional<WallTime> timeAround(QByteArrayView text, const ErrorFinding &finding, WallTime now);
QString modelAround(QByteArrayView text, const ErrorFinding &finding);
QString requestIdAround(QByteArrayView text, const ErrorFinding &finding);
/// Why a certificate was not accepted, from the words of whoever did not.
CertificateFault certificateFaultIn(const QString &words);
/// Without anything that may be a key, nor what would move or turn other text on a screen: of known forms,
/// named as one, or as random as one.
QString withoutSecrets(const QString &text);

} // namespace Belay
