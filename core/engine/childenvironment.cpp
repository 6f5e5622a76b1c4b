// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/childenvironment.h"

namespace Belay {

QProcessEnvironment childEnvironment(const Config &config, const Catalogue &catalogue)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("BELAY_GATEWAY_TOKEN"));
    environment.remove(QStringLiteral("QT_NO_GLIB")); // set for our threads; a child's keychain needs glib
    for (const ProviderKind &kind : catalogue.kinds()) {
        for (const QString &name : kind.environment)
            environment.remove(name);
    }
    for (const ProviderConfig &provider : config.providers) {
        for (const KeyConfig &key : provider.keys) {
            if (key.source.from == KeySource::From::Environment)
                environment.remove(key.source.name);
        }
    }
    return environment;
}

} // namespace Belay
