// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/standardstreams.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace Belay {

#ifdef Q_OS_UNIX

void keepStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) != -1)
            continue;
        // Opened the wrong way round, so that reading and writing fail as they did. The lowest free number is
        // this one: those below it are taken.
        const int direction = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        [[maybe_unused]] const int taken = ::open("/dev/null", direction);
    }
}

#else

void keepStandardStreams() { }

#endif

} // namespace Belay
