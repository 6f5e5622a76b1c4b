// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QDir>
#include <QScrollArea>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

Trace madeTrace(std::uint64_t number)
{
    Trace trace;
    trace.id = {number, 0};
    trace.at = MadeAt + Seconds {number};
    trace.token = u"default"_s;
    trace.chain = ChainId(u"coding"_s);
    trace.status = 200;
    trace.target = TargetId::fromString(u"openai/gpt-5-nano"_s);
    trace.firstContent = Microseconds {980'000};
    trace.total = Microseconds {2'140'000};
    TraceAttempt first;
    first.target = TargetId::fromString(u"anthropic/claude-haiku-4-5"_s);
    first.key = KeyId(u"main"_s);
    first.outcome = Outcome::Overloaded;
    first.status = 529;
    first.length = Microseconds {140'000};
    TraceAttempt second;
    second.target = *trace.target;
    second.key = KeyId(u"main"_s);
    second.step = 1;
    second.start = Microseconds {150'000};
    second.outcome = Outcome::Ok;
    second.status = 200;
    second.length = Microseconds {1'990'000};
    second.note = AttemptNote::Fallback;
    trace.attempts = {first, second};
    return trace;
}

} // namespace

/// The gateway's page and the foot of the window in every state, in a wide and in a small window. With
/// BELAY_PICTURES=DIR the pictures are kept there, for a person to look at.
class tst_GatewayPictures : public WindowFixture
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
        QTest::addColumn<QSize>("size");
        for (const QString &look : {u"off"_s, u"listening"_s, u"failed"_s, u"draining"_s, u"dashboard"_s}) {
            for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
                const QString tone = appearance == Appearance::Light ? u"light"_s : u"dark"_s;
                QTest::newRow(qPrintable(u"gateway-%1-%2-1x"_s.arg(look, tone)))
                    << look << appearance << 1 << QSize(1240, 1000);
                QTest::newRow(qPrintable(u"gateway-%1-%2-small-2x"_s.arg(look, tone)))
                    << look << appearance << 2 << QSize(900, 600);
            }
        }
    }
    void pages()
    {
        QFETCH(QString, look);
        QFETCH(Appearance, appearance);
        QFETCH(int, scale);
        QFETCH(QSize, size);
        applyAppearance(*qApp, appearance);
        open();
        window->resize(size);
        lead(look);
        for (int pass = 0; pass < 4; ++pass) // a height that depends on a width settles from the inside out
            QCoreApplication::processEvents();
        QCOMPARE(window->size(), size);
        QImage image(window->size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        window->render(&image);
        QVERIFY(image.save(QDir(m_folder).filePath(QString::fromUtf8(QTest::currentDataTag()) + u".png")));
        // What is wider than its window gets cut.
        const auto *scroll = child<QWidget>(u"gatewayPage"_s)->findChild<QScrollArea *>();
        QVERIFY(scroll->widget()->minimumSizeHint().width() <= 700);
    }

private:
    void lead(const QString &look)
    {
        addProvider({u"gpt-5-nano"_s});
        window->showPage(look == u"dashboard" ? look : u"gateway"_s);
        if (look != u"off")
            serveOneChain();
        if (look == u"listening")
            listen(GatewayStatus::State::Listening);
        if (look == u"draining")
            listen(GatewayStatus::State::Draining);
        if (look == u"failed" || look == u"dashboard")
            gateway->become(GatewayStatus::State::Failed,
                u"Port 4217 is in use by a-program-with-a-long-name (pid 123456). Port 4218 is free."_s, {},
                4218);
    }
    void serveOneChain()
    {
        Config changed = *config->config();
        changed.gateway.enabled = true;
        ChainConfig chain;
        chain.id = ChainId(u"coding"_s);
        chain.steps.resize(1);
        chain.steps[0].targets = {{TargetId::fromString(u"openai/gpt-5-nano"_s), 1, {}}};
        changed.chains = {chain};
        QVERIFY(config->apply(std::move(changed)));
    }
    void listen(GatewayStatus::State state)
    {
        gateway->become(state, {}, {u"http://127.0.0.1:4217/v1"_s, 12, 3, {}});
        for (std::uint64_t number = 1; number <= 12; ++number)
            Q_EMIT gateway->traceEnded(madeTrace(number));
    }

    QTemporaryDir m_scratch;
    QString m_folder;
};

QTEST_MAIN(tst_GatewayPictures)
#include "tst_gatewaypictures.moc"
