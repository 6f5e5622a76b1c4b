// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/database.h"

namespace Belay {

/// Looks at the file's head without opening it as a database, so that nothing of it or beside it changes:
/// Unavailable when a newer Belay wrote it, Protocol when it is no database.
Result<void> checkSchemaOf(const QString &path, const QString &migrations);

/// Brings the schema up to date from the files `0001.sql`, `0002.sql`… of the folder `migrations`, each in a
/// transaction. Before the first one the file is copied to `<path>.v<N>.bak`.
Result<void> migrate(Database &database, const QString &path, const QString &migrations);

/// Removes the copies that migrate() made.
void removeBackups(const QString &path);

} // namespace Belay
