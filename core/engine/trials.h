// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/providertrial.h"
#include "core/http/curlclient.h"
#include "core/providers/catalogue.h"

namespace Belay {

/// Live tests on the main thread, with a client of their own: they run while a person looks on and waits for
/// them.
class Trials final : public TrialService
{
public:
    /// `network` says, at each start, which anchors may be asked whose side a failure is on.
    Trials(Clock &clock, const Catalogue &catalogue, std::function<NetworkConfig()> network);

    std::unique_ptr<ProviderTrial> start(const ProviderConfig &draft, const Secret &key, const QString &model,
        PaidTrial paid, Progress progress) override;
    void findLocalServers(
        QObject *context, std::function<void(const std::vector<LocalServer> &)> done) override;
    std::vector<std::pair<QString, ProviderKindId>> environmentKeys() const override;
    std::optional<NanoUsd> costOfProbe(const ProviderConfig &draft, const QString &model) const override;

private:
    class Trial;
    class LocalSearch;

    Clock &m_clock;
    const Catalogue &m_catalogue;
    std::function<NetworkConfig()> m_network;
    CurlClient m_http;
};

} // namespace Belay
