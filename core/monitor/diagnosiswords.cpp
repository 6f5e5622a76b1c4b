// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosiswords.h"

#include "core/base/logging.h"
#include "core/base/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

bool isOfModel(const DiagnosisEvidence &evidence)
{
    const bool ownPart = evidence.part == EvidencePart::Completion || evidence.part == EvidencePart::Traffic;
    return ownPart && !evidence.model.isEmpty();
}

} // namespace

QString hostOf(const DiagnosisEvidence &evidence)
{
    return evidence.host.isEmpty() ? evidence.provider : evidence.host;
}

QString accountOf(const DiagnosisEvidence &evidence)
{
    return evidence.unnamed ? Words::tr("your account with %1").arg(evidence.provider)
                            : Words::tr("your %1 account").arg(evidence.provider);
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString subjectOf(const DiagnosisEvidence &evidence)
{
    return isOfModel(evidence) ? QString(evidence.model + Words::tr(" at ") + evidence.provider)
                               : evidence.provider;
}

QString serverOf(const DiagnosisEvidence &evidence, const Side &side)
{
    if (side.owner == Owner::Upstream)
        return Words::tr("%1, which serves behind %2,").arg(quoted(evidence.servedBy, 60), evidence.provider);
    return subjectOf(evidence);
}

QString modelOf(const DiagnosisEvidence &evidence)
{
    return evidence.model.isEmpty() ? Words::tr("the model") : evidence.model;
}

QString statusOf(const DiagnosisEvidence &evidence)
{
    constexpr qsizetype LongestCode = 60;
    QStringList parts;
    if (evidence.status > 0)
        parts << QStringLiteral("HTTP %1").arg(evidence.status);
    const QString code = quoted(evidence.providerCode, LongestCode);
    if (!code.isEmpty() && code != QString::number(evidence.status))
        parts << code;
    return parts.isEmpty() ? QString() : QString(QStringLiteral(" (") + parts.join(u", ") + u')');
}

QString secondsText(Microseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1e6, 'f', 1) + Words::tr(" s");
}

QString quoted(const QString &text, qsizetype most)
{
    const QString line = redacted(withoutControls(text)).simplified();
    return line.size() <= most ? line : QString(line.left(most - 1) + u'…');
}

QString scopeOf(const DiagnosisEvidence &evidence)
{
    QStringList parts;
    if (isOfModel(evidence) && evidence.sameProvider.good > 0)
        parts << Words::tr("other models there answer");
    else if (!evidence.region.isEmpty() && evidence.sameUpstream.good > 0)
        parts << Words::tr("outside the region %1 the same service answers").arg(evidence.region);
    if (isTroubleOnPage(evidence.notice))
        parts << Words::tr("their status page says so too");
    else if (isPageGreen(evidence.notice))
        parts << Words::tr("their status page does not say so yet");
    return parts.isEmpty() ? QString() : QString(QStringLiteral("; ") + parts.join(Words::tr(", and ")));
}

QString otherModels(const DiagnosisEvidence &evidence)
{
    constexpr size_t Named = 4;
    std::vector<QString> offered = evidence.offeredModels;
    std::erase(offered, evidence.model); // a list may name it still
    if (offered.empty())
        return evidence.told ? Words::tr("Ask for a model that its list of models names.")
                             : Words::tr("Choose another model in the provider's settings.");
    QString advice = Words::tr("Probe %1 instead.").arg(offered.front());
    if (offered.size() == 1)
        return advice;
    QStringList others;
    for (size_t i = 1; i < std::min(Named, offered.size()); ++i)
        others << offered[i];
    advice += Words::tr(" Also offered now: ") + others.join(u", ");
    advice += offered.size() > Named ? Words::tr(" and %1 more.").arg(offered.size() - Named)
                                     : QStringLiteral(".");
    return advice;
}

QString lookAtOwnNetwork()
{
    return Words::tr("Check that your own network works; if it does, it is theirs.");
}

QString meanwhile(const DiagnosisEvidence &evidence)
{
    return isOfModel(evidence) && evidence.sameProvider.good > 0
        ? Words::tr("Use another model of %1 meanwhile.").arg(evidence.provider)
        : Words::tr("Use another provider meanwhile.");
}

} // namespace Belay
