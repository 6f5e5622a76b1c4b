// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/appearance.h"

#include "ui/widgets/belaystyle.h"

#include <QApplication>
#include <QStyle>

namespace Belay {

namespace {

constexpr double HalfLight = 0.5;

struct Colours {
    QRgb window, base, alternate, text, disabled, button, highlight, highlightedText, link, tooltip;
};

constexpr Colours LightColours {0xfff3f4f6, 0xffffffff, 0xfff7f8fa, 0xff1b1d21, 0xff7b8088, 0xffffffff,
    0xff1f5fbf, 0xffffffff, 0xff1a56b0, 0xffffffff};
constexpr Colours DarkColours {0xff1a1b1e, 0xff1e1e1e, 0xff242527, 0xffe9eaec, 0xff85888e, 0xff2a2b2f,
    0xff3f68c4, 0xffffffff, 0xff8fb0ff, 0xff2a2b2f};

} // namespace

Appearance appearanceOf(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightnessF() > HalfLight ? Appearance::Light : Appearance::Dark;
}

QPalette applicationPalette(Appearance appearance)
{
    const Colours &colours = appearance == Appearance::Light ? LightColours : DarkColours;
    QPalette palette(QColor::fromRgb(colours.button), QColor::fromRgb(colours.window));
    const auto set = [&palette](QPalette::ColorRole role, QRgb colour) {
        palette.setColor(role, QColor::fromRgb(colour));
    };
    set(QPalette::Window, colours.window);
    set(QPalette::WindowText, colours.text);
    set(QPalette::Base, colours.base);
    set(QPalette::AlternateBase, colours.alternate);
    set(QPalette::Text, colours.text);
    set(QPalette::Button, colours.button);
    set(QPalette::ButtonText, colours.text);
    set(QPalette::ToolTipBase, colours.tooltip);
    set(QPalette::ToolTipText, colours.text);
    set(QPalette::BrightText, 0xffffffff);
    set(QPalette::Highlight, colours.highlight);
    set(QPalette::HighlightedText, colours.highlightedText);
    set(QPalette::Link, colours.link);
    set(QPalette::LinkVisited, colours.link);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(colours.disabled));
    palette.setColor(QPalette::PlaceholderText, secondaryText(palette));
    return palette;
}

void applyDesktopAppearance(QApplication &application)
{
    const QPalette desktop = QApplication::palette();
    const bool isNamed = desktop != QApplication::style()->standardPalette();
    application.setStyle(new BelayStyle);
    if (!isNamed)
        application.setPalette(applicationPalette(appearanceOf(desktop)));
}

void applyAppearance(QApplication &application, Appearance appearance)
{
    application.setStyle(new BelayStyle);
    application.setPalette(applicationPalette(appearance));
}

QColor secondaryText(const QPalette &palette)
{
    // Mixed from the palette in force, so that an own or a high-contrast palette of the desktop keeps its
    // say.
    constexpr double Share = 0.72;
    const QColor text = palette.color(QPalette::Text);
    const QColor base = palette.color(QPalette::Base);
    const auto mixed = [](float a, float b) { return static_cast<float>(a * Share + b * (1.0 - Share)); };
    return QColor::fromRgbF(mixed(text.redF(), base.redF()), mixed(text.greenF(), base.greenF()),
        mixed(text.blueF(), base.blueF()));
}

QColor frameColour(const QPalette &palette)
{
    QColor colour = palette.color(QPalette::Text);
    colour.setAlphaF(appearanceOf(palette) == Appearance::Light ? 0.18F : 0.24F);
    return colour;
}

} // namespace Belay
