// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/config.h"
#include "core/domain/configissue.h"

namespace Belay {

/// The whole of config.json or every error in it, each with its place (contract 4). `text` is kept in the
/// result, for the writer.
Result<Config, ConfigErrors> readConfig(const QByteArray &text);

/// The chains alone of a text that writeConfig() made, with what a person had not finished in them: nothing
/// is judged. Empty for a text that is no JSON.
std::vector<ChainConfig> readUnfinishedChains(const QByteArray &text);

/// What `network.anchors` is where the file has none. Two operators that share neither network nor name
/// servers, so that one of them failing says nothing; both keep the address for just this question and answer
/// 204 without cookies; HTTPS, so that a captive portal cannot answer in their place.
const std::vector<QUrl> &defaultAnchors();

/// `baseUrl` has no default for these kinds.
bool needsBaseUrl(ProviderKindId kind);
/// `127.0.0.0/8`, `::1` and `localhost`.
bool isLoopbackAddress(const QString &address);

} // namespace Belay
