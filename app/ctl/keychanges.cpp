// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/keychanges.h"

#include "app/ctl/secretprompt.h"
#include "app/ctl/terminal.h"
#include "core/engine/configservice.h"
#include "core/providers/keytext.h"
#include "core/secrets/keychainwords.h"

#include <unistd.h>

#include <algorithm>

namespace Belay {

namespace {

/// A verb that changes a key in its store and the list of keys in config.json.
class KeyChange : public KeysCommand
{
protected:
    explicit KeyChange(const std::string &name)
        : m_name(keyNameOf(name))
    { }

    /// Ends the command: with what the store said, else with the edit of the provider's keys.
    void endWith(const Result<void> &stored, const std::function<void(std::vector<KeyConfig> &)> &edit)
    {
        if (!stored) {
            printNote(QStringLiteral("belayctl: ") + keychainSentence(stored.error()));
            // A keychain that refuses is one that is not there for us, whatever its reason.
            const ErrorKind kind = stored.error().kind;
            const bool refused = kind == ErrorKind::Permission || kind == ErrorKind::Storage;
            m_finish(refused ? ExitCode::Unavailable : exitCodeOf(stored.error()));
            return;
        }
        const Result<void> edited = editConfig(edit);
        if (!edited) {
            printError(edited.error());
            printNote(
                QStringLiteral("belayctl: the keychain was changed all the same, config.json was not: mend "
                               "what is named above and say it again"));
        }
        m_finish(edited ? ExitCode::Done : exitCodeOf(edited.error()));
    }

    std::optional<KeyName> m_name;

private:
    Result<void> editConfig(const std::function<void(std::vector<KeyConfig> &)> &edit)
    {
        ConfigService service(m_context.home.configPath());
        if (auto loaded = service.load(); !loaded)
            return loaded;
        Config config = *service.config();
        for (ProviderConfig &provider : config.providers) {
            if (provider.id == m_name->provider)
                edit(provider.keys);
        }
        if (config != *service.config())
            return service.apply(std::move(config));
        // A program that runs reads the key anew. Where the file may not be written the key is stored all the
        // same.
        if (!service.touch())
            printNote(
                QStringLiteral("belayctl: the key is stored; a program that runs already knows it after "
                               "a restart"));
        return {};
    }
};

class SetKey final : public KeyChange
{
public:
    SetKey(const std::string &name, OtherKind otherKind)
        : KeyChange(name)
        , m_otherKind(otherKind)
    { }
    bool interrupt() override
    {
        m_prompt.reset();
        return false;
    }

private:
    void actOnKeys() override
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
        if (pasted.problem != PastedKey::Problem::None)
            fail(ExitCode::Usage,
                QStringLiteral(
                    "that is no key: it is empty, too long, an address or holds characters that no key has"));
        else if (pasted.otherKind && m_otherKind == OtherKind::Refused)
            doubt(pasted.key, *pasted.otherKind);
        else
            store(pasted.key);
    }

    /// A key of one provider must not reach the host of another: a person at the terminal decides, a script
    /// says it beforehand.
    void doubt(const Secret &key, ProviderKindId other)
    {
        const QString looks = QStringLiteral("this looks like a key of %1, not of %2")
                                  .arg(Catalogue::builtIn().kind(other).name, m_name->provider.value);
        if (isatty(STDIN_FILENO) == 0) {
            fail(ExitCode::Usage,
                QStringLiteral("%1, so it is not stored. %2 To store it all the same: --anyway")
                    .arg(looks, placeFor(other)));
            return;
        }
        printNote(QStringLiteral("belayctl: %1. %2").arg(looks, placeFor(other)));
        m_prompt.emplace(
            QStringLiteral("Store it for %1 all the same? [y/N] ").arg(m_name->provider.value),
            [this, key](const Secret &line) {
                if (line.reveal().trimmed().toLower() == "y")
                    store(key);
                else
                    fail(ExitCode::Usage, QStringLiteral("not stored"));
            },
            SecretPrompt::Echo::Shown);
    }

    QString placeFor(ProviderKindId other) const
    {
        const auto found = std::ranges::find(m_config->providers, other, &ProviderConfig::kind);
        if (found == m_config->providers.end())
            return QStringLiteral("config.json has no provider of the kind %1 yet.").arg(toString(other));
        return QStringLiteral("For %1: belayctl keys set %2/%3")
            .arg(found->name, found->id.value, m_name->key.value);
    }

    void store(const Secret &key)
    {
        m_keys->load(m_config);
        m_keys->store(m_name->provider, m_name->key, key, [this](const Result<void> &stored) {
            endWith(stored, [this](std::vector<KeyConfig> &keys) {
                if (std::ranges::find(keys, m_name->key, &KeyConfig::id) == keys.end())
                    keys.push_back({m_name->key, {}, 1});
            });
        });
    }

    OtherKind m_otherKind;
    std::optional<SecretPrompt> m_prompt;
};

class DeleteKey final : public KeyChange
{
public:
    explicit DeleteKey(const std::string &name)
        : KeyChange(name)
    { }

private:
    void actOnKeys() override
    {
        if (!m_name || !keyConfig(*m_name)) {
            failUnknown();
            return;
        }
        m_keys->load(m_config);
        m_keys->remove(m_name->provider, m_name->key, [this](const Result<void> &removed) {
            endWith(removed, [this](std::vector<KeyConfig> &keys) {
                std::erase_if(keys, [this](const KeyConfig &key) { return key.id == m_name->key; });
            });
        });
    }
};

} // namespace

std::unique_ptr<Command> makeSetKey(const std::string &name, OtherKind otherKind)
{
    return std::make_unique<SetKey>(name, otherKind);
}

std::unique_ptr<Command> makeDeleteKey(const std::string &name)
{
    return std::make_unique<DeleteKey>(name);
}

} // namespace Belay
