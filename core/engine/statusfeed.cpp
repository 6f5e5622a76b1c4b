// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statusfeed.h"

namespace Belay {

StatusFeed::StatusFeed(QObject *parent)
    : QObject(parent)
    , m_board(std::make_shared<const StatusBoard>())
{ }

const TargetStatus *StatusFeed::target(const TargetId &id) const
{
    for (const TargetStatus &target : m_board->targets) {
        if (target.id == id)
            return &target;
    }
    return nullptr;
}

void StatusFeed::publish(std::shared_ptr<const StatusBoard> board)
{
    m_board = std::move(board);
    Q_EMIT boardChanged();
}

} // namespace Belay
