// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/standardstreams.h"

#include <QtTest>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

using namespace Belay;

class tst_StandardStreams final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void closedOnesStayTaken_data();
    void closedOnesStayTaken();
    void openOnesAreLeftAlone();
};

namespace {

bool failsAsClosed(int stream)
{
    char byte = 'x';
    const ssize_t done = stream == STDIN_FILENO ? ::read(stream, &byte, 1) : ::write(stream, &byte, 1);
    return done == -1 && errno == EBADF;
}

/// In a child, as the test needs its own streams: 0 where `check` holds.
template <typename Check>
int exitStatusOf(Check check)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(check() ? 0 : 1);
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

void tst_StandardStreams::closedOnesStayTaken_data()
{
    QTest::addColumn<QList<int>>("closed");
    QTest::addRow("no stdin") << QList<int> {STDIN_FILENO};
    QTest::addRow("no stdout") << QList<int> {STDOUT_FILENO};
    QTest::addRow("no stderr") << QList<int> {STDERR_FILENO};
    QTest::addRow("none at all") << QList<int> {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
}

void tst_StandardStreams::closedOnesStayTaken()
{
    QFETCH(QList<int>, closed);
    const int status = exitStatusOf([&closed] {
        for (const int stream : closed)
            ::close(stream);
        keepStandardStreams();
        const int next = ::open("/dev/null", O_RDWR);
        return next > STDERR_FILENO && std::all_of(closed.begin(), closed.end(), failsAsClosed);
    });
    QCOMPARE(status, 0);
}

void tst_StandardStreams::openOnesAreLeftAlone()
{
    const int status = exitStatusOf([] {
        std::array<int, 2> pipe {-1, -1};
        char byte = 0;
        if (::pipe(pipe.data()) != 0 || ::dup2(pipe[1], STDOUT_FILENO) != STDOUT_FILENO)
            return false;
        keepStandardStreams();
        return ::write(STDOUT_FILENO, "y", 1) == 1 && ::read(pipe[0], &byte, 1) == 1 && byte == 'y';
    });
    QCOMPARE(status, 0);
}

QTEST_GUILESS_MAIN(tst_StandardStreams)
#include "tst_standardstreams.moc"
