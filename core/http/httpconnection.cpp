// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpconnection.h"

#include "core/base/logging.h"
#include "core/http/peersocket.h"

#include <QScopedValueRollback>

#include <utility>

namespace Belay {

namespace {

constexpr qsizetype MostAhead = 256 * 1024; // what a client may send before its turn
constexpr qint64 HighWater = 256 * 1024;
constexpr qint64 LowWater = 64 * 1024;
constexpr Milliseconds LingerTime {2'000};
constexpr Milliseconds PeerLook {500};

} // namespace

HttpConnection::HttpConnection(qintptr descriptor, HttpServer &server)
    : m_server(server)
    , m_socket(descriptor)
    , m_reader(server.limits().request)
{ }

HttpConnection::~HttpConnection()
{
    m_phase = Phase::Gone;
    leaveExchange();
    if (m_socket.isOpen())
        m_server.unwatch(m_socket.descriptor());
}

void HttpConnection::begin()
{
    setDeadline(m_server.limits().keepAlive);
    wantReadiness();
}

void HttpConnection::setDeadline(std::optional<Milliseconds> fromNow)
{
    m_deadline.reset();
    if (!fromNow)
        return;
    m_deadline = m_server.m_clock.steady() + *fromNow;
    m_server.watch(*m_deadline);
}

void HttpConnection::expire()
{
    m_deadline.reset();
    if (m_phase == Phase::Reading && m_reader.hasBegun())
        fail(RequestFault::Timeout);
    else if (m_phase == Phase::Answering)
        stayForPeer();
    else
        disconnected();
}

void HttpConnection::takeReadiness(int readiness)
{
    if ((readiness & SocketWatch::Readable) != 0)
        readMore();
    if ((readiness & SocketWatch::Writable) != 0 && m_phase != Phase::Gone)
        writeMore();
}

/// Also while nothing is to be read: this is how we hear that the client has gone.
void HttpConnection::wantReadiness()
{
    if (m_phase == Phase::Gone)
        return;
    const bool isAhead = m_phase != Phase::Reading && m_phase != Phase::Lingering;
    const bool mayCome = !m_isHalfClosed && (!isAhead || m_reader.waiting() < MostAhead);
    const int wanted
        = (mayCome ? SocketWatch::Readable : 0) | (m_socket.bytesToWrite() > 0 ? SocketWatch::Writable : 0);
    if (wanted != std::exchange(m_wanted, wanted))
        m_server.watch(m_socket.descriptor(), *this, wanted);
}

void HttpConnection::readMore()
{
    const std::span<char> room = m_server.readRoom();
    const std::optional<qsizetype> got = m_socket.read(room);
    if (!got) {
        if (m_socket.hasPeerEnded() && isAnswering())
            stayForPeer();
        else
            disconnected();
        return;
    }
    if (*got == 0 || m_phase == Phase::Lingering)
        return;
    const bool hadBegun = m_reader.hasBegun();
    m_reader.lend({room.data(), *got});
    if (m_phase == Phase::Reading) {
        if (!m_isBodyRead)
            setDeadline(m_server.limits().bodyIdle);
        else if (!hadBegun)
            setDeadline(m_server.limits().head);
        consume();
    }
    m_reader.keepRest();
    wantReadiness();
}

/// Who has shut its sending side gets its answer, and those of what it sent ahead. That it closes altogether
/// is nothing that a socket tells before something is sent, so it is looked at again.
void HttpConnection::stayForPeer()
{
    m_isHalfClosed = isPeerStillReading(m_socket.descriptor());
    if (!m_isHalfClosed) {
        disconnected();
        return;
    }
    if (m_phase == Phase::Answering)
        setDeadline(PeerLook);
    wantReadiness();
}

// Not recursive: a handler that answers at once leads back here, once for each request sent ahead.
void HttpConnection::consume()
{
    if (m_isConsuming)
        return;
    const QScopedValueRollback guard {m_isConsuming, true};
    while (m_phase == Phase::Reading && consumeEvent(m_reader.next())) { }
    if (m_phase == Phase::Reading && m_isHalfClosed)
        disconnected(); // that was all
}

bool HttpConnection::consumeEvent(RequestReader::Event event)
{
    switch (event) {
    case RequestReader::Event::NeedsMore:
        return false;
    case RequestReader::Event::Head:
        receiveHead();
        return true;
    case RequestReader::Event::Body:
        takePiece();
        return true;
    case RequestReader::Event::End:
        receiveRequest();
        return true;
    case RequestReader::Event::Failed:
        qCDebug(lcHttp, "request refused: %s", m_reader.faultDetail().data());
        fail(m_reader.fault());
        return false;
    }
    return false;
}

void HttpConnection::receiveHead()
{
    m_isBodyRead = !m_reader.head().hasBody();
    if (!m_isBodyRead)
        setDeadline(m_server.limits().bodyIdle);
    m_pending = std::make_shared<HttpExchange>(*this, m_reader.head());
    m_exchange = m_pending;
    const std::shared_ptr<HttpExchange> exchange = m_pending;
    m_server.m_handler.headReceived(m_reader.head(), exchange);
    const RequestHead &head = m_reader.head();
    const bool isWelcome = head.contentLength.value_or(0) <= m_server.limits().request.bodyBytes;
    if (m_phase == Phase::Reading && head.expectsContinue && head.hasBody() && isWelcome)
        send(ResponseWriter::continueLine());
}

/// A large body that names its size gets its room at once instead of growing into it, but not before it has
/// begun to come: announcing costs a client nothing.
void HttpConnection::takePiece()
{
    constexpr qsizetype Begun = 512 * 1024;
    constexpr qsizetype RoomBehind = 256; // for readers of JSON that look past the end
    const qint64 length = m_reader.head().contentLength.value_or(0);
    if (m_body.size() >= Begun && m_body.capacity() < length)
        m_body.reserve(static_cast<qsizetype>(length) + RoomBehind);
    m_body.append(m_reader.body());
}

void HttpConnection::receiveRequest()
{
    m_isBodyRead = true;
    const std::shared_ptr<HttpExchange> exchange = std::exchange(m_pending, nullptr);
    if (!exchange) { // answered at its head, and there was no body to wait for
        m_reader.nextRequest();
        return;
    }
    m_phase = Phase::Answering;
    setDeadline(m_isHalfClosed ? std::optional {PeerLook} : std::nullopt);
    m_server.m_handler.requestReceived({m_reader.head(), std::exchange(m_body, {})}, exchange);
}

void HttpConnection::fail(RequestFault fault)
{
    const bool isStarted = m_pending && m_pending->isStarted();
    const std::shared_ptr<HttpExchange> pending = std::exchange(m_pending, nullptr);
    if (pending)
        pending->leave();
    if (isStarted)
        cut();
    else
        refuse(fault);
}

void HttpConnection::refuse(RequestFault fault)
{
    const HttpAnswer answer = m_server.m_handler.refusal(fault, m_isBodyRead ? nullptr : &m_reader.head());
    ResponseWriter writer;
    QByteArray bytes
        = writer.head(answer.status, answer.headers, answer.body.size(), ResponseWriter::Connection::Close);
    m_isBodyRead = false; // whatever it still sends is not wanted
    send(bytes.append(writer.body(answer.body)));
    close();
}

void HttpConnection::send(const QByteArray &bytes)
{
    if (m_phase == Phase::Gone)
        return;
    if (!m_socket.write(bytes)) {
        disconnected();
        return;
    }
    if (m_socket.bytesToWrite() == 0)
        return;
    m_isFull = m_isFull || m_socket.bytesToWrite() > HighWater;
    wantReadiness();
}

bool HttpConnection::isAnswering() const
{
    return m_phase == Phase::Answering || m_phase == Phase::Flushing || m_phase == Phase::Closing;
}

void HttpConnection::writeMore()
{
    if (!m_socket.flush()) {
        disconnected();
        return;
    }
    wantReadiness();
    const qint64 waiting = m_socket.bytesToWrite();
    if (m_phase == Phase::Flushing || m_phase == Phase::Closing) {
        if (waiting > 0)
            setDeadline(m_server.limits().bodyIdle);
        else if (m_phase == Phase::Closing)
            linger();
        else
            readNext();
        return;
    }
    if (!m_isFull || waiting > LowWater)
        return;
    m_isFull = false;
    if (const auto exchange = m_exchange.lock())
        exchange->tellWritable();
}

ResponseWriter::Connection HttpConnection::connectionFor(ResponseWriter::Connection wanted) const
{
    const bool hasMore = !m_isHalfClosed || m_reader.waiting() > 0;
    const bool mayStay
        = m_reader.head().keepAlive && m_isBodyRead && hasMore && !m_server.m_listeners.empty();
    return mayStay ? wanted : ResponseWriter::Connection::Close;
}

void HttpConnection::responseEnded(ResponseWriter::Connection connection)
{
    if (m_phase == Phase::Gone)
        return;
    m_pending.reset();
    m_exchange.reset();
    if (connection == ResponseWriter::Connection::Close) {
        close();
        return;
    }
    m_phase = Phase::Flushing;
    if (m_socket.bytesToWrite() > 0)
        setDeadline(m_server.limits().bodyIdle);
    else
        readNext();
}

void HttpConnection::readNext()
{
    m_phase = Phase::Reading;
    m_isFull = false;
    m_reader.nextRequest();
    setDeadline(m_reader.hasBegun() ? m_server.limits().head : m_server.limits().keepAlive);
    if (m_isConsuming)
        return;
    consume();
    wantReadiness();
}

void HttpConnection::exchangeDropped(bool started)
{
    if (m_phase == Phase::Gone)
        return;
    qCWarning(lcHttp, "a request was left without an answer");
    if (started) {
        cut();
        return;
    }
    ResponseWriter writer {m_reader.head()};
    send(writer.head(500, {}, 0, ResponseWriter::Connection::Close));
    close();
}

void HttpConnection::cut()
{
    close();
}

void HttpConnection::reset()
{
    if (m_phase == Phase::Gone)
        return;
    m_server.unwatch(m_socket.descriptor());
    m_socket.closeWithReset();
    disconnected();
}

void HttpConnection::close()
{
    if (m_phase == Phase::Gone)
        return;
    m_pending.reset();
    m_exchange.reset();
    m_phase = Phase::Closing;
    if (m_socket.bytesToWrite() > 0)
        setDeadline(m_server.limits().bodyIdle);
    else
        linger();
}

// Closing while the client still sends would answer it with RST, and the RST takes our answer with it
// (RFC 9112 9.6).
void HttpConnection::linger()
{
    if (m_isHalfClosed) {
        disconnected(); // nothing comes that could be read away
        return;
    }
    m_phase = Phase::Lingering;
    m_socket.shutSending();
    setDeadline(LingerTime);
    wantReadiness();
}

void HttpConnection::leaveExchange()
{
    m_pending.reset();
    if (const auto exchange = m_exchange.lock())
        exchange->leave();
    m_exchange.reset();
}

void HttpConnection::disconnected()
{
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Gone;
    m_deadline.reset();
    if (m_socket.isOpen())
        m_server.unwatch(m_socket.descriptor());
    m_socket.close();
    // Always later: the exchange or the handler may stand above us on the stack.
    QMetaObject::invokeMethod(
        this, [this] { m_server.forget(this); }, Qt::QueuedConnection);
}

} // namespace Belay
