// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chainsfixture.h"
#include "ui/widgets/appearance.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// The page of chains as it looks with none, one and thirty of them, in a wide and in a small window. With
/// BELAY_PICTURES=DIR the pictures are kept there, for a person to look at.
class tst_ChainPictures : public ChainsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString kept = qEnvironmentVariable("BELAY_PICTURES");
        m_folder = kept.isEmpty() ? m_scratch.path() : kept;
        QVERIFY(m_scratch.isValid() && QDir().mkpath(m_folder));
    }
    void init() { begin(); }
    void cleanup() { window.reset(); }

    void pages_data()
    {
        QTest::addColumn<QString>("look");
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<int>("scale");
        for (const QString &look :
            {u"none"_s, u"empty"_s, u"details"_s, u"many"_s, u"mend"_s, u"conflict"_s}) {
            for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
                for (const int scale : {1, 2})
                    QTest::newRow(qPrintable(u"chains-%1-%2-%3x"_s.arg(look,
                        appearance == Appearance::Light ? u"light"_s : u"dark"_s, QString::number(scale))))
                        << look << appearance << scale;
            }
        }
    }
    void pages()
    {
        QFETCH(QString, look);
        QFETCH(Appearance, appearance);
        QFETCH(int, scale);
        applyAppearance(*qApp, appearance);
        open();
        window->resize(look == u"many" || look == u"mend" ? QSize(900, 600) : QSize(1240, 800));
        lead(look);
        for (int pass = 0; pass < 4; ++pass) // a height that depends on a width settles from the inside out
            QCoreApplication::processEvents();
        QImage image(window->size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        window->render(&image);
        QVERIFY(image.save(QDir(m_folder).filePath(QString::fromUtf8(QTest::currentDataTag()) + u".png")));
        // Nothing may be wider than its window: that is what gets cut.
        QVERIFY2(page().minimumSizeHint().width() <= 720,
            qPrintable(QString::number(page().minimumSizeHint().width())));
        for (StepCard *card : cardsShown())
            QVERIFY(card->mapTo(window.get(), QPoint(card->width(), 0)).x() <= window->width());
    }

private:
    void lead(const QString &look)
    {
        if (look == u"none") {
            window->showPage(u"chains"_s);
            return;
        }
        if (look == u"empty") {
            addThree();
            return;
        }
        withChain();
        if (look == u"many")
            addMany();
        partOf<QAbstractButton>(*cardsShown().at(1), u"addTargetButton"_s)->click();
        choose(1, 1, u"Groq"_s, u"a-model-with-a-name-that-goes-on-and-on-for-a-while-2026-11-22"_s);
        if (look == u"details")
            partOf<QAbstractButton>(*cardsShown().at(0), u"detailsButton"_s)->click();
        if (look == u"mend")
            press(u"addStepButton"_s);
        if (look == u"conflict") {
            writeElsewhere();
            press(u"applyButton"_s);
        }
    }
    void addMany()
    {
        Config changed = *config->config();
        for (int i = 0; i < 30; ++i) {
            ChainConfig chain = madeChain();
            chain.id = ChainId(u"a-chain-with-a-rather-long-name-that-goes-on-and-on-%1"_s.arg(i));
            while (chain.steps.size() < ChainDraft::MostSteps)
                chain.steps.push_back(chain.steps[0]);
            changed.chains.push_back(chain);
        }
        QVERIFY(config->apply(std::move(changed)));
    }

    QTemporaryDir m_scratch;
    QString m_folder;
};

QTEST_MAIN(tst_ChainPictures)
#include "tst_chainpictures.moc"
