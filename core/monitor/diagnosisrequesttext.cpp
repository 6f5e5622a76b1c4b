// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosistext.h"
#include "core/monitor/diagnosiswords.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

DiagnosisText unknownModelText(const DiagnosisEvidence &e)
{
    const QString p = e.provider;
    if (e.everAnswered.value_or(false))
        return {Words::tr("%1 no longer knows %2%3: this model only.").arg(p, modelOf(e), statusOf(e)),
            otherModels(e)};
    if (e.everAnswered)
        return {
            Words::tr("%1 does not know %2%3, and it never answered here.").arg(p, modelOf(e), statusOf(e)),
            Words::tr("Check the spelling of the model. ") + otherModels(e)};
    return {Words::tr("%1 does not know %2%3; whether it ever did is not known here.")
                .arg(p, modelOf(e), statusOf(e)),
        Words::tr("Check the spelling of the model; if it is right, it was withdrawn. ") + otherModels(e)};
}

DiagnosisText misfitText(const DiagnosisEvidence &e)
{
    if (e.part != EvidencePart::Completion)
        return {Words::tr("%1 answers, but has no key check where Belay looks for it%2.")
                    .arg(e.provider, statusOf(e)),
            Words::tr("Check the path of the base URL; where the server has no such list, watch it by "
                      "completions.")};
    return {Words::tr("Belay's own probe does not fit %1%2; nothing is wrong with the service.")
                .arg(modelOf(e), statusOf(e)),
        Words::tr("Probe another model of %1, or switch completions off for this one.").arg(e.provider)};
}

} // namespace

DiagnosisText requestText(const DiagnosisEvidence &e, const Side &)
{
    switch (e.outcome) {
    case Outcome::ModelNotFound:
        return unknownModelText(e);
    case Outcome::ContextLength:
        return {Words::tr("The request was longer than %1 can read%2.").arg(modelOf(e), statusOf(e)),
            Words::tr("Shorten the input or choose a model with a larger window.")};
    case Outcome::ContentFilter:
        return {Words::tr("%1 refused the content of the request%2.").arg(e.provider, statusOf(e)),
            Words::tr("Word the request otherwise; another provider may have other rules.")};
    case Outcome::TooLarge:
        return {Words::tr("The request or its answer was over the size limit%1.").arg(statusOf(e)),
            Words::tr("Send less at once: fewer or smaller attachments.")};
    case Outcome::BadRequest:
        return {Words::tr("%1 does not accept the request as it was written%2.").arg(e.provider, statusOf(e)),
            Words::tr("Correct the request: a field is wrong or not supported by %1.").arg(modelOf(e))};
    case Outcome::Misfit:
        return misfitText(e);
    default:
        return {};
    }
}

} // namespace Belay
