// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <span>
#include <vector>

namespace Belay {

/// One accepted TCP connection that never blocks. It holds no bytes but those that the kernel did not take at
/// once: thousands of idle clients cost next to nothing. Its destructor closes it.
class StreamSocket final
{
public:
    explicit StreamSocket(qintptr descriptor);
    ~StreamSocket();
    Q_DISABLE_COPY_MOVE(StreamSocket)

    /// How many bytes came into `room`; 0: none for now; nothing: the other side has ended, or it broke.
    std::optional<qsizetype> read(std::span<char> room);
    /// In order, by closing or by shutting its sending side; not where it broke.
    bool hasPeerEnded() const { return m_hasPeerEnded; }
    /// Sends, or keeps for flush(). False: it is broken.
    bool write(const QByteArray &bytes);
    bool flush();
    qint64 bytesToWrite() const { return m_waiting; }

    /// No more comes from us; what the other side sends can still be read.
    void shutSending();
    void close();
    /// With RST: what was not sent yet is lost.
    void closeWithReset();

    bool isOpen() const { return m_descriptor >= 0; }
    qintptr descriptor() const { return m_descriptor; }

private:
    /// How many bytes the kernel took; nothing: it is broken.
    std::optional<qsizetype> send(const char *bytes, qsizetype size);
    void keep(const QByteArray &bytes);
    void forgetSent();

    qintptr m_descriptor;
    std::vector<QByteArray> m_kept; // shared with who wrote them, or small ones joined
    size_t m_first = 0; // of them that is not sent yet
    qsizetype m_sent = 0; // of the first
    qint64 m_waiting = 0;
    bool m_hasPeerEnded = false;
};

} // namespace Belay
