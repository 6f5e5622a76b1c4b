// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QDateTime>
#include <QFileSystemWatcher>

namespace Belay {

/// Tells when a file was changed, by whoever it was. On the thread that made it.
class ConfigWatch final : public QObject
{
    Q_OBJECT
public:
    ConfigWatch(QString path, Clock &clock, QObject *parent = nullptr);

Q_SIGNALS:
    /// Once it rests: editors write a file in several steps.
    void changed();

private:
    void look();

    const QString m_path;
    Clock &m_clock;
    std::unique_ptr<Alarm> m_rest;
    QFileSystemWatcher m_watcher;
    QDateTime m_changed;
};

} // namespace Belay
