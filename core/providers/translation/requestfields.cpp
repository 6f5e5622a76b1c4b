// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/requestfields.h"

#include <cmath>

namespace Belay {

namespace {

bool isEmptyValue(const Json &value)
{
    return value.is_null() || ((value.is_structured() || value.is_string()) && !hasContent(&value));
}

std::string rounded(double number)
{
    return QByteArray::number(number).toStdString();
}

} // namespace

RequestFields::RequestFields(Json *object, std::string path, std::optional<RequestProblem> &problem)
    : m_object(object)
    , m_path(std::move(path))
    , m_problem(problem)
{
    if (!object || !object->is_object())
        refuse({}, "Expected an object.");
}

std::string RequestFields::pathTo(const std::string &name) const
{
    if (m_path.empty() || name.empty())
        return m_path + name;
    return m_path + '.' + name;
}

std::string RequestFields::pathTo(const char *name, size_t index) const
{
    return pathTo(name) + '[' + std::to_string(index) + ']';
}

void RequestFields::refuse(const std::string &name, std::string message)
{
    if (!m_problem)
        m_problem = RequestProblem {pathTo(name), std::move(message)};
}

Json *RequestFields::find(const char *name)
{
    m_known.insert(name);
    if (!m_object || !m_object->is_object())
        return nullptr;
    const auto found = m_object->find(name);
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

std::string RequestFields::text(const char *name)
{
    Json *value = find(name);
    if (!value)
        return {};
    if (!value->is_string()) {
        refuse(name, "Expected a string.");
        return {};
    }
    return std::move(value->get_ref<std::string &>());
}

std::string RequestFields::requiredText(const char *name)
{
    std::string value = text(name);
    if (value.empty())
        refuse(name, "Expected a string that is not empty.");
    return value;
}

bool RequestFields::flag(const char *name)
{
    return flagOrNothing(name).value_or(false);
}

std::optional<bool> RequestFields::flagOrNothing(const char *name)
{
    const Json *value = find(name);
    if (!value)
        return {};
    if (!value->is_boolean()) {
        refuse(name, "Expected true or false.");
        return {};
    }
    return value->get<bool>();
}

std::optional<int> RequestFields::whole(const char *name, int least, int most)
{
    const Json *value = find(name);
    if (!value)
        return {};
    const std::optional<int> number = intOf(value);
    if (number && *number >= least && *number <= most)
        return number;
    refuse(
        name, "Expected a whole number from " + std::to_string(least) + " to " + std::to_string(most) + '.');
    return {};
}

std::optional<std::int64_t> RequestFields::bigWhole(const char *name)
{
    const Json *value = find(name);
    if (!value)
        return {};
    if (value->is_number_integer())
        return value->get<std::int64_t>();
    refuse(name, "Expected a whole number.");
    return {};
}

std::optional<double> RequestFields::number(const char *name, double least, double most)
{
    const Json *value = find(name);
    if (!value)
        return {};
    const std::optional<double> number = numberOf(value);
    if (number && *number >= least && *number <= most)
        return number;
    refuse(name, "Expected a number from " + rounded(least) + " to " + rounded(most) + '.');
    return {};
}

Json *RequestFields::array(const char *name)
{
    Json *value = find(name);
    if (!value || value->is_array())
        return value;
    refuse(name, "Expected an array.");
    return nullptr;
}

Json *RequestFields::object(const char *name)
{
    Json *value = find(name);
    if (!value || value->is_object())
        return value;
    refuse(name, "Expected an object.");
    return nullptr;
}

bool RequestFields::isSet(const char *name)
{
    const Json *value = find(name);
    return value && !isEmptyValue(*value);
}

void RequestFields::ignore(std::initializer_list<const char *> names)
{
    m_known.insert(names.begin(), names.end());
}

bool RequestFields::hasOthers() const
{
    if (!m_object || !m_object->is_object())
        return false;
    for (auto item = m_object->begin(); item != m_object->end(); ++item) {
        if (!m_known.contains(item.key()) && !isEmptyValue(item.value()))
            return true;
    }
    return false;
}

} // namespace Belay
