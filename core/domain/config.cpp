// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/config.h"

#include <QDir>

#include <algorithm>

namespace Belay {

namespace {

constexpr QLatin1StringView Keychain {"keychain"};
constexpr QLatin1StringView Session {"session"};
constexpr QLatin1StringView EnvironmentPrefix {"env:"};
constexpr QLatin1StringView FilePrefix {"file:"};

bool isVariableName(QStringView name)
{
    const auto isLetter
        = [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'_'; };
    return !name.isEmpty() && isLetter(name[0]) && std::all_of(name.begin(), name.end(), [&](QChar c) {
        return isLetter(c) || (c >= u'0' && c <= u'9');
    });
}

} // namespace

QString KeySource::toString() const
{
    switch (from) {
    case From::Keychain:
        return Keychain;
    case From::Session:
        return Session;
    case From::Environment:
        return EnvironmentPrefix + name;
    case From::File:
        return FilePrefix + name;
    }
    return {};
}

std::optional<KeySource> KeySource::fromString(const QString &text)
{
    if (text == Keychain)
        return KeySource {From::Keychain, {}};
    if (text == Session)
        return KeySource {From::Session, {}};
    if (text.startsWith(EnvironmentPrefix)) {
        const QString name = text.mid(EnvironmentPrefix.size());
        return isVariableName(name) ? std::optional(KeySource {From::Environment, name}) : std::nullopt;
    }
    if (text.startsWith(FilePrefix)) {
        const QString path = text.mid(FilePrefix.size());
        const bool usable = QDir::isAbsolutePath(path) && !path.startsWith(u':') && !path.contains(QChar(0));
        return usable ? std::optional(KeySource {From::File, path}) : std::nullopt;
    }
    return {};
}

const ProviderConfig *Config::provider(const ProviderId &id) const
{
    const auto found = std::find_if(
        providers.begin(), providers.end(), [&](const ProviderConfig &each) { return each.id == id; });
    return found == providers.end() ? nullptr : &*found;
}

bool NotificationConfig::isMuted(const TargetId &target) const
{
    return std::any_of(muted.begin(), muted.end(),
        [&](const QString &name) { return name == target.provider.value || name == target.toString(); });
}

std::optional<Price> Config::enteredPrice(const TargetId &target) const
{
    const auto found = prices.find(target);
    return found == prices.end() ? std::nullopt : std::optional(found->second);
}

} // namespace Belay
