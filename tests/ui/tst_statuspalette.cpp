// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stackedbar.h"
#include "ui/pages/targetbreakdown.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"

#include <QApplication>
#include <QPainter>
#include <QtTest>

#include <cmath>
#include <set>

using namespace Belay;

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](float channel) {
        const double c = static_cast<double>(channel);
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// Close in hue, where both have one at all.
bool isAlike(const QColor &a, const QColor &b)
{
    constexpr int Near = 14;
    constexpr int Grey = 40;
    if (a.hslSaturation() < Grey || b.hslSaturation() < Grey)
        return a.hslSaturation() < Grey && b.hslSaturation() < Grey;
    const int apart = std::abs(a.hslHue() - b.hslHue());
    return std::min(apart, 360 - apart) < Near && std::abs(a.lightness() - b.lightness()) < Grey;
}

QImage pictureOf(TargetState state, int side, const QPalette &palette)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(palette.color(QPalette::Base));
    QPainter painter(&image);
    paintStatusShape(painter, image.rect(), state, palette);
    return image;
}

} // namespace

class tst_StatusPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void appearances_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::newRow("light") << Appearance::Light;
        QTest::newRow("dark") << Appearance::Dark;
    }

    /// A phase in the amber of *slow* would be read as a state.
    void phasesHaveNoColourOfAState_data() { appearances_data(); }
    void phasesHaveNoColourOfAState()
    {
        QFETCH(Appearance, appearance);
        const QPalette palette = applicationPalette(appearance);
        PhaseBreakdown breakdown;
        breakdown.setPalette(palette);
        PhaseMedians medians;
        medians.n = 3;
        for (auto part : {&PhaseMedians::dns, &PhaseMedians::tcp, &PhaseMedians::tls, &PhaseMedians::wait,
                 &PhaseMedians::content, &PhaseMedians::rest})
            medians.*part = Microseconds {1000};
        breakdown.setPhases(medians, {});
        const std::vector<BarPiece> pieces = breakdown.findChild<StackedBar *>()->pieces();
        QCOMPARE(pieces.size(), size_t(6));
        for (const BarPiece &piece : pieces) {
            QVERIFY(contrast(piece.color, palette.color(QPalette::Base)) >= 3.0);
            QVERIFY(std::max(contrast(piece.color, Qt::black), contrast(piece.color, Qt::white)) >= 4.5);
            for (size_t i = 0; i < enumCount<TargetState>(); ++i)
                QVERIFY2(!isAlike(piece.color, statusColour(static_cast<TargetState>(i), palette)),
                    qPrintable(piece.name));
        }
    }

    void shapesStandOutFromTheirGround_data() { appearances_data(); }
    void shapesStandOutFromTheirGround()
    {
        QFETCH(Appearance, appearance);
        const QPalette palette = applicationPalette(appearance);
        QCOMPARE(appearanceOf(palette), appearance);
        for (size_t i = 0; i < enumCount<TargetState>(); ++i) {
            const auto state = static_cast<TargetState>(i);
            QVERIFY2(contrast(statusColour(state, palette), palette.color(QPalette::Base)) >= 3.0,
                qPrintable(statusWord(state)));
        }
    }

    void textIsReadable_data() { appearances_data(); }
    void textIsReadable()
    {
        QFETCH(Appearance, appearance);
        const QPalette palette = applicationPalette(appearance);
        for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::Window, QPalette::AlternateBase}) {
            QVERIFY(contrast(palette.color(QPalette::Text), palette.color(ground)) >= 7.0);
            QVERIFY(contrast(secondaryText(palette), palette.color(ground)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::Link), palette.color(ground)) >= 4.5);
        }
        QVERIFY(
            contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    }

    void statesDifferWithoutColour()
    {
        // The same ink for all: what is left to tell them apart is shape, word and fill.
        std::set<QByteArray> pictures;
        std::set<QString> words;
        std::set<StatusFill> fills;
        const QPalette palette = applicationPalette(Appearance::Light);
        for (size_t i = 0; i < enumCount<TargetState>(); ++i) {
            const auto state = static_cast<TargetState>(i);
            const QImage ink = pictureOf(state, 16, palette)
                                   .convertToFormat(QImage::Format_Grayscale8)
                                   .createMaskFromColor(qRgb(255, 255, 255), Qt::MaskOutColor);
            pictures.insert(QByteArray(reinterpret_cast<const char *>(ink.constBits()), ink.sizeInBytes()));
            words.insert(statusWord(state));
            fills.insert(fillOf(state));
        }
        QCOMPARE(pictures.size(), enumCount<TargetState>());
        QCOMPARE(words.size(), enumCount<TargetState>());
        QCOMPARE(fills.size(), enumCount<TargetState>());
    }

    void iconFollowsTheApplicationPalette()
    {
        const QIcon icon = iconFor(TargetState::Up);
        QApplication::setPalette(applicationPalette(Appearance::Light));
        const QImage light = icon.pixmap(32).toImage();
        QApplication::setPalette(applicationPalette(Appearance::Dark));
        const QImage dark = icon.pixmap(32).toImage();
        QCOMPARE(light.pixelColor(16, 4), statusColour(TargetState::Up, Appearance::Light));
        QCOMPARE(dark.pixelColor(16, 4), statusColour(TargetState::Up, Appearance::Dark));
    }

    void themedIconsAreThere()
    {
        for (const char16_t *name : {u"add", u"cards", u"check", u"copy", u"dashboard", u"key", u"network",
                 u"search", u"settings", u"table", u"target", u"warning"}) {
            const QImage image = themedIcon(QString::fromUtf16(name)).pixmap(16).toImage();
            bool painted = false;
            for (int x = 0; x < image.width() && !painted; ++x)
                for (int y = 0; y < image.height() && !painted; ++y)
                    painted = qAlpha(image.pixel(x, y)) > 128;
            QVERIFY2(painted, qPrintable(QString::fromUtf16(name)));
        }
    }
};

QTEST_MAIN(tst_StatusPalette)
#include "tst_statuspalette.moc"
