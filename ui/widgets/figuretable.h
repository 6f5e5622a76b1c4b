// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QString;
class QTableView;
class QWidget;

namespace Belay {

/// A table of figures: read-only, whole rows, one called `name` for those who hear it.
QTableView *makeFigureTable(QAbstractItemModel *model, const QString &name, QWidget *parent);
/// Makes it as high as its rows are now.
void fitToRows(QTableView *table);

} // namespace Belay
