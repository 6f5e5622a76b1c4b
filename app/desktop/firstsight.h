// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Belay {

/// Notes in the log when the dashboard has been painted with targets for the first time: what a start took
/// for the person who waited. Goes away by itself then.
class FirstSight final : public QObject
{
    Q_OBJECT
public:
    /// `window`: shows a dashboard, as cards or as a table.
    explicit FirstSight(QWidget &window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_seen = false;
};

} // namespace Belay
