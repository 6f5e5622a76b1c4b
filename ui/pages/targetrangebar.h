// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/history/historyqueries.h"
#include "ui/charts/chartpaper.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QHBoxLayout;
class QLabel;

namespace Belay {

enum class RangePreset { Hour, SixHours, Day, Week, Month, Quarter, Custom };
template <>
struct EnumNames<RangePreset> {
    static constexpr auto values
        = std::to_array<std::string_view>({"1h", "6h", "24h", "7d", "30d", "90d", "custom"});
};

/// Which time, which series and how: stands above the chart of a target.
class TargetRangeBar final : public QWidget
{
    Q_OBJECT
public:
    explicit TargetRangeBar(Clock &clock, QWidget *parent = nullptr);

    RangePreset preset() const { return m_preset; }
    void setPreset(RangePreset preset);
    /// Ends now, unless it is custom.
    TimeRange range() const;
    /// Goes to custom.
    void setCustomRange(const TimeRange &range);

    SeriesKind series() const;
    /// A provider's own row has reach checks alone.
    void setSeriesChoice(const std::vector<SeriesKind> &kinds);
    void setSeries(SeriesKind kind);
    ValueScale scale() const;
    void setScale(ValueScale scale);
    bool isTable() const;
    void setTable(bool table);

Q_SIGNALS:
    /// Range or series.
    void questionChanged();
    void scaleChanged();
    void tableToggled(bool table);
    /// The checks behind the chart are wanted as a file.
    void exportRequested();

private:
    void addPresets(QHBoxLayout *row);
    void layOutCustom();
    void choose(RangePreset preset);
    void readCustom();
    void showOrder();

    Clock &m_clock;
    QButtonGroup *m_presets;
    QWidget *m_custom;
    QDateTimeEdit *m_from;
    QDateTimeEdit *m_to;
    QLabel *m_order;
    QComboBox *m_series;
    QCheckBox *m_logarithmic;
    QCheckBox *m_table;
    RangePreset m_preset = RangePreset::Day;
    TimeRange m_customRange;
};

} // namespace Belay
