// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/chainfacts.h"

#include "core/providers/codec.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace Belay {

namespace {

/// One target of a chain that is on, with its place.
struct Placed {
    const ProviderConfig *provider;
    TargetId target;
    QString pointer;
    ModelInfo model;
};

class ChainFacts
{
public:
    ChainFacts(const Config &config, const Catalogue &catalogue, ConfigWarnings &warnings)
        : m_config(config)
        , m_catalogue(catalogue)
        , m_warnings(warnings)
    { }

    void checkMonitor(const ProviderConfig &provider, const QString &pointer)
    {
        const QString models
            = childPointer(childPointer(pointer, QStringLiteral("monitor")), QStringLiteral("models"));
        for (std::size_t i = 0; i < provider.monitor.models.size(); ++i) {
            const QString &model = provider.monitor.models[i];
            const QString place = childPointer(models, i);
            checkModel(provider, model, place);
            if (provider.monitor.completionEvery && !provider.monitor.acceptUnknownPrice)
                checkPrice(provider, model, place);
        }
    }

    void checkChain(const ChainConfig &chain, const QString &pointer)
    {
        const QString steps = childPointer(pointer, QStringLiteral("steps"));
        const std::vector<Placed> targets = targetsOf(chain, steps);
        for (const Placed &each : targets) {
            checkModel(*each.provider, each.target.model, each.pointer);
            checkPrice(*each.provider, each.target.model, each.pointer);
        }
        checkUpstreams(targets, steps);
        checkEmbeddings(targets, steps);
        checkCapabilities(targets);
    }

private:
    std::vector<Placed> targetsOf(const ChainConfig &chain, const QString &steps) const
    {
        std::vector<Placed> targets;
        for (std::size_t i = 0; i < chain.steps.size(); ++i) {
            const StepConfig &step = chain.steps[i];
            const QString list = childPointer(childPointer(steps, i), QStringLiteral("targets"));
            for (std::size_t j = 0; step.enabled && j < step.targets.size(); ++j) {
                const TargetId &target = step.targets[j].target;
                if (const ProviderConfig *provider = m_config.provider(target.provider))
                    targets.push_back({provider, target, childPointer(list, j),
                        m_catalogue.model(provider->kind, target.model)});
            }
        }
        return targets;
    }

    void warn(const QString &pointer, const char *code, const QString &expected, const QString &got)
    {
        m_warnings.push_back({pointer, QString::fromLatin1(code), expected, got});
    }

    /// Local servers and hosts of everybody's models serve more than any list names.
    bool isWellKnown(ProviderKindId kind) const
    {
        switch (kind) {
        case ProviderKindId::OpenRouter:
        case ProviderKindId::Together:
        case ProviderKindId::Fireworks:
        case ProviderKindId::AzureOpenAi:
        case ProviderKindId::OpenAiCompatible:
            return false;
        default:
            return !m_catalogue.kind(kind).keyOptional;
        }
    }

    void checkModel(const ProviderConfig &provider, const QString &model, const QString &pointer)
    {
        const bool isKnown = m_catalogue.model(provider.kind, model).pattern != QLatin1StringView("*");
        if (!isKnown && !isEmbedding(model) && isWellKnown(provider.kind))
            warn(pointer, "unknown-model",
                QStringLiteral("a model that is known of %1").arg(m_catalogue.kind(provider.kind).name),
                model);
    }

    void checkPrice(const ProviderConfig &provider, const QString &model, const QString &pointer)
    {
        if (!m_catalogue.price(provider.kind, model, m_config.enteredPrice({provider.id, model})))
            warn(pointer, "unknown-price", QStringLiteral("a price under /prices"), model);
    }

