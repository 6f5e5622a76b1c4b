// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/historyfollower.h"

#include "app/ctl/terminal.h"
#include "core/monitor/diagnosis.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Seconds Interval {1};
// A sample is dated by its begin and written when it has ended: the window reaches back further than any
// probe lasts.
constexpr std::chrono::minutes Overlap {3};
constexpr int MostSamples = 500;

} // namespace

HistoryFollower::HistoryFollower(
    const QString &historyPath, Config config, Clock &clock, EventPrinter printer)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_printer(printer)
    , m_reader(HistoryReader::beside(historyPath))
    , m_alarm(clock.createAlarm([this] { ask(); }))
    , m_from(clock.wall())
{
    ask();
}

HistoryFollower::~HistoryFollower() = default;

void HistoryFollower::ask()
{
    const WallTime now = m_clock.wall();
    const TimeRange range {std::max(m_from, now - Overlap), now};
    std::vector<TargetId> providers;
    for (const ProviderConfig &provider : m_config.providers)
        providers.push_back({provider.id, {}});
    const auto query = [range, providers](HistoryQueries &queries) {
        News news;
        news.spans = queries.newestSpans();
        news.incidents = queries.incidents({.range = range});
        const auto add = [&](const TargetId &target, SeriesKind series) {
            const std::vector<Sample> found = queries.samples(target, series, range, MostSamples);
            news.samples.insert(news.samples.end(), found.begin(), found.end());
        };
        for (const TargetId &provider : providers) {
            add(provider, SeriesKind::Reach);
            add(provider, SeriesKind::Auth);
        }
        for (const Span &span : news.spans) {
            if (span.subject.hasModel())
                add(span.subject, SeriesKind::Completion);
        }
        return news;
    };
    m_reader->ask(&m_context, query, [this](const Result<News> &news) {
        if (news)
            tell(*news);
        else if (!m_isTroubled)
            printError(news.error());
        m_isTroubled = !news;
        m_alarm->wakeAt(m_clock.steady() + Interval);
    });
}

void HistoryFollower::tell(const News &news)
{
    for (const Span &span : news.spans) {
        WallTime &told = m_told[span.subject];
        if (span.from > told)
            tellSpan(span);
        told = std::max(told, span.from);
    }
    std::vector<Sample> samples = news.samples;
    std::ranges::sort(samples, {}, &Sample::at);
    for (const Sample &sample : samples) {
        if (m_toldSamples.emplace(sample.target, sample.key, sample.kind, sample.at).second)
            m_printer.sample(sample);
    }
    for (auto incident = news.incidents.rbegin(); incident != news.incidents.rend(); ++incident)
        tellIncident(*incident);
    const WallTime horizon = m_clock.wall() - 2 * Overlap;
    std::erase_if(m_toldSamples, [&](const auto &told) { return std::get<WallTime>(told) < horizon; });
}

/// One that opened before anybody followed is told as it stands: it goes on.
void HistoryFollower::tellIncident(const Incident &incident)
{
    const ProviderConfig *provider = m_config.provider(incident.provider);
    const auto told = m_toldIncidents.find(incident.id);
    const bool isNews = told == m_toldIncidents.end() || told->second != incident.isOpen();
    m_toldIncidents[incident.id] = incident.isOpen();
    if (!isNews || !provider || (incident.closedAt && *incident.closedAt < m_from))
        return;
    m_printer.incident(incident, provider->name, incident.closedAt.value_or(incident.openedAt));
}

void HistoryFollower::tellSpan(const Span &span)
{
    const ProviderConfig *provider = m_config.provider(span.subject.provider);
    if (!provider)
        return;
    TargetStatus status;
    status.id = span.subject;
    status.providerName = provider->name;
    status.since = span.from;
    status.verdict = recalled(span, *provider, m_config.network.local);
    m_printer.state(status, span.from);
}

} // namespace Belay
