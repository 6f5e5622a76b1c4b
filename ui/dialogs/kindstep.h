// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/catalogue.h"

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace Belay {

/// Which provider: a list to search in.
class KindStep final : public QWidget
{
    Q_OBJECT
public:
    explicit KindStep(const Catalogue &catalogue, QWidget *parent = nullptr);

    std::optional<ProviderKindId> kind() const;
    void setKind(ProviderKindId kind);

Q_SIGNALS:
    void kindChanged();
    /// Enter or a double click: the choice is made.
    void kindActivated();

private:
    void filter(const QString &text);

    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace Belay