    void checkUpstreams(const std::vector<Placed> &targets, const QString &steps)
    {
        std::set<QString> upstreams;
        std::set<ProviderId> providers;
        for (const Placed &each : targets) {
            upstreams.insert(upstreamOf(m_config, *each.provider, each.target.model, m_catalogue));
            providers.insert(each.target.provider);
        }
        // One provider alone is same-provider.
        if (providers.size() > 1 && upstreams.size() == 1)
            warn(steps, "same-upstream", QStringLiteral("providers that do not fail together"),
                QString(u"all served by " + *upstreams.begin()));
    }

    static bool isEmbedding(const QString &model) { return model.contains(u"embed", Qt::CaseInsensitive); }

    void checkEmbeddings(const std::vector<Placed> &targets, const QString &steps)
    {
        QStringList names;
        bool any = false;
        for (const Placed &each : targets) {
            const QString name = each.target.model.section(u'/', -1);
            any = any || isEmbedding(name);
            if (!names.contains(name))
                names.append(name);
        }
        if (any && names.size() > 1)
            warn(steps, "mixed-embeddings", QStringLiteral("one model, as vectors of two cannot be compared"),
                names.join(QStringLiteral(", ")));
    }

    /// What the first target can do and a later one cannot: such requests skip it.
    void checkCapabilities(const std::vector<Placed> &targets)
    {
        const auto isKnown = [](const Placed &each) { return each.model.pattern != QLatin1StringView("*"); };
        const auto first = std::find_if(targets.begin(), targets.end(), isKnown);
        for (auto each = first; each != targets.end(); ++each) {
            if (!isKnown(*each))
                continue;
            const ModelCapabilities &wanted = first->model.capabilities;
            const ModelCapabilities &has = each->model.capabilities;
            QStringList lacking;
            if (wanted.tools && !has.tools)
                lacking.append(QStringLiteral("tools"));
            if (wanted.images && !has.images)
                lacking.append(QStringLiteral("images"));
            if (wanted.jsonSchema && !has.jsonSchema)
                lacking.append(QStringLiteral("JSON schema"));
            if (!lacking.isEmpty())
                warn(each->pointer, "lacks-capability",
                    QString(u"what " + first->target.toString() + u" can do"),
                    QString(each->target.toString() + u" without " + lacking.join(QStringLiteral(", "))));
        }
    }

    const Config &m_config;
    const Catalogue &m_catalogue;
    ConfigWarnings &m_warnings;
};

} // namespace

QString upstreamOf(
    const Config &config, const ProviderConfig &provider, const QString &model, const Catalogue &catalogue)
{
    const ProviderKind &kind = catalogue.kind(provider.kind);
    if (provider.kind == ProviderKindId::OpenRouter) {
        const QString vendor = model.section(u'/', 0, 0);
        if (vendor == QLatin1StringView("mistralai"))
            return QStringLiteral("mistral");
        return vendor == QLatin1StringView("x-ai") ? QStringLiteral("xai") : vendor;
    }
    const QUrl url = baseUrlOf(provider, kind);
    const bool isElsewhere = !provider.baseUrl.isEmpty() && url.host() != kind.baseUrl.host();
    // Where loopback stands for the internet, as in the demo, a port is a provider of its own.
    if (config.network.local == NetworkConfig::Local::Internet && isElsewhere)
        return url.authority();
    return isElsewhere || kind.keyOptional || kind.upstreamFamily.isEmpty() ? url.host()
                                                                            : kind.upstreamFamily;
}

ConfigWarnings validateConfig(const Config &config, const Catalogue &catalogue)
{
    ConfigWarnings warnings = validateConfig(config);
    ChainFacts facts(config, catalogue, warnings);
    for (std::size_t i = 0; i < config.providers.size(); ++i) {
        if (config.providers[i].enabled)
            facts.checkMonitor(config.providers[i], childPointer(QStringLiteral("/providers"), i));
    }
    for (std::size_t i = 0; i < config.chains.size(); ++i)
        facts.checkChain(config.chains[i], childPointer(QStringLiteral("/chains"), i));
    return warnings;
}

} // namespace Belay
