// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/tracks.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace Belay {

/// The keys with which one target may be called, by weight. A conversation keeps its key while that is free;
/// others are spread.
class KeyPool final
{
public:
    /// Keys that are out for one request, by index.
    using Mask = std::uint64_t;
    static constexpr int MostKeys = 64; ///< later ones are never looked at

    void add(std::shared_ptr<KeyModelTrack> key, int weight);
    bool isEmpty() const { return m_keys.empty(); }
    int size() const { return static_cast<int>(m_keys.size()); }
    const std::shared_ptr<KeyModelTrack> &track(int index) const;
    const KeyId &id(int index) const;

    /// The key to call `target` with now; nothing where each is out or blocked.
    std::optional<int> choose(
        const TargetTrack &target, Mask out, std::uint64_t conversation, SteadyTime now) const;

private:
    struct Entry {
        std::shared_ptr<KeyModelTrack> track;
        int weight;
    };
    std::vector<Entry> m_keys;
};

/// Highest-random-weight hashing: of several candidates the one with the highest score is chosen, so that a
/// conversation moves only when its own choice goes.
double stickyScore(std::uint64_t conversation, std::uint64_t candidate, int weight);
/// What a conversation is known by (contract 3, *Pools*). Never 0.
std::uint64_t conversationHash(
    QByteArrayView token, QByteArrayView systemPrompt, QByteArrayView firstMessage);

} // namespace Belay
