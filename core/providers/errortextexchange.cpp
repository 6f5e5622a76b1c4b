// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/codec.h"
#include "core/providers/errortextfinding.h"
#include "core/providers/loosejson.h"

#include <algorithm>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

constexpr qsizetype LongestBody = 256 * 1024;
constexpr size_t MostExchanges = 32;

QByteArrayView lineAt(QByteArrayView text, qsizetype at)
{
    const qsizetype end = text.indexOf('\n', at);
    return text.sliced(at, (end < 0 ? text.size() : end) - at);
}

/// One answer, as it is read line by line.
class ExchangeReader final
{
public:
    ExchangeReader(QByteArrayView text, qsizetype begin, qsizetype end)
        : m_text(text.first(end))
        , m_at(begin)
    { }

    /// False where this is no status line of an answer.
    bool read(ErrorFinding &finding)
    {
        QByteArrayView line = takeLine();
        m_verbose = dropPrefix(line);
        finding.ending.head.status = statusOf(line);
        const int status = finding.ending.head.status;
        const bool isTunnel
            = status == 200 && line.toByteArray().toLower().contains("connection established");
        if (status < 200 || isTunnel)
            return false;
        readHeaders(finding.ending.head.headers);
        readBody(finding);
        finding.end = m_at;
        return true;
    }

private:
    QByteArrayView takeLine()
    {
        const QByteArrayView line = lineAt(m_text, m_at);
        m_at = std::min(m_at + line.size() + 1, m_text.size());
        return line;
    }
    static bool dropPrefix(QByteArrayView &line)
    {
        const bool verbose = line.startsWith("< ") || line == "<";
        if (verbose)
            line = line.sliced(std::min<qsizetype>(2, line.size()));
        return verbose;
    }
    static int statusOf(QByteArrayView line)
    {
        const qsizetype blank = line.indexOf(' ');
        bool isNumber = false;
        const int status
            = blank < 0 ? 0 : line.sliced(blank + 1).toByteArray().trimmed().left(3).toInt(&isNumber);
        return isNumber && status >= 100 && status <= 599 ? status : 0;
    }
    static bool isAside(QByteArrayView line)
    {
        return line.startsWith("* ") || line.startsWith("{ [") || line.startsWith("} [")
            || line.startsWith("> ");
    }

    void readHeaders(HttpHeaders &headers)
    {
        constexpr size_t MostHeaders = 128;
        while (m_at < m_text.size() && headers.size() < MostHeaders) {
            const qsizetype before = m_at;
            QByteArrayView line = takeLine();
            const bool isHead = dropPrefix(line);
            if (isAside(line))
                continue;
            const qsizetype colon = line.indexOf(':');
            const QByteArrayView name = line.first(std::max<qsizetype>(colon, 0));
            const bool isName = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
                return c > ' ' && c != '{' && c != '"';
            });
            if (isName && isHead == m_verbose) {
                headers.emplace_back(
                    name.toByteArray().toLower(), line.sliced(colon + 1).trimmed().toByteArray());
                continue;
            }
            if (!line.trimmed().isEmpty())
                m_at = before; // no blank line was copied
            return;
        }
    }

    void readBody(ErrorFinding &finding)
    {
        const qsizetype begin = m_at;
        QByteArray body;
        qsizetype end = begin;
        while (m_at < m_text.size() && body.size() < LongestBody) {
            const qsizetype before = m_at;
            const QByteArrayView line = takeLine();
            const bool closes = line.startsWith("* Closing") && !(body.trimmed().isEmpty() && bodyFollows());
            if (line.startsWith("curl: (") || closes || line.startsWith("$ ")) {
                m_at = before;
                break;
            }
            if (!isAside(line))
                (body += line) += '\n';
            end = m_at;
        }
        m_at = end;
        finding.ending.body = body.trimmed();
        takeDocument(finding.ending.body, begin);
    }

    /// stderr and stdout in one file: a small body is written last, behind curl's farewell.
    bool bodyFollows() const
    {
        qsizetype at = m_at;
        while (at < m_text.size() && isAside(lineAt(m_text, at)))
            at = std::min(at + lineAt(m_text, at).size() + 1, m_text.size());
        return m_verbose && pieceAt(m_text, at, 1) == "{";
    }

    /// A body of JSON ends where its object does; behind it may stand what `-w` or another program printed.
    void takeDocument(QByteArray &body, qsizetype begin)
    {
        const qsizetype brace = body.indexOf('{');
        constexpr qsizetype OfAnArray = 16;
        const bool isDocument = brace == 0 || (body.startsWith('[') && brace > 0 && brace < OfAnArray);
        if (!isDocument || parseJson(body))
            return;
        qint64 steps = LongestBody;
        const std::optional<LooseObject> document = readLooseObject(body, brace, steps);
        if (!document)
            return;
        const qsizetype first = m_text.indexOf('{', begin);
        if (!m_verbose)
            m_at = std::min(first - brace + document->end, m_text.size());
        body = toBytes(document->value);
    }

    QByteArrayView m_text;
    qsizetype m_at;
    bool m_verbose = false;
};

