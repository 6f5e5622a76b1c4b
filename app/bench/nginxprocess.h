// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/pinnedprocess.h"

namespace Belay {

/// A port of loopback that nothing listened on a moment ago.
quint16 freePort();

/// An nginx of the bench's own, one process on one core.
class NginxProcess final
{
public:
    /// `http` is what stands in the http block beside the settings that all of them share.
    NginxProcess(const QString &folder, const QByteArray &http, int core);
    Q_DISABLE_COPY_MOVE(NginxProcess)

    static QString program();
    /// False when it does not answer on `port` within 10 s.
    bool start(quint16 port);
    qint64 pid() const { return m_process.pid(); }

private:
    QString m_folder;
    QByteArray m_http;
    PinnedProcess m_process;
};

} // namespace Belay
