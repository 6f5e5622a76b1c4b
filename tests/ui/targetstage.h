// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/historyreader.h"
#include "core/engine/statusfeed.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakehistoryqueries.h"
#include "tests/ui/fakeservices.h"
#include "ui/pages/targetpage.h"

#include <QSettings>
#include <QTemporaryDir>

class QAbstractButton;
class QAbstractItemModel;

namespace Belay {

/// A target page with all that it stands on, a real reader thread included. `history` is filled before
/// open().
class TargetStage final
{
public:
    TargetStage();
    ~TargetStage();
    Q_DISABLE_COPY_MOVE(TargetStage)

    /// A day of checks with a slow hour, an outage without answers, a pause, and failures.
    void fillHistory(Milliseconds length, Milliseconds step);
    /// Publishes the target in this state.
    void publish(TargetState state);
    TargetPage &open(const TargetId &target);
    /// Waits until the page shows the answer to its newest question.
    bool settle();

    static TargetId model();
    static TargetId provider();

    std::vector<QString> offered; ///< not empty: the model has vanished, and these are there
    FakeHistory history;
    FakeClock clock;
    StatusFeed feed;
    FakeMonitorControl control;
    QTemporaryDir folder;
    QSettings settings;
    std::unique_ptr<HistoryReader> reader;
    std::unique_ptr<TargetPage> page;
    std::shared_ptr<Config> config;
};

// What is on a page, by the names of its parts.
QString textOf(const QWidget &page, const QString &label);
QAbstractItemModel &modelOf(const QWidget &page, const QString &table);
QString cell(const QAbstractItemModel &model, int row, int column);
void click(const QWidget &page, const QString &button);
QAbstractButton *rangeButton(const QWidget &page, const QString &text);

} // namespace Belay
