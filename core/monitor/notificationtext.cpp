// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/notificationtext.h"

#include "core/domain/statusboard.h"

#include <QCoreApplication>

#include <set>

namespace Belay {

namespace {

constexpr size_t MostLines = 8;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Notifications)
};

using Matters = std::vector<const Matter *>;

Matters pick(const std::vector<QString> &ids, const std::map<QString, Matter> &matters)
{
    Matters picked;
    for (const QString &id : ids)
        picked.push_back(&matters.at(id));
    return picked;
}

QString incidentTitle(const Matter &matter)
{
    switch (matter.incident ? matter.incident->cause : Cause::None) {
    case Cause::Outage:
        return Words::tr("%1 is down").arg(matter.name);
    case Cause::Slow:
        return Words::tr("%1 is slow").arg(matter.name);
    case Cause::RateLimit:
        return Words::tr("%1 limits your requests").arg(matter.name);
    default:
        return Words::tr("%1 has trouble").arg(matter.name);
    }
}

QString titleOf(const Matter &matter)
{
    switch (matter.event) {
    case NotificationEvent::KeyRejected:
        return Words::tr("%1 rejects a key").arg(matter.name);
    case NotificationEvent::QuotaExhausted:
        return Words::tr("%1: the credit is used up").arg(matter.name);
    case NotificationEvent::NetworkLost:
        return Words::tr("Your network is down");
    case NotificationEvent::GatewayStopped:
        return Words::tr("The gateway has stopped");
    case NotificationEvent::ModelRetiring:
        return Words::tr("%1 will be retired").arg(matter.target.toString());
    default:
        return incidentTitle(matter);
    }
}

QString endedTitle(const Matter &matter)
{
    if (matter.isUnseen)
        return Words::tr(
            "Nothing more is known of the trouble of %1: it is watched no longer, or unseen for a day")
            .arg(matter.name);
    switch (matter.event) {
    case NotificationEvent::KeyRejected:
        return Words::tr("%1 accepts the key again").arg(matter.name);
    case NotificationEvent::QuotaExhausted:
        return Words::tr("%1 has credit again").arg(matter.name);
    case NotificationEvent::NetworkLost:
        return Words::tr("Your network is back");
    case NotificationEvent::GatewayStopped:
        return Words::tr("The gateway serves again");
    default:
        return Words::tr("%1 is well again").arg(matter.name);
    }
}

QString lastedText(const Matter &matter, WallTime now)
{
    const QString length = spokenDuration(matter.endedAt.value_or(now) - matter.since);
    return matter.isUnseen ? Words::tr("It was seen for %1.").arg(length)
                           : Words::tr("It lasted %1.").arg(length);
}

QString textOf(const Matter &matter)
{
    const auto touched = matter.incident ? static_cast<int>(matter.incident->targets.size()) : 0;
    if (touched < 2)
        return matter.sentence;
    return matter.sentence + u'\n' + Words::tr("%n targets are touched.", nullptr, touched);
}

int providersOf(const Matters &matters)
{
    std::set<ProviderId> providers;
    for (const Matter *matter : matters)
        providers.insert(matter->provider);
    return static_cast<int>(providers.size());
}

QString listOf(const Matters &open, const Matters &ended, WallTime now)
{
    QStringList lines;
    for (const Matter *matter : ended)
        lines << QString(endedTitle(*matter) + QStringLiteral(". ") + lastedText(*matter, now));
    for (const Matter *matter : open)
        lines << (matter->sentence.isEmpty() ? titleOf(*matter) : matter->name + u": " + matter->sentence);
    const qsizetype more = lines.size() - static_cast<qsizetype>(MostLines);
    if (more > 0) {
        lines.resize(static_cast<qsizetype>(MostLines));
        lines << Words::tr("and %n more", nullptr, static_cast<int>(more));
    }
    return lines.join(u'\n');
}

QString titleOfAll(Telling::Kind kind, const Matters &open, const Matters &ended)
{
    if (open.empty() && ended.size() == 1)
        return endedTitle(*ended.front());
    if (open.size() == 1 && (ended.empty() || kind == Telling::Kind::Began))
        return titleOf(*open.front());
    if (open.empty() || kind == Telling::Kind::Changed) {
        if (ended.size() > 1 && std::ranges::any_of(ended, &Matter::isUnseen))
            return Words::tr("The trouble of %n providers is over, or unseen", nullptr, providersOf(ended));
        return providersOf(ended) == 1
            ? endedTitle(*ended.front())
            : Words::tr("%n providers are well again", nullptr, providersOf(ended));
    }
    const int providers = providersOf(open);
    return providers == 1 ? titleOf(*open.front())
                          : Words::tr("%n providers have trouble", nullptr, providers);
}

QString textOfAll(Telling::Kind kind, const Matters &open, const Matters &ended, WallTime now)
{
    if (open.empty() && ended.size() == 1)
        return lastedText(*ended.front(), now);
    if (open.size() == 1 && ended.empty()) {
        const Matter &matter = *open.front();
        return kind == Telling::Kind::Reminds
            ? Words::tr("For %1 now. %2").arg(spokenDuration(now - matter.since), textOf(matter))
            : textOf(matter);
    }
    return listOf(open, ended, now);
}

