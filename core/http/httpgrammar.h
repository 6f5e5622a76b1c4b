// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Belay {

// The words that HTTP's messages are made of.

/// RFC 9110 5.6.2.
bool isTokenChar(char c);
bool isToken(QByteArrayView text);
/// Without a control byte: that is what splits a message in two further on.
bool isFieldText(QByteArrayView text);
QByteArrayView withoutOuterBlanks(QByteArrayView text);
bool equalAnyCase(QByteArrayView a, QByteArrayView b);

} // namespace Belay
