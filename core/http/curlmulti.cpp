// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlmulti.h"

#include "core/http/curloptions.h"
#include "core/http/curltransfer.h"

#include <algorithm>

#ifndef Q_OS_WIN
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace Belay {

namespace {

constexpr Milliseconds SweepEvery {50};
// A sweep this late means that the loop was held, and that bytes may wait which nobody has read yet.
constexpr Milliseconds LateSweep {250};
constexpr long MaxKeptConnections = 1024;
constexpr size_t MaxSpareHandles = 256;

SteadyTime steadyNow()
{
    return std::chrono::floor<Microseconds>(std::chrono::steady_clock::now());
}

} // namespace

/// While one is alive libcurl may be on the stack: handles are then taken out and objects deleted only at its
/// end.
class CurlMulti::Entry final
{
public:
    explicit Entry(CurlMulti &multi)
        : m_multi(multi)
    {
        ++m_multi.m_depth;
    }
    ~Entry()
    {
        if (--m_multi.m_depth == 0)
            m_multi.settle();
    }
    Q_DISABLE_COPY_MOVE(Entry)

private:
    CurlMulti &m_multi;
};

CurlMulti::CurlMulti()
    : m_multi(curl_multi_init())
    , m_sockets(SocketWatch::create(this, [this](qintptr socket, int readiness) {
        const int in = (readiness & SocketWatch::Readable) != 0 ? CURL_CSELECT_IN : 0;
        const int out = (readiness & SocketWatch::Writable) != 0 ? CURL_CSELECT_OUT : 0;
        act(static_cast<curl_socket_t>(socket), in | out);
    }))
{
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlMulti::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlMulti::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, MaxKeptConnections);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { onTimeout(); });
    m_sweep.setInterval(SweepEvery);
    connect(&m_sweep, &QTimer::timeout, this, [this] { sweep(); });
}

CurlMulti::~CurlMulti() = default;

void CurlMulti::dispose()
{
    m_disposed = true;
    for (const auto &[key, transfer] : m_transfers) {
        transfer->forgetObserver();
        transfer->setMulti(nullptr);
        m_leaving.push_back(transfer);
    }
    m_transfers.clear();
    if (m_depth > 0)
        return; // settle() goes on from here
    closeHandles();
    delete this;
}

void CurlMulti::adopt(const std::shared_ptr<CurlTransfer> &transfer)
{
    transfer->setMulti(this);
    m_transfers.emplace(transfer.get(), transfer);
    if (!m_sweep.isActive()) {
        m_lastSweep = steadyNow();
        m_sweep.start();
    }
}

void CurlMulti::wakeUp(const std::shared_ptr<CurlTransfer> &transfer)
{
    m_woken.push_back(transfer);
    planTurn();
}

void CurlMulti::abandon(const std::shared_ptr<CurlTransfer> &transfer)
{
    transfer->forgetObserver();
    transfer->setMulti(nullptr);
    m_transfers.erase(transfer.get());
    m_leaving.push_back(transfer);
    if (m_depth == 0)
        settle();
}

void CurlMulti::retire()
{
    m_retired = true;
    if (m_depth == 0)
        settle();
}

int CurlMulti::onSocket(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    auto *const multi = static_cast<CurlMulti *>(self);
    // Those of the resolver are closed behind our back.
    if (what == CURL_POLL_REMOVE && !multi->m_connections.contains(socket)) {
        multi->m_sockets->forget(static_cast<qintptr>(socket));
        return 0;
    }
    const int wanted = what == CURL_POLL_REMOVE ? 0 : what;
    const int in = (wanted & CURL_POLL_IN) != 0 ? SocketWatch::Readable : 0;
    const int out = (wanted & CURL_POLL_OUT) != 0 ? SocketWatch::Writable : 0;
    multi->m_sockets->want(static_cast<qintptr>(socket), in | out);
    return 0;
}

void CurlMulti::noteOpened(curl_socket_t socket)
{
    m_connections.insert(socket);
    m_sockets->forget(static_cast<qintptr>(socket)); // an earlier one of this number, closed behind our back
}

int CurlMulti::closeSocket(void *self, curl_socket_t socket)
{
    auto *const multi = static_cast<CurlMulti *>(self);
    multi->m_sockets->forget(static_cast<qintptr>(socket));
    multi->m_connections.erase(socket);
    std::erase_if(multi->m_ends, [socket](const auto &entry) { return entry.second == socket; });
#ifdef Q_OS_WIN
    return ::closesocket(socket);
#else
    return ::close(socket);
#endif
}

bool CurlMulti::hasUnaskedBytes(const Ends &ends) const
{
    const auto found = m_ends.find(ends);
    if (found == m_ends.end())
        return false;
    // What arrives after that look is like what is still on its way: nothing here can know of it.
    if (m_sockets->isQuiet(static_cast<qintptr>(found->second)))
        return false;
    char first = 0;
    return ::recv(found->second, &first, 1, MSG_PEEK) >= 0; // libcurl's sockets never block
}

// libcurl changes its mind several times in each turn.
int CurlMulti::onTimer(CURLM *, long timeoutMs, void *self)
{
    auto *const multi = static_cast<CurlMulti *>(self);
    multi->m_due.reset();
    if (timeoutMs >= 0)
        multi->m_due = steadyNow() + Milliseconds {timeoutMs};
    if (multi->m_depth == 0)
        multi->armTimer();
    return 0;
}

/// A timer that is armed for an earlier time is left alone: it looks again when it comes.
void CurlMulti::armTimer()
{
    if (!m_due || (m_timer.isActive() && m_armedFor <= *m_due))
        return;
    m_armedFor = *m_due;
    const auto left = std::chrono::ceil<Milliseconds>(*m_due - steadyNow());
    m_timer.start(std::max(left, Milliseconds {0}));
}

