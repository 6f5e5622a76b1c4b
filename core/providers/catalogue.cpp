// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/catalogue.h"

#include "core/providers/cataloguereader.h"

#include <QFile>

#include <algorithm>

// Outside any namespace, as the macro wants; a static library's resources are dropped without it.
static void initCatalogueResource()
{
    Q_INIT_RESOURCE(catalogue);
}

namespace Belay {

namespace {

bool fits(const QString &pattern, const QString &model)
{
    if (!pattern.endsWith(u'*'))
        return pattern == model;
    return model.startsWith(QStringView(pattern).chopped(1));
}

/// The longer text first; of two that are equal but for the star, the one that means itself alone.
bool isCloser(const ModelInfo &a, const ModelInfo &b)
{
    const auto weight = [](const QString &pattern) {
        return pattern.endsWith(u'*') ? 2 * pattern.size() - 2 : 2 * pattern.size() + 1;
    };
    return weight(a.pattern) > weight(b.pattern);
}

Catalogue loadBuiltIn()
{
    initCatalogueResource();
    QFile file(QStringLiteral(":/belay/providers.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the built-in catalogue is missing");
    Result<Catalogue> catalogue = Catalogue::parse(file.readAll());
    if (!catalogue)
        qFatal("the built-in catalogue has errors: %s", qPrintable(catalogue.error().detail));
    return std::move(*catalogue);
}

} // namespace

Result<Catalogue> Catalogue::parse(const QByteArray &json)
{
    std::vector<Error> faults;
    std::vector<KindEntry> entries = readKinds(json, faults);
    if (!faults.empty()) {
        QString detail;
        for (const Error &fault : faults)
            detail += detail.isEmpty() ? fault.detail : QString(u'\n' + fault.detail);
        return Unexpected {Error {ErrorKind::Config, detail, std::move(faults)}};
    }
    Catalogue catalogue;
    for (KindEntry &entry : entries) {
        std::sort(entry.models.begin(), entry.models.end(), isCloser);
        catalogue.m_models[entry.kind.id] = std::move(entry.models);
        catalogue.m_kinds.push_back(std::move(entry.kind));
    }
    return catalogue;
}

const Catalogue &Catalogue::builtIn()
{
    static const Catalogue catalogue = loadBuiltIn();
    return catalogue;
}

const ProviderKind &Catalogue::kind(ProviderKindId id) const
{
    return m_kinds[static_cast<size_t>(id)];
}

ModelInfo Catalogue::model(ProviderKindId kind, const QString &model) const
{
    const std::vector<ModelInfo> &models = m_models.at(kind);
    const auto found = std::find_if(
        models.begin(), models.end(), [&](const ModelInfo &info) { return fits(info.pattern, model); });
    return found == models.end() ? models.back() : *found;
}

std::optional<ProviderKindId> Catalogue::kindOfKey(QByteArrayView key) const
{
    std::optional<ProviderKindId> best;
    qsizetype longest = 0;
    for (const ProviderKind &kind : m_kinds) {
        for (const QString &prefix : kind.keyPrefixes) {
            const QByteArray bytes = prefix.toLatin1();
            if (bytes.size() < longest || !key.startsWith(bytes))
                continue;
            best = bytes.size() > longest ? std::optional(kind.id) : std::nullopt;
            longest = bytes.size();
        }
    }
    return best;
}

std::optional<Price> Catalogue::price(
    ProviderKindId kind, const QString &name, const std::optional<Price> &entered) const
{
    if (entered)
        return entered;
    if (!this->kind(kind).localPorts.empty())
        return Price {};
    return model(kind, name).price;
}

} // namespace Belay
