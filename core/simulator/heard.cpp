// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/heard.h"

#include "core/simulator/voice.h"

namespace Belay {

void Heard::say(const QString &role, const QString &text)
{
    const bool isSystem = role == u"developer" || role == u"system";
    const QString who = isSystem ? QStringLiteral("system")
        : role == u"model"       ? QStringLiteral("assistant")
                                 : role;
    lines << QString(who + u": " + text);
    if (!isSystem)
        lastUser = who == u"user" ? text : QString();
}

void Heard::image(const QString &mimeType, qsizetype size)
{
    lines << QStringLiteral("image: %1 %2").arg(mimeType).arg(size);
}

void Heard::image(const QString &url)
{
    constexpr QStringView Base64 = u";base64,";
    const qsizetype at = url.indexOf(Base64);
    if (url.startsWith(u"data:") && at > 0)
        image(url.sliced(5, at - 5), url.size() - at - Base64.size());
    else
        lines << QString(u"image: " + url);
}

void Heard::call(const QString &name, const ConfigJson &arguments)
{
    lines << QString(u"call: " + name + u' ' + QString::fromUtf8(bytesOf(arguments)));
    lastUser.clear();
}

void Heard::result(const QString &text)
{
    lines << QString(u"tool: " + text);
    lastUser.clear();
}

void Heard::tool(const QString &name, const ConfigJson *arguments)
{
    tools.push_back({name, arguments ? *arguments : ConfigJson()});
}

void Heard::asksForSchema(const ConfigJson *wanted)
{
    wantsJson = true;
    if (wanted)
        schema = *wanted;
}

void Heard::setting(const char *name, const ConfigJson *value)
{
    if (!value)
        return;
    QStringList texts;
    const auto add = [&texts](const ConfigJson &one) {
        texts << (one.is_string() ? QString::fromStdString(one.get<std::string>())
                                  : QString::fromUtf8(bytesOf(one)));
    };
    if (value->is_array())
        std::for_each(value->begin(), value->end(), add);
    else
        add(*value);
    lines << QString(QLatin1StringView(name) + u": " + texts.join(QStringLiteral(", ")));
}

void Heard::finish()
{
    QStringList names;
    for (const HeardTool &one : tools)
        names << one.name;
    if (!names.isEmpty())
        lines << QString(u"tools: " + names.join(QStringLiteral(", ")));
    if (wantsJson)
        lines << QString(u"json: " + QString::fromUtf8(bytesOf(schema)));
}

const ConfigJson *heardMember(const ConfigJson &object, const char *name)
{
    if (!object.is_object())
        return nullptr;
    const auto at = object.find(name);
    return at == object.end() || at->is_null() ? nullptr : &*at;
}

const ConfigJson &heardList(const ConfigJson &object, const char *name)
{
    static const ConfigJson none = ConfigJson::array();
    const ConfigJson *list = heardMember(object, name);
    return list && list->is_array() ? *list : none;
}

QString heardText(const ConfigJson *content)
{
    if (!content)
        return {};
    if (content->is_string())
        return QString::fromStdString(content->get<std::string>());
    QString text;
    if (content->is_array()) {
        for (const ConfigJson &part : *content)
            text += heardText(heardMember(part, "text"));
    }
    return text;
}

} // namespace Belay
