// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/providers/chainfacts.h"

using namespace Belay;

class tst_ChainFacts final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void warnings_data();
    void warnings();
    void monitoredModels();
};

void tst_ChainFacts::warnings_data()
{
    QTest::addColumn<QStringList>("targets"); // one step each
    QTest::addColumn<QStringList>("expected"); // code and pointer
    const auto row = [](const char *name, std::initializer_list<const char *> targets,
                         std::initializer_list<const char *> expected) {
        QStringList steps;
        for (const char *target : targets)
            steps.append(QString::fromLatin1(target));
        QStringList codes;
        for (const char *code : expected)
            codes.append(QString::fromLatin1(code));
        QTest::newRow(name) << steps << codes;
    };
    row("two upstreams that the catalogue knows", {"openai/gpt-5-nano", "anthropic/claude-haiku-4-5"}, {});
    row("OpenRouter serves OpenAI's models too", {"openai/gpt-5-nano", "router/openai/gpt-5-nano"},
        {"same-upstream /chains/0/steps"});
    row("OpenRouter with somebody else's model", {"openai/gpt-5-nano", "router/mistralai/mistral-nemo"},
        {"lacks-capability /chains/0/steps/1/targets/0"});
    row("two accounts of one provider", {"openai/gpt-5-nano", "work/gpt-5-nano"},
        {"same-upstream /chains/0/steps"});
    row("an OpenAI form of somebody else", {"openai/gpt-5-nano", "elsewhere/gpt-5-nano"}, {});
    row("two local servers on one machine", {"ollama/a", "studio/a"}, {"same-upstream /chains/0/steps"});
    row("a model that nobody described", {"openai/gpt-5-nano", "anthropic/clod-1"},
        {"unknown-model /chains/0/steps/1/targets/0", "unknown-price /chains/0/steps/1/targets/0"});
    row("a price that the person entered", {"openai/gpt-5-nano", "anthropic/priced"},
        {"unknown-model /chains/0/steps/1/targets/0"});
    row("a host of everybody's models", {"openai/gpt-5-nano", "router/some/model"},
        {"unknown-price /chains/0/steps/1/targets/0"});
    row("embeddings of two models", {"ollama/nomic-embed-text", "far/mxbai-embed-large"},
        {"mixed-embeddings /chains/0/steps"});
    row("embeddings of one model", {"ollama/nomic-embed-text", "far/nomic-embed-text"}, {});
    row("an embedding behind a chat model", {"ollama/llama", "far/nomic-embed-text"},
        {"mixed-embeddings /chains/0/steps"});
    row("a later step that sees no images", {"openai/gpt-5-nano", "groq/llama-3.3-70b-versatile"},
        {"lacks-capability /chains/0/steps/1/targets/0"});
    row("a later step that can do more", {"groq/llama-3.3-70b-versatile", "openai/gpt-5-nano"}, {});
}

namespace {

Config configOf(const QByteArray &chains, const QByteArray &monitor = "{}")
{
    const QByteArray key = R"("keys":[{"id":"k","from":"session"}])";
    const QByteArray text = R"({"providers":[{"id":"openai","kind":"openai",)" + key + R"(,"monitor":)"
        + monitor + R"(},{"id":"work","kind":"openai",)" + key + R"(},{"id":"elsewhere","kind":"openai",)"
        + key + R"(,"baseUrl":"https://llm.example.org/v1"},{"id":"anthropic","kind":"anthropic",)" + key
        + R"(},{"id":"router","kind":"openrouter",)" + key + R"(},{"id":"groq","kind":"groq",)" + key
        + R"(},{"id":"ollama","kind":"ollama"},{"id":"studio","kind":"lmstudio"},)"
          R"({"id":"far","kind":"ollama","baseUrl":"http://192.168.1.9:11434/v1"}],)"
          R"("prices":{"anthropic/priced":{"inputPerM":1,"outputPerM":2}},"chains":[)"
        + chains + "]}";
    Result<Config, ConfigErrors> config = readConfig(text);
    if (!config)
        qFatal("%s", qPrintable(configIssueLine(config.error().front())));
    return std::move(*config);
}

QStringList codesOf(const Config &config)
{
    QStringList codes;
    for (const ConfigIssue &warning : validateConfig(config, Catalogue::builtIn())) {
        if (!warning.expected.isEmpty() && !warning.got.isEmpty())
            codes.append(warning.code + u' ' + warning.pointer);
    }
    return codes;
}

} // namespace

void tst_ChainFacts::warnings()
{
    QFETCH(QStringList, targets);
    QFETCH(QStringList, expected);
    QByteArrayList steps;
    for (const QString &text : targets) {
        const TargetId target = TargetId::fromString(text);
        steps.append(R"({"targets":[{"provider":")" + target.provider.value.toUtf8() + R"(","model":")"
            + target.model.toUtf8() + R"("}]})");
    }
    QCOMPARE(codesOf(configOf(R"({"id":"x","steps":[)" + steps.join(',') + "]}")), expected);
}

void tst_ChainFacts::monitoredModels()
{
    QCOMPARE(codesOf(configOf({}, R"({"models":["gpt-5-nano","gbt-9"]})")),
        QStringList({QStringLiteral("unknown-model /providers/0/monitor/models/1"),
            QStringLiteral("unknown-price /providers/0/monitor/models/1")}));
    QCOMPARE(codesOf(configOf({}, R"({"models":["gbt-9"],"completionEvery":"off"})")),
        QStringList(QStringLiteral("unknown-model /providers/0/monitor/models/0")));
}

QTEST_GUILESS_MAIN(tst_ChainFacts)
#include "tst_chainfacts.moc"
