// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace Belay {

/// A document of tests/providers/feeds, shaped like the real one.
inline QByteArray feedDocument(const QString &name)
{
    QFile file(QStringLiteral(BELAY_FEEDS "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no document %s", qPrintable(name));
    return file.readAll();
}

} // namespace Belay
