// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/phrasefinder.h"

#include <deque>

namespace Belay {

namespace {

unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c - 'A' + 'a') : c;
}

} // namespace

PhraseFinder::PhraseFinder(const std::vector<std::string_view> &phrases)
{
    for (const std::string_view phrase : phrases) {
        for (const char each : phrase) {
            Symbol &symbol = m_symbolOf[lower(static_cast<unsigned char>(each))];
            if (symbol == 0)
                symbol = static_cast<Symbol>(m_symbols++);
        }
    }
    for (size_t c = 'A'; c <= 'Z'; ++c)
        m_symbolOf[c] = m_symbolOf[lower(static_cast<unsigned char>(c))];
    m_next.resize(m_symbols);
    m_ends.resize(1);
    for (size_t i = 0; i < phrases.size(); ++i)
        insert(phrases[i], i);
    linkFailures();
}

void PhraseFinder::insert(std::string_view phrase, size_t number)
{
    State state = 0;
    for (const char each : phrase) {
        const Symbol symbol = m_symbolOf[static_cast<unsigned char>(each)];
        if (next(state, symbol) == 0) {
            const auto made = static_cast<State>(m_ends.size());
            m_ends.emplace_back();
            m_next.resize(m_next.size() + m_symbols);
            next(state, symbol) = made;
        }
        state = next(state, symbol);
    }
    m_ends[state].push_back(number);
}

/// Makes the tree an automaton: where no branch fits, it goes to the longest end that still does.
void PhraseFinder::linkFailures()
{
    std::vector<State> failure(m_ends.size());
    std::deque<State> waiting {0};
    while (!waiting.empty()) {
        const State state = waiting.front();
        waiting.pop_front();
        for (size_t s = 1; s < m_symbols; ++s) {
            const auto symbol = static_cast<Symbol>(s);
            const State otherwise = state == 0 ? State {0} : next(failure[state], symbol);
            State &to = next(state, symbol);
            if (to == 0) {
                to = otherwise;
                continue;
            }
            failure[to] = otherwise;
            const std::vector<size_t> &more = m_ends[otherwise];
            m_ends[to].insert(m_ends[to].end(), more.begin(), more.end());
            waiting.push_back(to);
        }
    }
}

void PhraseFinder::find(
    QByteArrayView text, const std::function<void(size_t phrase, qsizetype end)> &found) const
{
    size_t state = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const Symbol symbol = m_symbolOf[static_cast<unsigned char>(text[at])];
        state = m_next[state * m_symbols + symbol];
        for (const size_t phrase : m_ends[state])
            found(phrase, at + 1);
    }
}

} // namespace Belay
