// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/historyreader.h"

#include "core/history/sqlitehistory.h"

#include <QFileInfo>

namespace Belay {

HistoryReader::HistoryReader(std::function<Opened()> open)
    : m_thread(QStringLiteral("reader"))
{
    m_thread.post([this, open = std::move(open)] { m_queries = open(); });
}

std::unique_ptr<HistoryReader> HistoryReader::beside(const QString &path)
{
    return std::make_unique<HistoryReader>([path]() -> Opened {
        if (!QFileInfo::exists(path))
            return std::unique_ptr<HistoryQueries>();
        return SqliteHistory::openBeside(path);
    });
}

HistoryReader::~HistoryReader()
{
    // The database connection belongs to the reader's thread and has to be closed there.
    m_thread.run([this] { m_queries = std::unique_ptr<HistoryQueries>(); });
}

} // namespace Belay
