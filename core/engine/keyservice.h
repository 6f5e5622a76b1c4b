// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/domain/statusboard.h"
#include "core/secrets/keyring.h"

#include <QObject>

#include <functional>

namespace Belay {

/// Keys for pages: they are stored, replaced and removed here, and never handed out. Lives on the main
/// thread.
class KeyService : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<void> &)>;
    using QObject::QObject;

    /// Whether the desktop's keychain can be used; asked once at start and again by recheckKeychain().
    enum class Keychain { Checking, Usable, Locked, Absent };
    virtual Keychain keychain() const = 0;
    /// The keychain's own words, untranslated, where it cannot be used.
    virtual QString keychainDetail() const = 0;
    virtual void recheckKeychain() = 0;
    /// Reads every key anew, for another program has changed one.
    virtual void reread() = 0;
    /// Stores the value where the config's key says (keychain or session) and hands it to the running engine.
    virtual void store(const ProviderId &provider, const KeyId &key, const Secret &value, Done done) = 0;
    /// Removes the value from its store and from the running engine.
    virtual void remove(const ProviderId &provider, const KeyId &key, Done done) = 0;
    /// Stores and removals that have not ended: a program that ends waits for them a while.
    virtual int pending() const = 0;

Q_SIGNALS:
    void keychainChanged();
    /// Nothing is pending any more.
    void settled();
};

} // namespace Belay
