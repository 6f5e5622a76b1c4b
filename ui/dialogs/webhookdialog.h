// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/domain/notificationconfig.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Belay {

/// What a person sees of events: those that belong together, with their words.
struct EventGroup {
    QString words;
    std::vector<NotificationEvent> events;
};
std::vector<EventGroup> eventGroups();

/// Edits a copy of a webhook, or asks for a new one. Its address is never shown again once it is kept.
class WebhookDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `known` empty: a new one. `isTaken` says which ids others have.
    WebhookDialog(const std::optional<WebhookConfig> &known, std::function<bool(const QString &)> isTaken,
        QWidget *parent = nullptr);

    WebhookConfig value() const;
    /// Empty: the address stays as it is.
    Secret address() const;

private:
    void addFields();
    void check();
    QString problem() const;

    WebhookConfig m_known;
    bool m_isNew;
    std::function<bool(const QString &)> m_isTaken;
    QLineEdit *m_name;
    QComboBox *m_form;
    QLineEdit *m_address;
    std::vector<QCheckBox *> m_events;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace Belay
