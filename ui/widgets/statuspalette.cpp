// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statuspalette.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::StatusWords)
};

constexpr QRgb TextLight = 0xff1b1d21;
constexpr QRgb TextDark = 0xffe9eaec;

} // namespace

QColor statusColour(TargetState state, Appearance appearance)
{
    const bool light = appearance == Appearance::Light;
    switch (state) {
    case TargetState::Up:
        return QColor::fromRgb(light ? 0xff0a8f5b : 0xff3ddc97);
    case TargetState::Slow:
    case TargetState::Limited:
        return QColor::fromRgb(light ? 0xffb0880d : 0xfff8b538);
    case TargetState::Down:
    case TargetState::KeyRejected:
        return QColor::fromRgb(light ? 0xff7a1020 : 0xfff0384b);
    case TargetState::Paused:
        return QColor::fromRgb(light ? 0xff1f5fbf : 0xff6f86e7);
    case TargetState::NoData:
        return QColor::fromRgb(light ? 0xff767676 : 0xff8f8f8f);
    case TargetState::Checking:
        break;
    }
    return QColor::fromRgb(light ? TextLight : TextDark);
}

QColor statusColour(TargetState state, const QPalette &palette)
{
    return state == TargetState::Checking ? palette.color(QPalette::Text)
                                          : statusColour(state, appearanceOf(palette));
}

StatusFill fillOf(TargetState state)
{
    switch (state) {
    case TargetState::Up:
        return StatusFill::Full;
    case TargetState::Slow:
        return StatusFill::ThreeQuarters;
    case TargetState::Down:
        return StatusFill::FullCrossed;
    case TargetState::KeyRejected:
        return StatusFill::Outline;
    case TargetState::Limited:
        return StatusFill::Half;
    case TargetState::Paused:
        return StatusFill::Hatch;
    case TargetState::NoData:
        return StatusFill::Gap;
    case TargetState::Checking:
        break;
    }
    return StatusFill::Ring;
}

QString statusWord(TargetState state)
{
    switch (state) {
    case TargetState::Up:
        return Words::tr("Up");
    case TargetState::Slow:
        return Words::tr("Slow");
    case TargetState::Limited:
        return Words::tr("Limited");
    case TargetState::KeyRejected:
        return Words::tr("Key rejected");
    case TargetState::Down:
        return Words::tr("Down");
    case TargetState::NoData:
        return Words::tr("No data");
    case TargetState::Paused:
        return Words::tr("Paused");
    case TargetState::Checking:
        break;
    }
    return Words::tr("Checking…");
}

QString statusCount(TargetState state, int count)
{
    switch (state) {
    case TargetState::Up:
        return Words::tr("%n up", "targets", count);
    case TargetState::Slow:
        return Words::tr("%n slow", "targets", count);
    case TargetState::Limited:
        return Words::tr("%n limited", "targets", count);
    case TargetState::KeyRejected:
        return Words::tr("%n with key rejected", "targets", count);
    case TargetState::Down:
        return Words::tr("%n down", "targets", count);
    case TargetState::NoData:
        return Words::tr("%n without data", "targets", count);
    case TargetState::Paused:
        return Words::tr("%n paused", "targets", count);
    case TargetState::Checking:
        break;
    }
    return Words::tr("%n being checked", "targets", count);
}

} // namespace Belay
