// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace Belay {

/// One event of a paced stream, as OpenAI's providers send a word: its number in the stream and when it was
/// sent stand where the word would.
struct PacedEvent {
    int number = 0;
    std::int64_t sentNs = 0;

    static std::int64_t nowNs();
    /// Framed as a chunk of HTTP.
    std::string toChunk() const;
};

/// What begins and ends the answer around its events.
std::string_view streamHead();
std::string streamEnd();
std::string toChunk(std::string_view text);

/// Finds the events in the bytes of an answer, however those are split and framed anew on their way.
class PacedEventReader final
{
public:
    void feed(std::string_view bytes, const std::function<void(const PacedEvent &)> &seen);
    /// The last chunk has come.
    bool isOver() const { return m_state == State::Over; }
    int status() const { return m_status; }

private:
    enum class State { Head, Size, Data, DataEnd, Over };

    void takeHead(std::string_view &bytes);
    void takeSize(std::string_view &bytes);
    void takeData(std::string_view &bytes);
    void scan(const std::function<void(const PacedEvent &)> &seen);

    State m_state = State::Head;
    int m_status = 0;
    std::string m_line; // of the head, or the size of a chunk
    std::size_t m_left = 0; // of the chunk
    std::string m_text; // of events, as far as not scanned
};

} // namespace Belay
