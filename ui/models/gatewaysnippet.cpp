// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gatewaysnippet.h"

#include "core/providers/json.h"

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

/// A JSON text is a literal of Python and of JavaScript too.
QString literal(const QString &text)
{
    return QString::fromUtf8(toBytes(Json(text.toStdString())));
}

QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString curlSnippet(const QString &address, const QString &model, const std::optional<QString> &token)
{
    const QString header = token ? shellQuoted(u"Authorization: Bearer "_s + *token)
                                 : u"\"Authorization: Bearer $BELAY_TOKEN\""_s;
    const QString body
        = u"{\"model\": %1, \"messages\": [{\"role\": \"user\", \"content\": \"Say hello\"}]}"_s.arg(
            literal(model));
    return u"curl %1/chat/completions \\\n  -H %2 \\\n  -H 'Content-Type: application/json' \\\n  -d %3\n"_s
        .arg(address, header, shellQuoted(body));
}

QString pythonSnippet(const QString &address, const QString &model, const std::optional<QString> &token)
{
    const QString key = token ? literal(*token) : u"os.environ[\"BELAY_TOKEN\"]"_s;
    return (token ? QString() : u"import os\n\n"_s)
        + u"from openai import OpenAI\n\nclient = OpenAI(base_url=%1, api_key=%2)\n"
          "answer = client.chat.completions.create(\n    model=%3,\n"
          "    messages=[{\"role\": \"user\", \"content\": \"Say hello\"}],\n)\n"
          "print(answer.choices[0].message.content)\n"_s.arg(literal(address), key, literal(model));
}

QString nodeSnippet(const QString &address, const QString &model, const std::optional<QString> &token)
{
    const QString key = token ? literal(*token) : u"process.env.BELAY_TOKEN"_s;
    return u"import OpenAI from \"openai\";\n\n"
           "const client = new OpenAI({ baseURL: %1, apiKey: %2 });\n"
           "const answer = await client.chat.completions.create({\n  model: %3,\n"
           "  messages: [{ role: \"user\", content: \"Say hello\" }],\n});\n"
           "console.log(answer.choices[0].message.content);\n"_s.arg(literal(address), key, literal(model));
}

/// It adds the version to the address itself.
QString claudeSnippet(const QString &address, const QString &model, const std::optional<QString> &token)
{
    QString root = address;
    if (root.endsWith(u"/v1"))
        root.chop(3);
    return u"export ANTHROPIC_BASE_URL=%1\nexport ANTHROPIC_AUTH_TOKEN=%2\nexport ANTHROPIC_MODEL=%3\nclaude\n"_s
        .arg(root, token ? shellQuoted(*token) : u"\"$BELAY_TOKEN\""_s, shellQuoted(model));
}

} // namespace

QString gatewaySnippet(
    GatewayClient client, const QString &address, const QString &model, const std::optional<QString> &token)
{
    switch (client) {
    case GatewayClient::Curl:
        return curlSnippet(address, model, token);
    case GatewayClient::Python:
        return pythonSnippet(address, model, token);
    case GatewayClient::Node:
        return nodeSnippet(address, model, token);
    case GatewayClient::ClaudeCode:
        break;
    }
    return claudeSnippet(address, model, token);
}

} // namespace Belay
