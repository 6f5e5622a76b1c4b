// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

#include <QObject>

#include <memory>

namespace Belay {

/// The newest board, for pages. Lives on the main thread.
class StatusFeed final : public QObject
{
    Q_OBJECT
public:
    explicit StatusFeed(QObject *parent = nullptr);

    /// Never null: before the first board an empty one.
    std::shared_ptr<const StatusBoard> board() const { return m_board; }
    const TargetStatus *target(const TargetId &id) const;
    void publish(std::shared_ptr<const StatusBoard> board);

Q_SIGNALS:
    void boardChanged();
    void sampleTaken(const Belay::Sample &sample);

private:
    std::shared_ptr<const StatusBoard> m_board;
};

} // namespace Belay