NoteUrgency urgencyOf(Telling::Kind kind, const Matters &open)
{
    if (kind != Telling::Kind::Began || open.empty())
        return NoteUrgency::Low;
    const bool stopped = std::ranges::any_of(
        open, [](const Matter *each) { return each->event == NotificationEvent::GatewayStopped; });
    const bool onlyRetires = std::ranges::all_of(
        open, [](const Matter *each) { return each->event == NotificationEvent::ModelRetiring; });
    return stopped ? NoteUrgency::Critical : onlyRetires ? NoteUrgency::Low : NoteUrgency::Normal;
}

std::vector<NoteAction> actionsOf(const Matters &open)
{
    std::vector<NoteAction> actions {NoteAction::Open};
    const bool lasts
        = std::ranges::any_of(open, [](const Matter *each) { return endOf(each->event) != each->event; });
    const bool ofProvider = std::ranges::any_of(open, [](const Matter *each) {
        return !each->provider.isEmpty() && each->event != NotificationEvent::ModelRetiring;
    });
    if (ofProvider)
        actions.push_back(NoteAction::CheckNow);
    if (lasts)
        actions.insert(actions.end(), {NoteAction::MuteHour, NoteAction::MuteIncident});
    return actions;
}

void setAim(Note &note, const Matters &all)
{
    const Matter &first = *all.front();
    note.page = first.event == NotificationEvent::GatewayStopped ? QStringLiteral("gateway")
        : first.incident || all.size() > 1                       ? QStringLiteral("incidents")
        : first.target.hasModel()                                ? QStringLiteral("target")
                                                                 : QStringLiteral("dashboard");
    if (all.size() > 1)
        return;
    note.target = first.target;
    if (first.incident)
        note.incident = first.incident->id;
}

QString sentenceOf(const Matters &open, const Matters &ended, WallTime now)
{
    const Telling::Kind kind = open.empty() ? Telling::Kind::Ended : Telling::Kind::Began;
    const QString text = textOfAll(kind, open, ended, now);
    const QString title = titleOfAll(kind, open, ended);
    return text.isEmpty() ? title : title + QStringLiteral(". ") + text;
}

} // namespace

NotificationEvent endOf(NotificationEvent event)
{
    switch (event) {
    case NotificationEvent::IncidentOpened:
        return NotificationEvent::IncidentClosed;
    case NotificationEvent::KeyRejected:
        return NotificationEvent::KeyAccepted;
    case NotificationEvent::QuotaExhausted:
        return NotificationEvent::QuotaRestored;
    case NotificationEvent::NetworkLost:
        return NotificationEvent::NetworkBack;
    case NotificationEvent::GatewayStopped:
        return NotificationEvent::GatewayRunning;
    default:
        return event;
    }
}

Note noteOf(const Telling &telling, const std::map<QString, Matter> &matters, WallTime now)
{
    const Matters open = pick(telling.open, matters);
    const Matters ended = pick(telling.ended, matters);
    Matters all = open;
    all.insert(all.end(), ended.begin(), ended.end());
    Note note;
    note.id = telling.id;
    note.recovers = open.empty();
    note.event = note.recovers ? endOf(ended.front()->event) : open.front()->event;
    note.title = titleOfAll(telling.kind, open, ended);
    note.text = textOfAll(telling.kind, open, ended, now);
    note.urgency = urgencyOf(telling.kind, open);
    note.actions = actionsOf(open);
    note.matters = telling.open;
    note.over = telling.ended;
    setAim(note, all);
    return note;
}

std::vector<WebhookNews> newsOf(
    const Telling &telling, const std::map<QString, Matter> &matters, WallTime now)
{
    std::map<NotificationEvent, Matters> began;
    std::map<NotificationEvent, Matters> over;
    if (telling.kind == Telling::Kind::Began) {
        for (const Matter *matter : pick(telling.open, matters))
            began[matter->event].push_back(matter);
    }
    for (const Matter *matter : pick(telling.ended, matters))
        over[matter->isUnseen ? NotificationEvent::IncidentClosed : endOf(matter->event)].push_back(matter);
    std::vector<WebhookNews> out;
    const auto add = [&](NotificationEvent event, const Matters &open, const Matters &ended) {
        WebhookNews &news = out.emplace_back();
        news.event = event;
        news.at = now;
        news.sentence = sentenceOf(open, ended, now);
        for (const Matter *matter : open.empty() ? ended : open) {
            if (matter->incident)
                news.incidents.push_back(*matter->incident);
        }
    };
    for (const auto &[event, open] : began)
        add(event, open, {});
    for (const auto &[event, ended] : over)
        add(event, {}, ended);
    return out;
}

Note testNote()
{
    Note note;
    note.id = QStringLiteral("test");
    note.title = Words::tr("This is a test");
    note.text = Words::tr("Notes of Belay look like this.");
    note.urgency = NoteUrgency::Normal;
    note.actions = {NoteAction::Open};
    note.page = QStringLiteral("settings");
    return note;
}

WebhookNews testNews(WallTime now)
{
    return {NotificationEvent::Test, now, {}, Words::tr("This is a test of Belay's webhook.")};
}

} // namespace Belay
