// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/withouthistory.h"

#include "core/engine/configservice.h"
#include "core/engine/gatewayhost.h"
#include "core/engine/nohistory.h"
#include "core/secrets/gatewaytoken.h"

#include <QCoreApplication>
#include <QFile>

#include <iostream>

namespace Belay {

namespace {

Secret fromEnvironment(const KeySource &source)
{
    return Secret {qgetenv(qPrintable(source.name))};
}

KeyRingPtr keysOf(const Config &config)
{
    KeyRing::Entries entries;
    for (const ProviderConfig &provider : config.providers) {
        for (const KeyConfig &key : provider.keys)
            entries[{provider.id, key.id}] = {KeyStorage::Environment, fromEnvironment(key.source)};
    }
    for (const GatewayToken &token : config.gateway.tokens)
        entries[{gatewayProvider(), KeyId {token.id}}]
            = {KeyStorage::Environment, fromEnvironment(token.source)};
    return std::make_shared<const KeyRing>(std::move(entries));
}

} // namespace

int serveWithoutHistory(int argc, char **argv)
{
    constexpr int NoConfig = 78;
    const QCoreApplication application(argc, argv);
    qputenv("QT_NO_GLIB", "1"); // as belayctl does
    auto config = readConfigFile(QFile::decodeName(argv[2]));
    if (!config)
        return NoConfig;
    const auto shared = std::make_shared<const Config>(std::move(*config));
    SystemClock clock;
    NoHistory history;
    GatewayHost host({clock, Catalogue::builtIn(), history});
    QObject::connect(&host, &GatewayHost::statusChanged, &host, [&host, isTold = false]() mutable {
        if (host.status().state == GatewayStatus::State::Listening && !std::exchange(isTold, true))
            std::cout << R"({"event":"ready","gateway":")" << host.status().view.address.toStdString()
                      << "\"}" << std::endl;
    });
    host.serve({});
    host.apply(shared, keysOf(*shared));
    return QCoreApplication::exec();
}

} // namespace Belay
