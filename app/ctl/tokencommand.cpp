// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/configcommand.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/engine/configservice.h"
#include "core/engine/tokenmaker.h"
#include "core/secrets/gatewaytoken.h"
#include "core/secrets/keychainaccount.h"
#include "core/secrets/keychainstore.h"
#include "core/secrets/keychainwords.h"
#include "core/secrets/localsecrets.h"

#include <algorithm>

namespace Belay {

namespace {

struct TokenOptions {
    std::string name = "default";
    bool isNew = false;
};

/// Prints a token of the gateway; makes it where there is none, or where a new one is wanted.
class TokenCommand final : public ConfigCommand
{
public:
    explicit TokenCommand(const TokenOptions &options)
        : m_id(QString::fromStdString(options.name))
        , m_isNew(options.isNew)
    { }

private:
    void act(Config config) override
    {
        if (!isSlug(m_id)) {
            fail(ExitCode::Usage, QStringLiteral("a name is made of a-z, 0-9, dot, dash and underscore"));
            return;
        }
        m_account = gatewayAccount(m_context.home.dataDir, m_id);
        const auto &tokens = config.gateway.tokens;
        const auto known = std::find_if(
            tokens.begin(), tokens.end(), [this](const GatewayToken &token) { return token.id == m_id; });
        m_isKnown = known != tokens.end();
        const KeySource source = m_isKnown ? known->source : KeySource();
        if (source.from != KeySource::From::Keychain)
            printFrom(source);
        else if (m_isNew)
            makeToken(m_keychain, m_account, [this](const Result<FoundToken> &made) { take(made); });
        else
            findOrMakeToken(
                m_keychain, m_account, m_id, [this](const Result<FoundToken> &found) { take(found); });
    }

    void print(const Secret &token)
    {
        const QString value = QString::fromLatin1(token.reveal());
        if (m_context.json)
            printJson({{"id", toUtf8(m_id)}, {"token", toUtf8(value)}});
        else
            printLine(value);
        m_finish(ExitCode::Done);
    }

    void printFrom(const KeySource &source)
    {
        if (m_isNew || source.from == KeySource::From::Session) {
            fail(ExitCode::Usage,
                QStringLiteral("the token %1 comes from %2: change it there").arg(m_id, source.toString()));
            return;
        }
        const SecretReading read = source.from == KeySource::From::File ? readFileSecret(source.name)
                                                                        : readEnvironmentSecret(source.name);
        const SecretReading reading = tokenReading(m_id, read);
        if (!reading.value.isEmpty()) {
            print(reading.value);
            return;
        }
        const bool isMode = reading.error && reading.error->kind == ErrorKind::Permission;
        fail(isMode ? ExitCode::SecretMode : ExitCode::Config,
            reading.error ? reading.error->detail : QStringLiteral("the token %1 is empty").arg(m_id));
    }

    void take(const Result<FoundToken> &found)
    {
        if (!found) {
            const bool isRefused = found.error().kind == ErrorKind::Config;
            fail(isRefused ? ExitCode::Config : ExitCode::Unavailable,
                keychainSentence(found.error(), KeychainEntry::Token));
            return;
        }
        if (found->isNew) {
            if (const auto added = addToConfig(); !added) {
                printError(added.error());
                m_finish(exitCodeOf(added.error()));
                return;
            }
            printNote(tellPrograms()
                    ? QStringLiteral("A new token was made. A gateway that runs already knows it at once.")
                    : QStringLiteral("A new token was made. A gateway that runs already knows it after a "
                                     "reload (SIGHUP) or a restart."));
        }
        print(found->value);
    }

    /// Lets programs that run read the token anew, and says whether they do: a config that is not there, or
    /// that may not be written, tells them nothing. What was added to it has told them already.
    bool tellPrograms() const { return !m_isKnown || ConfigService(m_context.home.configPath()).touch(); }

    Result<void> addToConfig()
    {
        if (m_isKnown)
            return {};
        ConfigService service(m_context.home.configPath());
        if (auto loaded = service.load(); !loaded)
            return loaded;
        Config config = *service.config();
        config.gateway.tokens.push_back({m_id, {}});
        return service.apply(std::move(config));
    }

    QString m_id;
    bool m_isNew;
    bool m_isKnown = false;
    QString m_account;
    SystemClock m_clock;
    KeychainStore m_keychain {m_clock};
};

} // namespace

CommandEntry addToken(CLI::App &app)
{
    CLI::App *parser
        = app.add_subcommand("token", "The gateway's token, which clients send as their API key");
    auto options = std::make_shared<TokenOptions>();
    parser->add_flag("--new", options->isNew, "Make a new one; the old one opens nothing any more");
    parser->add_option("--name", options->name, "Of the app that shall use it")->capture_default_str();
    return {parser, [options] { return std::make_unique<TokenCommand>(*options); }};
}

} // namespace Belay
