// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Belay {

struct CleanText {
    QByteArray text;
    bool cut = false; ///< the middle of a long one was left out
};

/// What was meant by a copied text: UTF-8 with `\n`, without colours and what a terminal overwrote, with
/// plain quotes for typographic ones; at most `longest` bytes of it.
CleanText cleanErrorText(QByteArrayView raw, qsizetype longest);

/// The same with one level of escapes taken off: JSON that was printed as a string of another.
QByteArray unescapedText(QByteArrayView text);

} // namespace Belay
