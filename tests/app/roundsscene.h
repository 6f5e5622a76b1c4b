// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/runner.h"
#include "tests/engine/enginefixture.h"
#include "tests/gateway/clientcall.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

namespace Belay {

using Document = nlohmann::json;

/// What has to be known of one target after two rounds of probes.
struct Expectation {
    const char *trouble; ///< as a sentence
    const char *target;
    TargetState state = TargetState::Up;
    Owner owner = Owner::None;
    Cause cause = Cause::None;
    Outcome outcome = Outcome::Ok;
    const char *says = ""; ///< part of the sentence
    const char *advises = ""; ///< part of what to do
};

/// The whole engine with its gateway over real sockets: one round of probes while all is well, then the
/// trouble, then the two rounds (a result and its confirmation) in which it has to be known. A `belayctl
/// watch` runs beside it, a `belayctl check` in the same weather.
class RoundsScene final
{
public:
    struct Script {
        const char *name = "";
        std::vector<SimulatedProvider> played {};
        std::function<void(RoundsScene &)> arrange {}; ///< before the engine opens
        QByteArray weather = "{}"; ///< of the trouble
        std::vector<Expectation> findings {};
        NetworkState network = NetworkState::Online;
    };

    RoundsScene(Script script, const Certificates &certificates);
    ~RoundsScene();
    Q_DISABLE_COPY_MOVE(RoundsScene)

    const Script &script() const { return m_script; }
    EngineFixture &fixture() { return m_fixture; }
    Engine &engine() { return *m_engine; }

    // for arrange()
    ProviderConfig &add(const QString &id, const QUrl &baseUrl);
    /// A provider whose certificate has run out.
    void addExpired(const QString &id);
    /// In the place of the simulator's: it says that it is another time.
    void useAnchorOfAnotherTime(Milliseconds ahead);

    // the phases; each is waited for before the next
    bool open();
    bool isWatching();
    void check();
    bool isChecked() const { return m_ended > 0 && m_engine; }
    /// Pages were read and history has what the first round found.
    bool isRemembered();
    bool turn();
    bool hasLooked() const { return m_check.state() == QProcess::NotRunning; }

    const TargetStatus *row(const QString &target)
    {
        return m_engine->status().target(TargetId::fromString(target));
    }
    /// Of one kind and key, how many results the target's state could rest on since the trouble came.
    int roundsOf(const QString &provider) const;
    Document checked() const { return m_checked; }
    /// The newest that `watch` told of a target; null: nothing yet.
    Document watched(const QString &target);
    /// What the gateway tells at `path` below its root.
    QByteArray told(const QString &path);
    int networkLosses() const { return m_losses; }
    void stop();
    /// Pages of the window as a person sees them in this weather, in a folder of `folder`. After all else.
    bool draw(const QString &folder);

private:
    void saveKeys();

    Script m_script;
    const Certificates &m_certificates;
    EngineFixture m_fixture;
    std::vector<std::unique_ptr<ScriptedServer>> m_servers;
    Runner m_runner;
    std::unique_ptr<Engine> m_engine;
    CurlClient m_http;
    QProcess m_check;
    QProcess m_watch;
    Document m_checked;
    QByteArray m_watchedBytes;
    std::map<std::tuple<ProviderId, QString, ProbeKind>, int> m_results; // since the trouble came
    bool m_isBad = false;
    int m_ended = 0;
    int m_losses = 0;
};

} // namespace Belay
