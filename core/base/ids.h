// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <functional>
#include <optional>

namespace Belay {

/// A slug of its own type, so that a key's id cannot stand where a provider's is meant.
template <typename Tag>
struct Id {
    QString value;

    Id() = default;
    explicit Id(QString text)
        : value(std::move(text))
    { }
    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const Id &) const = default;
    std::strong_ordering operator<=>(const Id &other) const { return value.compare(other.value) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using ProviderId = Id<struct ProviderTag>;
using KeyId = Id<struct KeyTag>;
using ChainId = Id<struct ChainTag>;

/// `provider/model`; without a model it names the provider's own row (contract 1).
struct TargetId {
    ProviderId provider;
    QString model;

    bool hasModel() const { return !model.isEmpty(); }
    QString toString() const { return hasModel() ? QString(provider.value + u'/' + model) : provider.value; }
    /// Splits at the first `/`: `openrouter/openai/gpt-4o` is provider `openrouter`.
    static TargetId fromString(const QString &text);

    bool operator==(const TargetId &) const = default;
    std::strong_ordering operator<=>(const TargetId &) const = default;
    friend size_t qHash(const TargetId &id, size_t seed = 0)
    {
        return qHashMulti(seed, id.provider, id.model);
    }
};

/// `[a-z0-9][a-z0-9._-]{0,62}` (contract 1).
bool isSlug(const QString &text);
/// A slug made of free text, made unique against `taken` by a number at its end.
QString slugFor(const QString &name, const std::function<bool(const QString &)> &taken);

/// One made with the system's clock and generator; who makes many has a UlidMaker.
QString newUlid();

} // namespace Belay

namespace std {
template <typename Tag>
struct hash<Belay::Id<Tag>> {
    size_t operator()(const Belay::Id<Tag> &id) const { return qHash(id); }
};
template <>
struct hash<Belay::TargetId> {
    size_t operator()(const Belay::TargetId &id) const { return qHash(id); }
};
} // namespace std
