// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "core/engine/configservice.h"

namespace Belay {

/// A command that begins with the config of the home, and ends with its errors where it cannot be read.
class ConfigCommand : public Command
{
public:
    void run(const CommandContext &context, std::function<void(ExitCode)> finish) final;

protected:
    virtual void act(Config config) = 0;

    void fail(ExitCode code, const QString &text) const;

    CommandContext m_context;
    std::function<void(ExitCode)> m_finish;
};

} // namespace Belay
