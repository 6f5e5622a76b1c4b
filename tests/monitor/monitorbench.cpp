// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <algorithm>

namespace Belay {

MonitorBench::MonitorBench(std::uint64_t seed)
    : random(seed)
{
    http.setScript([this](const HttpRequest &request) {
        const auto found = m_answers.find(request.url.host());
        if (found == m_answers.end())
            return FakeAnswer::failing(HttpFailureKind::Dns);
        return request.method == "POST" ? found->second.second : found->second.first;
    });
    http.setCounted([](const QUrl &url) { return url.path() != u"/"; }); // anchors and front doors
    config.network.anchors = {QUrl(QStringLiteral("https://anchor.example/"))};
    answerAll(QStringLiteral("anchor.example"));
    monitor = std::make_unique<Monitor>(MonitorParts {http, clock, random, Catalogue::builtIn(), history});
    connect(
        monitor.get(), &Monitor::boardChanged, this, [this](const std::shared_ptr<const StatusBoard> &one) {
            board = one;
            boardTimes.push_back(clock.steady());
        });
    connect(monitor.get(), &Monitor::stateChanged, this, [this](const TargetStatus &status) {
        told.push_back({clock.steady(), status.id, status.verdict.state, status.verdict});
    });
    connect(monitor.get(), &Monitor::networkChanged, this,
        [this](const NetworkStatus &status) { networks.push_back(status.state); });
    connect(monitor.get(), &Monitor::sampleTaken, this, [this](const Sample &sample, bool counts) {
        if (counts)
            counted.push_back(sample);
    });
    connect(monitor.get(), &Monitor::checkFinished, this,
        [this](const std::optional<TargetId> &target) { ended.push_back(target); });
}

ProviderConfig MonitorBench::provider(const QString &id)
{
    ProviderConfig config;
    config.id = ProviderId {id};
    config.name = id;
    config.kind = ProviderKindId::OpenAi;
    config.baseUrl = QUrl(QStringLiteral("https://%1.example/v1").arg(id));
    config.keys = {{KeyId {QStringLiteral("main")}, {}, 1}};
    config.monitor.models = {QStringLiteral("gpt-4.1-nano")};
    config.monitor.statusPage = QStringLiteral("off");
    return config;
}

void MonitorBench::apply(Config next)
{
    config = std::move(next);
    KeyRing::Entries entries;
    for (const ProviderConfig &one : config.providers) {
        for (const KeyConfig &key : one.keys)
            entries[{one.id, key.id}]
                = KeyRingEntry {KeyStorage::Stored, Secret("sk-test-" + one.id.value.toUtf8())};
    }
    monitor->apply(
        std::make_shared<const Config>(config), std::make_shared<const KeyRing>(std::move(entries)));
}

void MonitorBench::answer(const QString &host, const FakeAnswer &check, const FakeAnswer &completion)
{
    m_answers[host] = {check, completion};
}

FakeAnswer MonitorBench::goodCheck()
{
    return FakeAnswer::json(R"({"object":"list","data":[{"id":"gpt-5-nano"},{"id":"gpt-4o-mini"}]})");
}

FakeAnswer MonitorBench::badKey()
{
    return FakeAnswer::json(R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})", 401);
}

const TargetStatus *MonitorBench::row(const QString &target) const
{
    if (!board)
        return nullptr;
    for (const TargetStatus &status : board->targets) {
        if (status.id.toString() == target)
            return &status;
    }
    return nullptr;
}

QString MonitorBench::state(const QString &target) const
{
    const TargetStatus *status = row(target);
    return status ? toString(status->verdict.state) : QStringLiteral("none");
}

int MonitorBench::requests(const QString &host, const QByteArray &method) const
{
    return static_cast<int>(std::count_if(http.seen().begin(), http.seen().end(),
        [&](const FakeHttpClient::Seen &seen) { return seen.url.host() == host && seen.method == method; }));
}

} // namespace Belay
