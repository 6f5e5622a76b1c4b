// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/database.h"

#include <QVariant>

namespace Belay {

/// A statement of a reader, asked again and again. What goes wrong, while it begins or among its rows, is
/// noted with its database: whoever put the question then learns that what came is no answer.
class ReadQuery final
{
public:
    ReadQuery(Database &database, const QString &sql);

    /// False where it could not begin.
    bool ask(const QVariantList &values = {});
    /// False after the last row, and where the rest cannot be read.
    bool next();
    QVariant value(int column) const { return m_query.value(column); }
    bool isNull(int column) const { return m_query.isNull(column); }
    void finish() { m_query.finish(); }
    /// The content of the row cannot be what was written there.
    void reject();

private:
    bool note(const Result<void> &done);

    Database &m_database;
    QSqlQuery m_query;
    Result<void> m_prepared;
    bool m_lacksTable = false; // in a file that an older Belay wrote and nobody has migrated: it has no rows
};

} // namespace Belay
