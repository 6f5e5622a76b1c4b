// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/statusfeed.h"
#include "ui/mainwindow.h"

#include <QObject>
#include <QStringList>

namespace Belay {

/// Saves pictures of pages once they show something, one after the other: `DIR/<page>-<theme>.png`.
class Grabber final : public QObject
{
    Q_OBJECT
public:
    struct Order {
        QString folder;
        QString suffix; ///< `-light`, `-dark@2`
        QStringList pages;
    };
    Grabber(MainWindow &window, StatusFeed &feed, Clock &clock, Order order);

Q_SIGNALS:
    /// `failed` names the first file that could not be written; empty when all are there.
    void finished(const QString &failed);

private:
    void next();
    bool isReady() const;
    void grab();

    MainWindow &m_window;
    StatusFeed &m_feed;
    Clock &m_clock;
    Order m_order;
    std::unique_ptr<Alarm> m_alarm;
    SteadyTime m_begun;
    bool m_shown = false; // the page at the head of the list
};

} // namespace Belay
