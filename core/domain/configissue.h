// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace Belay {

/// One error or warning about config.json (contract 4). All four are untranslated; `got` and `pointer` are
/// safe to show: they never hold a value under `keys`, `headers` or `url`.
struct ConfigIssue {
    QString pointer; ///< RFC 6901
    QString code; ///< one of contract 4's closed set
    QString expected;
    QString got; ///< JSON text; of `bad-json` the place as line:column
    bool operator==(const ConfigIssue &) const = default;
};

using ConfigErrors = std::vector<ConfigIssue>;
using ConfigWarnings = std::vector<ConfigIssue>;

/// `config.json:/chains/0/steps/1/race/after: expected a duration or "p95", got "fast"`; of text that is no
/// JSON `config.json:3:14: expected …`. Always one line that prints.
QString configIssueLine(const ConfigIssue &issue, const QString &fileName = QStringLiteral("config.json"));
/// `{"errors":[…],"warnings":[…]}` on one line.
QByteArray configIssuesJson(const ConfigErrors &errors, const ConfigWarnings &warnings);

/// `base` with one more reference token, escaped.
QString childPointer(const QString &base, const QString &token);
QString childPointer(const QString &base, size_t index);
/// Whether what stands there must not be shown.
bool isHiddenPointer(const QString &pointer);

/// Whether a text could be somebody's key: a known prefix, or one long run of letters and digits.
bool looksLikeKey(const QString &text);

} // namespace Belay
