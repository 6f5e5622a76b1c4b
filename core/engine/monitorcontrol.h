// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/monitor/monitor.h"

#include <QObject>

#include <optional>

namespace Belay {

/// What a page may ask of the monitor. Lives on the main thread.
class MonitorControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Nothing means all.
    virtual void checkNow(const std::optional<TargetId> &target, Monitor::Paid paid) = 0;

Q_SIGNALS:
    void checkFinished(const std::optional<Belay::TargetId> &target);
};

} // namespace Belay
