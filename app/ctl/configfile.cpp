// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/configfile.h"

#include "app/ctl/terminal.h"

#include <QFile>

namespace Belay {

Result<Config, ConfigErrors> readConfigFile(const Home &home)
{
    QFile file(home.configPath());
    if (!file.exists())
        return readConfig(QByteArrayLiteral("{\"version\": 1}"));
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected {ConfigErrors {{QString(), QStringLiteral("bad-json"),
            QStringLiteral("a file that can be read"), file.errorString()}}};
    return readConfig(file.readAll());
}

ExitCode reportConfigErrors(const ConfigErrors &errors, bool json)
{
    for (const ConfigIssue &issue : errors)
        printNote(configIssueLine(issue));
    if (json)
        printLine(QString::fromUtf8(configIssuesJson(errors, {})));
    return ExitCode::Config;
}

} // namespace Belay
