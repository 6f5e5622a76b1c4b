// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/codec.h"
#include "core/providers/errortextfinding.h"
#include "core/providers/faultclass.h"
#include "core/providers/loosejson.h"

#include <algorithm>
#include <array>
#include <deque>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

struct Place {
    qsizetype at;
    qsizetype end;
};

/// Enough of them that are worth reading, the last ones; looked for from the end, which is what a text of
/// logs is copied for.
std::vector<Place> placesIn(QByteArrayView text, const std::vector<ErrorFinding> &taken)
{
    constexpr size_t MostPlaces = 48;
    constexpr qint64 Steps = 2'000'000;
    constexpr qsizetype Part = 128 * 1024;
    std::deque<Place> places;
    qint64 steps = Steps;
    for (qsizetype to = text.size(); to > 0 && places.size() < MostPlaces && steps > 0; to -= Part) {
        std::vector<Place> part;
        const qsizetype from = std::max<qsizetype>(0, to - Part);
        for (qsizetype at = text.indexOf('{', from); at >= 0 && at < to && steps > 0;) {
            const auto end = isTaken(taken, at) ? std::nullopt : endOfLooseObject(text, at, steps);
            if (end && *end - at > 8)
                part.push_back({at, *end});
            at = text.indexOf('{', end.value_or(at + 1));
        }
        places.insert(places.begin(), part.begin(), part.end());
    }
    while (places.size() > MostPlaces)
        places.pop_front();
    return {places.begin(), places.end()};
}

/// The object in a document that states a fault, the outermost: libraries wrap what came (`data`,
/// `response`).
const Json *statedIn(const Json &document)
{
    constexpr size_t MostNodes = 512;
    std::deque<const Json *> waiting {&document};
    for (size_t seen = 0; !waiting.empty() && seen < MostNodes; ++seen) {
        const Json &node = *waiting.front();
        waiting.pop_front();
        if (node.is_object() && readFault(toBytes(node)).stated)
            return &node;
        if (!node.is_structured())
            continue;
        for (const Json &child : node) {
            if (child.is_structured())
                waiting.push_back(&child);
        }
    }
    return nullptr;
}

/// Gemini's library puts the whole answer into the message of another.
Json innermost(const Json &fault)
{
    const Json *text = member(fault, {"error", "message"});
    const std::string &inner = utf8Of(text);
    const size_t brace = inner.find('{');
    if (brace == std::string::npos || brace > 64)
        return fault;
    qint64 steps = static_cast<qint64>(2 * inner.size());
    const auto document = readLooseObject(QByteArrayView(inner.data(), static_cast<qsizetype>(inner.size())),
        static_cast<qsizetype>(brace), steps);
    return document && member(document->value, "error") ? document->value : fault;
}

int statusIn(const Json &document)
{
    for (const char *name : {"status", "statusCode", "status_code", "http_status", "http_code"}) {
        const Json *value = member(document, name);
        const int status = value && value->is_string() ? textOf(value).toInt() : intOf(value).value_or(0);
        if (status >= 400 && status <= 599)
            return status;
    }
    const Json *response = member(document, "response");
    return response && response->is_object() && response != &document ? statusIn(*response) : 0;
}

HttpHeaders headersIn(const Json &document)
{
    constexpr size_t MostHeaders = 128;
    HttpHeaders headers;
    for (const char *name : {"headers", "responseHeaders", "response_headers"}) {
        const Json *object = member(document, name);
        if (!object || !object->is_object())
            continue;
        for (const auto &[key, value] : object->items()) {
            if (value.is_string() && headers.size() < MostHeaders)
                headers.emplace_back(QByteArray::fromStdString(key).toLower(),
                    QByteArray::fromStdString(value.get<std::string>()));
        }
    }
    return headers;
}

QString requestIdIn(const Json &document)
{
    for (const char *name : {"request_id", "requestId", "requestID", "_request_id"}) {
        const QString id = textOf(member(document, name));
        if (!id.isEmpty())
            return id;
    }
    return textOf(member(document, {"error", "request_id"}));
}

/// `529 {`, `429 - {`.
int statusInFront(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype Digits = 3;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '-' || text[at - 1] == ':'))
        --at;
    return numberAt(text, at - Digits);
}

/// The status that stands in front of an object (`Error code: 429 - {`), or right behind it (`curl -w`).
int statusBesideObject(QByteArrayView text, const std::vector<ErrorMark> &marks, const Place &place)
{
    constexpr qsizetype Before = 300;
    int status = 0;
    for (const ErrorMark &mark : marks) {
        if (mark.at < place.at - Before || mark.end > place.at)
            continue;
        const QByteArrayView between = text.sliced(mark.end, place.at - mark.end);
        if (between.contains('}') || between.toByteArray().contains("\n\n"))
            continue;
        if (const int beside = statusBeside(text, mark); beside != 0)
            status = beside;
    }
    if (status == 0)
        status = statusInFront(text, place.at);
    if (status != 0)
        return status;
    const QByteArray after = pieceAt(text, place.end, 32).toByteArray().simplified();
    bool isNumber = false;
    const int behind = after.left(3).toInt(&isNumber);
    const bool ends = after.size() == 3 || (after.size() > 3 && (after[3] == ' ' || after[3] == '\n'));
    return isNumber && ends && behind >= 200 && behind <= 599 ? behind : 0;
}

