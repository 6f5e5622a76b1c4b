// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeclock.h"
#include "tests/support/fakehistoryqueries.h"
#include "tests/ui/fakeincidents.h"
#include "tests/ui/fakeservices.h"
#include "tests/ui/madeboards.h"
#include "ui/dialogs/addproviderdialog.h"
#include "ui/mainwindow.h"

#include <QListView>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace Belay {

/// A main window with a real config in a folder of its own, and services that the test plays.
class WindowFixture : public QObject
{
    Q_OBJECT
protected:
    void begin();
    void open(bool demo = false);
    /// OpenAI in the config, and a board of twenty targets.
    void addProvider(const std::vector<QString> &models);
    void remove(const TargetId &target);
    /// Fills the dialog, lets its free test succeed and asks to watch.
    void saveThrough(AddProviderDialog &dialog);
    QListView *cards() { return child<QListView>(QStringLiteral("targetCards")); }
    const ProviderConfig &provider() const { return config->config()->providers.at(0); }
    template <typename T>
    T *child(const QString &name)
    {
        T *found = window->findChild<T *>(name);
        if (!found)
            qFatal("no child %s", qPrintable(name));
        return found;
    }

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<ConfigService> config;
    std::unique_ptr<FakeKeyService> keys;
    std::unique_ptr<FakeTrialService> trials;
    std::unique_ptr<StatusFeed> feed;
    std::unique_ptr<FakeMonitorControl> monitor;
    std::unique_ptr<FakeCloseGuard> guard;
    std::unique_ptr<FakeGatewayControl> gateway;
    std::unique_ptr<FakeNotificationControl> notifications;
    std::unique_ptr<FakeIncidentControl> incidents;
    std::unique_ptr<FakeClock> clock;
    std::unique_ptr<FakeHistory> past; ///< what history knows; filled before open()
    std::unique_ptr<HistoryReader> history;
    std::unique_ptr<MainWindow> window;
};

} // namespace Belay
