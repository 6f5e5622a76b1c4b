// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ulid.h"
#include "core/gateway/bodycheck.h"
#include "core/gateway/gatewayanswers.h"
#include "core/gateway/gatewaylimits.h"
#include "core/gateway/gatewayrequest.h"
#include "core/gateway/hostguard.h"
#include "core/gateway/originguard.h"
#include "core/gateway/ownanswers.h"
#include "core/gateway/tokenguard.h"

#include <functional>
#include <optional>

namespace Belay {

/// The border: looks at every request in the order of contract 7 and answers what it may answer itself. Only
/// what passed every check reaches the sink. Lives on the gateway's thread.
class GatewayFront final : public HttpHandler
{
public:
    /// All outlive the front.
    struct Parts {
        Clock &clock;
        UlidMaker &ulids;
        RequestSink &sink;
        const StatusSource &status;
        MetricsSource &metrics;
    };
    /// Gives what is in force now; never null.
    using SetupSource = std::function<std::shared_ptr<const GatewaySetup>()>;
    GatewayFront(Parts parts, SetupSource setup);
    ~GatewayFront() override;
    Q_DISABLE_COPY_MOVE(GatewayFront)

    /// What is really listened to, which a new config may have left already: nothing passes before it is
    /// known.
    void setPlace(const QString &listen, quint16 port);
    void setLimits(const GatewayLimits &limits) { m_limits = limits; }
    /// From now on new requests are told to go elsewhere.
    void setDraining() { m_isDraining = true; }

    void headReceived(const RequestHead &head, const std::shared_ptr<HttpExchange> &exchange) override;
    void requestReceived(HttpServerRequest request, std::shared_ptr<HttpExchange> exchange) override;
    HttpAnswer refusal(RequestFault fault, const RequestHead *head) override;

private:
    /// The guards of one setup.
    struct Border;
    /// A request whose head was accepted.
    struct Admission {
        RouteMatch route;
        QByteArray origin; ///< of an allowed page
        QString token;
        bool isPreflight = false;
    };
    /// Why its head was not; an allowed page may read even that.
    struct Rejection {
        Refusal refusal;
        QByteArray origin;
    };
    using Admitted = Result<Admission, Rejection>;
    /// The last head that was admitted: most bodies come with their head, and are let in by the same look.
    struct LastAdmission {
        std::weak_ptr<HttpExchange> exchange;
        Admission admission;
    };

    const Border &border();
    Admitted admit(const RequestHead &head);
    Admitted admitAgain(const RequestHead &head, const std::shared_ptr<HttpExchange> &exchange);
    std::optional<Refusal> reasonNotToRead(const RequestHead &head, const RouteMatch &route) const;
    bool isServedBySomebody(const RequestHead &head) const;
    void refuse(const RequestHead &head, HttpExchange &exchange, const Rejection &rejection);
    void show(const RequestHead &head, const Admission &admission, HttpExchange &exchange);
    void take(HttpServerRequest request, const Admission &admission, std::shared_ptr<HttpExchange> exchange);
    std::optional<Refusal> choose(GatewayRequest &request);
    std::optional<Refusal> choosePassthrough(GatewayRequest &request, bool isJson);
    HttpHeaders firstHeaders(const QByteArray &id, const QByteArray &origin) const;

    Parts m_parts;
    SetupSource m_setup;
    std::unique_ptr<Border> m_border;
    std::optional<LastAdmission> m_last; // goes with the border that it was decided by
    BodyCheck m_bodies;
    GatewayLimits m_limits;
    QString m_listen;
    quint16 m_port = 0;
    bool m_isDraining = false;
};

} // namespace Belay
