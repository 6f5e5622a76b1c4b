// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/domain/config.h"
#include "core/domain/statusboard.h"

#include <QObject>

#include <functional>
#include <memory>

namespace Belay {

/// One rung of the live test.
struct TrialStep {
    Proof rung = Proof::Reach;
    Outcome outcome = Outcome::Skipped;
    QString reason; ///< plain words: what was seen
    std::optional<Microseconds> took;
};

/// How far the live test of a provider got.
struct TrialResult {
    bool finished = false;
    Proof proof = Proof::None;
    std::vector<TrialStep> steps; ///< in the order they were tried
    Verdict verdict; ///< of the whole
    std::vector<QString> models; ///< as the provider lists them
    std::optional<NanoUsd> cost; ///< of what was sent; empty: price unknown
    int paidRequests = 0;
};

enum class PaidTrial { No, Yes };

/// A live test under way; destroying it cancels it and nothing is called afterwards.
class ProviderTrial
{
public:
    virtual ~ProviderTrial() = default;
};

/// Tests a provider before it is saved. Lives on the main thread.
class TrialService
{
public:
    using Progress = std::function<void(const TrialResult &)>;
    virtual ~TrialService() = default;
    /// reach and auth, then (with PaidTrial::Yes) one tiny completion of `model`, streamed. `progress` is
    /// called after every rung and a last time with `finished`.
    virtual std::unique_ptr<ProviderTrial> start(const ProviderConfig &draft, const Secret &key,
        const QString &model, PaidTrial paid, Progress progress)
        = 0;
    /// Local servers that answer now, with their models: asks the loopback ports of the catalogue, nothing
    /// else.
    struct LocalServer {
        ProviderKindId kind = ProviderKindId::Ollama;
        QUrl baseUrl;
        std::vector<QString> models;
    };
    virtual void findLocalServers(
        QObject *context, std::function<void(const std::vector<LocalServer> &)> done)
        = 0;
    /// Names of variables of this process that usually hold a key, with the kind. Values are not read.
    virtual std::vector<std::pair<QString, ProviderKindId>> environmentKeys() const = 0;
    /// What one completion of a model costs at the most; nothing where the price is unknown.
    virtual std::optional<NanoUsd> costOfProbe(const ProviderConfig &draft, const QString &model) const = 0;
};

} // namespace Belay
