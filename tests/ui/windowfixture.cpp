// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"

#include "ui/pages/dashboardpage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

namespace Belay {

using namespace Qt::StringLiterals;

void WindowFixture::begin()
{
    window.reset(); // the one of the row before still looks at what is made anew here
    settings.reset(); // it writes once more, and would make the folder again
    folder = std::make_unique<QTemporaryDir>();
    settings = std::make_unique<QSettings>(folder->filePath(u"ui.ini"_s), QSettings::IniFormat);
    config = std::make_unique<ConfigService>(folder->filePath(u"config.json"_s));
    QVERIFY(config->load());
    keys = std::make_unique<FakeKeyService>();
    trials = std::make_unique<FakeTrialService>();
    feed = std::make_unique<StatusFeed>();
    monitor = std::make_unique<FakeMonitorControl>();
    guard = std::make_unique<FakeCloseGuard>();
    gateway = std::make_unique<FakeGatewayControl>();
    notifications = std::make_unique<FakeNotificationControl>();
    incidents = std::make_unique<FakeIncidentControl>();
    clock = std::make_unique<FakeClock>();
    clock->setWall(MadeAt);
    history.reset();
    past = std::make_unique<FakeHistory>();
    history = std::make_unique<HistoryReader>([from = past.get()]() -> std::unique_ptr<HistoryQueries> {
        return std::make_unique<FakeHistoryQueries>(*from);
    });
    open();
}

void WindowFixture::open(bool demo)
{
    window.reset();
    window = std::make_unique<MainWindow>(
        WindowParts {*feed, *monitor, *history, *config, *keys, *trials, Catalogue::builtIn(), *clock,
            *settings, *guard, demo, gateway.get(), notifications.get(), incidents.get()});
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
}

void WindowFixture::addProvider(const std::vector<QString> &models)
{
    Config changed = *config->config();
    ProviderConfig added;
    added.id = ProviderId(u"openai"_s);
    added.kind = ProviderKindId::OpenAi;
    added.name = u"OpenAI"_s;
    added.keys = {{KeyId(u"main"_s), {}, 1}};
    added.monitor.models = models;
    changed.providers.push_back(added);
    QVERIFY(config->apply(std::move(changed)));
    feed->publish(sharedBoard(madeBoard(20)));
}

void WindowFixture::remove(const TargetId &target)
{
    Q_EMIT child<DashboardPage>(u"dashboardPage"_s)->removeRequested(target);
}

void WindowFixture::saveThrough(AddProviderDialog &dialog)
{
    dialog.chooseKind(ProviderKindId::OpenAi);
    dialog.findChild<QLineEdit *>(u"keyLineEdit"_s)->setText(u"sk-proj-abcdefghijklmnop"_s);
    auto *next = dialog.findChild<QPushButton *>(u"nextButton"_s);
    next->click();
    trials->progress(FakeTrialService::resultOf(Proof::Auth));
    QCoreApplication::processEvents();
    next->click();
}

} // namespace Belay
