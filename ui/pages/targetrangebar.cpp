// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetrangebar.h"

#include "ui/widgets/textlabel.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;
constexpr Milliseconds ShortestRange = 5min;

Milliseconds lengthOf(RangePreset preset)
{
    switch (preset) {
    case RangePreset::Hour:
        return 1h;
    case RangePreset::SixHours:
        return 6h;
    case RangePreset::Day:
    case RangePreset::Custom:
        return 24h;
    case RangePreset::Week:
        return 7 * 24h;
    case RangePreset::Month:
        return 30 * 24h;
    case RangePreset::Quarter:
        return 90 * 24h;
    }
    return 24h;
}

QString nameOf(RangePreset preset)
{
    switch (preset) {
    case RangePreset::Hour:
        return TargetRangeBar::tr("1 h");
    case RangePreset::SixHours:
        return TargetRangeBar::tr("6 h");
    case RangePreset::Day:
        return TargetRangeBar::tr("24 h");
    case RangePreset::Week:
        return TargetRangeBar::tr("7 d");
    case RangePreset::Month:
        return TargetRangeBar::tr("30 d");
    case RangePreset::Quarter:
        return TargetRangeBar::tr("90 d");
    case RangePreset::Custom:
        return TargetRangeBar::tr("Custom");
    }
    return {};
}

QString nameOf(SeriesKind kind)
{
    switch (kind) {
    case SeriesKind::Reach:
        return TargetRangeBar::tr("Reach checks (free)");
    case SeriesKind::Auth:
        return TargetRangeBar::tr("Key checks (free)");
    case SeriesKind::Completion:
        return TargetRangeBar::tr("Answers of the model");
    case SeriesKind::Traffic:
        return TargetRangeBar::tr("Traffic");
    case SeriesKind::Drill:
        return TargetRangeBar::tr("Fire drills");
    }
    return {};
}

QDateTime toLocal(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

WallTime toWall(const QDateTime &time)
{
    return WallTime {Milliseconds {time.toMSecsSinceEpoch()}};
}

QDateTimeEdit *makeEdit(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *edit = new QDateTimeEdit(parent);
    edit->setObjectName(objectName);
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(QLocale().dateTimeFormat(QLocale::ShortFormat));
    edit->setAccessibleName(accessibleName);
    return edit;
}

} // namespace

TargetRangeBar::TargetRangeBar(Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_presets(new QButtonGroup(this))
    , m_custom(new QWidget(this))
    , m_from(makeEdit(u"fromDateTimeEdit"_s, tr("Begin of the range"), m_custom))
    , m_to(makeEdit(u"toDateTimeEdit"_s, tr("End of the range"), m_custom))
    , m_order(makeProseLabel(u"rangeOrderLabel"_s, m_custom))
    , m_series(new QComboBox(this))
    , m_logarithmic(new QCheckBox(tr("&Log scale"), this))
    , m_table(new QCheckBox(tr("Show as &table"), this))
{
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    addPresets(row);
    row->addSpacing(12);
    m_series->setObjectName(u"seriesComboBox"_s);
    m_series->setAccessibleName(tr("What is measured"));
    row->addWidget(m_series);
    row->addStretch();
    m_logarithmic->setObjectName(u"logarithmicCheckBox"_s);
    m_table->setObjectName(u"tableCheckBox"_s);
    row->addWidget(m_logarithmic);
    row->addWidget(m_table);
    auto *exportButton = new QPushButton(tr("E&xport…"), this);
    exportButton->setObjectName(u"exportButton"_s);
    exportButton->setToolTip(tr("Save every check of this range as a file"));
    connect(exportButton, &QPushButton::clicked, this, &TargetRangeBar::exportRequested);
    row->addWidget(exportButton);

    layOutCustom();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(row);
    column->addWidget(m_custom);
    setPreset(m_preset);
    connect(
        m_presets, &QButtonGroup::idClicked, this, [this](int id) { choose(static_cast<RangePreset>(id)); });
    connect(m_series, &QComboBox::currentIndexChanged, this, &TargetRangeBar::questionChanged);
    connect(m_logarithmic, &QCheckBox::toggled, this, &TargetRangeBar::scaleChanged);
    connect(m_table, &QCheckBox::toggled, this, &TargetRangeBar::tableToggled);
}

void TargetRangeBar::addPresets(QHBoxLayout *row)
{
    for (size_t i = 0; i < enumCount<RangePreset>(); ++i) {
        auto *button = new QToolButton(this);
        button->setText(nameOf(static_cast<RangePreset>(i)));
        button->setCheckable(true);
        button->setAccessibleName(tr("Range: %1").arg(button->text()));
        connect(button, &QToolButton::toggled, button, [button](bool chosen) {
            QFont font = button->font();
            font.setBold(chosen); // a pressed frame alone is hard to see on a dark ground
            button->setFont(font);
            button->setBackgroundRole(chosen ? QPalette::Highlight : QPalette::Button);
        });
        m_presets->addButton(button, static_cast<int>(i));
        row->addWidget(button);
    }
}

void TargetRangeBar::layOutCustom()
{
    auto *column = new QVBoxLayout(m_custom);
    column->setContentsMargins({});
    auto *custom = new QHBoxLayout;
    column->addLayout(custom);
    column->addWidget(m_order);
    for (const auto &[text, edit] : {std::pair {tr("&From"), m_from}, std::pair {tr("t&o"), m_to}}) {
        auto *label = new QLabel(text, m_custom);
        label->setBuddy(edit);
        custom->addWidget(label);
        custom->addWidget(edit);
        connect(edit, &QDateTimeEdit::editingFinished, this, &TargetRangeBar::readCustom);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &TargetRangeBar::showOrder);
    }
    custom->addStretch();
    showOrder();
}

