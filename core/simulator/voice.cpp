// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Belay {

std::unique_ptr<Voice> voiceOf(const SimulatedProvider &provider)
{
    switch (provider.dialect) {
    case Dialect::Anthropic:
        return anthropicVoice(provider);
    case Dialect::Gemini:
        return geminiVoice(provider);
    case Dialect::OpenAi:
        break;
    }
    return openAiVoice(provider);
}

QByteArray Voice::faultAsEvent(const CompletionAsked &, const HttpAnswer &fault) const
{
    return "data: " + fault.body + "\n\n";
}

std::optional<ConfigJson> readObject(const QByteArray &body)
{
    ConfigJson json = ConfigJson::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object())
        return {};
    return json;
}

QString textAt(const ConfigJson &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string())
        return {};
    return QString::fromStdString(found->get<std::string>());
}

bool flagAt(const ConfigJson &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::optional<int> countAt(const ConfigJson &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_unsigned())
        return {};
    return static_cast<int>(std::min<std::uint64_t>(found->get<std::uint64_t>(), 1'000'000));
}

QByteArray bytesOf(const ConfigJson &json)
{
    return configJsonText(json, ConfigJsonForm::Compact).trimmed();
}

int tokensIn(const QByteArray &body)
{
    constexpr qsizetype BytesPerToken = 4;
    return static_cast<int>(std::max<qsizetype>(1, body.size() / BytesPerToken));
}

std::vector<float> embeddingOf(const QString &text, int dimensions)
{
    std::vector<float> values;
    values.reserve(static_cast<size_t>(dimensions));
    QByteArray digest = text.toUtf8();
    while (values.size() < static_cast<size_t>(dimensions)) {
        digest = QCryptographicHash::hash(digest, QCryptographicHash::Sha256);
        for (const char byte : digest) {
            if (values.size() < static_cast<size_t>(dimensions))
                values.push_back(static_cast<float>(static_cast<signed char>(byte)) / 128.0F);
        }
    }
    return values;
}

QByteArray dataEvent(const ConfigJson &json)
{
    return "data: " + bytesOf(json) + "\n\n";
}

HttpAnswer jsonAnswer(int status, const ConfigJson &json, HttpHeaders headers)
{
    headers.emplace_back("content-type", "application/json");
    return {status, std::move(headers), bytesOf(json)};
}

QByteArray wholeSeconds(Milliseconds time)
{
    return QByteArray::number(qint64 {std::chrono::ceil<Seconds>(time).count()});
}

} // namespace Belay
