// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/firstsight.h"

#include "core/base/logging.h"

#include <QAbstractItemView>
#include <QEvent>

namespace Belay {

using namespace Qt::StringLiterals;

FirstSight::FirstSight(QWidget &window)
    : QObject(&window)
{
    for (const QString &name : {u"targetCards"_s, u"targetTable"_s}) {
        if (auto *view = window.findChild<QAbstractItemView *>(name))
            view->viewport()->installEventFilter(this);
    }
}

bool FirstSight::eventFilter(QObject *watched, QEvent *event)
{
    const auto *view = event->type() == QEvent::Paint && !m_seen
        ? qobject_cast<const QAbstractItemView *>(watched->parent())
        : nullptr;
    if (!view || !view->model() || view->model()->rowCount() == 0)
        return false;
    m_seen = true;
    // Painted means on the screen: the turn that paints ends with that.
    QMetaObject::invokeMethod(
        this,
        [this, count = view->model()->rowCount()] {
            qCInfo(lcUi) << "the dashboard shows" << count << "targets";
            deleteLater();
        },
        Qt::QueuedConnection);
    return false;
}

} // namespace Belay
