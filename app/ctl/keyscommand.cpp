// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkround.h"
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/secretprompt.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/engine/configservice.h"
#include "core/engine/enginekeys.h"
#include "core/history/sqlitehistory.h"
#include "core/providers/keytext.h"

#include <unistd.h>

#include <algorithm>

namespace Belay {

namespace {

using Json = nlohmann::ordered_json;

struct KeyName {
    ProviderId provider;
    KeyId key;
};

std::optional<KeyName> keyNameOf(const std::string &text)
{
    const QString whole = QString::fromStdString(text);
    const qsizetype slash = whole.indexOf(u'/');
    if (slash < 1 || !isSlug(whole.left(slash)) || !isSlug(whole.mid(slash + 1)))
        return {};
    return KeyName {ProviderId {whole.left(slash)}, KeyId {whole.mid(slash + 1)}};
}

/// What every verb of `keys` needs: the config of the home and the stores behind it.
class KeysCommand : public Command
{
public:
    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_context = context;
        m_finish = std::move(finish);
        auto config = readConfigFile(context.home.configPath());
        if (!config) {
            m_finish(reportConfigErrors(config.error(), context.json));
            return;
        }
        m_config = std::make_shared<const Config>(std::move(*config));
        m_keys = std::make_unique<EngineKeys>(m_clock, context.home.dataDir);
        act();
    }

protected:
    virtual void act() = 0;

    void fail(ExitCode code, const QString &text)
    {
        printNote(QStringLiteral("belayctl: ") + text);
        m_finish(code);
    }
    void endWith(const Result<void> &result)
    {
        if (!result)
            printError(result.error());
        m_finish(result ? ExitCode::Done : exitCodeOf(result.error()));
    }
    /// A keychain that refuses is one that is not there for us, whatever its reason.
    void endWithKeychain(const Error &error)
    {
        printError(error);
        const bool refused = error.kind == ErrorKind::Permission || error.kind == ErrorKind::Storage;
        m_finish(refused ? ExitCode::Unavailable : exitCodeOf(error));
    }
    const KeyConfig *keyConfig(const KeyName &name) const
    {
        const ProviderConfig *provider = m_config->provider(name.provider);
        if (!provider)
            return nullptr;
        const auto found = std::find_if(provider->keys.begin(), provider->keys.end(),
            [&](const KeyConfig &key) { return key.id == name.key; });
        return found == provider->keys.end() ? nullptr : &*found;
    }

    SystemClock m_clock;
    CommandContext m_context;
    std::function<void(ExitCode)> m_finish;
    std::shared_ptr<const Config> m_config;
    std::unique_ptr<EngineKeys> m_keys;
};

KeyHealth healthOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return KeyHealth::Ok;
    case Outcome::Auth:
        return KeyHealth::Rejected;
    case Outcome::Forbidden:
        return KeyHealth::Forbidden;
    case Outcome::Quota:
        return KeyHealth::OutOfCredit;
    case Outcome::RateLimited:
        return KeyHealth::Limited;
    default:
        return KeyHealth::Unchecked;
    }
}

