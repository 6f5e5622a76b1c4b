// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/ui/fakeservices.h"
#include "ui/dialogs/webhookdialog.h"
#include "ui/pages/settingspage.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/undobar.h"
#include "ui/windowclosing.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimeEdit>
#include <QVBoxLayout>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// The page of settings on a real config. With BELAY_PICTURES=DIR its pictures are kept there.
class tst_SettingsPage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsChangedHoldsAtOnce();
    void quietHours();
    void reminders();
    void eventsAndTargets();
    void defaultsComeBack();
    void theTestNoteSaysHowItWasShown_data();
    void theTestNoteSaysHowItWasShown();
    void aWebhookIsAdded();
    void aWebhookWithoutAKeychain();
    void aWebhookIsTestedEditedAndRemoved();
    void privacySwitches();
    void aFileThatCannotBeWritten();
    void allByKeyboard();
    void pictures_data();
    void pictures();

private:
    const NotificationConfig &saved() const { return m_config->config()->notifications; }
    template <typename T>
    T *child(const QString &name)
    {
        T *found = m_window->findChild<T *>(name);
        if (!found)
            qFatal("no child %s", qPrintable(name));
        return found;
    }
    void edit(const std::function<void(Config &)> &change)
    {
        Config config = *m_config->config();
        change(config);
        QVERIFY(m_config->apply(std::move(config)));
    }
    void addWebhook(const QString &id, const QString &address)
    {
        child<QPushButton>(u"addWebhookButton"_s)->click();
        auto *dialog = child<WebhookDialog>(u"webhookDialog"_s);
        dialog->findChild<QLineEdit *>(u"webhookNameLineEdit"_s)->setText(id);
        dialog->findChild<QLineEdit *>(u"webhookAddressLineEdit"_s)->setText(address);
        auto *save = dialog->findChild<QPushButton *>(u"webhookSaveButton"_s);
        QVERIFY(save->isEnabled());
        save->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    QTemporaryDir m_scratch;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ConfigService> m_config;
    std::unique_ptr<SettingsDesk> m_desk;
    std::unique_ptr<FakeKeyService> m_keys;
    std::unique_ptr<FakeNotificationControl> m_control;
    std::unique_ptr<FakeCloseGuard> m_guard;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<WindowClosing> m_closing;
    UndoBar *m_undo = nullptr;
    SettingsPage *m_page = nullptr;
};