void CurlMulti::onTimeout()
{
    if (m_due && *m_due <= steadyNow()) {
        m_due.reset();
        act(CURL_SOCKET_TIMEOUT, 0);
    }
    armTimer();
}

void CurlMulti::act(curl_socket_t socket, int events)
{
    if (!m_multi)
        return;
    const Entry entry(*this);
    int running = 0;
    curl_multi_socket_action(m_multi, socket, events, &running);
    takeMessages();
}

void CurlMulti::moveAlong()
{
    m_turnPlanned = false;
    const Entry entry(*this);
    // What callbacks wake up meanwhile has its turn next, after the sockets.
    for (const TransferPointer &transfer : std::exchange(m_woken, {}))
        moveAlong(transfer);
    if (m_multi && !m_disposed) {
        int running = 0;
        curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
        takeMessages();
    }
}

void CurlMulti::moveAlong(const TransferPointer &transfer)
{
    if (transfer->multi() != this)
        return;
    if (transfer->hasEnded()) {
        finish(transfer);
    } else if (transfer->isReady()) {
        begin(transfer);
    } else if (transfer->isRunning() && !transfer->isPaused()) {
        transfer->deliverHead();
        if (transfer->multi() == this && !transfer->isPaused())
            curl_easy_pause(transfer->easy(), CURLPAUSE_CONT);
        if (transfer->hasEnded())
            finish(transfer);
    }
}

void CurlMulti::begin(const TransferPointer &transfer)
{
    CURL *easy = nullptr;
    if (m_spare.empty()) {
        easy = createEasy();
    } else {
        easy = m_spare.back();
        m_spare.pop_back();
    }
    if (!easy) {
        transfer->fail(HttpFailureKind::Connect, QStringLiteral("no memory for a connection"));
    } else if (transfer->attach(easy)) {
        curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlMulti::closeSocket);
        curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
        if (m_retired || transfer->needsNewConnection())
            curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
        if (m_retired)
            curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
        if (curl_multi_add_handle(m_multi, easy) != CURLM_OK)
            transfer->fail(HttpFailureKind::Connect, QStringLiteral("libcurl takes no more calls"));
    }
    if (transfer->hasEnded())
        finish(transfer);
}

void CurlMulti::takeMessages()
{
    std::vector<TransferPointer> done;
    std::vector<TransferPointer> again;
    int left = 0;
    while (const CURLMsg *message = m_disposed ? nullptr : curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CurlTransfer *transfer = nullptr;
        const CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        const auto found = m_transfers.find(transfer);
        if (found == m_transfers.end())
            continue; // abandoned in this very turn
        if (code == CURLE_ABORTED_BY_CALLBACK && transfer->needsNewConnection() && !transfer->hasEnded()) {
            again.push_back(found->second);
            continue;
        }
        transfer->takeResult(code);
        done.push_back(found->second);
    }
    for (const TransferPointer &transfer : again) {
        release(*transfer);
        begin(transfer);
    }
    for (const TransferPointer &transfer : done)
        finish(transfer);
}

// Whoever waits for the end hears of it before the handle is put away.
void CurlMulti::finish(const TransferPointer &transfer)
{
    transfer->noteEnd();
    tellEnd(*transfer);
    release(*transfer);
}

void CurlMulti::tellEnd(CurlTransfer &transfer)
{
    if (transfer.multi() != this || transfer.isPaused())
        return; // gone meanwhile, or said after resume()
    transfer.deliverHead();
    if (transfer.multi() != this || transfer.isPaused())
        return;
    m_transfers.erase(&transfer);
    transfer.setMulti(nullptr);
    transfer.deliverEnd();
}

void CurlMulti::release(CurlTransfer &transfer)
{
    if (!transfer.easy())
        return;
    curl_multi_remove_handle(m_multi, transfer.easy());
    CURL *const easy = transfer.detach();
    if (m_spare.size() < MaxSpareHandles)
        m_spare.push_back(easy);
    else
        curl_easy_cleanup(easy);
}

void CurlMulti::settle()
{
    for (const TransferPointer &transfer : std::exchange(m_leaving, {}))
        release(*transfer);
    armTimer();
    if (m_disposed || (m_retired && m_transfers.empty()))
        closeHandles();
    if (m_disposed)
        deleteLater();
}

void CurlMulti::sweep()
{
    const SteadyTime now = steadyNow();
    const bool late = now - std::exchange(m_lastSweep, now) > LateSweep;
    if (late && !std::exchange(m_sweepSkipped, true))
        return;
    m_sweepSkipped = false;
    if (m_transfers.empty())
        m_sweep.stop(); // here, not with each last call: the next one often follows at once
    std::vector<TransferPointer> over;
    for (const auto &[key, transfer] : m_transfers) {
        if (const auto failure = transfer->overLimit(now)) {
            transfer->fail(failure->kind, failure->detail, failure->proxy);
            over.push_back(transfer);
        }
    }
    const Entry entry(*this);
    for (const TransferPointer &transfer : over)
        finish(transfer);
}

void CurlMulti::planTurn()
{
    if (std::exchange(m_turnPlanned, true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { moveAlong(); }, Qt::QueuedConnection);
}

void CurlMulti::closeHandles()
{
    for (const TransferPointer &transfer : std::exchange(m_leaving, {}))
        release(*transfer);
    for (CURL *easy : std::exchange(m_spare, {}))
        curl_easy_cleanup(easy);
    if (m_multi)
        curl_multi_cleanup(m_multi);
    m_multi = nullptr;
    m_timer.stop();
    m_sweep.stop();
}

} // namespace Belay