class ListKeys final : public KeysCommand
{
    void act() override
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
        m_finish(ExitCode::Done);
    }

    Json entryOf(const ProviderConfig &provider, const KeyConfig &key, const KeyRing &ring,
        HistoryQueries *queries) const
    {
        const KeyRingEntry *entry = ring.entry(provider.id, key.id);
        const std::optional<Sample> newest
            = queries ? newestAuth(*queries, provider.id, key.id) : std::nullopt;
        const QString last4 = entry ? entry->value.last4() : QString();
        Json usedBy = Json::array();
        for (const ChainConfig &chain : m_config->chains) {
            if (uses(chain, provider.id, key.id))
                usedBy.push_back(toUtf8(chain.id.value));
        }
        return {{"provider", toUtf8(provider.id.value)}, {"id", toUtf8(key.id.value)},
            {"from", toUtf8(key.source.toString())},
            {"storage", std::string(nameOf(entry ? entry->storage : KeyStorage::LockedOrMissing))},
            {"health", std::string(nameOf(newest ? healthOf(newest->outcome) : KeyHealth::Unchecked))},
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

class SetKey final : public KeysCommand
{
public:
    explicit SetKey(std::string name)
        : m_name(keyNameOf(name))
    { }
    bool interrupt() override
    {
        m_prompt.reset();
        return false;
    }

private:
    void act() override
    {
        if (!m_name || !m_config->provider(m_name->provider)) {
            fail(ExitCode::Usage,
                QStringLiteral("name a key as PROVIDER/KEY, of a provider that config.json has"));
            return;
        }
        const KeyConfig *known = keyConfig(*m_name);
        if (known && known->source.from != KeySource::From::Keychain) {
            fail(ExitCode::Usage,
                QStringLiteral("this key comes from %1: change it there").arg(known->source.toString()));
            return;
        }
        m_prompt.emplace(QStringLiteral("Key for %1: ").arg(m_name->provider.value),
            [this](const Secret &line) { take(line); });
    }

    void take(const Secret &line)
    {
        const ProviderKindId kind = m_config->provider(m_name->provider)->kind;
        const PastedKey pasted = cleanKey(line.reveal(), kind, Catalogue::builtIn());
        if (pasted.problem != PastedKey::Problem::None) {
            fail(ExitCode::Usage,
                QStringLiteral("that is no key: it is empty, too long or holds characters that no key has"));
            return;
        }
        if (pasted.otherKind) {
            printNote(QStringLiteral("Note: this looks like a key of %1. It is stored for %2 all the same.")
                          .arg(Catalogue::builtIn().kind(*pasted.otherKind).name, m_name->provider.value));
        }
        m_keys->load(m_config);
        m_keys->store(m_name->provider, m_name->key, pasted.key, [this](const Result<void> &stored) {
            if (stored)
                endWith(addToConfig());
            else
                endWithKeychain(stored.error());
        });
    }

    Result<void> addToConfig()
    {
        if (keyConfig(*m_name))
            return {};
        ConfigService service(m_context.home.configPath());
        if (auto loaded = service.load(); !loaded)
            return loaded;
        Config config = *service.config();
        for (ProviderConfig &provider : config.providers) {
            if (provider.id == m_name->provider)
                provider.keys.push_back({m_name->key, {}, 1});
        }
        return service.apply(std::move(config));
    }

    std::optional<KeyName> m_name;
    std::optional<SecretPrompt> m_prompt;
};

class DeleteKey final : public KeysCommand
{
public:
    explicit DeleteKey(std::string name)
        : m_name(keyNameOf(name))
    { }

private:
    void act() override
    {
        if (!m_name || !keyConfig(*m_name)) {
            fail(ExitCode::Usage, QStringLiteral("config.json has no such key; name it as PROVIDER/KEY"));
            return;
        }
        m_keys->load(m_config);
        m_keys->remove(m_name->provider, m_name->key, [this](const Result<void> &removed) {
            if (removed)
                endWith(removeFromConfig());
            else
                endWithKeychain(removed.error());
        });
    }

    Result<void> removeFromConfig()
    {
        ConfigService service(m_context.home.configPath());
        if (auto loaded = service.load(); !loaded)
            return loaded;
        Config config = *service.config();
        for (ProviderConfig &provider : config.providers) {
            if (provider.id == m_name->provider)
                std::erase_if(provider.keys, [this](const KeyConfig &key) { return key.id == m_name->key; });
        }
        return service.apply(std::move(config));
    }

    std::optional<KeyName> m_name;
};

class TestKey final : public KeysCommand
{
public:
    explicit TestKey(std::string name)
        : m_name(keyNameOf(name))
    { }

private:
    void act() override
    {
        if (!m_name || !keyConfig(*m_name)) {
            fail(ExitCode::Usage, QStringLiteral("config.json has no such key; name it as PROVIDER/KEY"));
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
    CLI::App *remove = named("delete", "Removes a key from the keychain and from config.json");
    CLI::App *test = named("test", "Asks the provider whether it takes the key; free");
    for (CLI::App *sub : {list, set, remove, test})
        sub->fallthrough();
    return {parser, [=]() -> std::unique_ptr<Command> {
                if (set->parsed())
                    return std::make_unique<SetKey>(*name);
                if (remove->parsed())
                    return std::make_unique<DeleteKey>(*name);
                if (test->parsed())
                    return std::make_unique<TestKey>(*name);
                return std::make_unique<ListKeys>();
            }};
}

} // namespace Belay
