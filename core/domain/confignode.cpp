// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/confignode.h"

#include "core/base/ids.h"
#include "core/base/logging.h"

#include <string_view>

namespace Belay {

bool ConfigNode::isObject() const
{
    if (m_json && !m_json->is_object())
        report("bad-type", QStringLiteral("an object"));
    return m_json && m_json->is_object();
}

ConfigNode ConfigNode::member(const char *name) const
{
    const QString pointer = childPointer(m_pointer, QString::fromLatin1(name));
    if (!m_json || !m_json->is_object())
        return {nullptr, pointer, m_errors};
    const auto found = m_json->find(name);
    return {found == m_json->end() ? nullptr : &*found, pointer, m_errors};
}

std::vector<std::pair<QString, ConfigNode>> ConfigNode::members() const
{
    std::vector<std::pair<QString, ConfigNode>> list;
    if (!isObject())
        return list;
    for (const auto &[name, value] : m_json->items()) {
        const QString text = QString::fromStdString(name);
        list.emplace_back(text, ConfigNode {&value, childPointer(m_pointer, text), m_errors});
    }
    return list;
}

std::vector<ConfigNode> ConfigNode::items(size_t least, size_t most) const
{
    std::vector<ConfigNode> list;
    if (!m_json)
        return list;
    const QString limits = QStringLiteral("an array of %1 to %2").arg(least).arg(most);
    if (!m_json->is_array()) {
        report("bad-type", least > 0 ? limits : QStringLiteral("an array"));
        return list;
    }
    if (m_json->size() < least || m_json->size() > most)
        report("bad-value", limits, QString::number(m_json->size()));
    for (size_t i = 0; i < m_json->size(); ++i)
        list.push_back({&(*m_json)[i], childPointer(m_pointer, i), m_errors});
    return list;
}

void ConfigNode::read(bool &value) const
{
    if (!m_json)
        return;
    if (m_json->is_boolean())
        value = m_json->get<bool>();
    else
        report("bad-type", QStringLiteral("true or false"));
}

void ConfigNode::read(int &value, int least, int most) const
{
    if (!m_json)
        return;
    const QString expected = QStringLiteral("a whole number from %1 to %2").arg(least).arg(most);
    if (!m_json->is_number()) {
        report("bad-type", expected);
        return;
    }
    const double number = m_json->get<double>();
    const bool whole = number >= least && number <= most && number == static_cast<int>(number);
    if (whole)
        value = static_cast<int>(number);
    else
        report("bad-value", expected);
}

void ConfigNode::read(double &value, double least, double most) const
{
    if (!m_json)
        return;
    const QString expected = QStringLiteral("a number from %1 to %2").arg(least).arg(most);
    if (!m_json->is_number()) {
        report("bad-type", expected);
        return;
    }
    const double number = m_json->get<double>();
    if (number >= least && number <= most)
        value = number;
    else
        report("bad-value", expected);
}

void ConfigNode::read(Milliseconds &value, Milliseconds least, Milliseconds most) const
{
    QString text;
    std::optional<Milliseconds> duration;
    const auto fits = [&](const QString &candidate) {
        duration = durationFromString(candidate);
        return duration && *duration >= least && *duration <= most;
    };
    if (read(text, durationExpected(least, most), fits))
        value = *duration;
}

bool ConfigNode::read(QString &value, const QString &expected, const Accepts &accepts) const
{
    if (!m_json)
        return false;
    if (!m_json->is_string()) {
        report("bad-type", expected);
        return false;
    }
    const QString text = QString::fromStdString(m_json->get_ref<const std::string &>());
    if (!accepts(text)) {
        report("bad-value", expected);
        return false;
    }
    value = text;
    return true;
}

void ConfigNode::read(std::vector<QString> &values, const QString &expected, const Accepts &accepts) const
{
    if (!m_json)
        return;
    values.clear();
    std::set<QString> seen;
    for (const ConfigNode &item : items()) {
        QString text;
        if (!item.read(text, expected, accepts))
            continue;
        if (seen.insert(text).second)
            values.push_back(text);
        else
            item.report("duplicate", QStringLiteral("each entry once"));
    }
}

QString ConfigNode::readId(std::set<QString> &taken) const
{
    const QString expected = QStringLiteral("an id of a-z, 0-9 and . _ -, at most 63 characters");
    if (!m_json)
        reportMissing(expected);
    QString id;
    if (!read(id, expected, isSlug))
        return {};
    if (!taken.insert(id).second)
        report("duplicate", QStringLiteral("an id that is not used before"));
    return id;
}

void ConfigNode::report(const char *code, const QString &expected) const
{
    // A key has no look that redacted() would surely know, and one may stand where a number belongs.
    const std::string_view which = code;
    const bool isText = m_json && m_json->is_string();
    const bool isKey = isText
        && (which == "bad-secret"
            || (which == "bad-type" && looksLikeKey(QString::fromStdString(m_json->get<std::string>()))));
    report(code, expected, isKey ? QStringLiteral("a text that is not shown") : shown());
}

void ConfigNode::report(const char *code, const QString &expected, const QString &got) const
{
    const bool isHidden = isHiddenPointer(m_pointer) || std::string_view(code) == "bad-secret";
    const QString pointer = isHidden ? redacted(m_pointer) : m_pointer;
    m_errors.push_back({pointer, QString::fromLatin1(code), expected, got});
}

void ConfigNode::reportMissing(const QString &expected) const
{
    report("missing", expected, QStringLiteral("nothing"));
}

QString ConfigNode::shown() const
{
    if (!m_json)
        return QStringLiteral("nothing");
    if (m_json->is_object())
        return QStringLiteral("an object");
    if (m_json->is_array())
        return QStringLiteral("an array");
    if (isHiddenPointer(m_pointer))
        return m_json->is_string() ? QStringLiteral("a text that is not shown")
                                   : QStringLiteral("a value that is not shown");
    constexpr qsizetype LongestShown = 80;
    const QString text = redacted(QString::fromUtf8(configJsonText(*m_json, ConfigJsonForm::Compact)));
    return text.size() <= LongestShown ? text : QString(text.left(LongestShown) + u'…');
}

QString durationExpected(Milliseconds least, Milliseconds most)
{
    return QStringLiteral("a duration from %1 to %2").arg(toDurationString(least), toDurationString(most));
}

} // namespace Belay
