// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/secretstore.h"

#include <map>

namespace Belay {

/// Keeps values until the program ends. Lives on the main thread.
class SessionStore final : public SecretStore
{
public:
    void read(const QString &account, ReadDone done) override;
    void write(const QString &account, const Secret &value, WriteDone done) override;
    void remove(const QString &account, WriteDone done) override;

private:
    std::map<QString, Secret> m_values;
};

} // namespace Belay
