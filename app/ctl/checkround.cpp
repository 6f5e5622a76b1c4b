// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkround.h"

#include "app/ctl/terminal.h"
#include "core/engine/boardfigures.h"
#include "core/engine/monitormemory.h"
#include "core/secrets/keychainwords.h"

#include <algorithm>

namespace Belay {

namespace {

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

/// Longer than that nobody waits for a page: what is being measured is the provider.
constexpr Milliseconds PagePatience {3'000};

bool isPageOutstanding(const StatusBoard &board)
{
    return std::ranges::any_of(board.providers, [](const ProviderStatus &provider) {
        return provider.page && provider.page->trouble == PageTrouble::NotYet;
    });
}

} // namespace

bool tellKeyProblems(const KeyRing &ring)
{
    bool refused = false;
    for (const auto &[key, entry] : ring.entries()) {
        if (!entry.problem)
            continue;
        refused
            = refused || (entry.storage == KeyStorage::File && entry.problem->kind == ErrorKind::Permission);
        const bool ofKeychain
            = entry.storage == KeyStorage::LockedOrMissing || entry.storage == KeyStorage::NoKeychain;
        printNote(QStringLiteral("belayctl: key %1/%2: %3")
                      .arg(key.first.value, key.second.value,
                          ofKeychain ? keychainSentence(*entry.problem) : entry.problem->detail));
    }
    return refused;
}

CheckRound::CheckRound(const Home &home, Options options)
    : m_options(std::move(options))
    , m_keychain(m_clock)
    , m_loader(m_keychain, m_session, home.dataDir)
    , m_reader(HistoryReader::beside(home.historyPath()))
    , m_monitor(m_clock, Catalogue::builtIn(), m_noHistory)
    , m_keyLimit(m_clock.createAlarm([this] { goOnWithoutKeychain(); }))
    , m_pageLimit(m_clock.createAlarm([this] {
        m_awaitsPages = false;
        endOnceTold();
    }))
    , m_limit(m_clock.createAlarm([this] { end(); }))
{
    QObject::connect(
        &m_monitor, &MonitorHost::boardChanged, &m_context, [this](std::shared_ptr<const StatusBoard> board) {
            m_board = std::move(board);
            endOnceTold();
        });
    QObject::connect(&m_monitor, &MonitorHost::checkFinished, &m_context, [this] {
        m_probed = true;
        endOnceTold();
    });
}

CheckRound::~CheckRound() = default;

void CheckRound::run(Done done)
{
    m_done = std::move(done);
    m_options.config = forOneRound(*m_options.config, m_options.paid);
    m_limit->wakeAt(m_clock.steady() + m_options.timeout);
    recall();
}

/// Whether a model ever answered and a key was ever taken decides whose a failure is: before the first probe.
void CheckRound::recall()
{
    m_reader->ask(
        &m_context,
        [subject = memorySubjectOf(*m_options.config, Catalogue::builtIn()), now = m_clock.wall()](
            HistoryQueries &queries) { return readMemory(queries, subject, MemoryUse::Round, now); },
        [this](const Result<MonitorMemory> &memory) {
            if (memory) // else the figures at the end say why
                m_monitor.remember(*memory);
            loadKeys();
        });
}

void CheckRound::loadKeys()
{
    if (m_ended)
        return;
    m_keyLimit->wakeAt(m_clock.steady() + m_options.timeout / 2);
    m_loader.load(m_options.config, [this](const KeyRingPtr &ring, KeyRingLoader::Stage stage) {
        m_ring = ring;
        if (stage == KeyRingLoader::Stage::Last)
            begin(ring);
    });
}

/// What needs no key is still told within the time, and why the rest is not.
void CheckRound::goOnWithoutKeychain()
{
    const auto waited = std::chrono::ceil<Seconds>(m_options.timeout / 2);
    printNote(QStringLiteral("belayctl: ")
        + keychainSentence({ErrorKind::Permission,
            QStringLiteral("it did not answer within %1 s").arg(waited.count()), {}}));
    if (m_ring)
        begin(m_ring);
}

void CheckRound::begin(const KeyRingPtr &ring)
{
    if (m_ended || std::exchange(m_begun, true))
        return;
    m_keyLimit->cancel();
    if (tellKeyProblems(*ring)) {
        m_ended = true;
        m_limit->cancel();
        m_done(Unexpected {ExitCode::SecretMode});
        return;
    }
    tellUnpriced();
    m_monitor.apply(m_options.config, ring);
    m_monitor.checkNow(std::nullopt, m_options.paid);
    m_pageLimit->wakeAt(m_clock.steady() + PagePatience);
}

/// The board is out before the end of the probes is told, so it shows what they found.
void CheckRound::endOnceTold()
{
    if (m_probed && !(m_awaitsPages && m_board && isPageOutstanding(*m_board)))
        end();
}

/// A completion whose price nobody knows is not sent (contract 3), and not left out in silence.
void CheckRound::tellUnpriced() const
{
    if (m_options.paid == Monitor::Paid::No)
        return;
    const Catalogue &catalogue = Catalogue::builtIn();
    for (const ProviderConfig &provider : m_options.config->providers) {
        const bool isFree = !catalogue.kind(provider.kind).localPorts.empty();
        for (const QString &model : provider.monitor.models) {
            const bool priced = m_options.config->prices.contains({provider.id, model})
                || catalogue.model(provider.kind, model).price;
            if (!isFree && !priced && !provider.monitor.acceptUnknownPrice)
                printNote(
                    QStringLiteral("belayctl: no completion of %1/%2: its price is unknown. Enter one under "
                                   "prices, or set acceptUnknownPrice.")
                        .arg(provider.id.value, model));
        }
    }
}

void CheckRound::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_limit->cancel();
    m_pageLimit->cancel();
    m_keyLimit->cancel();
    const auto board = m_board ? m_board : std::make_shared<const StatusBoard>();
    addFigures(
        *m_reader, &m_context, board, m_clock.wall(), [this](const StatusBoard &filled) { m_done(filled); });
}

void addFigures(HistoryReader &reader, QObject *context, std::shared_ptr<const StatusBoard> board,
    WallTime now, std::function<void(const StatusBoard &)> done)
{
    std::vector<TargetId> targets;
    for (const TargetStatus &target : board->targets)
        targets.push_back(target.id);
    reader.ask(
        context, [targets, now](HistoryQueries &queries) { return queries.cards(targets, now); },
        [targets, board, done = std::move(done)](const Result<std::vector<CardFigures>> &figures) {
            std::map<TargetId, CardFigures> byTarget;
            if (!figures)
                printError(figures.error()); // what was checked just now is true all the same
            for (size_t i = 0; figures && i < std::min(targets.size(), figures->size()); ++i)
                byTarget.emplace(targets[i], (*figures)[i]);
            done(*withFigures(*board, byTarget));
        });
}

} // namespace Belay
