// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/openaifaces.h"

#include <cstring>

namespace Belay {

namespace {

ConfigJson textObject(const CompletionAsked &asked, const QString &text, const ConfigJson &reason)
{
    ConfigJson json {{"id", "cmpl-sim" + std::to_string(asked.number)}, {"object", "text_completion"},
        {"created", unixTime(asked.at)}, {"model", asked.model.toStdString()},
        {"choices", ConfigJson::array()}};
    json["choices"].push_back(
        {{"text", text.toStdString()}, {"index", 0}, {"logprobs", nullptr}, {"finish_reason", reason}});
    return json;
}

ConfigJson textUsage(const CompletionAsked &asked, const Reply &reply)
{
    return {{"prompt_tokens", asked.promptTokens}, {"completion_tokens", reply.tokens()},
        {"total_tokens", asked.promptTokens + reply.tokens()}};
}

const char *finishOf(const CompletionAsked &asked)
{
    return asked.isTruncated ? "length" : "stop";
}

} // namespace

qint64 unixTime(WallTime time)
{
    return std::chrono::floor<Seconds>(time.time_since_epoch()).count();
}

QByteArray textWhole(const CompletionAsked &asked, const Reply &reply)
{
    ConfigJson json = textObject(asked, reply.words.join(QString()), finishOf(asked));
    if (reply.isEmpty())
        json["choices"] = ConfigJson::array();
    json["usage"] = textUsage(asked, reply);
    return bytesOf(json);
}

std::vector<QByteArray> textEvents(const CompletionAsked &asked, const Reply &reply)
{
    std::vector<QByteArray> list;
    for (const QString &word : reply.words)
        list.push_back(dataEvent(textObject(asked, word, nullptr)));
    list.push_back(dataEvent(textObject(asked, QString(), finishOf(asked))));
    if (asked.wantsUsage) {
        ConfigJson json = textObject(asked, QString(), nullptr);
        json["choices"] = ConfigJson::array();
        json["usage"] = textUsage(asked, reply);
        list.push_back(dataEvent(json));
    }
    list.push_back("data: [DONE]\n\n");
    return list;
}

QByteArray embeddingsWhole(const CompletionAsked &asked)
{
    ConfigJson data = ConfigJson::array();
    for (const QString &input : asked.inputs) {
        const std::vector<float> values = embeddingOf(input, asked.dimensions);
        ConfigJson one {{"object", "embedding"}, {"index", data.size()}, {"embedding", values}};
        if (asked.wantsBase64) { // little-endian floats, as this machine has them
            QByteArray bytes(static_cast<qsizetype>(values.size() * sizeof(float)), Qt::Uninitialized);
            std::memcpy(bytes.data(), values.data(), static_cast<size_t>(bytes.size()));
            one["embedding"] = bytes.toBase64().toStdString();
        }
        data.push_back(one);
    }
    return bytesOf({{"object", "list"}, {"data", data}, {"model", asked.model.toStdString()},
        {"usage", {{"prompt_tokens", asked.promptTokens}, {"total_tokens", asked.promptTokens}}}});
}

} // namespace Belay
