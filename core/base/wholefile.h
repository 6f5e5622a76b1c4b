// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QFileDevice>

#include <optional>

class QSaveFile;

namespace Belay {

/// Puts `bytes` in the place of the file at `path`, whole or not at all; `mode` is given before a byte is
/// written. Storage: what the system said, after the path; the old file is as it was.
Result<void> replaceFile(
    const QString &path, const QByteArray &bytes, std::optional<QFileDevice::Permissions> mode = {});

/// Ends what was written to `file` piece by piece. QSaveFile::commit() alone does not hear of what its buffer
/// still holds: on a full disk it would put an empty file in the place of the old one.
Result<void> commitWhole(QSaveFile &file);

} // namespace Belay
