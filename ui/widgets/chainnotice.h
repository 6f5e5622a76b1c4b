// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace Belay {

/// A line where chains are not edited that says when they cannot be relied on, and leads to them. Hidden
/// while there is nothing to say.
class ChainNotice final : public QWidget
{
    Q_OBJECT
public:
    /// Always: on a page about the gateway, also of a gateway without chains. WhileUsed: elsewhere, while the
    /// gateway is switched on.
    enum class When { Always, WhileUsed };
    explicit ChainNotice(When when, QWidget *parent = nullptr);

    void setConfig(const Config &config, const Catalogue &catalogue);

Q_SIGNALS:
    /// Empty: the page alone.
    void chainRequested(const Belay::ChainId &chain);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon();

    When m_when;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_open;
    ChainId m_chain;
};

} // namespace Belay
