// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/tracejson.h"

#include "core/domain/jsonvalues.h"

#include <cmath>
#include <limits>

namespace Belay {

using namespace JsonValues;

namespace {

Json usdOrNull(const std::optional<NanoUsd> &amount)
{
    return amount ? Json(toUsd(*amount)) : Json();
}

Json toJson(const TraceAttempt &attempt)
{
    Json json;
    json["target"] = text(attempt.target.toString());
    json["key"] = textOrNull(attempt.key.value);
    json["step"] = attempt.step;
    json["startMs"] = millis(attempt.start);
    json["outcome"] = name(attempt.outcome);
    json["status"] = attempt.status == 0 ? Json() : Json(attempt.status);
    json["ms"] = millis(attempt.length);
    json["waitMs"] = millis(attempt.wait);
    json["note"] = attempt.note ? name(*attempt.note) : Json();
    return json;
}

/// Reads members of one object; ok() turns false with the first one of another type. null is as good as
/// missing.
class Members
{
public:
    explicit Members(const Json &object)
        : m_object(object)
        , m_ok(object.is_object())
    { }

    bool ok() const { return m_ok; }
    const Json *find(const char *name) const
    {
        if (!m_object.is_object())
            return nullptr;
        const auto at = m_object.find(name);
        return at == m_object.end() || at->is_null() ? nullptr : &*at;
    }
    QString text(const char *name)
    {
        const Json *value = find(name);
        if (!value || !check(value->is_string()))
            return {};
        return QString::fromStdString(value->get_ref<const std::string &>());
    }
    bool flag(const char *name)
    {
        const Json *value = find(name);
        return value && check(value->is_boolean()) && value->get<bool>();
    }
    std::optional<int> count(const char *name)
    {
        const auto value = number(name, 1);
        if (!value || !check(*value >= 0 && *value <= std::numeric_limits<int>::max()))
            return {};
        return static_cast<int>(*value);
    }
    std::optional<Microseconds> duration(const char *name)
    {
        const auto value = number(name, 1'000);
        return value ? std::optional(Microseconds {*value}) : std::nullopt;
    }
    std::optional<NanoUsd> money(const char *name) { return number(name, 1e9); }
    template <typename E>
    std::optional<E> member(const char *name)
    {
        if (!find(name))
            return {};
        const auto value = enumFromString<E>(text(name));
        check(value.has_value());
        return value;
    }
    const Json *array(const char *name)
    {
        const Json *value = find(name);
        return value && check(value->is_array()) ? value : nullptr;
    }

private:
    bool check(bool condition)
    {
        m_ok = m_ok && condition;
        return condition;
    }
    std::optional<std::int64_t> number(const char *name, double scale)
    {
        constexpr double Largest = 9e18;
        const Json *value = find(name);
        if (!value || !check(value->is_number()))
            return {};
        const double scaled = value->get<double>() * scale;
        if (!check(std::abs(scaled) < Largest))
            return {};
        return std::llround(scaled);
    }

    const Json &m_object;
    bool m_ok;
};

std::optional<TraceAttempt> attemptFromJson(const Json &json)
{
    Members members(json);
    TraceAttempt attempt;
    attempt.target = TargetId::fromString(members.text("target"));
    attempt.key = KeyId {members.text("key")};
    attempt.step = members.count("step").value_or(0);
    attempt.start = members.duration("startMs").value_or(Microseconds {0});
    attempt.outcome = members.member<Outcome>("outcome").value_or(Outcome::Skipped);
    attempt.status = members.count("status").value_or(0);
    attempt.length = members.duration("ms").value_or(Microseconds {0});
    attempt.wait = members.duration("waitMs").value_or(Microseconds {0});
    attempt.note = members.member<AttemptNote>("note");
    return members.ok() ? std::optional(attempt) : std::nullopt;
}

bool readLists(Members &members, Trace &trace)
{
    if (const Json *dropped = members.array("dropped")) {
        for (const Json &field : *dropped) {
            if (!field.is_string())
                return false;
            trace.dropped.push_back(QString::fromStdString(field.get_ref<const std::string &>()));
        }
    }
    if (const Json *attempts = members.array("attempts")) {
        for (const Json &entry : *attempts) {
            auto attempt = attemptFromJson(entry);
            if (!attempt)
                return false;
            trace.attempts.push_back(std::move(*attempt));
        }
    }
    return members.ok();
}

} // namespace

Json toJson(const Trace &trace)
{
    Json json;
    json["id"] = text(trace.id.toString());
    json["at"] = instant(trace.at);
    json["token"] = textOrNull(trace.token);
    json["chain"] = textOrNull(trace.chain.value);
    json["dialect"] = name(trace.dialect);
    json["stream"] = trace.stream;
    json["status"] = trace.status == 0 ? Json() : Json(trace.status);
    json["target"] = trace.target ? text(trace.target->toString()) : Json();
    json["ended"] = name(trace.ended);
    json["firstContentMs"] = millis(trace.firstContent);
    json["totalMs"] = millis(trace.total);
    json["tokensIn"] = orNull(trace.tokensIn);
    json["tokensOut"] = orNull(trace.tokensOut);
    json["usd"] = usdOrNull(trace.usd);
    json["losersUsd"] = usdOrNull(trace.losersUsd);
    json["dropped"] = Json::array();
    for (const QString &field : trace.dropped)
        json["dropped"].push_back(text(field));
    json["attempts"] = Json::array();
    for (const TraceAttempt &attempt : trace.attempts)
        json["attempts"].push_back(toJson(attempt));
    return json;
}

std::optional<Trace> traceFromJson(const Json &json)
{
    Members members(json);
    Trace trace;
    const auto id = Ulid::fromString(members.text("id"));
    const auto at = wallTimeFromIso(members.text("at"));
    if (!id || !at)
        return {};
    trace.id = *id;
    trace.at = *at;
    trace.token = members.text("token");
    trace.chain = ChainId {members.text("chain")};
    trace.dialect = members.member<Dialect>("dialect").value_or(trace.dialect);
    trace.stream = members.flag("stream");
    trace.status = members.count("status").value_or(0);
    if (members.find("target"))
        trace.target = TargetId::fromString(members.text("target"));
    trace.ended = members.member<TraceEnd>("ended").value_or(trace.ended);
    trace.firstContent = members.duration("firstContentMs");
    trace.total = members.duration("totalMs").value_or(trace.total);
    trace.tokensIn = members.count("tokensIn");
    trace.tokensOut = members.count("tokensOut");
    trace.usd = members.money("usd");
    trace.losersUsd = members.money("losersUsd");
    return readLists(members, trace) ? std::optional(std::move(trace)) : std::nullopt;
}

} // namespace Belay
