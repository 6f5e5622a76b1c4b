// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/fieldreader.h"

namespace Belay {

FieldReader::FieldReader(const Json &value, QString pointer, std::vector<Error> &faults)
    : m_value(value)
    , m_pointer(std::move(pointer))
    , m_faults(faults)
{
    if (!value.is_object())
        fault(m_pointer, QStringLiteral("expected an object"));
}

QString FieldReader::pointerTo(const char *name) const
{
    return m_pointer + u'/' + QLatin1StringView(name);
}

void FieldReader::fault(const QString &pointer, const QString &what)
{
    m_faults.push_back({ErrorKind::Config, pointer + u": " + what, {}});
}

const Json *FieldReader::find(const char *name, Need need)
{
    m_known.insert(name);
    const Json *value = member(m_value, name);
    if (!value && need == Need::Required && m_value.is_object())
        fault(pointerTo(name), QStringLiteral("is missing"));
    return value;
}

QString FieldReader::text(const char *name, Need need)
{
    const Json *value = find(name, need);
    if (value && !value->is_string())
        fault(pointerTo(name), QStringLiteral("expected a string"));
    return textOf(value);
}

bool FieldReader::flag(const char *name, bool fallback)
{
    const Json *value = find(name, Need::Optional);
    if (!value)
        return fallback;
    if (!value->is_boolean())
        fault(pointerTo(name), QStringLiteral("expected true or false"));
    return isTrue(value);
}

std::optional<bool> FieldReader::flagOrNull(const char *name)
{
    const Json *value = find(name, Need::Required);
    if (!value || value->is_null())
        return {};
    if (!value->is_boolean())
        fault(pointerTo(name), QStringLiteral("expected true, false or null"));
    return isTrue(value);
}

std::optional<int> FieldReader::whole(const char *name, int least, int most, Need need)
{
    const Json *value = find(name, need);
    if (!value)
        return {};
    const std::optional<int> number = intOf(value);
    if (number && *number >= least && *number <= most)
        return number;
    fault(pointerTo(name), QStringLiteral("expected a whole number from %1 to %2").arg(least).arg(most));
    return {};
}

std::optional<double> FieldReader::amount(const char *name)
{
    constexpr double Dearest = 100'000.0;
    const Json *value = find(name, Need::Required);
    if (!value)
        return {};
    const std::optional<double> number = numberOf(value);
    if (number && *number >= 0 && *number <= Dearest)
        return number;
    fault(pointerTo(name), QStringLiteral("expected an amount of money, not negative"));
    return {};
}

std::vector<QString> FieldReader::texts(const char *name, Need need)
{
    std::vector<QString> result;
    const Json *items = array(name, need);
    if (!items)
        return result;
    for (size_t i = 0; i < items->size(); ++i) {
        const QString item = textOf(&(*items)[i]);
        const QString pointer = pointerTo(name) + u'/' + QString::number(i);
        if (item.isEmpty())
            fault(pointer, QStringLiteral("expected a string that is not empty"));
        else if (std::find(result.begin(), result.end(), item) != result.end())
            fault(pointer, QStringLiteral("\"%1\" is there twice").arg(item));
        else
            result.push_back(item);
    }
    return result;
}

std::vector<int> FieldReader::wholes(const char *name, int least, int most)
{
    std::vector<int> result;
    const Json *items = array(name, Need::Optional);
    if (!items)
        return result;
    for (size_t i = 0; i < items->size(); ++i) {
        const std::optional<int> number = intOf(&(*items)[i]);
        if (number && *number >= least && *number <= most)
            result.push_back(*number);
        else
            fault(pointerTo(name) + u'/' + QString::number(i),
                QStringLiteral("expected a whole number from %1 to %2").arg(least).arg(most));
    }
    return result;
}

QUrl FieldReader::url(const char *name, Need need)
{
    const QString value = text(name, need);
    if (value.isEmpty())
        return {};
    const QUrl url(value, QUrl::StrictMode);
    const bool web = url.scheme() == u"https" || url.scheme() == u"http";
    if (url.isValid() && web && !url.host().isEmpty() && url.userInfo().isEmpty())
        return url;
    fault(pointerTo(name), QStringLiteral("expected a web address without a user in it"));
    return {};
}

const Json *FieldReader::object(const char *name, Need need)
{
    const Json *value = find(name, need);
    if (!value || value->is_object())
        return value;
    fault(pointerTo(name), QStringLiteral("expected an object"));
    return nullptr;
}

const Json *FieldReader::array(const char *name, Need need)
{
    const Json *value = find(name, need);
    if (!value || value->is_array())
        return value;
    fault(pointerTo(name), QStringLiteral("expected an array"));
    return nullptr;
}

void FieldReader::refuseOthers()
{
    if (!m_value.is_object())
        return;
    for (const auto &[name, value] : m_value.items()) {
        if (!m_known.contains(name))
            fault(pointerTo(name.c_str()), QStringLiteral("is not known here"));
    }
}

} // namespace Belay
