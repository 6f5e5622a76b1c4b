// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/explanation.h"
#include "core/http/localhost.h"
#include "core/providers/codec.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

using std::chrono::minutes;

/// How far from an error a sample may be and still be shown beside it.
constexpr Milliseconds Farthest {minutes {60}};
/// How long after an error somebody else's answer still speaks of it.
constexpr Milliseconds SoonAfter {minutes {3}};
/// How far from an error that names a refused key Belay's own key still says something of it.
constexpr Milliseconds KeyMatters {minutes {10}};

struct Series {
    TargetId target;
    SeriesKind kind;
};

std::vector<QString> modelsOf(const ProviderConfig &provider, const Config &config, const QString &told)
{
    std::set<QString> models {provider.monitor.models.begin(), provider.monitor.models.end()};
    const auto &cheap = Catalogue::builtIn().kind(provider.kind).cheapModels;
    if (models.empty() && !cheap.empty())
        models.insert(cheap.front());
    if (!told.isEmpty())
        models.insert(told);
    for (const ChainConfig &chain : config.chains) {
        for (const StepConfig &step : chain.steps) {
            for (const ChainTarget &target : step.targets) {
                if (target.target.provider == provider.id)
                    models.insert(target.target.model);
            }
        }
    }
    return {models.begin(), models.end()};
}

std::vector<Series> seriesOf(const ProviderConfig &provider, const Config &config, const QString &model)
{
    const TargetId whole {provider.id, {}};
    std::vector<Series> series {{whole, SeriesKind::Reach}, {whole, SeriesKind::Auth}};
    for (const QString &each : modelsOf(provider, config, model)) {
        series.push_back({{provider.id, each}, SeriesKind::Completion});
        series.push_back({{provider.id, each}, SeriesKind::Traffic});
    }
    return series;
}

/// The first sample after a time. They come newest first, so the range grows until one is in it.
std::optional<Sample> firstAfter(HistoryQueries &queries, const Series &series, WallTime time)
{
    constexpr int Most = 1'000;
    for (const Milliseconds range : {Milliseconds {minutes {2}}, Milliseconds {minutes {15}}, Farthest}) {
        const std::vector<Sample> samples
            = queries.samples(series.target, series.kind, {time, time + range}, Most);
        if (!samples.empty())
            return samples.back();
    }
    return {};
}

Milliseconds distance(const Sample &sample, WallTime time)
{
    return sample.at > time ? sample.at - time : time - sample.at;
}

std::optional<Sample> nearestOf(
    HistoryQueries &queries, const std::vector<Series> &all, WallTime time, bool isPast)
{
    std::optional<Sample> nearest;
    const auto take = [&](const std::optional<Sample> &sample) {
        if (sample && (!nearest || distance(*sample, time) < distance(*nearest, time)))
            nearest = sample;
    };
    for (const Series &series : all) {
        const auto before
            = queries.samples(series.target, series.kind, {time - Farthest, time + Milliseconds {1}}, 1);
        take(before.empty() ? std::nullopt : std::optional(before.front()));
        if (isPast)
            take(firstAfter(queries, series, time));
    }
    return nearest;
}

bool isAnswer(const Sample &sample)
{
    return sample.status > 0 || sample.outcome == Outcome::Ok;
}

/// Whether the newest check of Belay's own key by then was answered, or the first one after it.
bool keyWorked(HistoryQueries &queries, const TargetId &provider, WallTime time)
{
    const auto before
        = queries.samples(provider, SeriesKind::Auth, {time - KeyMatters, time + Milliseconds {1}}, 1);
    if (!before.empty())
        return before.front().outcome == Outcome::Ok;
    const auto after = firstAfter(queries, {provider, SeriesKind::Auth}, time);
    return after && after->at - time <= KeyMatters && after->outcome == Outcome::Ok;
}

/// Whether the internet was there: what the providers that need it met soon after.
void lookAtOthers(HistoryQueries &queries, const Config &config, WallTime time, MeasuredAround &around)
{
    constexpr int Most = 50;
    int asked = 0;
    for (const ProviderConfig &provider : config.providers) {
        const QUrl url = baseUrlOf(provider, Catalogue::builtIn().kind(provider.kind));
        if (needsNoInternet(config.network.local, url))
            continue;
        bool wasAsked = false;
        for (const SeriesKind kind : {SeriesKind::Reach, SeriesKind::Auth}) {
            for (const Sample &sample :
                queries.samples({provider.id, {}}, kind, {time, time + SoonAfter}, Most)) {
                around.someoneAnswered = around.someoneAnswered || isAnswer(sample);
                wasAsked = wasAsked || isTransportFailure(sample.outcome);
            }
        }
        asked += wasAsked ? 1 : 0;
    }
    around.nobodyAnswered = !around.someoneAnswered && asked > 1;
}

} // namespace

MeasuredAround measuredAround(
    HistoryQueries &queries, const Config &config, const ErrorReading &reading, WallTime now)
{
    MeasuredAround around;
    if (!reading.recognised)
        return around;
    const WallTime time = reading.at.value_or(now);
    const ProviderConfig *provider = providerOf(reading, config);
    if (provider) {
        const std::vector<Series> series = seriesOf(*provider, config, reading.model);
        around.nearest = nearestOf(queries, series, time, reading.at.has_value());
        around.keyWorked
            = reading.what.outcome == Outcome::Auth && keyWorked(queries, {provider->id, {}}, time);
        if (!reading.model.isEmpty())
            around.modelEverAnswered = queries.everAnswered({provider->id, reading.model});
    }
    // Only what answered after the request began clears the network; where the text does not tell when that
    // was, Belay's own failing check is what has to be cleared.
    const bool ownFailed = around.nearest && isTransportFailure(around.nearest->outcome);
    if (reading.at)
        lookAtOthers(queries, config, time, around);
    else if (ownFailed)
        lookAtOthers(queries, config, around.nearest->at, around);
    return around;
}

} // namespace Belay
