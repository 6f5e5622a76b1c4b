// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/configcommand.h"
#include "core/engine/enginekeys.h"

namespace Belay {

/// `PROVIDER/KEY`, as a person names it.
struct KeyName {
    ProviderId provider;
    KeyId key;
};
std::optional<KeyName> keyNameOf(const std::string &text);

/// What every verb of `keys` needs: the config of the home and the stores behind it.
class KeysCommand : public ConfigCommand
{
protected:
    void act(Config config) final;
    virtual void actOnKeys() = 0;

    void failUnknown() const
    {
        fail(ExitCode::Usage, QStringLiteral("config.json has no such key; name it as PROVIDER/KEY"));
    }
    const KeyConfig *keyConfig(const KeyName &name) const;

    SystemClock m_clock;
    std::shared_ptr<const Config> m_config;
    std::unique_ptr<EngineKeys> m_keys;
};

} // namespace Belay
