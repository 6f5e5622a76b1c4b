// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace Belay {

struct StreamLoad {
    quint16 port = 0;
    std::string request; ///< the same for each
    int streams = 0;
    int events = 0; ///< of each stream
    Milliseconds length {0}; ///< what they take at their pace
};

struct StreamResult {
    qint64 lost = 0; ///< events that had not come a few seconds after the last was due
    double medianMs = 0; ///< from the sender's hand to ours
    double p99Ms = 0;
};

/// Clients that read streams of a PacedUpstream beside each other, on the calling thread.
class StreamClients final
{
public:
    StreamClients();
    ~StreamClients();
    Q_DISABLE_COPY_MOVE(StreamClients)

    /// `halfway` is called once, while all streams are under way.
    StreamResult run(const StreamLoad &load, const std::function<void()> &halfway);

private:
    struct Stream;
    bool open(const StreamLoad &load);
    void wait(Milliseconds atMost);
    void read(Stream &stream);
    StreamResult result(const StreamLoad &load);

    int m_epoll = -1;
    std::vector<std::unique_ptr<Stream>> m_streams;
    std::vector<float> m_delaysMs;
    int m_open = 0;
};

} // namespace Belay
