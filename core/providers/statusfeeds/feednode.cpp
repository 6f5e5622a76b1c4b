// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feednode.h"

#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedtext.h"

#include <algorithm>
#include <cstdint>

namespace Belay {

FeedNode FeedNode::operator[](std::string_view name) const
{
    simdjson::dom::element found;
    if (!isObject() || m_element.at_key(name).get(found))
        return {};
    return FeedNode(found);
}

bool FeedNode::isTrue() const
{
    bool value = false;
    return m_present && !m_element.get_bool().get(value) && value;
}

std::string_view FeedNode::word() const
{
    std::string_view text;
    if (!m_present || m_element.get_string().get(text))
        return {};
    return text;
}

QString FeedNode::plain(qsizetype limit) const
{
    return plainText(word(), limit);
}

QString FeedNode::id() const
{
    std::int64_t number = 0;
    if (m_present && m_element.is_int64() && !m_element.get_int64().get(number))
        return QString::number(qint64 {number});
    const std::string_view text = word();
    if (text.size() > static_cast<size_t>(FeedLimits::LongestId))
        return {};
    return plainText(text, FeedLimits::LongestId);
}

std::optional<double> FeedNode::share() const
{
    double value = -1;
    if (!m_present || m_element.get_double().get(value) || !(value >= 0 && value <= 1))
        return {};
    return value;
}

std::optional<WallTime> FeedNode::time() const
{
    const std::string_view text = word();
    return text.empty() ? std::nullopt : feedTime(plain(FeedLimits::LongestName));
}

QUrl FeedNode::link() const
{
    const std::string_view text = word();
    if (text.size() > static_cast<size_t>(FeedLimits::LongestLink))
        return {};
    return safeLink(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

FeedNode FeedNode::first() const
{
    FeedNode found;
    each(1, [&](const FeedNode &item) { found = item; });
    return found;
}

void addNames(std::vector<QString> &names, const FeedNode &items, std::string_view member)
{
    items.each(FeedLimits::MostNames, [&](const FeedNode &item) {
        const QString name = item[member].id();
        if (!name.isEmpty() && names.size() < FeedLimits::MostNames
            && std::ranges::find(names, name) == names.end())
            names.push_back(name);
    });
}

} // namespace Belay
