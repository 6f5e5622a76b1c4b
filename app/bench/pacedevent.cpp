// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/pacedevent.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace Belay {

namespace {

constexpr std::string_view Before
    = R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1795305600,"model":"model-0","choices":[{"index":0,"delta":{"content":")";
constexpr std::string_view After = R"( "},"finish_reason":null}]})"
                                   "\n\n";
constexpr std::string_view Mark = R"("content":")";
constexpr std::size_t NumberDigits = 8;
constexpr std::size_t TimeDigits = 19;
constexpr std::size_t Digits = NumberDigits + 1 + TimeDigits;

void appendPadded(std::string &to, std::int64_t value, std::size_t digits)
{
    std::string text = std::to_string(value);
    text.insert(0, digits - std::min(digits, text.size()), '0');
    to += text;
}

template <typename Number>
Number numberOf(std::string_view text)
{
    Number value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

std::int64_t PacedEvent::nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string PacedEvent::toChunk() const
{
    std::string text;
    text.reserve(Before.size() + Digits + After.size());
    text += Before;
    appendPadded(text, number, NumberDigits);
    text += ' ';
    appendPadded(text, sentNs, TimeDigits);
    text += After;
    return Belay::toChunk(text);
}

std::string toChunk(std::string_view text)
{
    char size[24];
    const int length = std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    std::string chunk;
    chunk.reserve(text.size() + sizeof size);
    chunk.append(size, static_cast<std::size_t>(length)).append(text).append("\r\n");
    return chunk;
}

std::string_view streamHead()
{
    return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
}

std::string streamEnd()
{
    return toChunk(R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"model-0",)"
                   R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
                   "\n\n"
                   R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"model-0",)"
                   R"("choices":[],"usage":{"prompt_tokens":9,"completion_tokens":50,"total_tokens":59}})"
                   "\n\ndata: [DONE]\n\n")
        + "0\r\n\r\n";
}

void PacedEventReader::feed(std::string_view bytes, const std::function<void(const PacedEvent &)> &seen)
{
    while (!bytes.empty() && m_state != State::Over) {
        if (m_state == State::Head)
            takeHead(bytes);
        else if (m_state == State::Data)
            takeData(bytes);
        else
            takeSize(bytes);
    }
    scan(seen);
}

void PacedEventReader::takeHead(std::string_view &bytes)
{
    constexpr std::string_view Blank = "\r\n\r\n";
    const std::size_t had = m_line.size();
    m_line += bytes;
    const std::size_t end = m_line.find(Blank);
    if (end == std::string::npos) {
        bytes = {};
        return;
    }
    constexpr std::size_t StatusAt = 9; // behind `HTTP/1.1 `
    m_status = m_line.size() > StatusAt + 3 ? numberOf<int>(std::string_view(m_line).substr(StatusAt, 3)) : 0;
    bytes.remove_prefix(end + Blank.size() - had);
    m_line.clear();
    m_state = State::Size;
}

/// The line before a chunk, and the empty one behind its data.
void PacedEventReader::takeSize(std::string_view &bytes)
{
    const std::size_t end = bytes.find('\n');
    m_line += bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end == std::string_view::npos)
        return;
    if (m_state == State::DataEnd) {
        m_state = State::Size;
    } else {
        m_left = 0;
        std::from_chars(m_line.data(), m_line.data() + m_line.size(), m_left, 16);
        m_state = m_left > 0 ? State::Data : State::Over;
    }
    m_line.clear();
}

void PacedEventReader::takeData(std::string_view &bytes)
{
    const std::size_t length = std::min(m_left, bytes.size());
    m_text += bytes.substr(0, length);
    bytes.remove_prefix(length);
    m_left -= length;
    if (m_left == 0)
        m_state = State::DataEnd;
}

void PacedEventReader::scan(const std::function<void(const PacedEvent &)> &seen)
{
    std::size_t done = 0;
    for (;;) {
        const std::size_t mark = m_text.find(Mark, done);
        if (mark == std::string::npos || m_text.size() < mark + Mark.size() + Digits)
            break;
        const std::string_view digits = std::string_view(m_text).substr(mark + Mark.size(), Digits);
        seen({numberOf<int>(digits.substr(0, NumberDigits)),
            numberOf<std::int64_t>(digits.substr(NumberDigits + 1))});
        done = mark + Mark.size() + Digits;
    }
    // What may be the beginning of an event is no longer than this.
    const std::size_t kept = std::min(m_text.size() - done, Mark.size() + Digits);
    m_text.erase(0, m_text.size() - kept);
}

} // namespace Belay
