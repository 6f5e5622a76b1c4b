// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

#include <QStringList>

namespace Belay {

/// An event as a line: `text Hi`, `call 0 call_1 weather`, `finish tool_calls`.
QString line(const AnswerEvent &event);
QString lines(const AnswerEvents &events);
/// Feeds an answer in pieces of this size and ends it.
AnswerEvents decode(AnswerDecoder &decoder, QByteArrayView bytes, qsizetype piece);
/// Feeds an answer in two parts.
AnswerEvents decodeCut(AnswerDecoder &decoder, QByteArrayView bytes, qsizetype cut);
/// What an encoder makes of all of these.
QByteArray encode(AnswerEncoder &encoder, const AnswerEvents &events);
/// A document that the test itself wrote.
Json json(const QByteArray &text);
QByteArray joined(const std::vector<std::string> &names);

} // namespace Belay