Dialect dialectOf(const QByteArray &body)
{
    if (body.contains("message_start") || body.contains("\"stop_reason\""))
        return Dialect::Anthropic;
    return body.contains("\"candidates\"") || body.contains("usageMetadata") ? Dialect::Gemini
                                                                             : Dialect::OpenAi;
}

/// An answer with a good status is read as any other: by the codec of its dialect.
void readAnswer(Ending &ending)
{
    const bool isStream = ending.body.startsWith("data:") || ending.body.startsWith("event:")
        || ending.body.startsWith(':')
        || headerValue(ending.head.headers, "content-type").contains("event-stream");
    const auto reader
        = codecFor(dialectOf(ending.body)).reader(isStream ? AnswerForm::Stream : AnswerForm::Whole);
    reader->head(ending.head);
    reader->feed(ending.body);
    reader->feed("\n\n");
    reader->end();
    const AnswerState &state = reader->state();
    ending.answered = isAnswer(state);
    ending.complete = state.complete;
    ending.readable = state.readable;
    if (!state.error.isEmpty())
        ending.body = state.error;
}

int tellingOf(const Ending &ending)
{
    return isSuccess(ending.head.status) && ending.answered && ending.complete ? Telling::Answer
                                                                               : Telling::Typed;
}

bool isAtLineStart(QByteArrayView text, qsizetype at)
{
    while (at > 0 && text[at - 1] == ' ')
        --at;
    return at == 0 || text[at - 1] == '\n' || (text[at - 1] == '<' && (at == 1 || text[at - 2] == '\n'));
}

qsizetype beginOfLine(QByteArrayView text, qsizetype at)
{
    const qsizetype before = at == 0 ? -1 : text.lastIndexOf('\n', at - 1);
    return before + 1;
}

/// What broke behind an answer belongs to it: `curl: (18)` after half of a stream.
void takeBreak(QByteArrayView text, ErrorFinding &finding, std::vector<ErrorMark> &marks, qsizetype next)
{
    constexpr qsizetype Near = 600;
    const auto isBreak = [&](const ErrorMark &mark) {
        return mark.at >= finding.end && mark.at < std::min(next, finding.end + Near)
            && (mark.is(Is::Cut) || mark.is(Is::Failure) || mark.is(Is::CurlCode));
    };
    for (const ErrorMark &mark : marks) {
        if (!isBreak(mark) || finding.ending.failure)
            continue;
        HttpFailure failure {
            mark.phrase->failure, QString::fromUtf8(lineAt(text, beginOfLine(text, mark.at)))};
        if (mark.is(Is::CurlCode)) {
            const int code = curlCodeAt(text, mark.end);
            const auto kind = failureOfCurl(code);
            if (!kind)
                continue;
            failure.kind = *kind;
        }
        finding.ending.failure = failure;
    }
    if (finding.ending.failure)
        std::erase_if(marks, isBreak);
}

} // namespace

std::vector<ErrorFinding> findExchanges(QByteArrayView text, std::vector<ErrorMark> &marks)
{
    std::vector<qsizetype> begins;
    for (const ErrorMark &mark : marks) {
        if (mark.is(Is::StatusLine) && isAtLineStart(text, mark.at))
            begins.push_back(beginOfLine(text, mark.at));
    }
    if (begins.size() > MostExchanges)
        begins.erase(begins.begin(), begins.end() - MostExchanges);
    std::vector<ErrorFinding> findings;
    for (size_t i = 0; i < begins.size(); ++i) {
        const qsizetype next = i + 1 < begins.size() ? begins[i + 1] : text.size();
        ErrorFinding finding;
        finding.at = begins[i];
        if (!ExchangeReader(text, begins[i], next).read(finding))
            continue;
        takeBreak(text, finding, marks, next);
        if (isSuccess(finding.ending.head.status))
            readAnswer(finding.ending);
        finding.telling = tellingOf(finding.ending);
        const bool followed = i + 1 < begins.size();
        if (finding.ending.head.status < 400 && finding.ending.head.status >= 300 && followed)
            continue; // curl went where it was sent
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace Belay