/// What a text implies of a status that it does not tell.
const ErrorPhrase *impliedBy(const std::vector<ErrorMark> &marks, const Place &place)
{
    constexpr qsizetype Before = 300;
    const ErrorPhrase *implied = nullptr;
    for (const ErrorMark &mark : marks) {
        const bool inside = mark.at >= place.at && mark.end <= place.end;
        const bool named = mark.is(Is::Class) && mark.at >= place.at - Before && mark.end <= place.at;
        if ((inside && mark.is(Is::Sentence)) || (!implied && named))
            implied = mark.phrase;
    }
    return implied;
}

/// A whole good answer, copied by mistake or to be sure.
bool readGood(ErrorFinding &finding, const Json &document)
{
    const QByteArray body = toBytes(document);
    for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini}) {
        const auto reader = codecFor(dialect).reader(AnswerForm::Whole);
        reader->feed(body);
        reader->end();
        const AnswerState &state = reader->state();
        if (!state.complete || !isAnswer(state))
            continue;
        finding.telling = Telling::Answer;
        finding.ending.head.status = 200;
        finding.ending.answered = finding.ending.complete = finding.ending.readable = true;
        return true;
    }
    return false;
}

class ObjectReader final
{
public:
    ObjectReader(QByteArrayView text, const std::vector<ErrorMark> &marks, const Place &place)
        : m_text(text)
        , m_marks(marks)
        , m_place(place)
    { }

    std::optional<ErrorFinding> read(const Json &document)
    {
        m_finding.at = m_place.at;
        m_finding.end = m_place.end;
        m_finding.ending.head.headers = headersIn(document);
        m_finding.requestId = requestIdIn(document);
        if (const Json *stated = statedIn(document))
            return ofStated(document, innermost(*stated));
        if (document.contains("choices") || document.contains("candidates") || document.contains("content"))
            return readGood(m_finding, document) ? std::optional(m_finding) : std::nullopt;
        return ofFlat(document);
    }

private:
    ErrorFinding ofStated(const Json &document, const Json &fault)
    {
        m_finding.telling = Telling::Typed;
        m_finding.ending.body = toBytes(fault);
        if (m_finding.requestId.isEmpty())
            m_finding.requestId = requestIdIn(fault);
        if (const Json *belay = member(fault, {"error", "belay"}); belay && belay->is_object()) {
            m_finding.belay = *belay;
            m_finding.gatewayCode = utf8Of(member(fault, {"error", "code"}));
        }
        setStatus(document);
        return m_finding;
    }

    /// `{"message": …, "type": …}` of Cerebras, Cohere, Mistral, or a line of anybody's log: an error only
    /// where its words or a status beside it say so.
    std::optional<ErrorFinding> ofFlat(const Json &document)
    {
        const bool hasText = hasContent(member(document, "message")) || hasContent(member(document, "detail"))
            || member(document, "fault");
        if (!hasText)
            return {};
        m_finding.telling = Telling::Typed;
        m_finding.ending.body = toBytes(document);
        setStatus(document);
        const Fault fault = readFault(m_finding.ending.body);
        const int status = m_finding.ending.head.status;
        if (status >= 400)
            return m_finding;
        if (!outcomeOf(ProviderKindId::OpenAiCompatible, 0, fault))
            return {};
        m_finding.ending.body = toBytes(Json {{"error", document}});
        return m_finding;
    }

    void setStatus(const Json &document)
    {
        int &status = m_finding.ending.head.status;
        status = statusIn(document);
        if (status == 0)
            status = statusBesideObject(m_text, m_marks, m_place);
        if (status == 0)
            status = readFault(m_finding.ending.body).status;
        const ErrorPhrase *implied = status == 0 ? impliedBy(m_marks, m_place) : nullptr;
        m_finding.impliedStatus = status == 0;
        if (status == 0)
            status = implied ? implied->status : 200;
    }

    QByteArrayView m_text;
    const std::vector<ErrorMark> &m_marks;
    Place m_place;
    ErrorFinding m_finding;
};

} // namespace

std::vector<ErrorFinding> findObjects(
    QByteArrayView text, const std::vector<ErrorMark> &marks, const std::vector<ErrorFinding> &taken)
{
    std::vector<ErrorFinding> findings;
    for (const Place &place : placesIn(text, taken)) {
        qint64 steps = 2 * (place.end - place.at) + 16;
        const std::optional<LooseObject> object = readLooseObject(text, place.at, steps);
        if (!object)
            continue;
        if (const auto finding = ObjectReader(text, marks, place).read(object->value))
            findings.push_back(*finding);
    }
    return findings;
}

} // namespace Belay
