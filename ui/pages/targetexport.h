// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/historyreader.h"

#include <QObject>

class QWidget;

namespace Belay {

/// Asks where the checks of a range shall go, writes them there and says how it went.
class TargetExport final : public QObject
{
    Q_OBJECT
public:
    TargetExport(HistoryReader &reader, QWidget &window);

    /// A target's own checks, and its provider's of address and key.
    void ask(const TargetId &target, const TimeRange &range);
    void write(const TargetId &target, const TimeRange &range, const QString &path);

Q_SIGNALS:
    void noted(const QString &message);

private:
    HistoryReader &m_reader;
    QWidget &m_window;
};

} // namespace Belay
