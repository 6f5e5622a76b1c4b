// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

namespace Belay {

/// Overwrites all pages of a database from its first quarter on, as a failing disk would; its head and its
/// schema stay.
inline bool damagePages(const QString &path)
{
    constexpr qint64 PageSize = 4096;
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const qint64 from = std::max<qint64>(file.size() / PageSize / 4, 24) * PageSize;
    const qint64 size = file.size() - from;
    return size > 0 && file.seek(from) && file.write(QByteArray(size, '\x5a')) == size;
}

} // namespace Belay
