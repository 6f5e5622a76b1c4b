// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/modellist.h"

#include <QSet>

namespace Belay {

namespace {

constexpr size_t MostModels = 10'000;

const Json *itemsOf(const Json &document)
{
    if (document.is_array())
        return &document;
    for (const char *name : {"data", "models"}) {
        const Json *items = member(document, name);
        if (items && items->is_array())
            return items;
    }
    return nullptr;
}

bool lists(const Json *names, const char *name)
{
    if (!names || !names->is_array())
        return true; // not said
    return std::any_of(names->begin(), names->end(), [name](const Json &item) { return item == name; });
}

bool isFalse(const Json *value)
{
    return value && value->is_boolean() && !value->get<bool>();
}

bool chats(const ProviderKind &kind, const Json &item)
{
    if (kind.id == ProviderKindId::Together) {
        const Json *type = member(item, "type");
        return !type || *type == "chat";
    }
    return lists(member(item, "supportedGenerationMethods"), "generateContent")
        && lists(member(item, "endpoints"), "chat") && !isTrue(member(item, "is_deprecated"))
        && !isFalse(member(item, {"capabilities", "completion_chat"})) && !isFalse(member(item, "active"))
        && !isFalse(member(item, "supports_chat"));
}

QString idOf(const Json &item)
{
    for (const char *name : {"id", "name", "model"}) {
        QString text = textOf(member(item, name));
        if (text.startsWith(u"models/"))
            text.remove(0, 7);
        if (!text.isEmpty())
            return text;
    }
    return {};
}

/// How gladly a name stands for a model that has several.
int rankOf(const ProviderKind &kind, const QString &id)
{
    const bool known
        = std::find(kind.cheapModels.begin(), kind.cheapModels.end(), id) != kind.cheapModels.end();
    return known ? 2 : id.endsWith(u"-latest") ? 1 : 0;
}

} // namespace

Result<std::vector<QString>> readModelList(const ProviderKind &kind, const QByteArray &body)
{
    const std::optional<Json> document = parseJson(body);
    const Json *items = document ? itemsOf(*document) : nullptr;
    if (!items)
        return Unexpected {
            Error {ErrorKind::Protocol, QStringLiteral("the answer is no list of models"), {}}};
    std::vector<QString> ids;
    QHash<QString, size_t> placeOf; // of a name, also of one that is only an alias
    for (const Json &item : *items) {
        const QString id = idOf(item);
        if (id.isEmpty() || !chats(kind, item) || ids.size() >= MostModels)
            continue;
        if (const auto known = placeOf.constFind(id); known != placeOf.constEnd()) {
            if (rankOf(kind, id) > rankOf(kind, ids[*known]))
                ids[*known] = id;
            continue;
        }
        placeOf.insert(id, ids.size());
        if (const Json *aliases = member(item, "aliases"); aliases && aliases->is_array()) {
            for (const Json &alias : *aliases)
                placeOf.insert(textOf(&alias), ids.size());
        }
        ids.push_back(id);
    }
    return ids;
}

} // namespace Belay
