// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/alignedstrip.h"
#include "ui/charts/chartpaper.h"

#include <QWidget>

#include <vector>

namespace Belay {

/// Says what the line, the band and the grounds of a chart are, or the columns of a strip, in one line that
/// wraps where it is narrow.
class ChartLegend final : public QWidget
{
    Q_OBJECT
public:
    explicit ChartLegend(QWidget *parent = nullptr);

    /// Each name is listed once, however often it is in the range.
    void setBands(const std::vector<ChartBand> &bands);
    /// Of a strip instead: what it shows, and no more.
    void setStrip(const StripContent &strip);
    QStringList names() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Mark { Line, Band, Ground, Failed, Good, Shade, Notice };
    struct Entry {
        Mark mark = Mark::Ground;
        ChartBand band; ///< of a ground; of what failed its colour
        QString name;
    };
    void setEntries(std::vector<Entry> entries);
    int markWidth() const;
    /// Where each entry begins, in a widget of `width`.
    std::vector<QRect> placesIn(int width) const;
    void paintMark(QPainter &painter, const Entry &entry, const QRect &place) const;
    void paintGround(QPainter &painter, const Entry &entry, const QRect &place) const;

    std::vector<Entry> m_entries;
};

} // namespace Belay
