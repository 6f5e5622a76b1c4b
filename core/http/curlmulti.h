// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/http/socketwatch.h"

#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace Belay {

class CurlTransfer;

/// One libcurl multi handle on the Qt loop of its thread, with its connections and the calls that use them.
/// Observers are called from the loop only, never while a caller is inside one of these functions.
class CurlMulti final : public QObject
{
public:
    CurlMulti();
    /// Ends everything in silence and deletes this object, at once or as soon as libcurl has returned.
    void dispose();

    void adopt(const std::shared_ptr<CurlTransfer> &transfer);
    /// Moves it along on the next turn of the loop: to begin, to go on after a pause, or to end.
    void wakeUp(const std::shared_ptr<CurlTransfer> &transfer);
    void abandon(const std::shared_ptr<CurlTransfer> &transfer);
    /// Lets what is under way finish and then closes every connection.
    void retire();
    bool isIdle() const { return m_transfers.empty(); }
    /// The socket of a connection: we hear when it is closed.
    void noteOpened(curl_socket_t socket);
    /// Both ends of a connection, as libcurl names them before each request.
    struct Ends {
        std::string address;
        int port = 0;
        int localPort = 0;
        auto operator<=>(const Ends &) const = default;
    };
    /// That this one of the sockets is it.
    void noteConnected(const Ends &ends, curl_socket_t socket) { m_ends[ends] = socket; }
    /// Bytes, or the other side's end, on a kept connection over which nothing has been asked.
    bool hasUnaskedBytes(const Ends &ends) const;

private:
    class Entry;
    using TransferPointer = std::shared_ptr<CurlTransfer>;

    ~CurlMulti() override;
    static int onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *watch);
    static int closeSocket(void *self, curl_socket_t socket);
    static int onTimer(CURLM *multi, long timeoutMs, void *self);
    void armTimer();
    void onTimeout();

    void act(curl_socket_t socket, int events);
    void moveAlong();
    void moveAlong(const TransferPointer &transfer);
    void begin(const TransferPointer &transfer);
    void takeMessages();
    void finish(const TransferPointer &transfer);
    void tellEnd(CurlTransfer &transfer);
    void release(CurlTransfer &transfer);
    void settle();
    void sweep();
    void planTurn();
    void closeHandles();

    CURLM *m_multi;
    std::unique_ptr<SocketWatch> m_sockets;
    std::unordered_set<curl_socket_t> m_connections;
    std::map<Ends, curl_socket_t> m_ends;
    QTimer m_timer; // libcurl's
    std::optional<SteadyTime> m_due; // when it wants to be woken
    SteadyTime m_armedFor;
    QTimer m_sweep; // the limits'
    SteadyTime m_lastSweep;
    std::unordered_map<const CurlTransfer *, TransferPointer> m_transfers;
    std::vector<TransferPointer> m_woken;
    std::vector<TransferPointer> m_leaving; // abandoned while libcurl was running
    std::vector<CURL *> m_spare;
    int m_depth = 0;
    bool m_turnPlanned = false;
    bool m_sweepSkipped = false;
    bool m_retired = false;
    bool m_disposed = false;
};

} // namespace Belay
