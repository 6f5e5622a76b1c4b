// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "core/engine/enginekeys.h"

namespace Belay {

/// `PROVIDER/KEY`, as a person names it.
struct KeyName {
    ProviderId provider;
    KeyId key;
};
std::optional<KeyName> keyNameOf(const std::string &text);

/// What every verb of `keys` needs: the config of the home and the stores behind it.
class KeysCommand : public Command
{
public:
    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override;

protected:
    virtual void act() = 0;

    void fail(ExitCode code, const QString &text);
    void failUnknown()
    {
        fail(ExitCode::Usage, QStringLiteral("config.json has no such key; name it as PROVIDER/KEY"));
    }
    const KeyConfig *keyConfig(const KeyName &name) const;

    SystemClock m_clock;
    CommandContext m_context;
    std::function<void(ExitCode)> m_finish;
    std::shared_ptr<const Config> m_config;
    std::unique_ptr<EngineKeys> m_keys;
};

} // namespace Belay
