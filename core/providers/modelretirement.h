// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDate>
#include <QString>

#include <map>

namespace Belay {

/// The models of a provider's list that it names a last day for, aliases included: `shutdown_date` (OpenAI
/// and most), `deprecation` (Mistral), `expiration_date` (OpenRouter), `retirement_date`; as a day, an
/// instant or Unix time. Empty for anything that is no list.
std::map<QString, QDate> readRetirements(const QByteArray &body);

} // namespace Belay
