// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/networkwatch.h"

#include <QNetworkInformation>

namespace Belay {

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
{ }

void NetworkWatch::start()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    QNetworkInformation *information = QNetworkInformation::instance();
    connect(information, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::tell);
    connect(information, &QNetworkInformation::isBehindCaptivePortalChanged, this, &NetworkWatch::tell);
    tell();
}

void NetworkWatch::tell()
{
    const QNetworkInformation *information = QNetworkInformation::instance();
    NetworkState state = NetworkState::Unknown;
    if (information->reachability() == QNetworkInformation::Reachability::Disconnected)
        state = NetworkState::Offline;
    else if (information->supports(QNetworkInformation::Feature::CaptivePortal)
        && information->isBehindCaptivePortal())
        state = NetworkState::Captive;
    if (state == m_told)
        return;
    m_told = state;
    Q_EMIT changed(state);
}

} // namespace Belay
