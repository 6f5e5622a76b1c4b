// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/httpexchange.h"

#include <QObject>

#include <limits>

namespace Belay {

/// An answer with its times and its end, good or bad.
struct AnswerScript {
    enum class Ending { Whole, Cut, Reset, Never };
    static constexpr qint64 WithoutEnd = std::numeric_limits<qint64>::max();

    Milliseconds delay {0}; ///< before the first byte
    int status = 200; ///< 0: not even a head
    HttpHeaders headers;
    std::optional<qint64> length; ///< empty: in chunks
    std::vector<QByteArray> pieces;
    qint64 repeatLastTo = 0; ///< the last piece again and again, until so many bytes are sent
    Milliseconds gap {0}; ///< between two pieces
    Ending ending = Ending::Whole;
};

/// Plays one script to one client, no faster than the client reads.
class AnswerPlayer final : public QObject, private ExchangeListener
{
    Q_OBJECT
public:
    AnswerPlayer(Clock &clock, std::shared_ptr<HttpExchange> exchange, AnswerScript script);
    ~AnswerPlayer() override;
    Q_DISABLE_COPY_MOVE(AnswerPlayer)

    void start();
    qint64 sentBytes() const { return m_sentBytes; }
    /// 0 while no head was sent.
    int status() const { return m_exchange->isStarted() && !m_isSilent ? m_script.status : 0; }

Q_SIGNALS:
    /// Once. `cancelled`: the client left before the script was over.
    void finished(bool cancelled);

private:
    void exchangeWritable() override;
    void clientGone() override;
    void play();
    bool sendNext();
    void end();

    Clock &m_clock;
    std::shared_ptr<HttpExchange> m_exchange;
    AnswerScript m_script;
    std::unique_ptr<Alarm> m_alarm;
    SteadyTime m_due;
    size_t m_next = 0;
    qint64 m_sentBytes = 0;
    bool m_isSilent = false;
    bool m_isOver = false;
};

} // namespace Belay
