// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/dialogs/editproviderdialog.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/firstrunpage.h"
#include "ui/pages/targetpage.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ProviderActions : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { window.reset(); }

    void firstRunLeadsToAWatchedProvider()
    {
        QVERIFY(child<FirstRunPage>(u"firstRunPage"_s)->isVisible());
        child<QPushButton>(u"addKeyButton"_s)->click();
        saveThrough(*child<AddProviderDialog>(u"addProviderDialog"_s));
        QCOMPARE(config->config()->providers.size(), size_t(1));
        const ProviderConfig saved = provider();
        QCOMPARE(saved.id.value, u"openai"_s);
        QCOMPARE(keys->stored,
            (std::vector<std::pair<QString, QByteArray>> {{u"openai/main"_s, "sk-proj-abcdefghijklmnop"}}));
        QVERIFY(child<DashboardPage>(u"dashboardPage"_s)->isVisible());
        QFile file(folder->filePath(u"config.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("abcdefghijklmnop"));
    }

    void keyThatCannotBeStoredLeavesNoHalfProvider()
    {
        keys->failure = Error {ErrorKind::Unavailable, u"no bus"_s, {}};
        child<QPushButton>(u"addKeyButton"_s)->click();
        auto *dialog = child<AddProviderDialog>(u"addProviderDialog"_s);
        saveThrough(*dialog);
        QVERIFY(config->config()->providers.empty());
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->findChild<QLabel *>(u"errorLabel"_s)->text().contains(u"no bus"));
    }

    void secondProviderOfAKindGetsItsOwnId()
    {
        addProvider({u"gpt-5-nano"_s});
        child<QPushButton>(u"addProviderButton"_s)->click();
        saveThrough(*child<AddProviderDialog>(u"addProviderDialog"_s));
        QCOMPARE(config->config()->providers.size(), size_t(2));
        QVERIFY(provider().id != config->config()->providers[1].id);
    }

    void deletedProviderGoesAfterTenSeconds()
    {
        addProvider({u"gpt-5-nano"_s});
        remove({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        QCOMPARE(config->config()->providers.size(), size_t(1));
        QCOMPARE(cards()->model()->rowCount(), 20 - 4); // all that OpenAI has
        clock->advance(9s);
        QCOMPARE(config->config()->providers.size(), size_t(1));
        QVERIFY(keys->removed.empty());
        clock->advance(2s);
        QVERIFY(config->config()->providers.empty());
        QCOMPARE(keys->removed, std::vector {u"openai/main"_s});
    }

    void undoTakesItBack()
    {
        addProvider({u"gpt-5-nano"_s});
        remove({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        child<QPushButton>(u"undoButton"_s)->click();
        QCOMPARE(cards()->model()->rowCount(), 20);
        clock->advance(20s);
        QCOMPARE(config->config()->providers.size(), size_t(1));
        QVERIFY(keys->removed.empty());
    }

    void oneOfTwoModelsGoesAlone()
    {
        addProvider({u"gpt-5-nano"_s, u"gpt-5-mini"_s});
        remove({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        clock->advance(11s);
        QCOMPARE(provider().monitor.models, std::vector {u"gpt-5-mini"_s});
        QVERIFY(keys->removed.empty());
    }

    void secondDeleteFinishesTheFirst()
    {
        addProvider({u"gpt-5-nano"_s, u"gpt-5-mini"_s, u"o4-mini"_s});
        remove({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        remove({ProviderId(u"openai"_s), u"gpt-5-mini"_s});
        QCOMPARE(provider().monitor.models, (std::vector {u"gpt-5-mini"_s, u"o4-mini"_s}));
        child<QPushButton>(u"undoButton"_s)->click();
        clock->advance(20s);
        QCOMPARE(provider().monitor.models.size(), size_t(2));
    }

    void quittingFinishesADelete()
    {
        addProvider({u"gpt-5-nano"_s});
        remove({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        guard->working = false;
        window->close();
        QVERIFY(config->config()->providers.empty());
        QCOMPARE(guard->quits, 1);
    }

    void anotherModelTakesThePlaceOfAVanishedOne()
    {
        addProvider({u"gpt-4.1-nano"_s, u"gpt-5-mini"_s});
        auto *page = child<DashboardPage>(u"dashboardPage"_s);
        const TargetId id {ProviderId(u"openai"_s), u"gpt-4.1-nano"_s};
        Q_EMIT page->insteadRequested(id, u"gpt-5-nano"_s);
        QCOMPARE(provider().monitor.models, (std::vector {u"gpt-5-nano"_s, u"gpt-5-mini"_s})); // at once
        auto *target = child<TargetPage>(u"targetPage"_s);
        QCOMPARE(target->target().model, u"gpt-5-nano"_s);
        child<QPushButton>(u"undoButton"_s)->click();
        QCOMPARE(provider().monitor.models, (std::vector {u"gpt-4.1-nano"_s, u"gpt-5-mini"_s}));
        QCOMPARE(target->target(), id);
        Q_EMIT page->insteadRequested(id, u"gpt-5-mini"_s); // which is there already
        clock->advance(20s);
        QCOMPARE(provider().monitor.models, std::vector {u"gpt-5-mini"_s});
    }

    void pauseHoldsOneModel()
    {
        addProvider({u"gpt-5-nano"_s, u"gpt-5-mini"_s});
        auto *page = child<DashboardPage>(u"dashboardPage"_s);
        const TargetId id {ProviderId(u"openai"_s), u"gpt-5-nano"_s};
        Q_EMIT page->pauseRequested(id, true);
        Q_EMIT page->pauseRequested(id, true);
        QCOMPARE(provider().monitor.paused, std::vector {u"gpt-5-nano"_s});
        Q_EMIT page->pauseRequested(id, false);
        QVERIFY(provider().monitor.paused.empty());
        Q_EMIT page->pauseRequested({ProviderId(u"openai"_s), {}}, true);
        QVERIFY(!provider().monitor.enabled);
        Q_EMIT page->pauseRequested({ProviderId(u"nobody"_s), {}}, true);
    }

    void editChangesACopyUntilItIsSaved()
    {
        addProvider({u"gpt-5-nano"_s});
        Q_EMIT child<DashboardPage>(u"dashboardPage"_s)->editRequested(ProviderId(u"openai"_s));
        auto *dialog = child<EditProviderDialog>(u"editProviderDialog"_s);
        auto *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        dialog->findChild<QLineEdit *>(u"baseUrlLineEdit"_s)->setText(u"nonsense"_s);
        QVERIFY(!save->isEnabled());
        dialog->findChild<QLineEdit *>(u"baseUrlLineEdit"_s)->setText(u"https://mirror.example/v1"_s);
        dialog->findChild<QPlainTextEdit *>(u"modelsTextEdit"_s)
            ->setPlainText(u" gpt-5-mini \n\ngpt-5-mini\no4-mini"_s);
        dialog->findChild<QSpinBox *>(u"completionsSpinBox"_s)->setValue(0);
        dialog->findChild<QLineEdit *>(u"keyLineEdit"_s)->setText(u"sk-proj-replacementreplacement"_s);
        QCOMPARE(provider().monitor.models.size(), size_t(1));
        save->click();
        const ProviderConfig saved = provider();
        QCOMPARE(saved.baseUrl, QUrl(u"https://mirror.example/v1"_s));
        QCOMPARE(saved.monitor.models, (std::vector {u"gpt-5-mini"_s, u"o4-mini"_s}));
        QVERIFY(!saved.monitor.completionEvery);
        QCOMPARE(keys->stored.back().second, QByteArray("sk-proj-replacementreplacement"));
    }

    void editKeepsAnIntervalUnderAMinute()
    {
        addProvider({u"gpt-5-nano"_s});
        ProviderConfig often = provider();
        often.monitor.completionEvery = 10s;
        const EditProviderDialog dialog(often, Catalogue::builtIn());
        auto *minutes = dialog.findChild<QSpinBox *>(u"completionsSpinBox"_s);
        QCOMPARE(minutes->value(), 1); // 0 reads as "Off"
        QCOMPARE(dialog.provider().monitor.completionEvery, often.monitor.completionEvery);
        minutes->setValue(2);
        QCOMPARE(dialog.provider().monitor.completionEvery, std::optional<Milliseconds>(2min));
        minutes->setValue(0);
        QVERIFY(!dialog.provider().monitor.completionEvery);
    }

    void changedFileIsNotOverwritten()
    {
        addProvider({u"gpt-5-nano"_s});
        QFile file(folder->filePath(u"config.json"_s));
        QVERIFY(file.open(QIODevice::Append));
        file.write("\n\n");
        file.close();
        pause();
        QVERIFY(child<QLabel>(u"undoLabel"_s)->text().contains(u"read again: please try once more"));
        QVERIFY(provider().monitor.paused.empty());
        pause(); // which is all that it takes
        QCOMPARE(provider().monitor.paused, std::vector {u"gpt-5-nano"_s});
    }

    void whatOthersWriteIsTakenOver()
    {
        addProvider({u"gpt-5-nano"_s});
        ConfigService other(config->path());
        QVERIFY(other.load());
        Config theirs = *other.config();
        theirs.providers.at(0).name = u"Renamed"_s;
        QVERIFY(other.apply(theirs));
        QTRY_COMPARE((clock->advance(1s), provider().name), u"Renamed"_s);
        pause();
        QCOMPARE(provider().monitor.paused, std::vector {u"gpt-5-nano"_s});
        QVERIFY(!child<QWidget>(u"fileTroubleBar"_s)->isVisible());
    }

    void keysThatOthersChangeAreReadAnew()
    {
        addProvider({u"gpt-5-nano"_s});
        const auto isRead = [this] {
            clock->advance(1s);
            return keys->rereads > 0;
        };
        QVERIFY2(!config->takeTouch(), "what is written here is no news");
        ConfigService other(config->path());
        QVERIFY(other.load());
        QVERIFY(other.touch());
        QVERIFY(QTest::qWaitFor(isRead));
    }

    void aFileWithAnErrorIsToldUntilItIsMended()
    {
        addProvider({u"gpt-5-nano"_s});
        QFile file(config->path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        file.close();
        write(R"({"providers":[{"id":"a","kind":"nobody"}]})");
        QTRY_VERIFY((clock->advance(1s), child<QWidget>(u"fileTroubleBar"_s)->isVisible()));
        const QString told = child<QLabel>(u"fileTroubleLabel"_s)->text();
        QVERIFY2(told.contains(u"config.json:/providers/0/kind"), qPrintable(told));
        QCOMPARE(provider().name, u"OpenAI"_s);
        pause();
        QVERIFY(child<QLabel>(u"undoLabel"_s)->text().startsWith(u"The settings file has an error"));
        write(good);
        QTRY_VERIFY((clock->advance(1s), !child<QWidget>(u"fileTroubleBar"_s)->isVisible()));
    }

    void anEditOfWhatOthersChangedOverwritesNothing()
    {
        addProvider({u"gpt-5-nano"_s});
        Q_EMIT child<DashboardPage>(u"dashboardPage"_s)->editRequested(ProviderId(u"openai"_s));
        auto *dialog = child<EditProviderDialog>(u"editProviderDialog"_s);
        Config theirs = *config->config();
        theirs.providers.at(0).keys.push_back({KeyId(u"spare"_s), {}, 1});
        QVERIFY(config->apply(theirs));
        dialog->findChild<QPlainTextEdit *>(u"modelsTextEdit"_s)->setPlainText(u"o4-mini"_s);
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(provider().keys.size(), size_t(2));
        QCOMPARE(provider().monitor.models, std::vector {u"gpt-5-nano"_s});
        QVERIFY(child<QLabel>(u"undoLabel"_s)->text().contains(u"changed elsewhere while you edited it"));
    }

private:
    void pause()
    {
        Q_EMIT child<DashboardPage>(u"dashboardPage"_s)
            ->pauseRequested({ProviderId(u"openai"_s), u"gpt-5-nano"_s}, true);
    }
    void write(const QByteArray &text) const
    {
        QFile file(config->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
};

QTEST_MAIN(tst_ProviderActions)
#include "tst_provideractions.moc"
