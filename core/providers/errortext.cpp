// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortext.h"

#include "core/providers/errortextclean.h"
#include "core/providers/errortextgateway.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

/// A text with all that was found in it.
struct Scan {
    QByteArray text;
    std::vector<ErrorMark> marks;
    std::vector<ErrorFinding> findings; ///< in the order of the text

    const ErrorFinding *best() const
    {
        const ErrorFinding *best = nullptr;
        for (const ErrorFinding &finding : findings) {
            if (!best || finding.telling >= best->telling)
                best = &finding;
        }
        return best;
    }
};

Scan scan(QByteArray text)
{
    Scan result;
    result.text = std::move(text);
    result.marks = findErrorMarks(result.text);
    result.findings = findExchanges(result.text, result.marks);
    const std::vector<ErrorFinding> objects = findObjects(result.text, result.marks, result.findings);
    result.findings.insert(result.findings.end(), objects.begin(), objects.end());
    const std::vector<ErrorFinding> lines = findLines(result.text, result.marks, result.findings);
    result.findings.insert(result.findings.end(), lines.begin(), lines.end());
    std::stable_sort(result.findings.begin(), result.findings.end(),
        [](const ErrorFinding &left, const ErrorFinding &right) { return left.at < right.at; });
    return result;
}

/// Where the text itself tells little, JSON may stand in it as a string: of a log, or of another answer.
Scan scanDeeply(const QByteArray &text)
{
    Scan result = scan(text);
    for (int level = 0; level < 2; ++level) {
        const ErrorFinding *best = result.best();
        const bool tellsAll = best && best->telling >= Telling::Typed;
        if (tellsAll || !(result.text.contains("\\\"") || result.text.contains("\\n")))
            break;
        Scan deeper = scan(unescapedText(result.text));
        const ErrorFinding *inside = deeper.best();
        if (inside && (!best || inside->telling > best->telling))
            result = std::move(deeper);
        else
            break;
    }
    return result;
}

/// Words alone name no quota by themselves where a provider says a limit of a minute with the same ones.
void addCodeOfWords(Ending &ending)
{
    const bool isQuota = ending.body.contains("exceeded your current quota")
        && ending.body.contains("billing details") && !ending.body.contains("\"code\"");
    if (isQuota && ending.kind == ProviderKindId::OpenAi)
        ending.body.replace("{\"error\":{", "{\"error\":{\"code\":\"insufficient_quota\",");
}

std::optional<ProviderKindId> kindOf(const Scan &scan, const ErrorFinding &finding, const HostKinds &own)
{
    const auto known = own.find(hostAround(scan.text, scan.marks, finding).toLower());
    return known == own.end() ? kindAround(scan.text, scan.marks, finding) : std::optional(known->second);
}

/// Azure's quota and Cohere's token are told by a status that only a kind gives its meaning.
Classification classificationOf(
    const Scan &scan, const ErrorFinding &finding, WallTime now, const HostKinds &own)
{
    Ending ending = finding.ending;
    ending.purpose = RequestPurpose::Traffic;
    ending.kind = kindOf(scan, finding, own).value_or(ProviderKindId::OpenAiCompatible);
    ending.now = timeAround(scan.text, finding, now).value_or(now);
    if (ending.kind == ProviderKindId::Gemini && finding.impliedStatus && ending.head.status == 401)
        ending.head.status = 400;
    addCodeOfWords(ending);
    Classification what = classify(ending);
    if (finding.outcome)
        what.outcome = *finding.outcome;
    return what;
}

int differentErrors(const Scan &scan, WallTime now, const HostKinds &own)
{
    std::set<std::pair<int, QString>> different;
    const ErrorFinding *best = scan.best();
    for (const ErrorFinding &finding : scan.findings) {
        // What is vague beside an exact reason is the same error once more.
        if (finding.telling < std::min(Telling::Status, best->telling))
            continue;
        const int status = finding.impliedStatus ? 0 : finding.ending.head.status;
        const QString outcome
            = status >= 400 ? QString() : toString(classificationOf(scan, finding, now, own).outcome);
        different.insert({status >= 400 ? status : 0, outcome});
    }
    return static_cast<int>(different.size());
}

void clean(ErrorReading &reading)
{
    reading.what.message = withoutSecrets(reading.what.message);
    reading.what.providerCode = withoutSecrets(reading.what.providerCode);
    for (auto &[name, value] : reading.headers)
        value = name == "set-cookie" || name == "authorization"
            ? QByteArray("•••")
            : withoutSecrets(QString::fromUtf8(value)).toUtf8();
}

/// The upstream that a gateway such as OpenRouter names.
QString servedByOf(const ErrorFinding &finding)
{
    const std::optional<Json> document = parseJson(finding.ending.body);
    if (!document)
        return {};
    const QString named = textOf(member(*document, {"error", "metadata", "provider_name"}));
    return withoutSecrets(named.isEmpty() ? textOf(member(*document, "provider")) : named).left(80);
}

void readPlace(
    const Scan &scan, const ErrorFinding &finding, WallTime now, const HostKinds &own, ErrorReading &reading)
{
    reading.kind = kindOf(scan, finding, own);
    reading.host = hostAround(scan.text, scan.marks, finding);
    reading.model = modelAround(scan.text, finding);
    reading.at = timeAround(scan.text, finding, now);
    reading.requestId = requestIdAround(scan.text, finding);
    reading.servedBy = servedByOf(finding);
}

} // namespace

ErrorReading readErrorText(QByteArrayView text, WallTime now, const HostKinds &own)
{
    ErrorReading reading;
    const CleanText whole = cleanErrorText(text, LongestErrorText);
    reading.cut = whole.cut;
    const Scan found = scanDeeply(whole.text);
    const ErrorFinding *best = found.best();
    reading.what.outcome = Outcome::Skipped;
    if (!best)
        return reading;
    reading.recognised = true;
    readPlace(found, *best, now, own, reading);
    const int status = best->ending.head.status;
    reading.status = best->impliedStatus || best->outcome ? 0 : status;
    reading.what = classificationOf(found, *best, now, own);
    if (reading.what.outcome == Outcome::Tls && best->ending.failure)
        reading.certificate = certificateFaultIn(best->ending.failure->detail);
    reading.headers = best->ending.head.headers;
    reading.notSent = best->notSent;
    reading.errors = differentErrors(found, now, own);
    if (readGatewayAnswer(*best, reading))
        reading.kind.reset();
    clean(reading);
    return reading;
}

} // namespace Belay
