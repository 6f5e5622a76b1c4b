// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"
#include "core/providers/catalogue.h"

#include <QUrl>

namespace Belay {

/// A form in which conversations go over the wire. Clients of the gateway speak the first three; providers
/// are spoken to in Chat, Messages and Generate (Gemini's).
enum class DialectForm { Chat, Responses, Messages, Generate };

/// The form in which a dialect's providers are asked for a completion.
DialectForm formOf(Dialect dialect);
/// Where a completion of `model` is posted, for every dialect (Gemini has it in the path).
QUrl completionUrl(const ProviderKind &kind, const QUrl &baseUrl, const QString &model, bool stream);

} // namespace Belay
