// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/keytext.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace Belay {

/// A field for a key: hidden, shown only while a button is held, cleaned after a paste.
class KeyEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit KeyEdit(const Catalogue &catalogue, QWidget *parent = nullptr);

    /// The kind whose key is asked for; another one's prefix is noticed.
    void setKind(ProviderKindId kind);
    /// What the field holds, as a key.
    PastedKey pasted() const;
    bool isEmpty() const;
    void clear();
    QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    void keyChanged();

private:
    void takeEdit(const QString &text);
    void reveal(bool on);

    const Catalogue &m_catalogue;
    ProviderKindId m_kind = ProviderKindId::OpenAiCompatible;
    QLineEdit *m_field;
    QToolButton *m_reveal;
    qsizetype m_length = 0;
};

/// Why a pasted text cannot be a key, in words; empty where it can.
QString keyProblemText(PastedKey::Problem problem);

} // namespace Belay
