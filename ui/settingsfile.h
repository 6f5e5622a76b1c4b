// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"
#include "core/engine/configwatch.h"

namespace Belay {

/// Takes over what others write into the settings file, an editor or belayctl, while the window is open.
class SettingsFile final : public QObject
{
    Q_OBJECT
public:
    SettingsFile(ConfigService &config, Clock &clock, QObject *parent);

Q_SIGNALS:
    /// What keeps the file from being taken over, for a person; empty: nothing does.
    void troubleChanged(const QString &sentence);

private:
    void read();

    ConfigService &m_config;
    ConfigWatch m_watch;
};

} // namespace Belay
