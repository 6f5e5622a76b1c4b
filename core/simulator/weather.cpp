// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/weather.h"

#include "core/domain/confignode.h"

namespace Belay {

namespace {

constexpr QStringView PagePrefix = u"page:";
constexpr Milliseconds Day {24 * 60 * 60 * 1'000};

enum class WeatherOf { Target, Page };

bool fits(WeatherKind kind, WeatherOf what)
{
    switch (kind) {
    case WeatherKind::Clear:
    case WeatherKind::Status:
    case WeatherKind::Storm429:
    case WeatherKind::Hang:
    case WeatherKind::Reset:
    case WeatherKind::Html200:
    case WeatherKind::Garbage:
        return true;
    default:
        return isOfPages(kind) == (what == WeatherOf::Page);
    }
}

QString weatherNames(WeatherOf what)
{
    QStringList names;
    for (size_t i = 0; i < enumCount<WeatherKind>(); ++i) {
        if (fits(static_cast<WeatherKind>(i), what))
            names += toString(static_cast<WeatherKind>(i));
    }
    return QStringLiteral("one of ") % names.join(QLatin1StringView(" "));
}

void readRequired(const ConfigNode &node, Milliseconds &value)
{
    if (node.isPresent())
        node.read(value, Milliseconds {0}, Day);
    else
        node.reportMissing(durationExpected(Milliseconds {0}, Day));
}

void readRequired(const ConfigNode &node, int &value, int least, int most)
{
    if (node.isPresent())
        node.read(value, least, most);
    else
        node.reportMissing(QStringLiteral("a whole number from %1 to %2").arg(least).arg(most));
}

// A text as it stands, or a document as its text.
QByteArray readBody(const ConfigNode &node)
{
    if (!node.isPresent())
        return {};
    if (node.json()->is_string())
        return QByteArray::fromStdString(node.json()->get<std::string>());
    return configJsonText(*node.json(), ConfigJsonForm::Compact);
}

WeatherPoint readPoint(const ConfigNode &node, WeatherOf what)
{
    WeatherPoint point;
    if (!node.isObject())
        return point;
    node.member("at").read(point.at, Milliseconds {0}, 365 * Day);
    const ConfigNode kind = node.member("weather");
    if (!kind.isPresent())
        kind.reportMissing(weatherNames(what));
    else
        kind.readName(point.kind, weatherNames(what));
    if (!fits(point.kind, what))
        kind.report("bad-value", weatherNames(what));
    switch (point.kind) {
    case WeatherKind::Status:
        readRequired(node.member("status"), point.status, 200, 599);
        point.body = readBody(node.member("body"));
        break;
    case WeatherKind::Storm429:
        node.member("retryAfter").read(point.retryAfter, Milliseconds {0}, Day);
        break;
    case WeatherKind::SlowFirst:
        readRequired(node.member("delay"), point.delay);
        break;
    case WeatherKind::SlowStream:
        readRequired(node.member("perEvent"), point.perEvent);
        break;
    case WeatherKind::Cut:
        readRequired(node.member("afterEvents"), point.afterEvents, 0, 1'000'000);
        break;
    default:
        break;
    }
    return point;
}

std::vector<WeatherPoint> readTimeline(const ConfigNode &node, WeatherOf what)
{
    std::vector<WeatherPoint> timeline;
    for (const ConfigNode &item : node.items(1)) {
        const WeatherPoint point = readPoint(item, what);
        if (!timeline.empty() && point.at < timeline.back().at)
            item.member("at").report("bad-value", QStringLiteral("a time not before the one above it"));
        timeline.push_back(point);
    }
    return timeline;
}

} // namespace

bool isOfPages(WeatherKind kind)
{
    return kind >= WeatherKind::Website;
}

const WeatherPoint &Weather::at(const TargetId &target, Milliseconds elapsed) const
{
    static const WeatherPoint Clear;
    const auto timeline = targets.find(target);
    const WeatherPoint *now = &Clear;
    if (timeline == targets.end())
        return *now;
    for (const WeatherPoint &point : timeline->second) {
        if (point.at <= elapsed)
            now = &point;
    }
    return *now;
}

Result<Weather, ConfigErrors> readWeather(const QByteArray &json)
{
    const auto document = parseConfigJson(json);
    if (!document)
        return Unexpected {document.error()};
    ConfigErrors errors = document->duplicates;
    const ConfigNode root {document->root, errors};
    Weather weather;
    if (root.isObject()) {
        const ConfigNode network = root.member("network");
        const QString names = QStringLiteral("one of online offline captive");
        network.readName(weather.network, names);
        if (weather.network == NetworkState::Unknown)
            network.report("bad-value", names);
    }
    const ConfigNode targets = root.member("targets");
    for (const auto &[name, node] :
        targets.isPresent() ? targets.members() : decltype(targets.members()) {}) {
        const bool isPage = name.startsWith(PagePrefix);
        const TargetId target = TargetId::fromString(isPage ? name.mid(PagePrefix.size()) : name);
        if (!isSlug(target.provider.value) || (isPage && target.hasModel()))
            node.report("bad-value",
                QStringLiteral("a name in the form provider, provider/model or page:provider"), name);
        if (isPage)
            weather.pages[target.provider] = readTimeline(node, WeatherOf::Page);
        else
            weather.targets[target] = readTimeline(node, WeatherOf::Target);
    }
    if (!errors.empty())
        return Unexpected {errors};
    return weather;
}

} // namespace Belay
