// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/json.h"

namespace Belay {

/// An object found in the middle of a text, in whichever way a program printed it.
struct LooseObject {
    qsizetype end = 0; ///< one past its last brace
    Json value;
};

/// Where the object that begins at `at` ends: JSON, but also what Python, Node, Ruby and Java print of one
/// (single quotes, bare names, `None`, `=>`, class names in front, text that a terminal wrapped). Nothing for
/// what is none, nests deeper than 64 or is longer than 256 KiB. `steps` is what may still be looked at; it
/// is used up, so that no text takes longer than its caller allows.
std::optional<qsizetype> endOfLooseObject(QByteArrayView text, qsizetype at, qint64 &steps);
/// The object itself, as JSON.
std::optional<LooseObject> readLooseObject(QByteArrayView text, qsizetype at, qint64 &steps);

} // namespace Belay
