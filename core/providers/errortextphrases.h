// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

#include <optional>

namespace Belay {

/// How much a find tells. The most telling one of a text decides, of equal ones the last.
namespace Telling {
constexpr int Answer = 5; ///< an answer without any error
constexpr int Sentence = 8; ///< words alone
constexpr int Vague = 10; ///< "Connection error."
constexpr int Name = 15; ///< the class that a library throws
constexpr int Status = 20; ///< an HTTP status and the words around it
constexpr int Typed = 30; ///< the provider's own error, or a transport's exact reason
} // namespace Telling

/// A phrase that says something about an error wherever it stands in a text. Facts: the providers' API
/// references, and what curl, Python, Node, Go, Java, .NET and Rust print.
struct ErrorPhrase {
    enum class Is {
        StatusLine, ///< `HTTP/`
        CurlCode, ///< `curl: (`
        Address, ///< `://`
        Number, ///< an HTTP status follows
        Reason, ///< an HTTP status stands in front
        Class, ///< of an SDK: implies a status
        Sentence, ///< implies a status where none is told
        Failure, ///< of the transport
        Cut, ///< of the transport, after the answer began
        NotSent, ///< the program never asked
        Cancelled,
        Page, ///< of HTML
        Origin ///< who it was
    };
    std::string_view text; ///< lower case
    Is is = Is::Sentence;
    int status = 0; ///< implied
    const char *word = ""; ///< the machine word that it stands for
    HttpFailureKind failure = HttpFailureKind::Reset;
    int telling = 0;
    ProviderKindId kind = ProviderKindId::OpenAiCompatible; ///< of an origin
};

/// One place of a phrase in a text.
struct ErrorMark {
    qsizetype at = 0;
    qsizetype end = 0;
    const ErrorPhrase *phrase = nullptr;
    bool is(ErrorPhrase::Is what) const { return phrase->is == what; }
};

/// All phrases in a text, in the order of their beginnings, without those that lie inside of a longer one; at
/// most the last 2 048.
std::vector<ErrorMark> findErrorMarks(QByteArrayView text);

/// What curl's exit code stands for; nothing for one that says nothing of a connection.
std::optional<HttpFailureKind> failureOfCurl(int code);
/// Whether it means that the command was wrong and nothing was sent.
bool isCurlMisuse(int code);

} // namespace Belay
