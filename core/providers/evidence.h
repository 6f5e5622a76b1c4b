// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/providers/classifier.h"

namespace Belay {

/// What a server said, without the key that it may have repeated, nor any piece of it of twelve characters.
QByteArray withoutKey(const QByteArray &text, const Secret &key);
QString withoutKey(const QString &text, const Secret &key);
/// The same for all that a sample took over from the server, where a key may be repeated in any of it;
/// without controls too.
Sample withoutKey(Sample sample, const Secret &key);

/// What is kept of an answer that was not good: redacted, without the key and controls, at most 1 KiB.
Evidence evidenceOf(
    const Classification &classification, const QByteArray &body, const QString &address, const Secret &key);

} // namespace Belay
