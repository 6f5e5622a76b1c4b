// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/options.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace Belay {

DesktopOptions DesktopOptions::parse(int argc, char *argv[])
{
    constexpr int Usage = 64;
    const std::set<std::string> pages {
        "dashboard", "target", "provider", "incidents", "chains", "gateway", "requests", "keys", "settings"};
    CLI::App app {"See whether an LLM provider is down, or whether it is you.", "belay"};
    std::string home;
    std::string page;
    std::string grab;
    std::string theme;
    DesktopOptions options;
    app.set_version_flag("--version", BELAY_VERSION);
    app.add_option("--home", home, "Keep everything in this folder");
    app.add_flag("--demo", options.demo, "Simulated providers, in a home of their own");
    app.add_flag("--background", options.background, "Start without showing the window");
    app.add_option("--page", page, "Open this page")->check(CLI::IsMember(pages));
    app.add_option("--grab", grab, "Save pictures of the pages into this folder, and end");
    app.add_option("--theme", theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--scale", options.scale, "1 or 2")->check(CLI::IsMember({1, 2}));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        options.exitCode = app.exit(error, std::cout, std::cerr) == 0 ? 0 : Usage;
    }
    if (!home.empty())
        options.home = QString::fromStdString(home);
    options.page = QString::fromStdString(page);
    options.grabFolder = QString::fromStdString(grab);
    options.theme = QString::fromStdString(theme);
    return options;
}

} // namespace Belay
