// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/durationspinbox.h"

#include "ui/models/chainwords.h"

#include <QSignalBlocker>

#include <algorithm>
#include <array>

namespace Belay {

namespace {

constexpr Milliseconds Second {1'000}; // what a bare number is taken for where nothing was shown

/// A step of a size that a person would choose at this length.
int stepAt(int ms)
{
    constexpr std::array<std::pair<int, int>, 6> Steps {{{1'000, 100}, {10'000, 500}, {60'000, 1'000},
        {300'000, 10'000}, {3'600'000, 60'000}, {86'400'000, 600'000}}};
    const auto found = std::ranges::find_if(Steps, [ms](const auto &step) { return ms < step.first; });
    return found == Steps.end() ? Steps.back().second : found->second;
}

} // namespace

DurationSpinBox::DurationSpinBox(Milliseconds least, Milliseconds most, Empty empty, QWidget *parent)
    : QSpinBox(parent)
    , m_least(least)
    , m_most(most)
    , m_usual(least)
    , m_mayBeEmpty(empty == Empty::Allowed)
{
    setRange(m_mayBeEmpty ? 0 : static_cast<int>(least.count()), static_cast<int>(most.count()));
    if (m_mayBeEmpty)
        setSpecialValueText(tr("Automatic"));
    setCorrectionMode(CorrectToNearestValue);
    // Not the ends of the range are the longest texts, but what lies between them.
    constexpr int Letters = 16;
    setMinimumWidth(fontMetrics().averageCharWidth() * Letters);
    connect(this, &QSpinBox::valueChanged, this, &DurationSpinBox::durationChanged);
}

std::optional<Milliseconds> DurationSpinBox::duration() const
{
    return m_mayBeEmpty && value() == 0 ? std::nullopt : std::optional(Milliseconds {value()});
}

void DurationSpinBox::setDuration(std::optional<Milliseconds> duration)
{
    const Milliseconds wanted = duration.value_or(Milliseconds {0});
    if (wanted.count() == value())
        return; // it may be in the middle of being typed
    const QSignalBlocker blocker(this);
    setValue(static_cast<int>(wanted.count()));
}

void DurationSpinBox::stepBy(int steps)
{
    const int least = static_cast<int>(m_least.count());
    if (m_mayBeEmpty && value() == 0 && steps > 0)
        setValue(static_cast<int>(m_usual.count()));
    else if (m_mayBeEmpty && steps < 0 && value() <= least)
        setValue(0);
    else
        setValue(std::max(least, value() + steps * stepAt(steps < 0 ? value() - 1 : value())));
    selectAll();
}

QString DurationSpinBox::textFromValue(int value) const
{
    return exactDurationText(Milliseconds {value});
}

int DurationSpinBox::valueFromText(const QString &text) const
{
    if (m_mayBeEmpty && text.trimmed().compare(specialValueText(), Qt::CaseInsensitive) == 0)
        return 0;
    const auto duration = durationFromText(text, value() > 0 ? Milliseconds {value()} : Second);
    return duration ? static_cast<int>(std::clamp(*duration, m_least, m_most).count()) : value();
}

QValidator::State DurationSpinBox::validate(QString &text, int &) const
{
    if (m_mayBeEmpty && text.trimmed().compare(specialValueText(), Qt::CaseInsensitive) == 0)
        return QValidator::Acceptable;
    const auto duration = durationFromText(text, value() > 0 ? Milliseconds {value()} : Second);
    return duration && *duration >= m_least && *duration <= m_most ? QValidator::Acceptable
                                                                   : QValidator::Intermediate;
}

void DurationSpinBox::fixup(QString &text) const
{
    text = text.trimmed().isEmpty() && m_mayBeEmpty ? specialValueText() : textFromValue(valueFromText(text));
}

} // namespace Belay
