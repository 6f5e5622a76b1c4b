// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace Belay {

/// One piece of a stacked bar. Its name is written into it where it has room.
struct BarPiece {
    QString name;
    QString value; ///< as text, for the tool tip and for those who do not see the bar
    QColor color;
    double length = 0;
    bool operator==(const BarPiece &) const = default;
};

/// A whole in its pieces. The numbers stand in a table beside it.
class StackedBar final : public QWidget
{
    Q_OBJECT
public:
    explicit StackedBar(QWidget *parent = nullptr);

    /// `full` is the length of the whole width: several bars with the same one can be compared.
    void setPieces(std::vector<BarPiece> pieces, double full);
    const std::vector<BarPiece> &pieces() const { return m_pieces; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<BarPiece> m_pieces;
    double m_full = 0;
};

} // namespace Belay
