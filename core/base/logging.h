// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QLoggingCategory>

namespace Belay {

Q_DECLARE_LOGGING_CATEGORY(lcHttp)
Q_DECLARE_LOGGING_CATEGORY(lcSecrets)
Q_DECLARE_LOGGING_CATEGORY(lcHistory)
Q_DECLARE_LOGGING_CATEGORY(lcMonitor)
Q_DECLARE_LOGGING_CATEGORY(lcGateway)
Q_DECLARE_LOGGING_CATEGORY(lcSimulator)
Q_DECLARE_LOGGING_CATEGORY(lcEngine)
Q_DECLARE_LOGGING_CATEGORY(lcUi)

/// Text without anything that looks like a key: known prefixes, bearer tokens, auth headers, keys in URLs.
QString redacted(const QString &text);

/// Sends every message, redacted, to `path` (rotated: five files of 2 MB) and warnings to stderr. An empty
/// path means stderr alone. Once per process, from main, before any thread starts; rules come from
/// `BELAY_LOG`.
Result<void> installLog(const QString &path);

} // namespace Belay
