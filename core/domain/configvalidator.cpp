// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configvalidator.h"

#include <algorithm>
#include <array>
#include <set>

namespace Belay {

namespace {

QString pointerTo(const char *list, size_t index)
{
    return childPointer(childPointer({}, QString::fromLatin1(list)), index);
}

void warn(ConfigWarnings &warnings, const QString &pointer, const char *code, const QString &expected,
    const QString &got)
{
    warnings.push_back({pointer, QString::fromLatin1(code), expected, got});
}

/// Servers of one's own often ask for no key.
bool mayLackKey(ProviderKindId kind)
{
    return kind == ProviderKindId::Ollama || kind == ProviderKindId::LmStudio || kind == ProviderKindId::Vllm
        || kind == ProviderKindId::LlamaCpp || kind == ProviderKindId::OpenAiCompatible;
}

void checkFallback(const ChainConfig &chain, const QString &pointer, ConfigWarnings &warnings)
{
    std::set<TargetId> targets;
    std::set<ProviderId> providers;
    for (const StepConfig &step : chain.steps) {
        for (const ChainTarget &target : step.targets) {
            if (!step.enabled)
                continue;
            targets.insert(target.target);
            providers.insert(target.target.provider);
        }
    }
    if (targets.empty())
        warn(warnings, pointer, "no-fallback", QStringLiteral("a step that is enabled"),
            QStringLiteral("none"));
    else if (targets.size() == 1)
        warn(warnings, pointer, "no-fallback", QStringLiteral("a second target to fall back on"),
            targets.begin()->toString());
    else if (providers.size() == 1)
        warn(warnings, pointer, "same-provider", QStringLiteral("a second provider to fall back on"),
            QString(u"only " + providers.begin()->value));
}

/// What a step may use up before the next one starts: a first content that never comes is not retried on any
/// step but the last.
Milliseconds timeOf(const StepConfig &step)
{
    constexpr Milliseconds DefaultFirstContent {20'000};
    return step.timeouts.firstContent.value_or(DefaultFirstContent);
}

void checkTime(const ChainConfig &chain, const QString &steps, ConfigWarnings &warnings)
{
    constexpr Milliseconds DefaultDeadline {60'000};
    const Milliseconds deadline = chain.deadline.value_or(DefaultDeadline);
    Milliseconds first {0};
    Milliseconds whole {0};
    for (size_t i = 0; i < chain.steps.size(); ++i) {
        const StepConfig &step = chain.steps[i];
        if (!step.enabled)
            continue;
        if (first >= deadline)
            warn(warnings, childPointer(steps, i), "no-time-for-step",
                QStringLiteral("steps before it that leave time within the deadline of %1")
                    .arg(toDurationString(deadline)),
                QStringLiteral("%1 of firstContent").arg(toDurationString(first)));
        else if (whole >= chain.answerDeadline)
            warn(warnings, childPointer(steps, i), "no-time-for-step",
                QStringLiteral("steps before it that leave time within the answerDeadline of %1")
                    .arg(toDurationString(chain.answerDeadline)),
                QStringLiteral("%1 of total").arg(toDurationString(whole)));
        first += timeOf(step);
        whole += step.timeouts.total;
    }
}

void checkRetries(const ChainConfig &chain, const QString &pointer, ConfigWarnings &warnings)
{
    // What one request may become when everyone fails; clients retry twice on top of it.
    constexpr int MostAttempts = 12;
    int attempts = 0;
    for (const StepConfig &step : chain.steps) {
        const int width = step.race ? static_cast<int>(step.targets.size()) : 1;
        attempts += step.enabled ? width * (1 + step.retry.numRetries) : 0;
    }
    if (attempts > MostAttempts)
        warn(warnings, pointer, "retries-multiply",
            QStringLiteral("at most %1 attempts for one request").arg(MostAttempts),
            QString::number(attempts));
}

void checkChain(const ChainConfig &chain, const QString &pointer, ConfigWarnings &warnings)
{
    const QString steps = childPointer(pointer, QStringLiteral("steps"));
    checkFallback(chain, steps, warnings);
    checkTime(chain, steps, warnings);
    checkRetries(chain, steps, warnings);
    for (size_t i = 0; i < chain.steps.size(); ++i) {
        if (chain.steps[i].race && chain.steps[i].targets.size() > 1)
            warn(warnings, childPointer(childPointer(steps, i), QStringLiteral("race")), "race-bills-losers",
                QStringLiteral("readiness to pay for answers that lose"),
                QStringLiteral("a race of %1").arg(chain.steps[i].targets.size()));
    }
}

} // namespace

ConfigWarnings validateConfig(const Config &config)
{
    ConfigWarnings warnings;
    for (size_t i = 0; i < config.providers.size(); ++i) {
        const ProviderConfig &provider = config.providers[i];
        if (provider.enabled && provider.keys.empty() && !mayLackKey(provider.kind))
            warn(warnings, childPointer(pointerTo("providers", i), QStringLiteral("keys")), "missing-key",
                QStringLiteral("a key, as this kind needs one"), QStringLiteral("none"));
    }
    for (size_t i = 0; i < config.chains.size(); ++i)
        checkChain(config.chains[i], pointerTo("chains", i), warnings);
    return warnings;
}

WarningSeverity severityOf(const QString &warningCode)
{
    static const std::array risks {QStringLiteral("no-fallback"), QStringLiteral("same-provider"),
        QStringLiteral("same-upstream"), QStringLiteral("no-time-for-step"), QStringLiteral("missing-key")};
    return std::ranges::find(risks, warningCode) != risks.end() ? WarningSeverity::Risk
                                                                : WarningSeverity::Note;
}

} // namespace Belay
