// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/historyreader.h"

namespace Belay {

HistoryReader::HistoryReader(std::function<std::unique_ptr<HistoryQueries>()> open)
    : m_thread(QStringLiteral("reader"))
{
    m_thread.post([this, open = std::move(open)] { m_queries = open(); });
}

HistoryReader::~HistoryReader()
{
    // The database connection belongs to the reader's thread and has to be closed there.
    m_thread.run([this] { m_queries.reset(); });
}

} // namespace Belay
