// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextphrases.h"

#include "core/providers/catalogue.h"
#include "core/providers/errortextwords.h"
#include "core/providers/phrasefinder.h"

#include <algorithm>
#include <deque>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

/// What is known of hosts and keys besides the table: from the catalogue, so that a new provider is known
/// here too. The texts live as long as the program.
std::vector<ErrorPhrase> originsOfCatalogue()
{
    constexpr int OfHost = 90;
    constexpr int OfKey = 50;
    static std::deque<std::string> texts;
    std::vector<ErrorPhrase> origins;
    const auto add = [&](const QString &text, ProviderKindId kind, int weight) {
        texts.push_back(text.toLower().toStdString());
        origins.push_back({texts.back(), Is::Origin, 0, "", HttpFailureKind::Reset, weight, kind});
    };
    for (const ProviderKind &kind : Catalogue::builtIn().kinds()) {
        const QString host = kind.baseUrl.host();
        if (!host.isEmpty() && kind.localPorts.empty())
            add(host, kind.id, OfHost);
        for (const QString &prefix : kind.keyPrefixes) {
            if (Catalogue::builtIn().kindOfKey(QByteArray(prefix.toLatin1() + "x")) == kind.id)
                add(prefix, kind.id, OfKey);
        }
        for (const int port : kind.localPorts) {
            for (const char *name : {"localhost:", "127.0.0.1:", "[::1]:", "host.docker.internal:"})
                add(QLatin1StringView(name) + QString::number(port), kind.id, OfHost);
        }
    }
    return origins;
}

class Phrases final
{
public:
    Phrases()
        : m_all(errorWords())
    {
        const std::vector<ErrorPhrase> origins = originsOfCatalogue();
        m_all.insert(m_all.end(), origins.begin(), origins.end());
    }
    std::vector<std::string_view> texts() const
    {
        std::vector<std::string_view> result;
        for (const ErrorPhrase &phrase : m_all)
            result.push_back(phrase.text);
        return result;
    }
    const ErrorPhrase &at(size_t number) const { return m_all[number]; }

private:
    std::vector<ErrorPhrase> m_all;
};

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// A prefix of a key or a word that counts only where it is not the end of another one.
bool beginsAWord(QByteArrayView text, const ErrorMark &mark)
{
    const bool isShort = mark.is(Is::Number) && mark.phrase->text.size() <= std::string_view("status").size()
        && mark.phrase->text != "error"; // RateLimitError: 429
    const bool matters = mark.is(Is::Origin) || isShort;
    return !matters || mark.at == 0 || !isLetterOrDigit(text[mark.at - 1])
        || !isLetterOrDigit(mark.phrase->text.front());
}

} // namespace

std::vector<ErrorMark> findErrorMarks(QByteArrayView text)
{
    constexpr size_t MostMarks = 2'048;
    static const Phrases phrases;
    static const PhraseFinder finder(phrases.texts());
    std::deque<ErrorMark> marks;
    finder.find(text, [&](size_t number, qsizetype end) {
        const ErrorPhrase &phrase = phrases.at(number);
        const ErrorMark mark {end - static_cast<qsizetype>(phrase.text.size()), end, &phrase};
        if (!beginsAWord(text, mark))
            return;
        // Told by their ends: a longer one that ends here, or later, swallows what lies inside of it.
        while (!marks.empty() && marks.back().at >= mark.at
            && marks.back().end - marks.back().at < mark.end - mark.at)
            marks.pop_back();
        if (!marks.empty() && marks.back().end == mark.end && marks.back().at < mark.at)
            return;
        marks.push_back(mark);
        if (marks.size() > MostMarks)
            marks.pop_front();
    });
    std::stable_sort(marks.begin(), marks.end(),
        [](const ErrorMark &left, const ErrorMark &right) { return left.at < right.at; });
    return {marks.begin(), marks.end()};
}

std::optional<HttpFailureKind> failureOfCurl(int code)
{
    using Kind = HttpFailureKind;
    switch (code) {
    case 5:
    case 97:
        return Kind::Proxy;
    case 6:
        return Kind::Dns;
    case 7:
    case 45:
        return Kind::Connect;
    case 28:
        return Kind::TimeoutTotal;
    case 35:
    case 51:
    case 53:
    case 54:
    case 59:
    case 60:
    case 66:
    case 77:
    case 80:
    case 83:
    case 90:
    case 91:
    case 98:
        return Kind::Tls;
    case 16:
    case 18:
    case 52:
    case 55:
    case 56:
    case 92:
    case 95:
    case 96:
        return Kind::Reset;
    case 8:
    case 47:
    case 61:
        return Kind::Malformed;
    default:
        return {};
    }
}

bool isCurlMisuse(int code)
{
    switch (code) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 26:
    case 27:
    case 37:
    case 41:
    case 43:
    case 48:
    case 58:
        return true;
    default:
        return false;
    }
}

} // namespace Belay
