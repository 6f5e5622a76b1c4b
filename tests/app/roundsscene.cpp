// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/roundsscene.h"

#include "core/http/httpdate.h"

namespace Belay {

namespace {

QByteArray keyVariable(const ProviderId &provider)
{
    return "ROUNDS_KEY_" + QByteArray(provider.value.toLatin1()).replace('-', '_').toUpper();
}

} // namespace

RoundsScene::RoundsScene(Script script, const Certificates &certificates)
    : m_script(std::move(script))
    , m_certificates(certificates)
    , m_runner(m_fixture.home().dataDir)
{ }

RoundsScene::~RoundsScene()
{
    for (QProcess *process : {&m_check, &m_watch}) {
        if (process->state() == QProcess::NotRunning)
            continue;
        process->kill();
        process->waitForFinished();
    }
    stop();
}

ProviderConfig &RoundsScene::add(const QString &id, const QUrl &baseUrl)
{
    ProviderConfig &provider = m_fixture.config.providers.emplace_back();
    provider.id = ProviderId {id};
    provider.name = id;
    provider.kind = ProviderKindId::OpenAi;
    provider.baseUrl = baseUrl;
    provider.proxy = QStringLiteral("none");
    provider.keys = {{KeyId {QStringLiteral("main")}, {KeySource::From::Session, {}}, 1}};
    provider.monitor.models = {QStringLiteral("m")};
    provider.monitor.acceptUnknownPrice = true;
    provider.monitor.statusPage = QStringLiteral("off");
    return provider;
}

void RoundsScene::addExpired(const QString &id)
{
    m_servers.push_back(
        std::make_unique<ScriptedServer>([](ScriptedRequest &request) { request.answer("{}"); },
            m_certificates.serverConfiguration(QStringLiteral("expired"))));
    add(id, m_servers.back()->url(QStringLiteral("/v1"))).caFile = m_certificates.authorityFile();
}

void RoundsScene::useAnchorOfAnotherTime(Milliseconds ahead)
{
    m_servers.push_back(std::make_unique<ScriptedServer>([ahead](ScriptedRequest &request) {
        request.send(
            "HTTP/1.1 204 No Content\r\ndate: " + toHttpDate(SystemClock().wall() + ahead) + "\r\n\r\n");
    }));
    m_fixture.config.network.anchors = {m_servers.back()->url()};
}

/// From the environment, so that other commands beside the engine have them too.
void RoundsScene::saveKeys()
{
    for (ProviderConfig &provider : m_fixture.config.providers) {
        for (KeyConfig &key : provider.keys) {
            const auto played = m_fixture.sessionKeys.find({provider.id, key.id});
            const QByteArray name = keyVariable(provider.id);
            qputenv(name.constData(),
                played == m_fixture.sessionKeys.end() ? QByteArray("sk-rounds-test")
                                                      : played->second.value.reveal());
            key.source = {KeySource::From::Environment, QString::fromLatin1(name)};
        }
    }
    m_fixture.sessionKeys.clear();
}

bool RoundsScene::open()
{
    if (!m_fixture.play(m_script.played))
        return false;
    if (m_script.arrange)
        m_script.arrange(*this);
    // Only the rounds that are asked for.
    for (ProviderConfig &provider : m_fixture.config.providers) {
        provider.monitor.every = std::chrono::hours {1};
        provider.monitor.completionEvery = std::chrono::hours {24};
    }
    saveKeys();
    m_fixture.config.gateway.enabled = true;
    m_fixture.config.gateway.port = 0;
    m_fixture.config.gateway.tokens = {{QStringLiteral("default"), {}}};
    if (!m_fixture.save())
        return false;
    auto opened = m_fixture.open();
    if (!opened)
        return false;
    m_engine = std::move(*opened);
    QObject::connect(&m_engine->monitor(), &MonitorHost::checkFinished, &m_check, [this] { ++m_ended; });
    QObject::connect(&m_engine->monitor(), &MonitorHost::networkChanged, &m_check,
        [this](const NetworkStatus &status) { m_losses += isDown(status.state) ? 1 : 0; });
    QObject::connect(&m_engine->monitor(), &MonitorHost::sampleTaken, &m_check, [this](const Sample &sample) {
        if (m_isBad)
            ++m_results[{sample.target.provider, sample.target.model, sample.kind}];
    });
    m_engine->start();
    return true;
}

bool RoundsScene::isWatching()
{
    return !m_engine->status().board()->targets.empty()
        && m_engine->gateway()->status().state == GatewayStatus::State::Listening;
}

void RoundsScene::check()
{
    m_ended = 0;
    m_engine->monitor().checkNow(std::nullopt, Monitor::Paid::Yes);
}

bool RoundsScene::isRemembered()
{
    const bool isPageOut = std::ranges::any_of(m_engine->status().board()->providers,
        [](const ProviderStatus &provider) { return provider.page && !provider.page->readAt; });
    const auto queries = SqliteHistory::openBeside(m_fixture.home().historyPath());
    if (isPageOut || !queries)
        return false;
    return std::ranges::all_of(m_engine->status().board()->targets, [&](const TargetStatus &target) {
        return target.verdict.state != TargetState::Up || !*queries || (*queries)->everAnswered(target.id);
    });
}

bool RoundsScene::turn()
{
    if (!m_fixture.setWeather(m_script.weather))
        return false;
    m_isBad = true;
    m_runner.start(m_watch, {QStringLiteral("watch"), QStringLiteral("--json")});
    m_runner.start(m_check,
        {QStringLiteral("check"), QStringLiteral("--completion"), QStringLiteral("--timeout"),
            QStringLiteral("90s"), QStringLiteral("--json")});
    QObject::connect(&m_check, &QProcess::finished, &m_check, [this] {
        m_checked = Document::parse(m_check.readAllStandardOutput().toStdString(), nullptr, false);
    });
    check();
    return true;
}

int RoundsScene::roundsOf(const QString &provider) const
{
    int most = 0;
    for (const auto &[series, results] : m_results) {
        if (std::get<0>(series).value == provider)
            most = std::max(most, results);
    }
    return most;
}

Document RoundsScene::watched(const QString &target)
{
    m_watchedBytes += m_watch.readAllStandardOutput();
    Document newest;
    for (const QByteArray &line : m_watchedBytes.split('\n')) {
        Document event = Document::parse(line.toStdString(), nullptr, false);
        if (event.is_object() && event.value("event", "") == "state" && event["id"] == target.toStdString())
            newest = std::move(event);
    }
    return newest;
}

QByteArray RoundsScene::told(const QString &path)
{
    const QString root = m_engine->gateway()->status().view.address.chopped(3); // without /v1
    ClientCall call(m_http, clientRequest(root, path));
    return call.wait(20'000) && call.head.status == 200 ? call.body : QByteArray();
}

bool RoundsScene::draw(const QString &folder)
{
    stop();
    const QString own = folder + u'/' + QString::fromLatin1(m_script.name);
    for (const char *page : {"dashboard", "target", "incidents"}) {
        QProcess window;
        window.start(QStringLiteral(BELAY),
            {QStringLiteral("--home"), m_fixture.home().dataDir, QStringLiteral("--page"),
                QString::fromLatin1(page), QStringLiteral("--grab"), own, QStringLiteral("--theme"),
                QStringLiteral("light")});
        constexpr int Limit = 120'000;
        if (!QTest::qWaitFor([&] { return window.state() == QProcess::NotRunning; }, Limit)
            || window.exitCode() != 0)
            return false;
    }
    return true;
}

void RoundsScene::stop()
{
    if (m_engine)
        m_engine->stop();
    m_engine.reset();
}

} // namespace Belay
