// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/providers/catalogue.h"

#include <QString>

namespace Belay {

/// What a person pasted, made into a key: blanks, newlines, quotes, `Bearer ` and `NAME=` are gone.
struct PastedKey {
    /// ControlCharacter: or a blank inside, as when two lines were copied.
    /// Address: a URL, which was copied in the key's place.
    enum class Problem { None, Empty, ControlCharacter, NotAscii, Address, TooLong };
    Secret key; ///< empty when there is a problem
    Problem problem = Problem::None;
    /// Another kind than the one asked for, when the prefix says so: to be offered, never to be sent. A
    /// prefix that two kinds share (`sk-`) says nothing, and openai-compatible takes every key.
    std::optional<ProviderKindId> otherKind;
};

/// `text` is the caller's to wipe.
PastedKey cleanKey(const QByteArray &text, ProviderKindId askedFor, const Catalogue &catalogue);

} // namespace Belay
