// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/endsignal.h"

#include <array>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

namespace Belay {

namespace {

// A signal handler may do next to nothing, so it writes a byte that the event loop reads.
std::array<int, 2> ends {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(ends[0], &byte, 1);
}

void handle(void (*handler)(int))
{
    struct sigaction action {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGHUP, &action, nullptr);
}

} // namespace

EndSignal::EndSignal()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
        return;
    m_heard = std::make_unique<QSocketNotifier>(ends[1], QSocketNotifier::Read);
    connect(m_heard.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto read = ::read(ends[1], &byte, 1);
        Q_EMIT asked();
    });
    handle(onSignal);
}

EndSignal::~EndSignal()
{
    if (!m_heard)
        return;
    handle(SIG_DFL);
    m_heard.reset();
    for (const int end : ends)
        ::close(end);
}

} // namespace Belay
