// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextfinding.h"

#include <QRegularExpression>

#include <algorithm>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int numberAfter(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype Between = 24;
    const qsizetype end = std::min(text.size(), at + Between);
    for (; at < end; ++at) {
        if (isDigit(text[at]))
            return numberAt(text, at);
        static constexpr std::string_view Allowed = " :=([\"'\\>,";
        if (Allowed.find(text[at]) == std::string_view::npos)
            return 0;
    }
    return 0;
}

/// The line around a place; a text may come without any line's end.
struct Line {
    qsizetype at;
    qsizetype end;
};

Line lineAround(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype Longest = 4'096;
    const qsizetype before = at == 0 ? -1 : text.lastIndexOf('\n', at - 1);
    const qsizetype after = text.indexOf('\n', at);
    return {std::max(before + 1, at - Longest), std::min(after < 0 ? text.size() : after, at + Longest)};
}

/// What one line says: the most telling of its marks.
class LineReader final
{
public:
    LineReader(QByteArrayView text, Line line)
        : m_text(text)
        , m_line(line)
    {
        m_finding.at = line.at;
        m_finding.end = line.end;
    }

    void take(const ErrorMark &mark)
    {
        switch (mark.phrase->is) {
        case Is::Number:
        case Is::Reason:
        case Is::StatusLine:
            takeStatus(mark, statusBeside(m_text, mark));
            break;
        case Is::Class:
            takeWords(mark, Telling::Name);
            takeStatus(mark, statusBeside(m_text, mark));
            break;
        case Is::Sentence:
            takeWords(mark, Telling::Sentence);
            break;
        case Is::Failure:
        case Is::Cut:
            takeFailure(mark, mark.phrase->failure, mark.phrase->telling);
            break;
        case Is::CurlCode:
            takeCurl(mark);
            break;
        case Is::NotSent:
            takeNotSent(mark.phrase->word[0] == 'k' ? NotSent::KeyMissing : NotSent::WrongAddress);
            break;
        case Is::Cancelled:
            takeCancelled();
            break;
        case Is::Address:
        case Is::Origin:
        case Is::Page:
            break;
        }
    }

    std::optional<ErrorFinding> finish()
    {
        if (m_finding.telling == 0)
            return {};
        if (m_finding.ending.failure) {
            if (m_isCut)
                m_finding.ending.head.status = 200;
            m_finding.ending.failure->detail
                = QString::fromUtf8(m_text.sliced(m_line.at, m_line.end - m_line.at));
        } else if (!m_finding.outcome) {
            m_finding.impliedStatus = m_status == 0;
            m_finding.ending.head.status = m_status != 0 ? m_status : m_implied;
            m_finding.ending.body = wordsAsBody();
        }
        return m_finding;
    }

private:
    void takeStatus(const ErrorMark &mark, int status)
    {
        if (status == 0)
            return;
        m_status = status;
        m_begin = std::max(m_begin, mark.end);
        raise(Telling::Status);
    }
    void takeWords(const ErrorMark &mark, int telling)
    {
        // A word of its own outranks a sentence that only implies a status.
        if (m_implied == 0 || mark.phrase->word[0] != 0)
            m_implied = mark.phrase->status;
        if (mark.phrase->word[0] != 0)
            m_word = mark.phrase->word;
        if (telling == Telling::Name)
            m_begin = std::max(m_begin, mark.end);
        raise(telling);
    }
    void takeFailure(const ErrorMark &mark, HttpFailureKind kind, int telling)
    {
        const bool isBetter = !m_finding.ending.failure || telling >= m_failureTelling;
        // The exact reason of a curl line outranks its code, and a time-out what it was in the middle of.
        if (!isBetter || (m_status != 0 && kind != HttpFailureKind::Proxy))
            return;
        const bool keepsFirst = m_finding.ending.failure && telling == m_failureTelling
            && outranks(*m_finding.ending.failure, kind);
        if (keepsFirst)
            return;
        m_failureTelling = telling;
        m_isCut = mark.is(Is::Cut);
        m_finding.ending.failure = HttpFailure {kind, {}};
        raise(telling);
    }
    /// Of two reasons in one line the one that explains the other.
    static bool outranks(const HttpFailure &first, HttpFailureKind second)
    {
        using Kind = HttpFailureKind;
        const auto rank = [](Kind kind) {
            switch (kind) {
            case Kind::Proxy:
                return 5;
            case Kind::Dns:
                return 4;
            case Kind::Tls:
                return 3;
            case Kind::TimeoutConnect:
            case Kind::TimeoutContent:
            case Kind::TimeoutIdle:
                return 2;
            case Kind::Connect:
            case Kind::Reset:
                return 1;
            default:
                return 0;
            }
        };
        return rank(first.kind) > rank(second);
    }
    void takeCurl(const ErrorMark &mark)
    {
        const int code = curlCodeAt(m_text, mark.end);
        if (isCurlMisuse(code))
            return takeNotSent(NotSent::WrongCommand);
        constexpr int Aborted = 42;
        if (code == Aborted)
            return takeCancelled();
        if (const auto kind = failureOfCurl(code))
            takeFailure(mark, *kind, Telling::Typed - 1); // its sentence is more exact
    }
    void takeNotSent(NotSent why)
    {
        m_finding.notSent = why;
        m_finding.outcome = Outcome::Skipped;
        raise(Telling::Status);
    }
    void takeCancelled()
    {
        m_finding.outcome = Outcome::Cancelled;
        raise(Telling::Name);
    }
    void raise(int telling) { m_finding.telling = std::max(m_finding.telling, telling); }

