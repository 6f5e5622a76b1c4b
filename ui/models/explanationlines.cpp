// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/explanationlines.h"

#include "ui/widgets/formats.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::ExplanationLines)
};

QString answerText(const ErrorReading &reading)
{
    QStringList parts;
    if (reading.status > 0)
        parts << QStringLiteral("HTTP %1").arg(reading.status);
    if (!reading.what.providerCode.isEmpty())
        parts << reading.what.providerCode;
    return parts.join(QStringLiteral(", "));
}

QString measuredText(const Explanation &explanation, WallTime now)
{
    const Sample &sample = *explanation.measured;
    QString text = Words::tr("%1: %2", "openai/gpt-5-nano: answered")
                       .arg(sample.target.toString(), outcomeText(sample.outcome));
    if (sample.outcome == Outcome::Ok && sample.timings.firstContent)
        text += Words::tr(", first content after %1").arg(latencyText(sample.timings.firstContent));
    else if (sample.outcome == Outcome::Ok && sample.timings.total)
        text += Words::tr(", in %1").arg(latencyText(sample.timings.total));
    return Words::tr("%1 (%2, %3)")
        .arg(text, momentText(sample.at), distanceText(explanation.reading, sample.at, now));
}

} // namespace

QString explanationTitle(const Explanation &explanation)
{
    if (!explanation.reading.recognised)
        return Words::tr("Nothing recognised");
    QString outcome = outcomeText(explanation.verdict.outcome);
    outcome[0] = outcome[0].toUpper();
    const QString owner = ownerText(explanation.verdict.owner, explanation.verdict.cause);
    return owner.isEmpty() ? outcome : QString(outcome + QStringLiteral(" – ") + owner);
}

std::vector<ExplanationLine> explanationLines(const Explanation &explanation, WallTime now)
{
    const ErrorReading &reading = explanation.reading;
    std::vector<ExplanationLine> lines;
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.push_back({name, value});
    };
    if (!reading.recognised)
        return lines;
    add(Words::tr("Provider"),
        reading.kind || !explanation.provider.isEmpty() ? explanation.providerName : QString());
    add(Words::tr("Address"), reading.host);
    add(Words::tr("Model"), reading.model);
    add(Words::tr("Answer"), answerText(reading));
    add(Words::tr("It says"), reading.what.message);
    add(Words::tr("Request"), reading.requestId);
    add(Words::tr("When"), reading.at ? momentText(*reading.at) : QString());
    if (explanation.measured)
        add(Words::tr("Belay measured"), measuredText(explanation, now));
    for (const QString &note : explanation.notes)
        add(Words::tr("Note"), note);
    return lines;
}

QString explanationSummary(const Explanation &explanation, WallTime now)
{
    QStringList text {explanationTitle(explanation), explanation.verdict.reason, explanation.verdict.advice};
    for (const ExplanationLine &line : explanationLines(explanation, now))
        text << Words::tr("%1: %2", "name: value").arg(line.name, line.value);
    return text.join(u'\n');
}

} // namespace Belay
