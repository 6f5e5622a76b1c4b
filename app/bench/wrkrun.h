// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Belay {

/// What wrk says of so long with so many connections.
struct WrkResult {
    double medianUs = 0;
    double perSecond = 0;
};

class WrkRun final
{
public:
    /// POSTs `body` as JSON with this token; its script is put into `folder`.
    WrkRun(const QString &folder, const QByteArray &body, const QByteArray &token);

    static QString program();
    /// Nothing when it could not run, or when any answer was not a good one.
    std::optional<WrkResult> run(quint16 port, int connections, Seconds length) const;

private:
    QString m_script;
};

/// Reads wrk's report; nothing when it tells of errors or has not all figures.
std::optional<WrkResult> readWrk(const QByteArray &report);

} // namespace Belay
