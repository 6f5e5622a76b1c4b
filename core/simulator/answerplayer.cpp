// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/answerplayer.h"

#include <utility>

namespace Belay {

AnswerPlayer::AnswerPlayer(Clock &clock, std::shared_ptr<HttpExchange> exchange, AnswerScript script)
    : m_clock(clock)
    , m_exchange(std::move(exchange))
    , m_script(std::move(script))
    , m_alarm(clock.createAlarm([this] { play(); }))
    , m_isSilent(m_script.status == 0)
{
    m_exchange->setListener(this);
}

AnswerPlayer::~AnswerPlayer()
{
    m_exchange->setListener(nullptr);
}

void AnswerPlayer::clientGone()
{
    m_alarm->cancel();
    if (!std::exchange(m_isOver, true))
        Q_EMIT finished(true);
}

void AnswerPlayer::exchangeWritable()
{
    if (m_due <= m_clock.steady())
        play();
}

void AnswerPlayer::start()
{
    m_due = m_clock.steady() + m_script.delay;
    m_alarm->wakeAt(m_due); // also without a delay: who starts it must not find it finished
}

void AnswerPlayer::play()
{
    if (m_isOver)
        return;
    if (!m_isSilent && !m_exchange->isStarted())
        m_exchange->start(m_script.status, m_script.headers, m_script.length);
    while (sendNext()) {
        if (m_script.gap > Milliseconds {0}) {
            m_due += m_script.gap;
            m_alarm->wakeAt(m_due);
            return;
        }
    }
}

// False: the client has to read first, or the script is over.
bool AnswerPlayer::sendNext()
{
    if (m_next == m_script.pieces.size()) {
        end();
        return false;
    }
    if (!m_exchange->isWritable())
        return false;
    const QByteArray &piece = m_script.pieces[m_next];
    m_exchange->write(piece);
    m_sentBytes += piece.size();
    const bool isLast = m_next + 1 == m_script.pieces.size();
    if (!isLast || m_sentBytes >= m_script.repeatLastTo)
        ++m_next;
    if (m_next == m_script.pieces.size()) {
        end(); // nothing is waited for after the last piece
        return false;
    }
    return true;
}

void AnswerPlayer::end()
{
    switch (m_script.ending) {
    case AnswerScript::Ending::Never:
        return;
    case AnswerScript::Ending::Whole:
        m_exchange->end();
        break;
    case AnswerScript::Ending::Cut:
        m_exchange->cut();
        break;
    case AnswerScript::Ending::Reset:
        m_exchange->reset();
        break;
    }
    m_isOver = true;
    Q_EMIT finished(false);
}

} // namespace Belay
