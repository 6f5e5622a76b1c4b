// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/configcommand.h"

#include "app/ctl/configfile.h"
#include "app/ctl/terminal.h"

namespace Belay {

void ConfigCommand::run(const CommandContext &context, std::function<void(ExitCode)> finish)
{
    m_context = context;
    m_finish = std::move(finish);
    auto config = readConfigFile(context.home.configPath());
    if (config)
        act(*std::move(config));
    else
        m_finish(reportConfigErrors(config.error(), context.json));
}

void ConfigCommand::fail(ExitCode code, const QString &text) const
{
    printNote(QStringLiteral("belayctl: ") + text);
    m_finish(code);
}

} // namespace Belay
