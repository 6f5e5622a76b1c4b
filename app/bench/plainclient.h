// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace Belay {

/// One connection to loopback whose calls wait, at most 30 s each.
class PlainClient final
{
public:
    /// `receiveBuffer` of the socket in bytes; 0: the system's.
    explicit PlainClient(quint16 port, int receiveBuffer = 0);
    ~PlainClient();
    PlainClient(PlainClient &&other) noexcept;
    PlainClient &operator=(PlainClient &&) = delete;
    PlainClient(const PlainClient &) = delete;
    PlainClient &operator=(const PlainClient &) = delete;

    bool send(std::string_view bytes) const;
    /// Reads until the answer ends, by its length or its last chunk; false when it is no good one.
    bool readAnswer();
    /// Reads until the first content of a stream and says how long after `sentNs` it came; the answer is then
    /// read to its end.
    std::optional<double> readFirstContentUs(std::int64_t sentNs);
    /// One byte, if there is one.
    bool readByte() const;
    /// The other side has neither closed nor written.
    bool isIdle() const;
    int socket() const { return m_socket; }

private:
    bool readMore();
    bool isWhole() const;

    int m_socket = -1;
    std::string m_answer;
};

std::string getRequest(quint16 port, std::string_view path);
/// With the token as clients of OpenAI send it.
std::string postRequest(quint16 port, std::string_view path, std::string_view body, std::string_view token);

} // namespace Belay
