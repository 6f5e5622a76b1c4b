// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/secretprompt.h"

#include "app/ctl/terminal.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace Belay {

namespace {

// A key has some hundred characters; what is longer is no key, and the rest of the line is not read.
constexpr size_t Longest = 16 * 1024;

void wipe(char *bytes, size_t size)
{
    volatile char *each = bytes;
    for (size_t i = 0; i < size; ++i)
        each[i] = 0;
}

} // namespace

SecretPrompt::SecretPrompt(const QString &prompt, Done done, Echo echo)
    : m_done(std::move(done))
    , m_readable(STDIN_FILENO, QSocketNotifier::Read)
{
    m_line.reserve(2 * static_cast<qsizetype>(Longest)); // never moved, so that no copy is left behind
    if (termios now {}; isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &now) == 0) {
        if (echo == Echo::Hidden) {
            m_before = now;
            now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            tcsetattr(STDIN_FILENO, TCSANOW, &now);
        }
        printPrompt(prompt);
    }
    QObject::connect(&m_readable, &QSocketNotifier::activated, &m_readable, [this] { read(); });
}

SecretPrompt::~SecretPrompt()
{
    showAgain();
    wipe(m_line.data(), static_cast<size_t>(m_line.size()));
}

void SecretPrompt::showAgain()
{
    if (!m_before)
        return;
    tcsetattr(STDIN_FILENO, TCSANOW, &*m_before);
    m_before.reset();
    printNote({});
}

void SecretPrompt::read()
{
    std::array<char, Longest> bytes {};
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got > 0)
        m_line.append(bytes.data(), got);
    wipe(bytes.data(), bytes.size());
    const qsizetype end = m_line.indexOf('\n');
    const bool isTooLong = m_line.size() >= static_cast<qsizetype>(Longest);
    if (got > 0 && end < 0 && !isTooLong)
        return;
    m_readable.setEnabled(false);
    showAgain();
    const Secret line(end < 0 ? m_line : m_line.first(end));
    const Done done = std::exchange(m_done, {});
    done(line);
}

} // namespace Belay
