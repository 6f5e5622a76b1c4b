// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkround.h"

#include "core/engine/boardfigures.h"
#include "core/history/sqlitehistory.h"

namespace Belay {

namespace {

std::unique_ptr<HistoryQueries> openQueries(const QString &path)
{
    auto queries = SqliteHistory::openBeside(path);
    return queries ? std::move(*queries) : nullptr;
}

/// The config with completions only as asked for: a round must not start one by its own schedule.
std::shared_ptr<const Config> forOneRound(const Config &config, Monitor::Paid paid)
{
    auto once = std::make_shared<Config>(config);
    constexpr std::chrono::hours Rarely {24};
    for (ProviderConfig &provider : once->providers) {
        provider.monitor.completionEvery.reset();
        if (paid == Monitor::Paid::Yes)
            provider.monitor.completionEvery = Rarely;
    }
    return once;
}

} // namespace

CheckRound::CheckRound(const Home &home, Options options)
    : m_options(std::move(options))
    , m_keychain(m_clock)
    , m_loader(m_keychain, m_session, home.dataDir)
    , m_reader([path = home.historyPath()] { return openQueries(path); })
    , m_monitor(m_clock, Catalogue::builtIn(), m_noHistory)
    , m_limit(m_clock.createAlarm([this] { end(); }))
{
    QObject::connect(&m_monitor, &MonitorHost::boardChanged, &m_context,
        [this](std::shared_ptr<const StatusBoard> board) { m_board = std::move(board); });
    QObject::connect(&m_monitor, &MonitorHost::checkFinished, &m_context, [this] { end(); });
}

CheckRound::~CheckRound() = default;

void CheckRound::run(Done done)
{
    m_done = std::move(done);
    m_options.config = forOneRound(*m_options.config, m_options.paid);
    m_limit->wakeAt(m_clock.steady() + m_options.timeout);
    m_loader.load(m_options.config, [this](const KeyRingPtr &ring, KeyRingLoader::Stage stage) {
        if (stage == KeyRingLoader::Stage::Last)
            begin(ring);
    });
}

void CheckRound::begin(const KeyRingPtr &ring)
{
    if (m_ended)
        return;
    m_monitor.apply(m_options.config, ring);
    m_monitor.checkNow(std::nullopt, m_options.paid);
}

void CheckRound::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_limit->cancel();
    const auto board = m_board ? m_board : std::make_shared<const StatusBoard>();
    addFigures(m_reader, &m_context, board, m_clock.wall(), m_done);
}

void addFigures(HistoryReader &reader, QObject *context, std::shared_ptr<const StatusBoard> board,
    WallTime now, std::function<void(const StatusBoard &)> done)
{
    std::vector<TargetId> targets;
    for (const TargetStatus &target : board->targets)
        targets.push_back(target.id);
    reader.ask(
        context, [targets, now](HistoryQueries &queries) { return queries.cards(targets, now); },
        [targets, board, done = std::move(done)](const std::vector<CardFigures> &figures) {
            std::map<TargetId, CardFigures> byTarget;
            for (size_t i = 0; i < std::min(targets.size(), figures.size()); ++i)
                byTarget.emplace(targets[i], figures[i]);
            done(*withFigures(*board, byTarget));
        });
}

} // namespace Belay
