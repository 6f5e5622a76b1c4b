// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/readquery.h"

#include "core/base/logging.h"

namespace Belay {

ReadQuery::ReadQuery(Database &database, const QString &sql)
    : m_database(database)
    , m_query(database.prepare(sql))
    , m_prepared(Database::endOf(m_query))
    , m_lacksTable(Database::lacksTable(m_query))
{ }

bool ReadQuery::ask(const QVariantList &values)
{
    if (!m_prepared)
        return m_lacksTable ? false : note(m_prepared);
    return note(Database::run(m_query, values));
}

bool ReadQuery::next()
{
    if (m_query.next())
        return true;
    note(Database::endOf(m_query));
    return false;
}

void ReadQuery::reject()
{
    note(Unexpected {Error {ErrorKind::Protocol,
        QStringLiteral("The history file is damaged: a row of it makes no sense."), {}}});
}

bool ReadQuery::note(const Result<void> &done)
{
    if (done)
        return true;
    qCWarning(lcHistory) << done.error().detail;
    m_database.noteFailure(done.error());
    return false;
}

} // namespace Belay
