// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Belay {

/// Stands where there is nothing to show: what is missing, why, and the button that changes it.
class EmptyPlace final : public QWidget
{
    Q_OBJECT
public:
    EmptyPlace(const QString &title, const QString &text, const QString &action, QWidget *parent = nullptr);

Q_SIGNALS:
    void acted();
};

/// Stands where something is about to come; blank until it takes long enough to be wondered at.
class LoadingPlace final : public QWidget
{
    Q_OBJECT
public:
    explicit LoadingPlace(const QString &text, QWidget *parent = nullptr);

    void setProgress(bool shown) { m_inner->setVisible(shown); }

private:
    QWidget *m_inner;
};

} // namespace Belay
