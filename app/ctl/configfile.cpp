// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/configfile.h"

#include "app/ctl/terminal.h"

namespace Belay {

ExitCode reportConfigErrors(const ConfigErrors &errors, bool json, const QString &fileName)
{
    for (const ConfigIssue &issue : errors)
        printNote(configIssueLine(issue, fileName));
    if (json)
        printLine(QString::fromUtf8(configIssuesJson(errors, {})));
    return ExitCode::Config;
}

} // namespace Belay
