// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Belay {

/// Asks for the name of a new chain, and shows what clients will call it.
class NewChainDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit NewChainDialog(std::function<bool(const QString &)> isTaken, QWidget *parent = nullptr);

    QString name() const;

private:
    void showId();

    std::function<bool(const QString &)> m_isTaken;
    QLineEdit *m_name;
    QLabel *m_id;
    QPushButton *m_create;
};

} // namespace Belay
