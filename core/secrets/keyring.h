// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/secret.h"
#include "core/domain/sets.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace Belay {

/// One key as the running engine holds it.
struct KeyRingEntry {
    KeyStorage storage = KeyStorage::LockedOrMissing;
    Secret value; ///< empty where it could not be read
    std::optional<Error> problem = {}; ///< why it could not
};

/// The values of all keys: immutable, read on the main thread, handed to other threads beside a Config.
class KeyRing final
{
public:
    using Entries = std::map<std::pair<ProviderId, KeyId>, KeyRingEntry>;

    KeyRing() = default;
    explicit KeyRing(Entries entries)
        : m_entries(std::move(entries))
    { }
    /// Null for a key that the config does not name.
    const KeyRingEntry *entry(const ProviderId &provider, const KeyId &key) const
    {
        const auto found = m_entries.find({provider, key});
        return found == m_entries.end() ? nullptr : &found->second;
    }
    const Entries &entries() const { return m_entries; }

private:
    Entries m_entries;
};

using KeyRingPtr = std::shared_ptr<const KeyRing>;

} // namespace Belay
