// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/fault.h"

#include "core/providers/retryhint.h"

#include <cmath>

namespace Belay {

namespace {

constexpr int MostWords = 64;

void addWord(Fault &fault, const Json *value)
{
    const QString word = textOf(value);
    bool isNumber = false;
    word.toInt(&isNumber);
    if (!word.isEmpty() && !isNumber && fault.words.size() < MostWords)
        fault.words += word;
}

/// A code may be a number, or a number in quotes (Azure, Mistral): then only an HTTP status is of use.
void addStatus(Fault &fault, const Json *value)
{
    const int status = value && value->is_string() ? textOf(value).toInt() : intOf(value).value_or(0);
    if (fault.status == 0 && status >= 400 && status <= 599)
        fault.status = status;
}

void addMessage(Fault &fault, const Json *value)
{
    if (!fault.message.isEmpty() || !hasContent(value))
        return;
    fault.message = value->is_string() ? textOf(value) : QString::fromUtf8(toBytes(*value));
}

void readGoogleDetail(Fault &fault, const Json &detail)
{
    addWord(fault, member(detail, "reason"));
    if (const Json *violations = member(detail, "violations"); violations && violations->is_array()) {
        for (const Json &violation : *violations) {
            const QString id = textOf(member(violation, "quotaId"));
            if (!id.isEmpty() && fault.quotaIds.size() < MostWords)
                fault.quotaIds += id;
        }
    }
    if (const auto delay = durationOf(textOf(member(detail, "retryDelay"))))
        fault.retryAfter = delay;
}

void readDetails(Fault &fault, const Json &error)
{
    const Json *details = member(error, "details");
    if (!details)
        return;
    addWord(fault, member(*details, "error_code"));
    if (!details->is_array())
        return;
    for (const Json &detail : *details)
        readGoogleDetail(fault, detail);
}

void readAvailability(Fault &fault, const Json &error)
{
    addWord(fault, member(error, {"availability", "code"}));
    const std::optional<double> seconds = numberOf(member(error, {"availability", "retry_after"}));
    if (seconds)
        fault.retryAfter = durationOf(QString::number(*seconds, 'f', 3));
}

/// The object that holds the fields: `error` itself, or the root where the shape is flat.
void readFields(Fault &fault, const Json &error)
{
    readDetails(fault, error);
    readAvailability(fault, error);
    for (const char *name : {"code", "error_type", "type", "status"})
        addWord(fault, member(error, name));
    addWord(fault, member(error, {"metadata", "error_type"}));
    addWord(fault, member(error, {"innererror", "code"}));
    for (const char *name : {"code", "http_status", "status", "status_code", "statusCode"})
        addStatus(fault, member(error, name));
    // A refusal by OpenRouter's moderation or guardrail says so by what it carries, not by a word.
    if (member(error, {"metadata", "flagged_input"}) || member(error, {"metadata", "patterns"}))
        fault.words += QStringLiteral("content_policy_violation");
    addMessage(fault, member(error, "message"));
}

void readChoices(Fault &fault, const Json &root)
{
    const Json *choices = member(root, "choices");
    if (!choices || !choices->is_array())
        return;
    for (const Json &choice : *choices) {
        const QString reason = textOf(member(choice, "finish_reason"));
        if (reason == u"error" || reason == u"insufficient_system_resource") {
            fault.stated = true;
            fault.words += reason == u"error" ? QStringLiteral("finish_error") : reason;
        }
    }
}

void readRoot(Fault &fault, const Json &root)
{
    const Json *error = member(root, "error");
    const bool hasError = error && !error->is_null() && !(error->is_boolean() && !error->get<bool>());
    const bool isFlat
        = textOf(member(root, "object")) == u"error" || textOf(member(root, "type")) == u"error";
    fault.stated = hasError || isFlat;
    if (hasError && error->is_object())
        readFields(fault, *error);
    else if (hasError)
        addMessage(fault, error);
    if (!hasError || !error->is_object())
        readFields(fault, root);
    else
        addStatus(fault, member(root, "status_code"));
    addWord(fault, member(root, {"fault", "detail", "errorcode"}));
    addMessage(fault, member(root, {"fault", "faultstring"}));
    addMessage(fault, member(root, "detail"));
    readChoices(fault, root);
    const QString block = textOf(member(root, {"promptFeedback", "blockReason"}));
    if (!block.isEmpty()) {
        fault.stated = true;
        fault.words = QStringList {QStringLiteral("prompt_blocked"), block};
        fault.message = block;
    }
}

} // namespace

bool Fault::says(std::initializer_list<const char *> anyOf) const
{
    return std::any_of(anyOf.begin(), anyOf.end(),
        [this](const char *word) { return words.contains(QLatin1StringView(word)); });
}

Fault readFault(QByteArrayView body)
{
    Fault fault;
    if (body.isEmpty())
        return fault; // of every good answer: a parser takes longest to say that there is nothing
    const std::optional<Json> document = parseJson(body);
    if (!document)
        return fault;
    const bool wrapped = document->is_array() && document->size() == 1;
    const Json &root = wrapped ? document->front() : *document;
    if (root.is_object())
        readRoot(fault, root);
    return fault;
}

} // namespace Belay
