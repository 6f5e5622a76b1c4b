// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/domain/chainconfig.h"
#include "core/domain/keysource.h"
#include "core/domain/money.h"
#include "core/domain/notificationconfig.h"
#include "core/domain/sets.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace Belay {

// config.json as values: contract 4, with its defaults. A field that is empty here means "as the catalogue
// says".

struct KeyConfig {
    KeyId id;
    KeySource source;
    int weight = 1;
    bool operator==(const KeyConfig &) const = default;
};

struct MonitorConfig {
    bool enabled = true;
    Milliseconds every {60'000};
    std::optional<Milliseconds> completionEvery {300'000}; ///< empty: off
    std::vector<QString> models; ///< empty: the catalogue's cheapest
    std::vector<QString> paused; ///< models whose probes are held
    double monthlyBudgetUsd = 1.0;
    bool acceptUnknownPrice = false;
    Milliseconds slowOver {10'000};
    QString statusPage; ///< a URL, "off", or empty: the catalogue's
    bool operator==(const MonitorConfig &) const = default;
};

struct ProviderConfig {
    ProviderId id;
    ProviderKindId kind = ProviderKindId::OpenAiCompatible;
    QString name; ///< never empty once read: the id where the file has none
    bool enabled = true;
    QUrl baseUrl; ///< empty: the catalogue's
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QString caFile;
    QString proxy = QStringLiteral("system"); ///< "system", "none" or a URL without password
    std::vector<KeyConfig> keys;
    MonitorConfig monitor;
    bool operator==(const ProviderConfig &) const = default;
};

struct HistoryConfig {
    int rawDays = 30;
    int traceDays = 14;
    bool operator==(const HistoryConfig &) const = default;
};

struct GatewayToken {
    QString id;
    KeySource source;
    bool operator==(const GatewayToken &) const = default;
};

struct GatewayConfig {
    bool enabled = false;
    QString listen = QStringLiteral("127.0.0.1");
    int port = 4217;
    bool requireToken = true;
    std::vector<GatewayToken> tokens {{QStringLiteral("default"), {}}};
    std::vector<QString> allowedHosts;
    std::vector<QString> allowedOrigins;
    QString unknownModel = QStringLiteral("refuse");
    QString passthrough; ///< provider id; empty: none
    bool operator==(const GatewayConfig &) const = default;
};

struct NetworkConfig {
    std::vector<QUrl> anchors; ///< filled with the two default anchors where the file has none
    enum class Local { Direct, Internet };
    Local local = Local::Direct;
    bool operator==(const NetworkConfig &) const = default;
};

/// The whole of config.json, swapped as one value. `text` is what was read: saving over a file that has
/// changed since is refused, and the writer patches it, so that unknown fields and their order survive.
struct Config {
    int version = 1;
    std::vector<ProviderConfig> providers;
    std::map<TargetId, Price> prices;
    std::vector<ChainConfig> chains;
    BreakerConfig breaker;
    BudgetConfig budgets;
    HistoryConfig history;
    GatewayConfig gateway;
    NetworkConfig network;
    NotificationConfig notifications;
    QByteArray text;

    const ProviderConfig *provider(const ProviderId &id) const;
    /// What the person entered under /prices; empty: the catalogue's holds.
    std::optional<Price> enteredPrice(const TargetId &target) const;
    bool operator==(const Config &) const = default;
};

} // namespace Belay
