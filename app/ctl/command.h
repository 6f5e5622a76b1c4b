// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/exitcode.h"
#include "core/engine/home.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>

namespace Belay {

/// What every command is given.
struct CommandContext {
    Home home;
    bool json = false;
    bool isHomeNamed = false; ///< by --home
};

/// A command under way; it ends once, through `finish`, on the event loop.
class Command
{
public:
    virtual ~Command() = default;
    /// `finish` may be called from inside.
    virtual void run(const CommandContext &context, std::function<void(ExitCode)> finish) = 0;
    /// SIGINT or SIGTERM. False where nothing is worth saying half: the signal then ends the program as it
    /// would any other.
    virtual bool interrupt() { return false; }
    /// SIGHUP. False where there is nothing to read again: it then ends the program.
    virtual bool reload() { return false; }
    /// Nobody reads stdout any more, or it takes no more; told once.
    virtual void outputClosed() { }
};

using CommandFactory = std::function<std::unique_ptr<Command>()>;

// One function a command: adds its sub-command and gives what makes it.
struct CommandEntry {
    CLI::App *parser;
    CommandFactory make;
};
CommandEntry addCheck(CLI::App &app);
CommandEntry addWatch(CLI::App &app);
CommandEntry addDemo(CLI::App &app);
CommandEntry addServe(CLI::App &app);
CommandEntry addHistory(CLI::App &app);
CommandEntry addIncidents(CLI::App &app);
CommandEntry addRequests(CLI::App &app);
CommandEntry addKeys(CLI::App &app);
CommandEntry addToken(CLI::App &app);
CommandEntry addWebhooks(CLI::App &app);
CommandEntry addDoctor(CLI::App &app);
CommandEntry addChains(CLI::App &app);
CommandEntry addExplain(CLI::App &app);

} // namespace Belay
