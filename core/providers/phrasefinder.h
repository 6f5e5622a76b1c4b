// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace Belay {

/// Finds many phrases in a text in one pass (Aho and Corasick, 1975), letters compared without case. Built
/// once; its time depends on the length of the text alone, whatever stands in it.
class PhraseFinder final
{
public:
    /// Phrases are ASCII and not empty.
    explicit PhraseFinder(const std::vector<std::string_view> &phrases);

    /// Told in the order of their ends: the number of the phrase, and one past its last byte.
    void find(QByteArrayView text, const std::function<void(size_t phrase, qsizetype end)> &found) const;

private:
    using Symbol = std::uint8_t;
    using State = std::uint16_t;

    State &next(State state, Symbol symbol) { return m_next[state * m_symbols + symbol]; }
    void insert(std::string_view phrase, size_t number);
    void linkFailures();

    std::array<Symbol, 256> m_symbolOf {}; ///< 0: in no phrase
    size_t m_symbols = 1;
    std::vector<State> m_next;
    std::vector<std::vector<size_t>> m_ends; ///< by state: the phrases that end there
};

} // namespace Belay
