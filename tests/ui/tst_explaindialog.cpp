// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/dialogs/explaindialog.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

class tst_ExplainDialog final : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void explainsWhileTextComes();
    void showsWhatWasMeasured();
    void answersAboutOlderTextsAreDropped();
    void opensFromHeaderAndShortcut();
    void worksByKeyboardAlone();
    void copiesTheResultWithoutAKey();
    void looksRight_data();
    void looksRight();

private:
    void type(const QString &text);
    QString label(const QString &name) const { return m_dialog->findChild<QLabel *>(name)->text(); }
    QPushButton *button(const QString &name) const { return m_dialog->findChild<QPushButton *>(name); }

    QPointer<ExplainDialog> m_dialog;
};

static const auto Quota
    = u"openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota. "
      "https://platform.openai.com/docs', 'type': 'insufficient_quota', 'code': 'insufficient_quota'}}"_s;

void tst_ExplainDialog::init()
{
    begin();
    addProvider({u"gpt-5-nano"_s});
    Sample sample;
    sample.at = MadeAt - Seconds {12};
    sample.target = TargetId {provider().id, {}};
    sample.outcome = Outcome::Ok;
    sample.status = 200;
    past->samples = {sample};
    m_dialog = window->explainError();
    QVERIFY(m_dialog->isVisible());
}

void tst_ExplainDialog::type(const QString &text)
{
    m_dialog->findChild<QPlainTextEdit *>(u"errorTextEdit"_s)->setPlainText(text);
    clock->advance(Milliseconds {200});
}

void tst_ExplainDialog::explainsWhileTextComes()
{
    QVERIFY(!button(u"copyExplanationButton"_s)->isEnabled());
    type(u"hello"_s);
    QCOMPARE(label(u"explanationTitleLabel"_s), u"Nothing recognised"_s);
    type(Quota);
    QVERIFY(label(u"explanationTitleLabel"_s).startsWith(u"Out of credit"));
    QVERIFY(label(u"explanationReasonLabel"_s).contains(u"HTTP 429, insufficient_quota"));
    QVERIFY(button(u"copyExplanationButton"_s)->isEnabled());
    QVERIFY(button(u"showTargetButton"_s)->isEnabled());
    QSignalSpy shown(m_dialog, &ExplainDialog::targetRequested);
    button(u"showTargetButton"_s)->click();
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown.front().front().value<TargetId>().provider, provider().id);
    type(QString());
    QVERIFY(label(u"explanationTitleLabel"_s).contains(u'?'));
    QVERIFY(!button(u"showTargetButton"_s)->isEnabled());
}

void tst_ExplainDialog::showsWhatWasMeasured()
{
    type(Quota);
    // What history knows comes from its own thread, after the verdict of the text alone.
    QTRY_VERIFY(label(u"explanationReasonLabel"_s).contains(u"Belay's own check of"));
}

void tst_ExplainDialog::answersAboutOlderTextsAreDropped()
{
    type(Quota);
    type(u"hello"_s);
    bool answered = false; // the reader answers in order
    history->ask(
        this, [](HistoryQueries &) { return 0; }, [&](const Result<int> &) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(label(u"explanationTitleLabel"_s), u"Nothing recognised"_s);
}

void tst_ExplainDialog::opensFromHeaderAndShortcut()
{
    QCOMPARE(window->explainError(), m_dialog.data()); // one at a time
    m_dialog->close();
    QTRY_VERIFY(!m_dialog);
    child<QPushButton>(u"explainErrorButton"_s)->click();
    QTRY_VERIFY(window->findChild<ExplainDialog *>());
}

void tst_ExplainDialog::worksByKeyboardAlone()
{
    auto *text = m_dialog->findChild<QPlainTextEdit *>(u"errorTextEdit"_s);
    m_dialog->activateWindow();
    text->setFocus();
    QTest::keyClicks(text, u"curl: (6) Could not resolve host: api.openai.com"_s);
    clock->advance(Milliseconds {200});
    QVERIFY(label(u"explanationTitleLabel"_s).startsWith(u"Name not found"));
    QSet<QString> reached;
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(m_dialog->focusWidget() ? m_dialog->focusWidget() : text, Qt::Key_Tab);
        if (m_dialog->focusWidget())
            reached << m_dialog->focusWidget()->objectName();
    }
    for (const QString &name :
        {u"pasteErrorButton"_s, u"copyExplanationButton"_s, u"showTargetButton"_s, u"errorTextEdit"_s})
        QVERIFY2(reached.contains(name), qPrintable(name + u" in "_s + reached.values().join(u' ')));
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
}

void tst_ExplainDialog::copiesTheResultWithoutAKey()
{
    const QString key = u"sk-proj-Zq81mVx0Lw72nBd93KtYcR5e"_s;
    type(
        u"HTTP/2 401\nopenai-version: 1\n\n{\"error\":{\"message\":\"Incorrect API key provided: %1\",\"code\":\"invalid_api_key\"}}"_s
            .arg(key));
    button(u"copyExplanationButton"_s)->click();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(u"Key refused"));
    QVERIFY(copied.contains(u"HTTP 401, invalid_api_key"));
    QVERIFY(!copied.contains(key.mid(8)));
    for (const QLabel *each : m_dialog->findChildren<QLabel *>())
        QVERIFY(!each->text().contains(key.mid(8)));
}

void tst_ExplainDialog::looksRight_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("text");
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        const QByteArray look = appearance == Appearance::Dark ? "dark" : "light";
        for (const int scale : {1, 2}) {
            QTest::addRow("explain-quota-%s-%dx", look.constData(), scale) << appearance << scale << Quota;
            QTest::addRow("explain-empty-%s-%dx", look.constData(), scale)
                << appearance << scale << QString();
        }
    }
}

void tst_ExplainDialog::looksRight()
{
    QFETCH(Appearance, appearance);
    QFETCH(int, scale);
    QFETCH(QString, text);
    applyAppearance(*qApp, appearance);
    type(text);
    if (!text.isEmpty())
        QTRY_VERIFY(label(u"explanationReasonLabel"_s).contains(u"Belay's own check of"));
    QImage picture(m_dialog->size() * scale, QImage::Format_RGB32);
    picture.setDevicePixelRatio(scale);
    m_dialog->render(&picture);
    QCOMPARE(picture.size(), m_dialog->size() * scale);
    const QString pictures = qEnvironmentVariable("BELAY_PICTURES");
    if (!pictures.isEmpty())
        QVERIFY(QDir().mkpath(pictures)
            && picture.save(u"%1/%2.png"_s.arg(pictures, QLatin1StringView(QTest::currentDataTag()))));
}

QTEST_MAIN(tst_ExplainDialog)
#include "tst_explaindialog.moc"