/// Whoever moves both may well pass through it: nothing is put right behind the person's back.
void TargetRangeBar::showOrder()
{
    setTextOrHide(m_order,
        m_from->dateTime() > m_to->dateTime()
            ? tr("This range would begin after its end. The one before is shown until it begins earlier.")
            : QString());
}

void TargetRangeBar::setPreset(RangePreset preset)
{
    m_preset = preset;
    m_presets->button(static_cast<int>(preset))->setChecked(true);
    m_custom->setVisible(preset == RangePreset::Custom);
}

TimeRange TargetRangeBar::range() const
{
    if (m_preset == RangePreset::Custom && m_customRange.to > m_customRange.from)
        return m_customRange;
    const WallTime now = m_clock.wall();
    return {now - lengthOf(m_preset), now};
}

void TargetRangeBar::setCustomRange(const TimeRange &range)
{
    m_customRange = range;
    const QSignalBlocker quietFrom(m_from);
    const QSignalBlocker quietTo(m_to);
    m_from->setDateTime(toLocal(range.from));
    m_to->setDateTime(toLocal(range.to));
    showOrder();
    setPreset(RangePreset::Custom);
}

SeriesKind TargetRangeBar::series() const
{
    return static_cast<SeriesKind>(m_series->currentData().toInt());
}

void TargetRangeBar::setSeriesChoice(const std::vector<SeriesKind> &kinds)
{
    const QSignalBlocker quiet(m_series);
    m_series->clear();
    for (const SeriesKind kind : kinds)
        m_series->addItem(nameOf(kind), static_cast<int>(kind));
    m_series->setEnabled(kinds.size() > 1);
}

void TargetRangeBar::setSeries(SeriesKind kind)
{
    const int index = m_series->findData(static_cast<int>(kind));
    if (index >= 0)
        m_series->setCurrentIndex(index);
}

ValueScale TargetRangeBar::scale() const
{
    return m_logarithmic->isChecked() ? ValueScale::Logarithmic : ValueScale::Linear;
}

void TargetRangeBar::setScale(ValueScale scale)
{
    m_logarithmic->setChecked(scale == ValueScale::Logarithmic);
}

bool TargetRangeBar::isTable() const
{
    return m_table->isChecked();
}

void TargetRangeBar::setTable(bool table)
{
    m_table->setChecked(table);
}

void TargetRangeBar::choose(RangePreset preset)
{
    if (preset == RangePreset::Custom) {
        // Begins with what is seen now, so that nothing jumps before the person has typed.
        setCustomRange(range());
    } else {
        setPreset(preset);
    }
    Q_EMIT questionChanged();
}

void TargetRangeBar::readCustom()
{
    TimeRange range {toWall(m_from->dateTime()), toWall(m_to->dateTime())};
    if (range.to < range.from)
        return;
    range.to = std::max(range.to, range.from + ShortestRange);
    if (range == m_customRange)
        return;
    setCustomRange(range);
    Q_EMIT questionChanged();
}

} // namespace Belay
