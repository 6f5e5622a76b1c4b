// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/wholefile.h"

#include <QSaveFile>

namespace Belay {

namespace {

Error failureOf(const QSaveFile &file)
{
    return {ErrorKind::Storage, file.fileName() + u": " + file.errorString(), {}};
}

} // namespace

Result<void> replaceFile(
    const QString &path, const QByteArray &bytes, std::optional<QFileDevice::Permissions> mode)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || (mode && !file.setPermissions(*mode))
        || file.write(bytes) != bytes.size())
        return Unexpected {failureOf(file)};
    return commitWhole(file);
}

Result<void> commitWhole(QSaveFile &file)
{
    if (!file.flush() || !file.commit())
        return Unexpected {failureOf(file)};
    return {};
}

} // namespace Belay
