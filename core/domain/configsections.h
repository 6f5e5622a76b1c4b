// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/confignode.h"

namespace Belay {

// The parts of readConfig(). Those that refer to others find them in `config`, so providers come first.

void readProviders(const ConfigNode &node, std::vector<ProviderConfig> &providers);
void readChains(const ConfigNode &node, Config &config);
void readGateway(const ConfigNode &node, Config &config);
void readNetwork(const ConfigNode &node, NetworkConfig &network);
void readNotifications(const ConfigNode &node, NotificationConfig &notifications);

/// A required `from`.
void readKeySource(const ConfigNode &node, KeySource &source);
/// Reports every text in `node` that looks like a key.
void reportSecrets(const ConfigNode &node);
/// Of an item of `keys` or `tokens`: in all of it but `from`, which readKeySource() judges. False where the
/// item is no object.
bool reportSecretsBesideSource(const ConfigNode &item);
/// Reports each key in a field of the document that Belay does not know, at whatever depth.
void reportStrayKeys(const ConfigNode &root);
/// A URL that carries no credential, with one of `schemes`.
void readUrl(const ConfigNode &node, QUrl &url, const QStringList &schemes);
QStringList webSchemes();
/// Not blank, on one line, at most 200 characters.
bool isPlainText(const QString &text);

} // namespace Belay
