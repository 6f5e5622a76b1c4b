// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/peersocket.h"

#ifdef Q_OS_LINUX
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
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
    std::uint16_t port = 0; // in the network's byte order, as the address
    std::array<std::uint32_t, 4> address {};
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

/// Another machine's sockets are not in this one's tables.
bool isOfThisMachine(const End &theirs, const End &ours)
{
    constexpr std::uint32_t LoopbackNet = 127;
    return theirs.address == ours.address
        || (theirs.family == AF_INET && ntohl(theirs.address[0]) >> 24U == LoopbackNet);
}

Question questionOf(const End &theirs, const End &ours)
{
    Question question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.body.sdiag_family = theirs.family;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = ~0U;
    inet_diag_sockid &id = question.body.id; // as they see it
    id.idiag_sport = theirs.port;
    id.idiag_dport = ours.port;
    std::memcpy(id.idiag_src, theirs.address.data(), sizeof id.idiag_src);
    std::memcpy(id.idiag_dst, ours.address.data(), sizeof id.idiag_dst);
    id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return question;
}

/// Which sides of a socket are shut, from the attributes that follow its description.
unsigned shutSides(std::span<const char> attributes)
{
    while (attributes.size() > sizeof(rtattr)) {
        rtattr attribute {};
        std::memcpy(&attribute, attributes.data(), sizeof attribute);
        if (attribute.rta_len <= sizeof attribute || attribute.rta_len > attributes.size())
            break;
        if (attribute.rta_type == INET_DIAG_SHUTDOWN)
            return static_cast<unsigned char>(attributes[sizeof attribute]);
        attributes = attributes.subspan(std::min<size_t>(RTA_ALIGN(attribute.rta_len), attributes.size()));
    }
    return 0;
}

/// close() shuts both sides before the FIN leaves, and lets go of the inode right after: whoever looks once
/// the FIN is there is told the truth.
bool hasShutSendingAlone(std::span<const char> answer)
{
    constexpr unsigned ShutSending = 2; // of the kernel's RCV_SHUTDOWN 1 and SEND_SHUTDOWN 2
    constexpr size_t Described = NLMSG_HDRLEN + sizeof(inet_diag_msg);
    nlmsghdr head {};
    if (answer.size() < Described)
        return false;
    std::memcpy(&head, answer.data(), sizeof head);
    inet_diag_msg told {};
    std::memcpy(&told, answer.data() + NLMSG_HDRLEN, sizeof told);
    return head.nlmsg_type == SOCK_DIAG_BY_FAMILY && told.idiag_inode != 0
        && shutSides(answer.subspan(Described)) == ShutSending;
}

} // namespace

bool isPeerStillReading(qintptr socket)
{
    const auto ours = endBy(::getsockname, static_cast<int>(socket));
    const auto theirs = endBy(::getpeername, static_cast<int>(socket));
    if (!ours || !theirs || !isOfThisMachine(*theirs, *ours))
        return false;
    const int netlink = ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0)
        return false;
    const Question question = questionOf(*theirs, *ours);
    alignas(nlmsghdr) std::array<char, 1024> room {};
    // The kernel answers before send() returns.
    const bool isSent = ::send(netlink, &question, sizeof question, 0) >= 0;
    const auto got = isSent ? ::recv(netlink, room.data(), room.size(), MSG_DONTWAIT) : -1;
    ::close(netlink);
    return got > 0 && hasShutSendingAlone(std::span {room}.first(static_cast<size_t>(got)));
}
#else
bool isPeerStillReading(qintptr)
{
    return false;
}
#endif

} // namespace Belay
