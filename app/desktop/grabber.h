// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/domain/config.h"
#include "core/engine/statusfeed.h"
#include "ui/dialogs/addproviderdialog.h"
#include "ui/mainwindow.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

namespace Belay {

/// Saves pictures of pages once they show something, one after the other: `DIR/<page>-<theme>.png`. One of
/// them, `addprovider`, is a dialog: it is led to its live test as a person leads it.
class Grabber final : public QObject
{
    Q_OBJECT
public:
    struct Order {
        QString folder;
        QString suffix; ///< `-light`, `-dark@2`
        QStringList pages;
        bool demo = false; ///< waits for the weather that the demo is about
        ProviderConfig trial; ///< what the dialog tries out
        Secret trialKey;
    };
    Grabber(MainWindow &window, StatusFeed &feed, Clock &clock, Order order);

Q_SIGNALS:
    /// `failed` names the first file that could not be written; empty when all are there.
    void finished(const QString &failed);

private:
    void next();
    bool isReady() const;
    void show(const QString &page);
    void leadDialog();
    /// Sends the simulated request once the free test has ended; true when nothing is left to wait for.
    bool tryOut();
    void grab();
    void save(QWidget &picture, const QString &name);

    MainWindow &m_window;
    StatusFeed &m_feed;
    Clock &m_clock;
    Order m_order;
    std::unique_ptr<Alarm> m_alarm;
    SteadyTime m_begun;
    bool m_shown = false; // the page at the head of the list
    bool m_paid = false; // the dialog's simulated request was sent
    QPointer<AddProviderDialog> m_dialog;
};

} // namespace Belay
