// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

#include <QByteArrayList>
#include <QStringList>

namespace Belay::Test {

/// Events as words, one line each; pieces of one text are one line.
QStringList wordsOf(const AnswerEvents &events);
/// What a decoder makes of an answer that comes in these pieces.
QStringList decoded(const TargetFace &face, bool stream, const QByteArrayList &pieces);
/// The same answer byte by byte, and cut in two at every index, as far as it reads otherwise than whole.
QStringList cutsThatDiffer(const TargetFace &face, bool stream, const QByteArray &bytes);

/// A document that a test has written itself.
Json json(const QByteArray &text);

} // namespace Belay::Test
