// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/enginefixture.h"
#include "tests/support/scriptedserver.h"

#include <map>

namespace Belay {

/// A key of each known form, and of none, by the id of its provider.
const std::map<QByteArray, QByteArray> &canaries();

/// Fails the test if `content` holds a piece of the middle of any of the keys, as it is or in base64, hex or
/// percent-encoded.
void searchForKeys(const QByteArray &content, const QString &where);

/// A home whose providers are played in every weather, and servers that repeat the key wherever a server can
/// write something. Keys come from the environment, from files, and one from the session.
class CanaryHome
{
public:
    bool begin();

    EngineFixture fixture;

private:
    bool hideKeys();
    bool addEchoes();
    /// The path of a file that only its owner reads; empty where it cannot be written.
    QString writeKey(const QString &name, const QByteArray &key) const;

    QTemporaryDir m_keyFiles;
    std::unique_ptr<ScriptedServer> m_echo;
};

} // namespace Belay
