// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/metrics.h"

#include "core/gateway/knowntargets.h"

#include <algorithm>
#include <initializer_list>

namespace Belay {

namespace {

using Labels = std::initializer_list<std::pair<const char *, QByteArray>>;

/// Backslash, quote and line break are escaped; nothing else means anything.
QByteArray escaped(QByteArray value)
{
    return value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 12);
}

void addLine(QByteArray &text, const char *name, Labels labels, const QByteArray &value)
{
    text += name;
    char before = '{';
    for (const auto &[label, content] : labels) {
        text += before;
        text += label;
        text += "=\"" + escaped(content) + '"';
        before = ',';
    }
    text += labels.size() == 0 ? " " : "} ";
    text += value + '\n';
}

void addHead(QByteArray &text, const char *name, const char *type, const char *help)
{
    text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

template <typename E>
QByteArray bytesOf(E value)
{
    const std::string_view name = nameOf(value);
    return {name.data(), static_cast<qsizetype>(name.size())};
}

} // namespace

Metrics::Metrics(Gauges gauges)
    : m_gauges(std::move(gauges))
{ }

void Metrics::apply(const Config &config)
{
    m_known.clear();
    for (const ProviderConfig &provider : config.providers)
        m_known.insert(provider.id.value);
    for (const TargetId &target : configuredTargets(config))
        m_known.insert(target.toString());
}

void Metrics::apply(const StatusBoard &board)
{
    m_states.clear();
    for (const TargetStatus &target : board.targets) {
        const QString name = target.id.toString();
        m_states[name] = target.verdict.state;
        m_known.insert(name); // the monitor may have chosen the model itself
    }
}

QString Metrics::labelOf(const TargetId &target) const
{
    QString name = target.toString();
    if (m_known.contains(name))
        return name;
    return m_known.contains(target.provider.value) ? QString(target.provider.value + u"/*")
                                                   : QStringLiteral("*");
}

void Metrics::observe(const Sample &sample)
{
    const QString target = labelOf(sample.target);
    ++m_samples[{target, sample.source, sample.outcome}];
    if (sample.usd) {
        const QString provider = labelOf({sample.target.provider, {}});
        m_spent[{provider, sample.source}] += *sample.usd;
    }
    if (!sample.timings.firstContent)
        return;
    const double seconds = std::chrono::duration<double>(*sample.timings.firstContent).count();
    Durations &durations = m_firstContent[{target, sample.source}];
    ++durations.count;
    durations.sum += seconds;
    for (size_t i = 0; i < Bounds.size(); ++i)
        durations.upTo[i] += seconds <= Bounds[i] ? 1 : 0;
}

void Metrics::observe(const Trace &trace)
{
    ++m_requests[{trace.chain.value, trace.status}];
    for (const TraceAttempt &attempt : trace.attempts)
        ++m_attempts[{labelOf(attempt.target), attempt.outcome}];
}

void Metrics::countRefused(int status)
{
    ++m_requests[{QString(), status}];
}

void Metrics::addTargets(QByteArray &text) const
{
    addHead(text, "belay_target_state", "gauge", "1 for the state that the target is in.");
    for (const auto &[target, state] : m_states) {
        for (size_t i = 0; i < enumCount<TargetState>(); ++i) {
            const auto each = static_cast<TargetState>(i);
            addLine(text, "belay_target_state", {{"target", target.toUtf8()}, {"state", bytesOf(each)}},
                each == state ? "1" : "0");
        }
    }
}

void Metrics::addCounters(QByteArray &text) const
{
    addHead(text, "belay_samples_total", "counter", "Measured results.");
    for (const auto &[key, count] : m_samples) {
        const auto &[target, source, outcome] = key;
        addLine(text, "belay_samples_total",
            {{"target", target.toUtf8()}, {"source", bytesOf(source)}, {"outcome", bytesOf(outcome)}},
            QByteArray::number(count));
    }
    addHead(text, "belay_requests_total", "counter",
        "Requests to the gateway; without a chain where a target was named or the border refused.");
    for (const auto &[key, count] : m_requests)
        addLine(text, "belay_requests_total",
            {{"chain", key.first.toUtf8()}, {"status", QByteArray::number(key.second)}},
            QByteArray::number(count));
    addHead(text, "belay_attempts_total", "counter", "Requests to providers made for clients.");
    for (const auto &[key, count] : m_attempts)
        addLine(text, "belay_attempts_total",
            {{"target", key.first.toUtf8()}, {"outcome", bytesOf(key.second)}}, QByteArray::number(count));
    addHead(text, "belay_spend_usd_total", "counter", "US dollars, where prices are known.");
    for (const auto &[key, amount] : m_spent)
        addLine(text, "belay_spend_usd_total",
            {{"provider", key.first.toUtf8()}, {"source", bytesOf(key.second)}}, number(toUsd(amount)));
}

void Metrics::addFirstContent(QByteArray &text) const
{
    addHead(text, "belay_first_content_seconds", "histogram", "Until the first real content.");
    for (const auto &[key, durations] : m_firstContent) {
        const QByteArray target = key.first.toUtf8();
        const QByteArray source = bytesOf(key.second);
        for (size_t i = 0; i < Bounds.size(); ++i)
            addLine(text, "belay_first_content_seconds_bucket",
                {{"target", target}, {"source", source}, {"le", number(Bounds[i])}},
                QByteArray::number(durations.upTo[i]));
        addLine(text, "belay_first_content_seconds_bucket",
            {{"target", target}, {"source", source}, {"le", "+Inf"}}, QByteArray::number(durations.count));
        addLine(text, "belay_first_content_seconds_sum", {{"target", target}, {"source", source}},
            number(durations.sum));
        addLine(text, "belay_first_content_seconds_count", {{"target", target}, {"source", source}},
            QByteArray::number(durations.count));
    }
}

void Metrics::addGauges(QByteArray &text) const
{
    const auto add = [&](const char *name, const char *help, const std::function<int()> &gauge) {
        if (!gauge)
            return;
        addHead(text, name, "gauge", help);
        addLine(text, name, {}, QByteArray::number(gauge()));
    };
    add("belay_streams", "Requests under way.", m_gauges.streams);
    add("belay_connections", "Clients that are connected.", m_gauges.connections);
    add("belay_history_queue", "Entries that wait to be written.", m_gauges.historyQueue);
    if (!m_gauges.breakers)
        return;
    addHead(text, "belay_breaker_state", "gauge", "0 closed, 1 half-open, 2 open.");
    std::map<std::pair<QString, QString>, int> worst; // several keys may share a target
    for (const BreakerFigure &breaker : m_gauges.breakers()) {
        const QString target = labelOf(TargetId::fromString(breaker.target));
        int &state = worst[{breaker.scope, target}];
        state = std::max(state, breaker.state);
    }
    for (const auto &[key, state] : worst)
        addLine(text, "belay_breaker_state", {{"scope", key.first.toUtf8()}, {"target", key.second.toUtf8()}},
            QByteArray::number(state));
}

QByteArray Metrics::metricsText() const
{
    QByteArray text;
    addTargets(text);
    addCounters(text);
    addFirstContent(text);
    addGauges(text);
    addHead(text, "belay_build_info", "gauge", "The version of the program.");
    addLine(text, "belay_build_info", {{"version", BELAY_VERSION}}, "1");
    return text;
}

} // namespace Belay
