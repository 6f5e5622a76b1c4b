// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/thinkingseal.h"

#include "core/providers/json.h"

namespace Belay {

namespace {

constexpr std::string_view Mark = "belay:";

bool isForeign(const Json &block)
{
    return utf8Of(member(block, "type")) == "thinking"
        && std::string_view(utf8Of(member(block, "signature"))).starts_with(Mark);
}

std::optional<Dialect> signerNamed(std::string_view name)
{
    return enumFromString<Dialect>(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

Json::array_t *arrayAt(Json &object, const char *name)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found != object.end() && found->is_array() ? &found->get_ref<Json::array_t &>() : nullptr;
}

} // namespace

std::string writeSeal(const ThinkingSeal &seal)
{
    if (seal.signer == Dialect::Anthropic)
        return seal.signature;
    std::string text(Mark);
    if (seal.signer)
        text.append(nameOf(*seal.signer)).append(":").append(seal.signature);
    return text;
}

ThinkingSeal readSeal(std::string_view text)
{
    if (text.empty())
        return {};
    if (!text.starts_with(Mark))
        return {Dialect::Anthropic, std::string(text)};
    text.remove_prefix(Mark.size());
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {};
    const std::optional<Dialect> signer = signerNamed(text.substr(0, colon));
    return signer ? ThinkingSeal {signer, std::string(text.substr(colon + 1))} : ThinkingSeal {};
}

std::optional<QByteArray> withoutForeignThinking(const QByteArray &body)
{
    if (!body.contains("\"belay:"))
        return {};
    std::optional<Json> request = parseJson(body);
    Json::array_t *messages = request ? arrayAt(*request, "messages") : nullptr;
    if (!messages)
        return {};
    bool removed = false;
    Json::array_t kept;
    for (Json &message : *messages) {
        Json::array_t *blocks = arrayAt(message, "content");
        const bool strips = blocks && std::erase_if(*blocks, isForeign) > 0;
        removed = removed || strips;
        if (!strips || !blocks->empty())
            kept.push_back(std::move(message));
    }
    if (!removed)
        return {};
    *messages = std::move(kept);
    return toBytes(*request);
}

} // namespace Belay
