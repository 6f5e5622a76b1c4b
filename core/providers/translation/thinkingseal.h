// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <string_view>

namespace Belay {

// A thinking block of Anthropic's form carries a signature that clients send back unread. Blocks that another
// dialect thought are marked there, so that they find back to it and never reach Anthropic, who refuses them.

struct ThinkingSeal {
    std::optional<Dialect> signer; ///< nobody where the block was not signed
    std::string signature;
};

/// What stands in a block's `signature`; nothing for the signer means that there is no signature.
std::string writeSeal(const ThinkingSeal &seal);
ThinkingSeal readSeal(std::string_view text);

/// A body for Anthropic without the blocks that another dialect thought; nothing where it has none, which is
/// told without reading it. (To be asked before the bytes of a Messages client go to Anthropic as they are.)
std::optional<QByteArray> withoutForeignThinking(const QByteArray &body);

} // namespace Belay
