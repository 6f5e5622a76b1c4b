// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/engine/keyservice.h"
#include "core/providers/keytext.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Belay {

class KeyEdit;

/// Name, address and key of the provider to be.
class KeyStep final : public QWidget
{
    Q_OBJECT
public:
    using EnvironmentKeys = std::vector<std::pair<QString, ProviderKindId>>;

    KeyStep(const Catalogue &catalogue, const KeyService &keys, EnvironmentKeys environment,
        QWidget *parent = nullptr);

    void setKind(ProviderKindId kind);
    void setBaseUrl(const QUrl &url);
    void setSource(const KeySource &source);
    /// What stands in the way of a test; nothing when it can begin.
    std::optional<QString> problem() const;
    /// Fills kind, name, address and keys of a draft; its id is given later.
    ProviderConfig draft() const;
    /// The value: from the field, or from the variable that the person chose.
    Secret key() const;

Q_SIGNALS:
    void changed();
    /// The pasted key is another kind's, and the person wants that kind.
    void kindOffered(Belay::ProviderKindId kind);

private:
    QWidget *makeSources();
    /// Where there is no keychain, memory is the way that works; a choice of the person stands.
    void followKeychain();
    QWidget *firstField() const;
    void addForm();
    void update();
    void updateKeychainText();
    KeySource source() const;
    PastedKey pastedKey() const;

    const Catalogue &m_catalogue;
    const KeyService &m_keys;
    ProviderKindId m_kind = ProviderKindId::OpenAi;
    QFormLayout *m_form;
    QLineEdit *m_name;
    QLineEdit *m_baseUrl;
    KeyEdit *m_key;
    QComboBox *m_variable;
    QButtonGroup *m_sources;
    bool m_sourceChosen = false;
    QLabel *m_sourceNote;
    QLabel *m_keysPage;
    QLabel *m_message;
    QPushButton *m_offer;
};

} // namespace Belay
