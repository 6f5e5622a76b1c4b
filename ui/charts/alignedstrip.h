// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QColor>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace Belay {

/// How many results of a column were good, and how many failed.
struct StripColumn {
    WallTime start;
    int good = 0;
    int failed = 0;
    bool operator==(const StripColumn &) const = default;
};

/// A time on the axis; open at its end where it goes on.
struct StripSpan {
    WallTime from;
    std::optional<WallTime> to;
    bool operator==(const StripSpan &) const = default;
};

/// What the three rows show, on one axis.
struct StripContent {
    WallTime from;
    WallTime to;
    Milliseconds step {0}; ///< of the columns
    std::vector<StripColumn> checks;
    std::vector<StripColumn> traffic;
    std::optional<StripSpan> incident;
    std::optional<StripSpan> notice; ///< as the page dates it
    QString noticeText; ///< what stands in the third row where there is no notice
    QColor failedColour;
    bool operator==(const StripContent &) const = default;
};

/// Own checks, gateway traffic and the official notice below each other: who saw it first is where a row
/// begins. What failed is filled and what was good is hollow, so that it reads without colours. A table
/// beside it gives the same to the keyboard.
class AlignedStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit AlignedStrip(QWidget *parent = nullptr);

    void setContent(const StripContent &content);
    const StripContent &content() const { return m_content; }
    /// The picture as a sentence.
    QString summary() const;
    /// The ground of the incident, on which `text` is read.
    static QColor shadeOf(QColor text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Rows;
    Rows rows() const;
    double xOf(WallTime time, const QRectF &plot) const;
    void paintColumns(
        QPainter &painter, const QRectF &row, const std::vector<StripColumn> &columns, const QString &none);
    void paintNotice(QPainter &painter, const QRectF &row);
    void paintAxis(QPainter &painter, const QRectF &plot);

    StripContent m_content;
};

} // namespace Belay
