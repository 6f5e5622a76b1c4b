// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/openfiles.h"

#include <QtGlobal>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace Belay {

#ifdef Q_OS_UNIX

OpenFiles openFiles()
{
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return {};
    return {static_cast<std::uint64_t>(limit.rlim_cur), static_cast<std::uint64_t>(limit.rlim_max)};
}

OpenFiles raiseOpenFiles(std::uint64_t wanted)
{
    const OpenFiles now = openFiles();
    const std::uint64_t soft = std::min(wanted, now.hard);
    if (soft <= now.soft)
        return now;
    const rlimit limit {static_cast<rlim_t>(soft), static_cast<rlim_t>(now.hard)};
    ::setrlimit(RLIMIT_NOFILE, &limit); // a refusal leaves what was, and that is what is read back
    return openFiles();
}

#else

OpenFiles openFiles()
{
    return {};
}

OpenFiles raiseOpenFiles(std::uint64_t)
{
    return {};
}

#endif

} // namespace Belay