void tst_SettingsPage::init()
{
    m_settings.reset(); // it writes once more, and would make the folder again
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = std::make_unique<ConfigService>(m_folder->filePath(u"config.json"_s));
    QVERIFY(m_config->load());
    edit([](Config &config) {
        for (const QString &id : {u"openai"_s, u"anthropic"_s}) {
            ProviderConfig provider;
            provider.id = ProviderId(id);
            provider.name = id == u"openai" ? u"OpenAI"_s : u"Anthropic"_s;
            provider.kind = id == u"openai" ? ProviderKindId::OpenAi : ProviderKindId::Anthropic;
            provider.monitor.models = {u"model-of-"_s + id};
            config.providers.push_back(provider);
        }
    });
    m_desk = std::make_unique<SettingsDesk>(*m_config);
    m_keys = std::make_unique<FakeKeyService>();
    m_control = std::make_unique<FakeNotificationControl>();
    m_guard = std::make_unique<FakeCloseGuard>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"ui.ini"_s), QSettings::IniFormat);
    m_clock = std::make_unique<FakeClock>();
    m_window = std::make_unique<QWidget>();
    m_closing = std::make_unique<WindowClosing>(*m_window, *m_settings, *m_guard);
    m_undo = new UndoBar(*m_clock, m_window.get());
    m_page = new SettingsPage({*m_desk, *m_keys, *m_closing, *m_undo, m_control.get()}, m_window.get());
    auto *column = new QVBoxLayout(m_window.get());
    column->addWidget(m_page);
    column->addWidget(m_undo);
    m_window->resize(1000, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void tst_SettingsPage::cleanup()
{
    m_closing.reset();
    m_window.reset();
    m_desk.reset();
}

void tst_SettingsPage::whatIsChangedHoldsAtOnce()
{
    child<QCheckBox>(u"desktopNotesCheckBox"_s)->click();
    QVERIFY(!saved().desktop);
    child<QSpinBox>(u"rawDaysSpinBox"_s)->setValue(7);
    QCOMPARE(m_config->config()->history.rawDays, 7);
    child<QCheckBox>(u"backgroundCheckBox"_s)->click();
    QVERIFY(m_closing->keepsRunning());
    // What is changed elsewhere is shown.
    edit([](Config &config) { config.notifications.desktop = true; });
    QVERIFY(child<QCheckBox>(u"desktopNotesCheckBox"_s)->isChecked());
    ConfigService again(m_config->path());
    QVERIFY(again.load());
    QCOMPARE(again.config()->history.rawDays, 7);
}

void tst_SettingsPage::quietHours()
{
    auto *on = child<QCheckBox>(u"quietHoursCheckBox"_s);
    auto *from = child<QTimeEdit>(u"quietFromTimeEdit"_s);
    auto *to = child<QTimeEdit>(u"quietToTimeEdit"_s);
    QVERIFY(!on->isChecked() && !from->isEnabled());
    on->click();
    QCOMPARE(saved().quietHours, u"22:00-07:00"_s);
    from->setTime(QTime(21, 30));
    QCOMPARE(saved().quietHours, u"21:30-07:00"_s);
    to->setTime(QTime(21, 30)); // no length: what held before holds
    QCOMPARE(saved().quietHours, u"21:30-07:00"_s);
    QCOMPARE(to->time(), QTime(7, 0));
    on->click();
    QVERIFY(saved().quietHours.isEmpty());
}

void tst_SettingsPage::reminders()
{
    auto *box = child<QComboBox>(u"reminderComboBox"_s);
    QVERIFY(box->currentText().contains(u"1 h"));
    box->setCurrentIndex(0);
    Q_EMIT box->activated(0);
    QVERIFY(!saved().remindEvery);
    edit([](Config &config) { config.notifications.remindEvery = std::chrono::minutes {45}; });
    QVERIFY2(box->currentText().contains(u"45 min"), qPrintable(box->currentText()));
}

void tst_SettingsPage::eventsAndTargets()
{
    const QList<QCheckBox *> boxes = child<QWidget>(u"notificationSettings"_s)->findChildren<QCheckBox *>();
    const auto keys
        = std::ranges::find_if(boxes, [](const QCheckBox *box) { return box->text().contains(u"Keys"); });
    (*keys)->click();
    QVERIFY(!saved().events.empty());
    QVERIFY(std::ranges::find(saved().events, u"key.rejected"_s) == saved().events.end());
    QVERIFY(std::ranges::find(saved().events, u"incident.opened"_s) != saved().events.end());
    (*keys)->click();
    QVERIFY(saved().events.empty()); // all again

    auto *list = child<QListWidget>(u"toldTargetsList"_s);
    QCOMPARE(list->count(), 4);
    list->item(1)->setCheckState(Qt::Unchecked);
    QTRY_COMPARE(saved().muted, std::vector {u"openai/model-of-openai"_s});
    list->item(2)->setCheckState(Qt::Unchecked);
    QTRY_COMPARE(saved().muted.size(), size_t {2});
    QVERIFY(!(list->item(3)->flags() & Qt::ItemIsEnabled)); // its provider is silent
    list->item(2)->setCheckState(Qt::Checked);
    QTRY_COMPARE(saved().muted.size(), size_t {1});
}

void tst_SettingsPage::defaultsComeBack()
{
    edit([](Config &config) {
        config.notifications.desktop = false;
        config.notifications.quietHours = u"20:00-08:00"_s;
        config.notifications.webhooks = {{u"w"_s, u"slack"_s, u"keychain"_s, {}, {}}};
    });
    child<QPushButton>(u"resetNotificationsButton"_s)->click();
    QVERIFY(saved().desktop && saved().quietHours.isEmpty());
    QCOMPARE(saved().webhooks.size(), size_t {1});
}

void tst_SettingsPage::theTestNoteSaysHowItWasShown_data()
{
    QTest::addColumn<NoteRoute>("route");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("words");
    QTest::addRow("a service with a name")
        << NoteRoute::Service << u"GNOME Shell"_s << u"GNOME Shell took it."_s;
    QTest::addRow("a service without") << NoteRoute::Service << QString() << u"Your desktop took it."_s;
    QTest::addRow("the tray") << NoteRoute::Tray << QString() << u"beside the tray"_s;
    QTest::addRow("the window alone") << NoteRoute::Window << QString() << u"shown in this window"_s;
}

void tst_SettingsPage::theTestNoteSaysHowItWasShown()
{
    QFETCH(QString, words);
    QFETCH(NoteRoute, route);
    QFETCH(QString, by);
    m_control->route = route;
    m_control->by = by;
    child<QPushButton>(u"testNoteButton"_s)->click();
    QVERIFY(child<QLabel>(u"testNoteLabel"_s)->text().contains(words));
}

void tst_SettingsPage::aWebhookIsAdded()
{
    child<QPushButton>(u"addWebhookButton"_s)->click();
    auto *dialog = child<WebhookDialog>(u"webhookDialog"_s);
    auto *save = dialog->findChild<QPushButton *>(u"webhookSaveButton"_s);
    auto *name = dialog->findChild<QLineEdit *>(u"webhookNameLineEdit"_s);
    auto *address = dialog->findChild<QLineEdit *>(u"webhookAddressLineEdit"_s);
    QVERIFY(!save->isEnabled());
    name->setText(u"Team Room"_s);
    address->setText(u"https://hooks.slack.com/services/T0/B0/x"_s);
    QVERIFY(!save->isEnabled());
    name->setText(u"team"_s);
    QVERIFY(save->isEnabled());
    address->setText(u"hooks.slack.com"_s);
    QVERIFY(!save->isEnabled());
    dialog->reject();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

    addWebhook(u"team"_s, u"https://hooks.slack.com/services/T0/B0/x"_s);
    QCOMPARE(saved().webhooks.size(), size_t {1});
    QCOMPARE(saved().webhooks.front().url, u"keychain"_s);
    QCOMPARE(m_control->stored.front().second, QByteArray("https://hooks.slack.com/services/T0/B0/x"));
    QFile file(m_config->path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("slack.com"));
    m_control->failure = Error {ErrorKind::Permission, u"locked"_s, {}};
    addWebhook(u"other"_s, u"https://hook.example/in"_s);
    QCOMPARE(saved().webhooks.size(), size_t {1});
    QVERIFY(child<QLabel>(u"webhookNoteLabel"_s)->text().contains(u"could not be kept"));
}

void tst_SettingsPage::aWebhookWithoutAKeychain()
{
    m_keys->become(KeyService::Keychain::Absent);
    addWebhook(u"w"_s, u"https://hook.example/in"_s);
    QCOMPARE(saved().webhooks.front().url, u"session"_s);
    QCOMPARE(saved().webhooks.front().secret.toString(), u"session"_s);
}

void tst_SettingsPage::aWebhookIsTestedEditedAndRemoved()
{
    addWebhook(u"w"_s, u"https://hook.example/in"_s);
    child<QPushButton>(u"testWebhookButton-w"_s)->click();
    QCOMPARE(child<QLabel>(u"webhookStatus-w"_s)->text(), u"The test arrived: 200."_s);
    m_control->tested = Unexpected {Error {ErrorKind::Network, u"it answered 404"_s, {}}};
    child<QPushButton>(u"testWebhookButton-w"_s)->click();
    QCOMPARE(child<QLabel>(u"webhookStatus-w"_s)->text(), u"The test did not arrive: it answered 404."_s);
    m_control->statuses[u"w"_s] = {WebhookStatus::State::Failed, m_clock->wall(), u"it answered 500"_s, 0, 0};
    Q_EMIT m_control->webhookChanged(u"w"_s);
    QVERIFY(child<QLabel>(u"webhookStatus-w"_s)->text().contains(u"it answered 500"));
    m_control->statuses[u"w"_s] = {WebhookStatus::State::Trying, m_clock->wall(), u"it answered 500"_s, 2, 0,
        m_clock->wall() + std::chrono::minutes {4}};
    Q_EMIT m_control->webhookChanged(u"w"_s);
    const QString tried = child<QLabel>(u"webhookStatus-w"_s)->text();
    QVERIFY2(tried.startsWith(u"Tried 2 of 5, last at "_s) && tried.contains(u": it answered 500; next at "),
        qPrintable(tried));
    // What the delivery before ended with says nothing of this one's first try.
    m_control->statuses[u"w"_s] = {WebhookStatus::State::Trying, m_clock->wall(), u"200"_s, 1, 0};
    Q_EMIT m_control->webhookChanged(u"w"_s);
    QCOMPARE(child<QLabel>(u"webhookStatus-w"_s)->text(), u"On its way…"_s);
    child<QPushButton>(u"copyWebhookButton-w"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"blt_of-the-test"_s);

    child<QPushButton>(u"editWebhookButton-w"_s)->click();
    auto *dialog = child<WebhookDialog>(u"webhookDialog"_s);
    QVERIFY(dialog->findChild<QLineEdit *>(u"webhookAddressLineEdit"_s)->text().isEmpty());
    dialog->findChildren<QCheckBox *>().front()->click();
    dialog->findChild<QPushButton *>(u"webhookSaveButton"_s)->click();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(std::ranges::find(saved().webhooks.front().events, u"incident.opened"_s)
        == saved().webhooks.front().events.end());
    QCOMPARE(m_control->stored.size(), size_t {1}); // the address stayed

    child<QPushButton>(u"removeWebhookButton-w"_s)->click();
    QVERIFY(saved().webhooks.empty() && m_control->removed.empty());
    m_clock->advance(UndoBar::Time + Seconds {1});
    QCOMPARE(m_control->removed, std::vector {u"w"_s});
}

void tst_SettingsPage::privacySwitches()
{
    const auto box = [this](int index) { return child<QCheckBox>(u"privacyCheckBox-%1"_s.arg(index)); };
    QVERIFY(box(0)->isChecked() && !box(1)->isChecked() && box(2)->isChecked() && box(3)->isChecked());
    QVERIFY(!box(4)->isEnabled()); // no webhook yet
    box(0)->click();
    QVERIFY(!m_config->config()->providers.front().monitor.enabled);
    box(1)->click();
    QVERIFY(m_config->config()->gateway.enabled);
    box(2)->click();
    QCOMPARE(m_config->config()->providers.back().monitor.statusPage, u"off"_s);
    box(2)->click();
    QVERIFY(m_config->config()->providers.back().monitor.statusPage.isEmpty());
    box(3)->click();
    QVERIFY(m_config->config()->network.anchors.empty());
    box(3)->click();
    QCOMPARE(m_config->config()->network.anchors.size(), size_t {2});
    addWebhook(u"w"_s, u"https://hook.example/in"_s);
    QVERIFY(box(4)->isChecked() && box(4)->isEnabled());
    box(4)->click();
    QVERIFY(!saved().webhooks.front().enabled);
    QVERIFY(!child<QCheckBox>(u"webhookCheckBox-w"_s)->isChecked());
}

void tst_SettingsPage::aFileThatCannotBeWritten()
{
    QSignalSpy failed(m_desk.get(), &SettingsDesk::failed);
    QFile file(m_config->path());
    QVERIFY(file.open(QIODevice::WriteOnly)); // somebody else changed it
    file.write("{}");
    file.close();
    child<QCheckBox>(u"desktopNotesCheckBox"_s)->click();
    QCOMPARE(failed.size(), 1);
    QVERIFY(child<QCheckBox>(u"desktopNotesCheckBox"_s)->isChecked()); // as it holds
}

void tst_SettingsPage::allByKeyboard()
{
    addWebhook(u"w"_s, u"https://hook.example/in"_s);
    std::set<QWidget *> reached;
    m_page->setFocus();
    for (int step = 0; step < 100; ++step) {
        reached.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QWidget *content = m_page->findChild<QScrollArea *>()->widget();
    for (QWidget *widget : content->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
            || qobject_cast<QListWidget *>(widget);
        if (isControl && widget->isEnabled() && widget->isVisible())
            QVERIFY2(reached.contains(widget),
                qPrintable(
                    widget->objectName() + u' ' + QString::fromLatin1(widget->metaObject()->className())));
    }
}

void tst_SettingsPage::pictures_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QSize>("size");
    QTest::addRow("settings-light-1x") << Appearance::Light << 1 << QSize(1000, 1500);
    QTest::addRow("settings-dark-1x") << Appearance::Dark << 1 << QSize(1000, 1500);
    QTest::addRow("settings-light-2x") << Appearance::Light << 2 << QSize(700, 1500);
    QTest::addRow("settings-dark-2x") << Appearance::Dark << 2 << QSize(700, 1500);
}

void tst_SettingsPage::pictures()
{
    QFETCH(Appearance, appearance);
    QFETCH(int, scale);
    QFETCH(QSize, size);
    applyAppearance(*qApp, appearance);
    addWebhook(u"team-room"_s, u"https://hook.example/in"_s);
    addWebhook(u"pager"_s, u"https://hook.example/other"_s);
    m_control->statuses[u"pager"_s]
        = {WebhookStatus::State::Failed, m_clock->wall(), u"it answered 500"_s, 0, 0};
    Q_EMIT m_control->webhookChanged(u"pager"_s);
    child<QPushButton>(u"testNoteButton"_s)->click();
    m_window->resize(size);
    for (int pass = 0; pass < 4; ++pass)
        QCoreApplication::processEvents();
    QImage image(m_window->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    m_window->render(&image);
    const QString kept = qEnvironmentVariable("BELAY_PICTURES", m_scratch.path());
    QVERIFY(QDir().mkpath(kept));
    QVERIFY(image.save(QDir(kept).filePath(QString::fromUtf8(QTest::currentDataTag()) + u".png")));
    // What is wider than its window gets cut.
    QVERIFY(m_page->findChild<QScrollArea *>()->widget()->minimumSizeHint().width() <= 700);
}

QTEST_MAIN(tst_SettingsPage)
#include "tst_settingspage.moc"
