// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/configwatch.h"

#include <QFileInfo>

namespace Belay {

namespace {

constexpr Milliseconds FileRest {200};

} // namespace

ConfigWatch::ConfigWatch(QString path, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_clock(clock)
    , m_rest(clock.createAlarm([this] { Q_EMIT changed(); }))
    , m_changed(QFileInfo(m_path).lastModified())
{
    // The folder too: a file that is saved under another name and moved is a new one.
    for (const QString &place : {m_path, QFileInfo(m_path).absolutePath()}) {
        if (QFileInfo::exists(place))
            m_watcher.addPath(place);
    }
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ConfigWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ConfigWatch::look);
}

void ConfigWatch::look()
{
    const QFileInfo file(m_path);
    if (file.exists() && !m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path);
    if (const QDateTime changed = file.lastModified(); changed != m_changed) {
        m_changed = changed;
        m_rest->wakeAt(m_clock.steady() + FileRest);
    }
}

} // namespace Belay
