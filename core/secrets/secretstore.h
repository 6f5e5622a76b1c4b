// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/domain/sets.h"

#include <QString>

#include <functional>
#include <optional>

namespace Belay {

/// What a read found. `storage` says where the key is, or why it cannot be had; `value` is empty unless it
/// was read.
struct SecretReading {
    KeyStorage storage = KeyStorage::LockedOrMissing;
    Secret value;
    std::optional<Error> error; ///< text of the platform, for people and logs
};

/// Keeps values under an account name (contract 6). Lives on the main thread; every call ends exactly once
/// through its function, on the event loop, also by the store's own limit of 60 s and at its destruction.
class SecretStore
{
public:
    using ReadDone = std::function<void(const SecretReading &)>;
    using WriteDone = std::function<void(const Result<void> &)>;

    virtual ~SecretStore() = default;
    virtual void read(const QString &account, ReadDone done) = 0;
    /// Reports success only after the value was read back.
    virtual void write(const QString &account, const Secret &value, WriteDone done) = 0;
    /// A locked keyring answers success and keeps the value, so this reads back too.
    virtual void remove(const QString &account, WriteDone done) = 0;
};

} // namespace Belay
