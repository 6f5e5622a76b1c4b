// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkround.h"
#include "app/ctl/configfile.h"
#include "app/ctl/keychanges.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/history/sqlitehistory.h"

#include <algorithm>

namespace Belay {

std::optional<KeyName> keyNameOf(const std::string &text)
{
    const QString whole = QString::fromStdString(text);
    const qsizetype slash = whole.indexOf(u'/');
    if (slash < 1 || !isSlug(whole.left(slash)) || !isSlug(whole.mid(slash + 1)))
        return {};
    return KeyName {ProviderId {whole.left(slash)}, KeyId {whole.mid(slash + 1)}};
}

void KeysCommand::act(Config config)
{
    m_config = std::make_shared<const Config>(std::move(config));
    m_keys = std::make_unique<EngineKeys>(m_clock, m_context.home.dataDir);
    actOnKeys();
}

const KeyConfig *KeysCommand::keyConfig(const KeyName &name) const
{
    const ProviderConfig *provider = m_config->provider(name.provider);
    if (!provider)
        return nullptr;
    const auto found = std::ranges::find(provider->keys, name.key, &KeyConfig::id);
    return found == provider->keys.end() ? nullptr : &*found;
}

namespace {

using Json = nlohmann::ordered_json;

class ListKeys final : public KeysCommand
{
    void actOnKeys() override
    {
        m_loader = std::make_unique<KeyRingLoader>(m_keychain, m_session, m_context.home.dataDir);
        m_loader->load(m_config, [this](const KeyRingPtr &ring, KeyRingLoader::Stage stage) {
            if (stage == KeyRingLoader::Stage::Last)
                show(ring);
        });
    }

    void show(const KeyRingPtr &ring)
    {
        tellKeyProblems(*ring);
        Json list = Json::array();
        auto queries = SqliteHistory::openBeside(m_context.home.historyPath());
        for (const ProviderConfig &provider : m_config->providers) {
            for (const KeyConfig &key : provider.keys)
                list.push_back(entryOf(provider, key, *ring, queries ? queries->get() : nullptr));
        }
        if (m_context.json)
            printJson({{"keys", list}});
        else
            printTable(list);
        if (queries) {
            if (const auto failure = (*queries)->takeFailure())
                printError(*failure); // the keys are told; what history knew of them is not
        }
        m_finish(ExitCode::Done);
    }

    Json entryOf(const ProviderConfig &provider, const KeyConfig &key, const KeyRing &ring,
        HistoryQueries *queries) const
    {
        const KeyRingEntry *entry = ring.entry(provider.id, key.id);
        const std::optional<Sample> newest
            = queries ? newestAuth(*queries, provider.id, key.id) : std::nullopt;
        const KeyHealth health
            = newest ? keyHealthOf(newest->outcome).value_or(KeyHealth::Unchecked) : KeyHealth::Unchecked;
        const QString last4 = entry ? entry->value.last4() : QString();
        Json usedBy = Json::array();
        for (const ChainConfig &chain : m_config->chains) {
            if (uses(chain, provider.id, key.id))
                usedBy.push_back(toUtf8(chain.id.value));
        }
        return {{"provider", toUtf8(provider.id.value)}, {"id", toUtf8(key.id.value)},
            {"from", toUtf8(key.source.toString())},
            {"storage", std::string(nameOf(entry ? entry->storage : KeyStorage::LockedOrMissing))},
            {"health", std::string(nameOf(health))},
            {"last4", last4.isEmpty() ? Json() : Json(toUtf8(last4))},
            {"checkedAt", newest ? Json(toUtf8(toIsoString(newest->at))) : Json()}, {"usedBy", usedBy}};
    }

    std::optional<Sample> newestAuth(
        HistoryQueries &queries, const ProviderId &provider, const KeyId &key) const
    {
        const WallTime now = m_clock.wall();
        const TimeRange range {now - std::chrono::hours {24 * 7}, now};
        for (const Sample &sample : queries.samples({provider, {}}, SeriesKind::Auth, range, 500)) {
            if (sample.key == key)
                return sample;
        }
        return {};
    }

