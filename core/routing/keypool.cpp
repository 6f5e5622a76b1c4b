// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/keypool.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace Belay {

namespace {

/// The finalizer of SplitMix64: every bit of the input moves every bit of the output.
std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

} // namespace

void KeyPool::add(std::shared_ptr<KeyModelTrack> key, int weight)
{
    m_keys.push_back({std::move(key), weight});
}

const std::shared_ptr<KeyModelTrack> &KeyPool::track(int index) const
{
    return m_keys[static_cast<std::size_t>(index)].track;
}

const KeyId &KeyPool::id(int index) const
{
    return track(index)->key->config.id;
}

std::optional<int> KeyPool::choose(
    const TargetTrack &target, Mask out, std::uint64_t conversation, SteadyTime now) const
{
    const int count = std::min(size(), MostKeys);
    const auto isFree = [&](int index) {
        return !((out >> static_cast<unsigned>(index)) & 1U)
            && blockageOf(target, *track(index), now).kind == Blockage::Kind::None;
    };
    if (count == 1)
        return isFree(0) ? std::optional(0) : std::nullopt;
    std::optional<int> best;
    double bestScore = 0;
    for (int i = 0; i < count; ++i) {
        const Entry &entry = m_keys[static_cast<std::size_t>(i)];
        const double score = stickyScore(conversation, qHash(id(i)), entry.weight);
        if ((!best || score > bestScore) && isFree(i)) {
            best = i;
            bestScore = score;
        }
    }
    return best;
}

double stickyScore(std::uint64_t conversation, std::uint64_t candidate, int weight)
{
    // Weighted rendezvous hashing: -weight / ln(u) with u uniform in (0, 1).
    const std::uint64_t bits = mixed(conversation ^ mixed(candidate + 0x9e3779b97f4a7c15U)) >> 11U;
    const double uniform = (static_cast<double>(bits) + 0.5) * 0x1.0p-53;
    return -weight / std::log(uniform);
}

std::uint64_t conversationHash(QByteArrayView token, QByteArrayView systemPrompt, QByteArrayView firstMessage)
{
    std::uint64_t hash = 0;
    for (const QByteArrayView part : {token, systemPrompt, firstMessage})
        hash = mixed(hash ^ qHash(part, static_cast<std::size_t>(part.size())));
    return hash == 0 ? 1 : hash;
}

} // namespace Belay
