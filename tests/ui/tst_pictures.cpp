// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/ui/fakeservices.h"
#include "tests/ui/madeboards.h"
#include "ui/dialogs/addproviderdialog.h"
#include "ui/dialogs/editproviderdialog.h"
#include "ui/mainwindow.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/firstrunpage.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// Renders every page as it looks with no, one, twenty and two hundred targets. With BELAY_PICTURES=DIR the
/// pictures are kept there, for a person to look at.
class tst_Pictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_scratch.isValid());
        const QString kept = qEnvironmentVariable("BELAY_PICTURES");
        m_folder = kept.isEmpty() ? m_scratch.path() : kept;
        QVERIFY(QDir().mkpath(m_folder));
        m_clock.setWall(MadeAt);
    }

    void dashboard_data()
    {
        QTest::addColumn<int>("targets");
        QTest::addColumn<QString>("look");
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<int>("scale");
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
            for (const int targets : {0, 1, 20, 200})
                for (const QString &look : {u"cards"_s, u"table"_s})
                    for (const int scale : {1, 2})
                        addRow(targets, look, appearance, scale);
            addRow(20, u"grouped"_s, appearance, 1);
        }
    }
    void dashboard()
    {
        QFETCH(int, targets);
        QFETCH(QString, look);
        QFETCH(Appearance, appearance);
        applyAppearance(*qApp, appearance);
        StatusFeed feed;
        FakeMonitorControl monitor;
        QSettings settings(m_scratch.filePath(u"ui.ini"_s), QSettings::IniFormat);
        settings.setValue(u"dashboard/view"_s, look == u"table" ? u"table"_s : u"cards"_s);
        settings.setValue(u"dashboard/groupByProvider"_s, look == u"grouped");
        feed.publish(sharedBoard(madeBoard(targets)));
        DashboardPage page(feed, monitor, m_clock, settings);
        page.resize(1180, 720);
        keep(page);
    }

    void pages_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<int>("scale");
        for (const QString &page :
            {u"firstrun"_s, u"firstrun-locked"_s, u"kind"_s, u"key"_s, u"key-foreign"_s, u"test-running"_s,
                u"test-good"_s, u"test-refused"_s, u"edit"_s, u"window"_s})
            for (const Appearance appearance : {Appearance::Light, Appearance::Dark})
                for (const int scale : {1, 2})
                    QTest::newRow(qPrintable(u"%1-%2-%3x"_s.arg(page,
                        appearance == Appearance::Light ? u"light"_s : u"dark"_s, QString::number(scale))))
                        << page << appearance << scale;
    }
    void pages()
    {
        QFETCH(QString, page);
        QFETCH(Appearance, appearance);
        applyAppearance(*qApp, appearance);
        FakeKeyService keys;
        FakeTrialService trials;
        trials.environment = {{u"ANTHROPIC_API_KEY"_s, ProviderKindId::Anthropic}};
        trials.servers = {
            {ProviderKindId::Ollama, QUrl(u"http://127.0.0.1:11434/v1"_s), {u"qwen3:4b"_s, u"gemma3:4b"_s}}};
        if (page.startsWith(u"firstrun")) {
            if (page.endsWith(u"locked")) {
                keys.state = KeyService::Keychain::Absent;
                keys.detail = u"The name org.freedesktop.secrets was not provided by any .service files"_s;
            }
            FirstRunPage first(keys, trials, Catalogue::builtIn());
            first.look();
            first.resize(1080, 760);
            keep(first);
        } else if (page == u"edit") {
            EditProviderDialog dialog(madeProvider(), Catalogue::builtIn());
            keep(dialog);
        } else if (page == u"window") {
            keepWindow(keys, trials);
        } else {
            AddProviderDialog dialog(trials, keys, Catalogue::builtIn());
            lead(dialog, trials, page);
            keep(dialog);
        }
    }

private:
    static QString nameOf(int targets, const QString &look, Appearance appearance, int scale)
    {
        return u"dashboard-%1-%2-%3-%4x"_s.arg(targets).arg(
            look, appearance == Appearance::Light ? u"light"_s : u"dark"_s, QString::number(scale));
    }
    static void addRow(int targets, const QString &look, Appearance appearance, int scale)
    {
        QTest::newRow(qPrintable(nameOf(targets, look, appearance, scale)))
            << targets << look << appearance << scale;
    }
    static ProviderConfig madeProvider()
    {
        ProviderConfig provider;
        provider.id = ProviderId(u"openai"_s);
        provider.kind = ProviderKindId::OpenAi;
        provider.name = u"OpenAI"_s;
        provider.keys = {{KeyId(u"main"_s), {}, 1}};
        provider.monitor.models = {u"gpt-5-nano"_s, u"gpt-5-mini"_s};
        return provider;
    }
    static void lead(AddProviderDialog &dialog, FakeTrialService &trials, const QString &page)
    {
        if (page == u"kind")
            return;
        dialog.chooseKind(ProviderKindId::OpenAi);
        dialog.findChild<QLineEdit *>(u"keyLineEdit"_s)
            ->setText(
                page == u"key-foreign" ? u"sk-ant-api03-abcdefghijklmnop"_s : u"sk-proj-abcdefghijklmnop"_s);
        if (page.startsWith(u"key"))
            return;
        dialog.findChild<QPushButton *>(u"nextButton"_s)->click();
        TrialResult result = page == u"test-refused" ? FakeTrialService::resultOf(Proof::Reach, Outcome::Auth)
                                                     : FakeTrialService::resultOf(Proof::Auth);
        if (page == u"test-good")
            result = FakeTrialService::resultOf(Proof::Stream);
        result.finished = page != u"test-running";
        trials.progress(result);
        QCoreApplication::processEvents();
    }
    void keepWindow(FakeKeyService &keys, FakeTrialService &trials)
    {
        const QTemporaryDir home;
        ConfigService config(home.filePath(u"config.json"_s));
        QVERIFY(config.load());
        Config watched = *config.config();
        watched.providers = {madeProvider()};
        QVERIFY(config.apply(std::move(watched)));
        StatusFeed feed;
        feed.publish(sharedBoard(madeBoard(20)));
        FakeMonitorControl monitor;
        FakeCloseGuard guard;
        guard.working = false;
        HistoryReader history([] { return std::unique_ptr<HistoryQueries>(); });
        QSettings settings(home.filePath(u"ui.ini"_s), QSettings::IniFormat);
        MainWindow window({feed, monitor, history, config, keys, trials, Catalogue::builtIn(), m_clock,
            settings, guard, true});
        window.setHistorySize(18'400'000);
        Q_EMIT window.findChild<DashboardPage *>()->removeRequested(
            {ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        keep(window);
    }
    void keep(QWidget &page)
    {
        QFETCH(int, scale);
        page.ensurePolished();
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QImage image(page.size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        page.render(&image);
        QVERIFY(image.save(QDir(m_folder).filePath(QString::fromUtf8(QTest::currentDataTag()) + u".png")));
        // Nothing may be wider than its window: that is what gets cut.
        QVERIFY2(page.minimumSizeHint().width() <= 960,
            qPrintable(QString::number(page.minimumSizeHint().width())));
    }

    QTemporaryDir m_scratch;
    QString m_folder;
    FakeClock m_clock;
};

QTEST_MAIN(tst_Pictures)
#include "tst_pictures.moc"
