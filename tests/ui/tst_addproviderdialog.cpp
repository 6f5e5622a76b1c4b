// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakeservices.h"
#include "ui/dialogs/addproviderdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

const auto OpenAiKey = u"sk-proj-abcdefghijklmnopqrstuvwx"_s;

} // namespace

class tst_AddProviderDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_keys = std::make_unique<FakeKeyService>();
        m_trials = std::make_unique<FakeTrialService>();
        m_dialog = std::make_unique<AddProviderDialog>(*m_trials, *m_keys, Catalogue::builtIn());
        m_dialog->show();
    }
    void cleanup()
    {
        m_dialog.reset();
        qunsetenv("BELAY_TEST_KEY");
    }

    void keyboardLeadsToTheTest()
    {
        auto *search = child<QLineEdit>(u"kindSearchLineEdit"_s);
        QTest::keyClicks(search, u"groq"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(title().startsWith(u"2 of 3"));
        QVERIFY(!next()->isEnabled());
        child<QLineEdit>(u"keyLineEdit"_s)->setText(u"gsk_abcdefghijklmnopqrstuvwx"_s);
        QVERIFY(next()->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Return);
        QVERIFY(title().startsWith(u"3 of 3"));
        QCOMPARE(m_trials->started.size(), size_t(1));
        QVERIFY(m_trials->started[0].draft.kind == ProviderKindId::Groq);
        QCOMPARE(m_trials->started[0].key, QByteArray("gsk_abcdefghijklmnopqrstuvwx"));
        QCOMPARE(m_trials->started[0].paid, PaidTrial::No);
    }

    /// A local server needs no key, so its second step is complete from the start.
    void enterGoesOneStepAtATime()
    {
        auto *search = child<QLineEdit>(u"kindSearchLineEdit"_s);
        QTest::keyClicks(search, u"ollama"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(title().startsWith(u"2 of 3"));
        QVERIFY(m_trials->started.empty());
        m_dialog->findChild<QPushButton *>(u"backButton"_s)->click();
        auto *list = child<QListWidget>(u"kindListWidget"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(title().startsWith(u"2 of 3"));
    }

    void everyStepHasTheKeyboard_data()
    {
        QTest::addColumn<ProviderKindId>("kind");
        QTest::addColumn<QString>("field");
        QTest::newRow("a known address") << ProviderKindId::Groq << u"keyLineEdit"_s;
        QTest::newRow("an address to give") << ProviderKindId::OpenAiCompatible << u"baseUrlLineEdit"_s;
    }
    void everyStepHasTheKeyboard()
    {
        QFETCH(ProviderKindId, kind);
        QFETCH(QString, field);
        m_dialog->chooseKind(kind);
        QVERIFY(m_dialog->focusWidget());
        QTEST(m_dialog->focusWidget()->objectName(), "field");
        child<QLineEdit>(u"baseUrlLineEdit"_s)->setText(u"http://127.0.0.1:8000/v1"_s);
        child<QLineEdit>(u"keyLineEdit"_s)->setText(u"gsk_abcdefghijklmnopqrstuvwx"_s);
        next()->click();
        QVERIFY(m_dialog->focusWidget());
        QVERIFY(m_dialog->isAncestorOf(m_dialog->focusWidget()) && m_dialog->focusWidget()->isVisible());
    }

    void withoutKeychainMemoryIsOffered()
    {
        m_keys->become(KeyService::Keychain::Absent);
        QVERIFY(child<QRadioButton>(u"sessionRadioButton"_s)->isChecked());
        m_dialog->chooseKind(ProviderKindId::Groq);
        child<QLineEdit>(u"keyLineEdit"_s)->setText(u"gsk_abcdefghijklmnopqrstuvwx"_s);
        QVERIFY(next()->isEnabled());
        QVERIFY(m_dialog->draft().keys.front().source.from == KeySource::From::Session);
    }

    void aChosenPlaceOutlivesTheKeychain()
    {
        child<QRadioButton>(u"environmentRadioButton"_s)->click();
        m_keys->become(KeyService::Keychain::Absent);
        QVERIFY(child<QRadioButton>(u"environmentRadioButton"_s)->isChecked());
    }

    void searchThatFindsNothingOffersAServerOfYours()
    {
        child<QLineEdit>(u"kindSearchLineEdit"_s)->setText(u"zzz"_s);
        auto *list = child<QListWidget>(u"kindListWidget"_s);
        QStringList shown;
        for (int row = 0; row < list->count(); ++row) {
            if (!list->item(row)->isHidden())
                shown << list->item(row)->text().section(u"   "_s, 0, 0);
        }
        QCOMPARE(shown, QStringList {u"OpenAI-compatible"_s});
        QVERIFY(next()->isEnabled());
        QTest::keyClick(child<QLineEdit>(u"kindSearchLineEdit"_s), Qt::Key_Return);
        QVERIFY(title().startsWith(u"2 of 3"));
    }

    void pasteIsCleaned()
    {
        m_dialog->chooseKind(ProviderKindId::OpenAi);
        auto *field = child<QLineEdit>(u"keyLineEdit"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->insert(u"  Authorization: Bearer \"%1\"  "_s.arg(OpenAiKey).remove(u"Authorization: "_s));
        QCOMPARE(field->text(), OpenAiKey);
        QTest::mousePress(child<QToolButton>(u"revealButton"_s), Qt::LeftButton);
        QCOMPARE(field->echoMode(), QLineEdit::Normal);
        QTest::mouseRelease(child<QToolButton>(u"revealButton"_s), Qt::LeftButton);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
    }

    void foreignKeyIsOfferedAndNeverSent()
    {
        m_dialog->chooseKind(ProviderKindId::OpenAi);
        child<QLineEdit>(u"keyLineEdit"_s)->setText(u"sk-ant-api03-abcdefghijklmnopqrstuvwx"_s);
        QVERIFY(!next()->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Return);
        QVERIFY(m_trials->started.empty());
        auto *offer = child<QPushButton>(u"offerKindButton"_s);
        QVERIFY(offer->isVisible());
        QVERIFY(offer->text().contains(u"Anthropic"));
        offer->click();
        next()->click();
        QCOMPARE(m_trials->started.size(), size_t(1));
        QVERIFY(m_trials->started[0].draft.kind == ProviderKindId::Anthropic);
    }

    void badInputHasItsSentence_data()
    {
        QTest::addColumn<ProviderKindId>("kind");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("key");
        QTest::newRow("no key") << ProviderKindId::OpenAi << QString() << QString();
        QTest::newRow("no address where each has its own")
            << ProviderKindId::AzureOpenAi << QString() << OpenAiKey;
        QTest::newRow("not an address") << ProviderKindId::OpenAi << u"api.openai.com"_s << OpenAiKey;
        QTest::newRow("another scheme") << ProviderKindId::OpenAi << u"ftp://api.openai.com"_s << OpenAiKey;
        QTest::newRow("a password in the address")
            << ProviderKindId::OpenAi << u"https://a:b@c.example"_s << OpenAiKey;
        QTest::newRow("letters that no key has")
            << ProviderKindId::OpenAi << QString() << u"sk-proj-äöüäöüäöüäöü"_s;
    }
    void badInputHasItsSentence()
    {
        QFETCH(ProviderKindId, kind);
        QFETCH(QString, url);
        QFETCH(QString, key);
        m_dialog->chooseKind(kind);
        child<QLineEdit>(u"baseUrlLineEdit"_s)->setText(url);
        child<QLineEdit>(u"keyLineEdit"_s)->setText(key);
        QVERIFY(!next()->isEnabled());
        QVERIFY(!child<QLabel>(u"keyMessageLabel"_s)->text().isEmpty());
    }

    void lockedKeychainLeavesTwoWays()
    {
        m_dialog->chooseKind(ProviderKindId::OpenAi);
        child<QLineEdit>(u"keyLineEdit"_s)->setText(OpenAiKey);
        m_keys->become(KeyService::Keychain::Locked);
        QVERIFY(!next()->isEnabled());
        child<QRadioButton>(u"sessionRadioButton"_s)->click();
        QVERIFY(next()->isEnabled());
        QCOMPARE(m_dialog->draft().keys[0].source.from, KeySource::From::Session);
    }

    void variableIsReadWhenItIsNamed()
    {
        qputenv("BELAY_TEST_KEY", "sk-proj-fromtheenvironment1234");
        m_dialog->useEnvironment(u"BELAY_TEST_KEY"_s, ProviderKindId::OpenAi);
        next()->click();
        QCOMPARE(m_trials->started.at(0).key, QByteArray("sk-proj-fromtheenvironment1234"));
        QCOMPARE(m_trials->started.at(0).draft.keys.at(0).source,
            (KeySource {KeySource::From::Environment, u"BELAY_TEST_KEY"_s}));
        m_dialog->useEnvironment(u"BELAY_NO_SUCH_VARIABLE"_s, ProviderKindId::OpenAi);
        QVERIFY(!next()->isEnabled());
    }

    void localServerGoesStraightToItsTest()
    {
        m_dialog->useServer({ProviderKindId::Ollama, QUrl(u"http://127.0.0.1:11434/v1"_s), {u"qwen3:4b"_s}});
        QCOMPARE(m_trials->started.size(), size_t(1));
        QVERIFY(m_trials->started[0].key.isEmpty());
        QVERIFY(m_trials->started[0].draft.keys.empty());
    }

    void rungsTellHowFarItGot()
    {
        startTest();
        QVERIFY(!next()->isEnabled());
        QVERIFY(!child<QPushButton>(u"paidTestButton"_s)->isEnabled());
        finish(FakeTrialService::resultOf(Proof::Auth));
        QCOMPARE(child<QLabel>(u"authRungLabel"_s)->text(), u"It accepts the key. (180 ms)"_s);
        QVERIFY(child<QLabel>(u"streamRungLabel"_s)->accessibleName().contains(u"No data"));
        QCOMPARE(next()->text().remove(u'&'), u"Start watching"_s);
        QVERIFY(child<QLabel>(u"costLabel"_s)->text().startsWith(u"Nothing has been spent"));
    }

    void paidTestNamesItsPriceAndItsModel()
    {
        startTest();
        finish(FakeTrialService::resultOf(Proof::Auth));
        auto *model = child<QComboBox>(u"modelComboBox"_s);
        QCOMPARE(model->currentText(), u"gpt-5-nano"_s);
        auto *paid = child<QPushButton>(u"paidTestButton"_s);
        QCOMPARE(paid->text().remove(u'&'), u"Send one tiny request (at most $0.00002)"_s);
        QVERIFY(child<QLabel>(u"forecastLabel"_s)
                    ->text()
                    .contains(u"288 tiny requests to the model a day, at most $0.18 a month"));
        model->setCurrentText(u"o4-mini"_s);
        paid->click();
        QCOMPARE(m_trials->started.back().paid, PaidTrial::Yes);
        QCOMPARE(m_trials->started.back().model, u"o4-mini"_s);
        finish(FakeTrialService::resultOf(Proof::Stream));
        QCOMPARE(child<QLabel>(u"costLabel"_s)->text(), u"This test cost $0.00002."_s);
        QCOMPARE(m_dialog->draft().monitor.models, std::vector {u"o4-mini"_s});
    }

    void unknownPriceIsSaidAndHasToBeAccepted()
    {
        m_trials->cost.reset();
        startTest();
        finish(FakeTrialService::resultOf(Proof::Auth));
        QCOMPARE(child<QPushButton>(u"paidTestButton"_s)->text().remove(u'&'),
            u"Send one tiny request (price unknown)"_s);
        QVERIFY(child<QLabel>(u"forecastLabel"_s)->text().contains(u"the model is not asked"));
        QVERIFY(!m_dialog->draft().monitor.acceptUnknownPrice);
        child<QCheckBox>(u"acceptPriceCheckBox"_s)->click();
        QVERIFY(m_dialog->draft().monitor.acceptUnknownPrice);
    }

    void refusedKeyCanBeWatchedAnyway()
    {
        startTest();
        finish(FakeTrialService::resultOf(Proof::Reach, Outcome::Auth));
        QVERIFY(child<QLabel>(u"authRungLabel"_s)->accessibleName().contains(u"Key rejected"));
        QCOMPARE(next()->text().remove(u'&'), u"Watch anyway"_s);
        QSignalSpy watch(m_dialog.get(), &AddProviderDialog::watchRequested);
        next()->click();
        QCOMPARE(watch.size(), 1);
    }

    void leavingCancelsTheTest_data()
    {
        QTest::addColumn<bool>("back");
        QTest::newRow("back") << true;
        QTest::newRow("escape") << false;
    }
    void leavingCancelsTheTest()
    {
        QFETCH(bool, back);
        startTest();
        QVERIFY(m_trials->progress);
        if (back)
            child<QPushButton>(u"backButton"_s)->click();
        else
            QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_trials->progress);
    }

    void lateResultOfAnEarlierTestIsDropped()
    {
        startTest();
        const auto late = m_trials->progress;
        child<QPushButton>(u"backButton"_s)->click();
        next()->click();
        late(FakeTrialService::resultOf(Proof::Stream));
        QVERIFY(!child<QLabel>(u"streamRungLabel"_s)->text().contains(u"Answered"));
        QVERIFY(!next()->isEnabled());
    }

    void failedSaveKeepsTheDraft()
    {
        startTest();
        finish(FakeTrialService::resultOf(Proof::Auth));
        m_dialog->setSaving(true);
        QVERIFY(!next()->isEnabled());
        m_dialog->showError(u"The disk is full."_s);
        QVERIFY(next()->isEnabled());
        QCOMPARE(child<QLabel>(u"errorLabel"_s)->text(), u"The disk is full."_s);
        QCOMPARE(m_dialog->key().reveal(), OpenAiKey.toLatin1());
    }

private:
    template <typename T>
    T *child(const QString &name)
    {
        T *found = m_dialog->findChild<T *>(name);
        if (!found)
            qFatal("no child %s", qPrintable(name));
        return found;
    }
    QString title() { return child<QLabel>(u"stepTitleLabel"_s)->text(); }
    QPushButton *next() { return child<QPushButton>(u"nextButton"_s); }
    void startTest()
    {
        m_dialog->chooseKind(ProviderKindId::OpenAi);
        child<QLineEdit>(u"keyLineEdit"_s)->setText(OpenAiKey);
        next()->click();
    }
    void finish(const TrialResult &result)
    {
        m_trials->progress(result);
        QCoreApplication::processEvents();
    }

    std::unique_ptr<FakeKeyService> m_keys;
    std::unique_ptr<FakeTrialService> m_trials;
    std::unique_ptr<AddProviderDialog> m_dialog;
};

QTEST_MAIN(tst_AddProviderDialog)
#include "tst_addproviderdialog.moc"
