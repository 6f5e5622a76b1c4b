// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/settingsdesk.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace Belay {

/// The section that says what leaves this machine: each kind of call with its switch.
class SettingsPrivacy final : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPrivacy(SettingsDesk &desk, QWidget *parent = nullptr);

private:
    struct Row {
        QCheckBox *box = nullptr;
        std::function<bool()> isOn;
        std::function<bool()> isThere; ///< whether there is anything to switch
    };
    void add(QVBoxLayout &column, const QString &title, const QString &text, std::function<bool()> isOn,
        std::function<bool()> isThere, const std::function<void(bool)> &set);
    void show();

    SettingsDesk &m_desk;
    std::vector<Row> m_rows;
};

} // namespace Belay
