// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"
#include "core/engine/configwatch.h"
#include "core/engine/keyservice.h"

namespace Belay {

/// Takes over what others write into the settings file, an editor or belayctl, while the window is open, and
/// the keys that belayctl changes.
class SettingsFile final : public QObject
{
    Q_OBJECT
public:
    SettingsFile(ConfigService &config, KeyService &keys, Clock &clock, QObject *parent);

Q_SIGNALS:
    /// What keeps the file from being taken over, for a person; empty: nothing does.
    void troubleChanged(const QString &sentence);

private:
    void read();

    ConfigService &m_config;
    KeyService &m_keys;
    ConfigWatch m_watch;
};

} // namespace Belay
