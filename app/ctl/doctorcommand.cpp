// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/desktopchecks.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/http/curlclient.h"
#include "core/secrets/keychainstore.h"

#include <algorithm>

namespace Belay {

namespace {

class DoctorCommand final : public Command
{
public:
    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_json = context.json;
        m_finish = std::move(finish);
        m_doctor
            = std::make_unique<Doctor>(context.home, Doctor::Parts {m_http, m_clock, m_keychain, m_proxies});
        m_doctor->run([this, home = context.home](std::vector<DoctorCheck> checks) {
            const std::vector<DoctorCheck> desktop = desktopChecks(home);
            checks.insert(checks.end(), desktop.begin(), desktop.end());
            show(checks);
        });
    }

private:
    void show(const std::vector<DoctorCheck> &checks)
    {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const DoctorCheck &check : checks) {
            list.push_back({{"id", toUtf8(check.id)}, {"ok", check.ok}, {"detail", toUtf8(check.detail)},
                {"fix",
                    check.fix.isEmpty() ? nlohmann::ordered_json()
                                        : nlohmann::ordered_json(toUtf8(check.fix))},
                {"warning", check.warns}});
            if (m_json)
                continue;
            printLine(QStringLiteral("%1 %2 %3")
                          .arg(!check.ok        ? QStringLiteral("■")
                                  : check.warns ? QStringLiteral("▲")
                                                : QStringLiteral("●"),
                              check.id.leftJustified(14), check.detail));
            if (!check.ok || check.warns)
                printLine(QString(17, u' ') + QStringLiteral("→ ") + check.fix);
        }
        if (m_json)
            printJson({{"checks", list}});
        const bool well = std::ranges::all_of(checks, &DoctorCheck::ok);
        m_finish(well ? ExitCode::Done : ExitCode::Degraded);
    }

    bool m_json = false;
    std::function<void(ExitCode)> m_finish;
    SystemClock m_clock;
    CurlClient m_http;
    KeychainStore m_keychain {m_clock};
    ProxyLookup m_proxies;
    std::unique_ptr<Doctor> m_doctor;
};

} // namespace

CommandEntry addDoctor(CLI::App &app)
{
    CLI::App *parser = app.add_subcommand("doctor", "Looks for what is in the way, and says how to mend it");
    return {parser, [] { return std::make_unique<DoctorCommand>(); }};
}

} // namespace Belay
