// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/situations.h"

namespace Belay {

using namespace std::chrono_literals;

namespace {

/// Nobody answered: the monitor asked everybody at once.
DiagnosisEvidence cutOff(Outcome outcome, NetworkState network)
{
    DiagnosisEvidence e = failing(outcome);
    e.network = network;
    e.networkCleared = false;
    return settled(e);
}

DiagnosisEvidence refusedCertificate(const char *issuer)
{
    DiagnosisEvidence e = failing(Outcome::Tls);
    e.issuer = QString::fromLatin1(issuer);
    return e;
}

} // namespace

std::vector<Situation> networkSituations()
{
    std::vector<Situation> rows;
    rows.push_back({"the own network is offline", cutOff(Outcome::Dns, NetworkState::Offline), "you/network",
        "high", Field::Network, "own network is offline"});
    DiagnosisEvidence e = cutOff(Outcome::Connect, NetworkState::Offline);
    e.others.failed = 4;
    rows.push_back({"the cable is pulled: everybody is gone at once", e, "you/network", "high",
        Field::Network, "Check your connection"});
    rows.push_back({"a hotspot that lets nothing through before a log-in",
        cutOff(Outcome::TimeoutConnect, NetworkState::Captive), "you/network", "high", Field::Network,
        "log in first"});
    rows.push_back({"a log-in page in place of the API", cutOff(Outcome::NotAnAnswer, NetworkState::Captive),
        "you/network", "high", Field::Network, "log in"});
    e = failing(Outcome::Dns);
    e.others.good = 2;
    rows.push_back({"the name of one host cannot be found", e, "provider/outage", "high", Field::Others,
        "cannot be found, while others"});
    rows.push_back({"one host refuses connections", failing(Outcome::Connect), "provider/outage", "high",
        Field::Network, "refuses connections"});
    rows.push_back({"one host drops every request", failing(Outcome::Reset), "provider/outage", "high",
        Field::Network, "closed the connection"});
    rows.push_back({"one host takes no connection in time", failing(Outcome::TimeoutConnect),
        "provider/outage", "high", Field::Network, "did not accept a connection"});
    e = refusedCertificate("CN=R11, O=Let's Encrypt");
    e.refusedByDate = true;
    e.clock = ClockWord::Right;
    rows.push_back({"a certificate that has run out", e, "provider/outage", "medium", Field::Clock,
        "clock of this machine is right"});
    e = refusedCertificate("CN=R11, O=Let's Encrypt");
    rows.push_back({"a certificate of another name", e, "provider/outage", "medium", Field::Tls,
        "Do not send a key there"});
    e.others.good = 3;
    rows.push_back({"a broken certificate, while others are well", e, "provider/outage", "high",
        Field::Others, "certificate or handshake is wrong"});
    e = refusedCertificate("CN=Corporate Gateway");
    e.issuerShared = true;
    rows.push_back({"a company proxy that opens secure connections", settled(e), "you/proxy", "high",
        Field::Tls, "CN=Corporate Gateway"});
    e.networkCleared = false;
    e.network = NetworkState::Captive;
    DiagnosisEvidence everything = settled(e);
    rows.push_back({"a company proxy that opens all connections, anchors too", everything, "you/proxy",
        "high", Field::Nothing, "CA file"});
    e = refusedCertificate("CN=The one who signs for all");
    e.refusedByDate = true;
    e.clock = ClockWord::Wrong;
    e.clockSkew = 3h;
    rows.push_back(
        {"a clock that is three hours off", settled(e), "you/clock", "high", Field::Clock, "wrong by 3 h"});
    e.clockSkew.reset();
    rows.push_back({"a clock that other certificates show to be wrong", settled(e), "you/clock", "high",
        Field::Clock, "Set date and time"});
    e = failing(Outcome::Proxy, 407);
    e.proxy = ProxyFault::Login;
    rows.push_back({"a proxy that wants a login", e, "you/proxy", "medium", Field::Answer, "wants a login"});
    e = failing(Outcome::Proxy);
    e.proxy = ProxyFault::Refused;
    rows.push_back(
        {"a proxy that refuses the tunnel", e, "you/proxy", "medium", Field::Answer, "did not let"});
    e.proxy = ProxyFault::Settings;
    rows.push_back({"a proxy script that gives no answer", e, "you/proxy", "medium", Field::Answer, "PAC"});
    e = failing(Outcome::TimeoutContent);
    e.host = QStringLiteral("westeurope.api.cognitive.microsoft.com");
    e.region = QStringLiteral("westeurope");
    e.sameUpstream.good = 1;
    rows.push_back({"one region is in trouble, another answers", e, "provider/outage", "medium",
        Field::Network, "outside the region westeurope"});
    e = failing(Outcome::Connect);
    e.sameUpstream.good = 1;
    rows.push_back({"no region is named where the address names none", e, "provider/outage", "high",
        Field::Network, "refuses connections"});
    e = calm();
    e.state = TargetState::Slow;
    e.firstContent = 9s;
    e.connected = 7s;
    e.others.slow = 3;
    rows.push_back({"everything is slow, connecting most of all", e, "you/network", "low", Field::Others,
        "your own connection"});
    return rows;
}

std::vector<Situation> openSituations()
{
    std::vector<Situation> rows;
    const auto row = [&](const char *name, const DiagnosisEvidence &e, const char *word) {
        rows.push_back({name, e, "unknown/none", "low", Field::Nothing, word});
    };
    row("a failure, and nobody to ask", cutOff(Outcome::Connect, NetworkState::Unknown),
        "nobody else was there");
    DiagnosisEvidence e = refusedCertificate("CN=R11");
    e.refusedByDate = true;
    row("a certificate that has run out, or a clock that is wrong", e, "Check date and time");
    row("a handshake that showed no certificate", refusedCertificate(""), "who answered");
    e = failing(Outcome::ServerError, 502);
    e.provider = QStringLiteral("OpenRouter");
    e.handsOn = true;
    row("OpenRouter does not say who failed", e, "does not say who");
    e = failing(Outcome::Auth, 401);
    e.notice = {NoticeSeen::Reading::NotRead, NoticeState::Unknown, {}, {}};
    row("a key that worked is refused, and their page cannot be read", e, "still stands");
    e.notice = trouble("Elevated errors", NoticeState::MajorOutage);
    row("a key that worked is refused during an outage", e, "still stands");
    e = cutOff(Outcome::NotAnAnswer, NetworkState::Unknown);
    row("a page from somewhere", e, "in a browser");
    e = calm();
    e.state = TargetState::Slow;
    e.firstContent = 9s;
    row("slow, and nothing to compare with", e, "not clear");
    e = calm();
    e.state = TargetState::NoData;
    row("nothing fresh, as after sleep", e, "no fresh result");
    e = failing(Outcome::Skipped);
    e.state = TargetState::Checking;
    row("the first result is awaited", e, "on its way");
    e = failing(Outcome::ModelNotFound, 404);
    e.everAnswered.reset();
    row("a model that nobody here has seen before", e, "whether it ever did");
    return rows;
}

} // namespace Belay
