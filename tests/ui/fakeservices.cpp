// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakeservices.h"

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

class FakeTrial final : public ProviderTrial
{
public:
    explicit FakeTrial(FakeTrialService &service)
        : m_service(service)
    { }
    ~FakeTrial() override { m_service.progress = nullptr; }

private:
    FakeTrialService &m_service;
};

QString nameOf(const ProviderId &provider, const KeyId &key)
{
    return provider.value + u'/' + key.value;
}

} // namespace

void FakeMonitorControl::checkNow(const std::optional<TargetId> &target, Monitor::Paid price)
{
    asked.push_back(target);
    paid.push_back(price);
}

void FakeNotificationControl::testWebhook(const QString &id, WebhookSender::Tested done)
{
    tests.push_back(id);
    done(tested);
}

std::optional<WebhookStatus> FakeNotificationControl::webhook(const QString &id) const
{
    const auto found = statuses.find(id);
    return found == statuses.end() ? WebhookStatus {} : found->second;
}

void FakeNotificationControl::store(
    const WebhookConfig &webhook, WebhookSecret, const Secret &value, Done done)
{
    if (failure) {
        done(Unexpected {*failure});
        return;
    }
    stored.emplace_back(webhook.id, value.reveal());
    done({});
}

void FakeKeyService::store(const ProviderId &provider, const KeyId &key, const Secret &value, Done done)
{
    if (failure) {
        done(Unexpected {*failure});
        return;
    }
    stored.emplace_back(nameOf(provider, key), value.reveal());
    done({});
}

void FakeKeyService::remove(const ProviderId &provider, const KeyId &key, Done done)
{
    if (failure) {
        done(Unexpected {*failure});
        return;
    }
    removed.push_back(nameOf(provider, key));
    done({});
}

void FakeKeyService::become(Keychain now, const QString &why)
{
    state = now;
    detail = why;
    Q_EMIT keychainChanged();
}

void FakeGatewayControl::obtainToken(const QString &id, TokenReady ready)
{
    obtained.push_back(id);
    if (failure)
        ready(Unexpected {*failure});
    else
        ready(value);
}

void FakeGatewayControl::become(
    GatewayStatus::State state, const QString &problem, const GatewayView &view, quint16 freePort)
{
    now = {state, problem, view, freePort};
    Q_EMIT statusChanged();
}

std::unique_ptr<ProviderTrial> FakeTrialService::start(
    const ProviderConfig &draft, const Secret &key, const QString &model, PaidTrial paid, Progress onProgress)
{
    started.push_back({draft, key.reveal(), model, paid});
    auto trial = std::make_unique<FakeTrial>(*this);
    progress = std::move(onProgress);
    return trial;
}

void FakeTrialService::findLocalServers(QObject *, std::function<void(const std::vector<LocalServer> &)> done)
{
    done(servers);
}

TrialResult FakeTrialService::resultOf(Proof proof, Outcome next)
{
    TrialResult result;
    result.finished = true;
    result.proof = proof;
    for (int rung = 1; rung <= static_cast<int>(proof); ++rung)
        result.steps.push_back({static_cast<Proof>(rung), Outcome::Ok, u"Answered"_s, Microseconds(180'000)});
    if (next != Outcome::Ok)
        result.steps.push_back({static_cast<Proof>(static_cast<int>(proof) + 1), next, u"Refused"_s, {}});
    if (proof >= Proof::Auth)
        result.models = {u"gpt-4o"_s, u"gpt-5-nano"_s, u"o4-mini"_s};
    if (proof >= Proof::Model) {
        result.paidRequests = 1;
        result.cost = 20'000;
    }
    result.verdict.reason = next == Outcome::Ok ? u"Serves you."_s : u"It did not get further."_s;
    return result;
}

} // namespace Belay
