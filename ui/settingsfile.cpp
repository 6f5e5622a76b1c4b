// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settingsfile.h"

namespace Belay {

SettingsFile::SettingsFile(ConfigService &config, KeyService &keys, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_keys(keys)
    , m_watch(config.path(), clock)
{
    connect(&m_watch, &ConfigWatch::changed, this, &SettingsFile::read);
    connect(&config, &ConfigService::outdated, this, &SettingsFile::read);
}

void SettingsFile::read()
{
    QString sentence;
    if (m_config.isAsInFile()) {
        // What was written here is in force already, its keys too.
        if (m_config.takeTouch())
            m_keys.reread();
    } else if (const Result<void> loaded = m_config.load(); !loaded) {
        const Error &error = loaded.error();
        const QString place = error.causes.empty() ? error.detail : error.causes.front().detail;
        sentence = error.causes.size() > 1
            ? tr("The settings file was changed and has errors; the settings before it stay in force. "
                 "The first is %1")
                  .arg(place)
            : tr("The settings file was changed and has an error; the settings before it stay in force: "
                 "%1")
                  .arg(place);
    }
    Q_EMIT troubleChanged(sentence);
}

} // namespace Belay
