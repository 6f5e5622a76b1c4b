// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"

#include <QObject>

namespace Belay {

/// What the system itself says of the network. *Offline* and *captive* are evidence; *online* means only that
/// there is a route, so it is told as *unknown*. Lives on the main thread, where Qt's backend lives.
class NetworkWatch final : public QObject
{
    Q_OBJECT
public:
    explicit NetworkWatch(QObject *parent = nullptr);
    /// Begins to tell; says the present state once.
    void start();

Q_SIGNALS:
    void changed(Belay::NetworkState state);

private:
    void tell();

    NetworkState m_told = NetworkState::Unknown;
};

} // namespace Belay
