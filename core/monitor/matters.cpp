// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/matters.h"

#include <QCoreApplication>
#include <QLocale>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Notifications)
};

} // namespace

QString matterIdOf(const Incident &incident)
{
    return u"incident/" + incident.id.toString();
}

QString matterIdOf(const ProviderId &provider, const KeyId &key)
{
    return u"key/" + provider.value + u'/' + key.value;
}

QString networkMatterId()
{
    return QStringLiteral("network");
}

QString gatewayMatterId()
{
    return QStringLiteral("gateway");
}

bool isNews(const Incident &incident)
{
    return incident.owner != Owner::Belay && incident.cause != Cause::Network;
}

NotificationEvent eventOf(const Incident &incident)
{
    return incident.cause == Cause::Key  ? NotificationEvent::KeyRejected
        : incident.cause == Cause::Quota ? NotificationEvent::QuotaExhausted
                                         : NotificationEvent::IncidentOpened;
}

std::optional<NotificationEvent> eventOf(KeyHealth health)
{
    switch (health) {
    case KeyHealth::Rejected:
    case KeyHealth::Forbidden:
        return NotificationEvent::KeyRejected;
    case KeyHealth::OutOfCredit:
        return NotificationEvent::QuotaExhausted;
    default:
        return {};
    }
}

Matter matterOf(const Incident &incident)
{
    Matter matter;
    matter.id = matterIdOf(incident);
    matter.event = eventOf(incident);
    matter.provider = incident.provider;
    matter.sentence = incident.sentence;
    matter.since = incident.openedAt;
    matter.incident = incident;
    if (incident.targets.size() == 1)
        matter.target = incident.targets.front();
    return matter;
}

Matter keyMatter(const ProviderId &provider, const KeyId &key, NotificationEvent event, WallTime now)
{
    Matter matter;
    matter.id = matterIdOf(provider, key);
    matter.event = event;
    matter.provider = provider;
    matter.since = now;
    matter.sentence = event == NotificationEvent::KeyRejected
        ? Words::tr("The key “%1” is refused. Replace it, or look at the account.").arg(key.value)
        : Words::tr("The account of the key “%1” has no credit left.").arg(key.value);
    return matter;
}

Matter networkMatter(const NetworkStatus &network, WallTime now)
{
    Matter matter;
    matter.id = networkMatterId();
    matter.event = NotificationEvent::NetworkLost;
    matter.since = network.since.value_or(now);
    matter.sentence = network.state == NetworkState::Captive
        ? Words::tr(
            "A log-in page answers in place of the internet: open a browser and log in. Nothing is said of "
            "providers until then.")
        : Words::tr("Nobody on the internet answers. Nothing is said of providers until it is back.");
    return matter;
}

Matter gatewayMatter(const QString &problem, WallTime now)
{
    Matter matter;
    matter.id = gatewayMatterId();
    matter.event = NotificationEvent::GatewayStopped;
    matter.since = now;
    matter.sentence = problem;
    return matter;
}

Matter retirementMatter(const TargetId &target, const QDate &day, WallTime now)
{
    Matter matter;
    matter.id = QStringLiteral("model/%1@%2").arg(target.toString(), day.toString(Qt::ISODate));
    matter.event = NotificationEvent::ModelRetiring;
    matter.provider = target.provider;
    matter.target = target;
    matter.since = now;
    matter.sentence = Words::tr("%1 ends on %2, says its provider's list of models.")
                          .arg(target.toString(), QLocale().toString(day, QLocale::LongFormat));
    return matter;
}

} // namespace Belay
