// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/peersocket.h"

#ifdef Q_OS_LINUX
#include <array>
#include <cstring>
#include <optional>

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace Belay {

#ifdef Q_OS_LINUX
namespace {

struct Question {
    nlmsghdr head {};
    inet_diag_req_v2 body {};
};

/// One end as inet_diag names it; IPv4 in the clothes of IPv6 is IPv4 at the other end.
struct End {
    std::uint8_t family = 0;
    std::uint16_t port = 0; // of the network's byte order, as the address
    std::array<std::uint32_t, 4> address {};
    bool operator==(const End &) const = default;
};

std::optional<End> endOf(const sockaddr_storage &name)
{
    End end;
    if (name.ss_family == AF_INET) {
        sockaddr_in ip4 {};
        std::memcpy(&ip4, &name, sizeof ip4);
        end.family = AF_INET;
        end.port = ip4.sin_port;
        end.address[0] = ip4.sin_addr.s_addr;
        return end;
    }
    if (name.ss_family != AF_INET6)
        return {};
    sockaddr_in6 ip6 {};
    std::memcpy(&ip6, &name, sizeof ip6);
    end.port = ip6.sin6_port;
    const bool isMapped = IN6_IS_ADDR_V4MAPPED(&ip6.sin6_addr);
    end.family = isMapped ? AF_INET : AF_INET6;
    if (isMapped)
        std::memcpy(end.address.data(), &ip6.sin6_addr.s6_addr[12], 4);
    else
        std::memcpy(end.address.data(), &ip6.sin6_addr, sizeof ip6.sin6_addr);
    return end;
}

template <typename Get>
std::optional<End> endBy(Get get, int socket)
{
    sockaddr_storage name {};
    socklen_t length = sizeof name;
    return get(socket, reinterpret_cast<sockaddr *>(&name), &length) == 0 ? endOf(name) : std::nullopt;
}

bool isHere(const End &theirs, const End &ours)
{
    constexpr std::uint32_t LoopbackNet = 127;
    return theirs.address == ours.address
        || (theirs.family == AF_INET && ntohl(theirs.address[0]) >> 24U == LoopbackNet);
}

/// The inode of a socket that nobody holds is 0.
bool isHeld(int netlink)
{
    alignas(nlmsghdr) std::array<char, 1024> room {};
    const auto got = ::recv(netlink, room.data(), room.size(), MSG_DONTWAIT);
    const auto *const head = reinterpret_cast<const nlmsghdr *>(room.data());
    if (got < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(inet_diag_msg)))
        || head->nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return false;
    inet_diag_msg told {};
    std::memcpy(&told, room.data() + NLMSG_HDRLEN, sizeof told);
    return told.idiag_inode != 0;
}

} // namespace

bool isPeerHeld(qintptr socket)
{
    const auto ours = endBy(::getsockname, static_cast<int>(socket));
    const auto theirs = endBy(::getpeername, static_cast<int>(socket));
    if (!ours || !theirs || !isHere(*theirs, *ours))
        return false;
    Question question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.body.sdiag_family = theirs->family;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = ~0U;
    inet_diag_sockid &id = question.body.id; // from their side
    id.idiag_sport = theirs->port;
    id.idiag_dport = ours->port;
    std::memcpy(id.idiag_src, theirs->address.data(), sizeof id.idiag_src);
    std::memcpy(id.idiag_dst, ours->address.data(), sizeof id.idiag_dst);
    id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    const int netlink = ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0)
        return false;
    // The kernel answers before send() returns.
    const bool isSent
        = ::send(netlink, &question, sizeof question, 0) == static_cast<ssize_t>(sizeof question);
    const bool held = isSent && isHeld(netlink);
    ::close(netlink);
    return held;
}
#else
bool isPeerHeld(qintptr)
{
    return false;
}
#endif

} // namespace Belay
