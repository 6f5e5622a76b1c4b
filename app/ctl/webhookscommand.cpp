// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/configcommand.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/engine/enginekeys.h"
#include "core/engine/webhooksender.h"
#include "core/engine/webhookstanding.h"
#include "core/secrets/keychainwords.h"

#include <algorithm>

namespace Belay {

namespace {

using Json = nlohmann::ordered_json;

bool isSigned(const WebhookConfig &webhook)
{
    return webhook.form != QLatin1StringView("slack");
}

/// Names, what they are told of, and how the newest delivery went; never an address, which may be a secret.
class ListWebhooks final : public ConfigCommand
{
    void act(Config config) override
    {
        const NotificationMemory memory = memoryOf(m_context.home);
        const std::vector<WebhookConfig> &webhooks = config.notifications.webhooks;
        Json list = Json::array();
        for (const WebhookConfig &webhook : webhooks) {
            const WebhookStanding standing = standingOf(webhook, memory);
            if (m_context.json)
                list.push_back(entryOf(webhook, standing));
            else
                printRow(webhook, standing);
        }
        if (m_context.json)
            printJson({{"webhooks", list}});
        else if (webhooks.empty())
            printNote(QStringLiteral("There are no webhooks: add one under notifications in config.json."));
        m_finish(ExitCode::Done);
    }

    static Json entryOf(const WebhookConfig &webhook, const WebhookStanding &standing)
    {
        const std::optional<WebhookEnd> &end = standing.end;
        Json events = Json::array();
        for (const QString &event : webhook.events)
            events.push_back(toUtf8(event));
        return {{"id", toUtf8(webhook.id)}, {"form", toUtf8(webhook.form)}, {"enabled", webhook.enabled},
            {"events", events},
            {"secret", isSigned(webhook) ? Json(toUtf8(webhook.secret.toString())) : Json()},
            {"delivered", end ? Json(end->ok) : Json()},
            {"at", end ? Json(toUtf8(toIsoString(end->at))) : Json()},
            {"detail", end ? Json(toUtf8(end->detail)) : Json()},
            {"trying", standing.tries ? entryOf(*standing.tries) : Json()},
            {"problem", standing.problem.isEmpty() ? Json() : Json(toUtf8(standing.problem))}};
    }

    static Json entryOf(const WebhookTries &tries)
    {
        return {{"tries", tries.tries}, {"of", WebhookSender::MostTries},
            {"at", toUtf8(toIsoString(tries.at))}, {"detail", toUtf8(tries.detail)},
            {"nextAt", toUtf8(toIsoString(tries.nextAt))}};
    }

    static void printRow(const WebhookConfig &webhook, const WebhookStanding &standing)
    {
        const QString on = webhook.enabled ? QStringLiteral("on") : QStringLiteral("off");
        const QString secret = isSigned(webhook) ? webhook.secret.toString() : QStringLiteral("–");
        printLine(QStringLiteral("%1  %2  %3  signed by %4  %5")
                      .arg(webhook.id, webhook.form, on, secret, standing.sentence()));
    }
};

/// Prints what signs a webhook, for whoever checks the signature; made where there is none yet.
class WebhookSecretCommand final : public ConfigCommand
{
public:
    WebhookSecretCommand(const std::string &id, bool isNew)
        : m_id(QString::fromStdString(id))
        , m_isNew(isNew)
    { }

private:
    void act(Config config) override
    {
        const std::vector<WebhookConfig> &webhooks = config.notifications.webhooks;
        const auto webhook = std::ranges::find(webhooks, m_id, &WebhookConfig::id);
        if (webhook == webhooks.end()) {
            fail(ExitCode::Usage, QStringLiteral("config.json has no webhook %1").arg(m_id));
            return;
        }
        if (!isSigned(*webhook)) {
            fail(ExitCode::Usage, QStringLiteral("what goes to Slack is not signed"));
            return;
        }
        const KeySource &source = webhook->secret;
        const bool isOurs = source.from == KeySource::From::Keychain;
        if (source.from == KeySource::From::Session || (m_isNew && !isOurs)) {
            fail(ExitCode::Usage,
                QStringLiteral("the secret of %1 comes from %2: it is read and changed there")
                    .arg(m_id, source.toString()));
            return;
        }
        m_isOurs = isOurs;
        m_keys = std::make_unique<EngineKeys>(m_clock, m_context.home.dataDir);
        const auto found = [this](const Result<Secret> &secret) { take(secret); };
        if (m_isNew)
            m_keys->renewWebhookSecret(*webhook, found);
        else
            m_keys->findWebhookSecret(*webhook, WebhookSecret::Signature, found);
    }

    void take(const Result<Secret> &secret)
    {
        if (!secret) {
            const Error &error = secret.error();
            if (m_isOurs)
                fail(ExitCode::Unavailable, keychainSentence(error, KeychainEntry::Signature));
            else
                fail(error.kind == ErrorKind::Permission ? ExitCode::SecretMode : ExitCode::Config,
                    error.detail);
            return;
        }
        const QString value = QString::fromUtf8(secret->reveal());
        if (m_context.json)
            printJson({{"id", toUtf8(m_id)}, {"secret", toUtf8(value)}});
        else
            printLine(value);
        m_finish(ExitCode::Done);
    }

    QString m_id;
    bool m_isNew;
    bool m_isOurs = false; // the keychain holds it
    SystemClock m_clock;
    std::unique_ptr<EngineKeys> m_keys;
};

} // namespace

CommandEntry addWebhooks(CLI::App &app)
{
    CLI::App *parser = app.add_subcommand("webhooks", "Webhooks: list them, and what signs them");
    parser->require_subcommand(1);
    CLI::App *list = parser->add_subcommand("list", "Names, and how the newest delivery ended");
    CLI::App *secret = parser->add_subcommand(
        "secret", "Prints what signs a webhook, for whoever checks x-belay-signature; makes it where needed");
    auto id = std::make_shared<std::string>();
    auto isNew = std::make_shared<bool>(false);
    secret->add_option("webhook", *id, "Its id in config.json")->required();
    secret->add_flag("--new", *isNew, "Make a new one; the old one signs nothing any more");
    for (CLI::App *sub : {list, secret})
        sub->fallthrough();
    return {parser, [=]() -> std::unique_ptr<Command> {
                if (secret->parsed())
                    return std::make_unique<WebhookSecretCommand>(*id, *isNew);
                return std::make_unique<ListWebhooks>();
            }};
}

} // namespace Belay