    static bool uses(const ChainConfig &chain, const ProviderId &provider, const KeyId &key)
    {
        for (const StepConfig &step : chain.steps) {
            for (const ChainTarget &target : step.targets) {
                const bool all = target.keys.empty();
                if (target.target.provider == provider
                    && (all || std::ranges::find(target.keys, key) != target.keys.end()))
                    return true;
            }
        }
        return false;
    }

    static void printTable(const Json &list)
    {
        for (const Json &entry : list) {
            const auto field = [&](const char *name) {
                return entry[name].is_string() ? QString::fromStdString(entry[name].get<std::string>())
                                               : QStringLiteral("–");
            };
            printLine(QStringLiteral("%1/%2  %3  %4  %5  ••••%6")
                          .arg(field("provider"), field("id"), field("from"), field("storage"),
                              field("health"), field("last4")));
        }
        if (list.empty())
            printNote(QStringLiteral("There are no keys yet. Set one: belayctl keys set PROVIDER/KEY"));
    }

    KeychainStore m_keychain {m_clock};
    SessionStore m_session;
    std::unique_ptr<KeyRingLoader> m_loader;
};

class TestKey final : public KeysCommand
{
public:
    explicit TestKey(std::string name)
        : m_name(keyNameOf(name))
    { }

private:
    void actOnKeys() override
    {
        if (!m_name || !keyConfig(*m_name)) {
            failUnknown();
            return;
        }
        Config alone = *m_config;
        std::erase_if(alone.providers,
            [this](const ProviderConfig &provider) { return provider.id != m_name->provider; });
        std::erase_if(
            alone.providers.front().keys, [this](const KeyConfig &key) { return key.id != m_name->key; });
        alone.chains.clear();
        CheckRound::Options options;
        options.config = std::make_shared<const Config>(std::move(alone));
        m_round = std::make_unique<CheckRound>(m_context.home, std::move(options));
        m_round->run([this](const Result<StatusBoard, ExitCode> &board) {
            if (!board) {
                m_finish(board.error());
                return;
            }
            if (m_context.json)
                printJson(toJson(*board));
            else
                printStatus(*board);
            m_finish(exitCodeOf(board->overall.state));
        });
    }

    std::optional<KeyName> m_name;
    std::unique_ptr<CheckRound> m_round;
};

} // namespace

CommandEntry addKeys(CLI::App &app)
{
    CLI::App *parser = app.add_subcommand("keys", "Keys: list, set, delete and test them");
    parser->require_subcommand(1);
    CLI::App *list
        = parser->add_subcommand("list", "Names, where they are kept, how they are; never a value");
    auto name = std::make_shared<std::string>();
    const auto named = [&](const char *verb, const char *help) {
        CLI::App *sub = parser->add_subcommand(verb, help);
        sub->add_option("key", *name, "PROVIDER/KEY")->required();
        return sub;
    };
    CLI::App *set
        = named("set", "Reads one line from stdin or a hidden prompt and stores it in the keychain");
    auto anyway = std::make_shared<bool>(false);
    set->add_flag("--anyway", *anyway, "Store it though it looks like a key of another provider");
    CLI::App *remove = named("delete", "Removes a key from the keychain and from config.json");
    CLI::App *test = named("test", "Asks the provider whether it takes the key; free");
    for (CLI::App *sub : {list, set, remove, test})
        sub->fallthrough();
    return {parser, [=]() -> std::unique_ptr<Command> {
                if (set->parsed())
                    return makeSetKey(*name, *anyway ? OtherKind::Stored : OtherKind::Refused);
                if (remove->parsed())
                    return makeDeleteKey(*name);
                if (test->parsed())
                    return std::make_unique<TestKey>(*name);
                return std::make_unique<ListKeys>();
            }};
}

} // namespace Belay
