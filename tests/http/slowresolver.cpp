// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Preloaded by a test: looking up a name that begins with `slow` takes three seconds, as behind a dead
// resolver; one that begins with `gone` is not found, whatever the network of this machine says.

#include <dlfcn.h>
#include <netdb.h>
#include <poll.h>

#include <cstring>

extern "C" int getaddrinfo(const char *node, const char *service, const addrinfo *hints, addrinfo **result)
{
    if (node && std::strncmp(node, "slow", 4) == 0) {
        poll(nullptr, 0, 3000);
        return EAI_AGAIN;
    }
    if (node && std::strncmp(node, "gone", 4) == 0)
        return EAI_NONAME;
    using Real = int (*)(const char *, const char *, const addrinfo *, addrinfo **);
    static const auto real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(node, service, hints, result);
}
