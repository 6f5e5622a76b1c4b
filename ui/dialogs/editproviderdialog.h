// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace Belay {

class KeyEdit;

/// Changes a copy of a provider; whoever opened it saves provider() and newKey().
class EditProviderDialog final : public QDialog
{
    Q_OBJECT
public:
    EditProviderDialog(const ProviderConfig &provider, const Catalogue &catalogue, QWidget *parent = nullptr);

    ProviderConfig provider() const;
    /// Empty: the key stays as it is.
    Secret newKey() const;

private:
    QFormLayout *makeConnection();
    QFormLayout *makeChecks();
    void show(const ProviderConfig &provider);
    std::optional<QString> problem() const;
    void update();
    void chooseCaFile();
    QString proxy() const;

    const ProviderConfig m_provider;
    const Catalogue &m_catalogue;
    QLineEdit *m_name;
    QLineEdit *m_baseUrl;
    QComboBox *m_proxy;
    QLineEdit *m_proxyUrl;
    QLineEdit *m_caFile;
    KeyEdit *m_key;
    QPlainTextEdit *m_models;
    QSpinBox *m_every;
    QSpinBox *m_completions;
    QDoubleSpinBox *m_budget;
    QCheckBox *m_acceptPrice;
    QSpinBox *m_slowOver;
    QLabel *m_message;
    QPushButton *m_save;
};

} // namespace Belay