    /// As a provider would have said it, so that classify() reads words of a library as it reads theirs.
    QByteArray wordsAsBody() const
    {
        constexpr qsizetype Longest = 2'048;
        const qsizetype begin = std::min(m_begin, m_line.end);
        qsizetype end = m_line.end;
        const qsizetype paragraph = m_text.indexOf(QByteArrayView("\n\n"), end);
        if (m_finding.telling >= Telling::Name)
            end = std::min(paragraph < 0 ? m_text.size() : paragraph, begin + Longest);
        QString message = QString::fromUtf8(m_text.sliced(begin, std::max(end, begin) - begin));
        static const QRegularExpression lead(QStringLiteral(
            "^(?:[\\s:,\\-)\\]'\"]|\\d{3}\\b|Too Many Requests\\b|Bad Request\\b|message:|Unauthorized,)*"));
        static const QRegularExpression quota(
            QStringLiteral("quota_?id\\W+(\\w+-?\\w*)"), QRegularExpression::CaseInsensitiveOption);
        Json error {{"message", message.remove(lead).left(Longest).toStdString()}};
        if (!m_word.empty())
            error["code"] = m_word;
        if (const auto match = quota.match(message); match.hasMatch()) {
            const Json violation {{"quotaId", match.captured(1).toStdString()}};
            error["details"] = Json::array({Json {{"violations", Json::array({violation})}}});
        }
        return toBytes(Json {{"error", error}});
    }

    QByteArrayView m_text;
    Line m_line;
    ErrorFinding m_finding;
    int m_status = 0;
    int m_implied = 0;
    std::string m_word;
    qsizetype m_begin = m_line.at; ///< of the message
    int m_failureTelling = 0;
    bool m_isCut = false;
};

/// A page of a server or of a network, without its head.
std::optional<ErrorFinding> pageOf(QByteArrayView text, const std::vector<ErrorMark> &marks)
{
    const auto mark
        = std::find_if(marks.begin(), marks.end(), [](const ErrorMark &each) { return each.is(Is::Page); });
    if (mark == marks.end())
        return {};
    ErrorFinding finding;
    finding.at = mark->at;
    finding.end = text.size();
    finding.telling = Telling::Vague;
    finding.ending.head.status = 200;
    finding.impliedStatus = true;
    finding.ending.body = pieceAt(text, mark->at, 4'096).toByteArray();
    return finding;
}

} // namespace

bool isTaken(const std::vector<ErrorFinding> &taken, qsizetype at)
{
    return std::any_of(taken.begin(), taken.end(),
        [at](const ErrorFinding &finding) { return at >= finding.at && at < finding.end; });
}

int numberAt(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype Digits = 3;
    if (at < 0 || at + Digits > text.size() || (at > 0 && (isDigit(text[at - 1]) || text[at - 1] == '.')))
        return 0;
    if (at + Digits < text.size() && (isDigit(text[at + Digits]) || text[at + Digits] == '_'))
        return 0;
    bool isNumber = false;
    const int number = text.sliced(at, Digits).toByteArray().toInt(&isNumber);
    return isNumber && isDigit(text[at]) && number >= 400 && number <= 599 ? number : 0;
}

int curlCodeAt(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype Digits = 3;
    return pieceAt(text, at, Digits).toByteArray().split(')').front().toInt();
}

int statusBeside(QByteArrayView text, const ErrorMark &mark)
{
    if (mark.is(Is::Number) || mark.is(Is::Class))
        return numberAfter(text, mark.end);
    if (mark.is(Is::StatusLine)) { // `HTTP/1.1 429`, in the middle of a line
        const qsizetype blank = pieceAt(text, mark.end, 4).indexOf(' ');
        return blank < 0 ? 0 : numberAt(text, mark.end + blank + 1);
    }
    if (!mark.is(Is::Reason))
        return 0;
    qsizetype at = mark.at;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '-' || text[at - 1] == '('))
        --at;
    return numberAt(text, at - 3);
}

std::vector<ErrorFinding> findLines(
    QByteArrayView text, const std::vector<ErrorMark> &marks, const std::vector<ErrorFinding> &taken)
{
    std::vector<ErrorFinding> findings;
    std::optional<LineReader> reader;
    Line line {0, -1};
    const auto close = [&] {
        if (const auto finding = reader ? reader->finish() : std::nullopt)
            findings.push_back(*finding);
    };
    for (const ErrorMark &mark : marks) {
        if (mark.is(Is::Origin) || mark.is(Is::Address) || mark.is(Is::Page) || isTaken(taken, mark.at))
            continue;
        if (!reader || mark.at >= line.end) {
            close();
            line = lineAround(text, mark.at);
            reader.emplace(text, line);
        }
        reader->take(mark);
    }
    close();
    if (const auto page = pageOf(text, marks); page && findings.empty() && taken.empty())
        findings.push_back(*page);
    return findings;
}

} // namespace Belay
