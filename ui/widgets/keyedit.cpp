// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/keyedit.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace Belay {

KeyEdit::KeyEdit(const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
    , m_field(new QLineEdit(this))
    , m_reveal(new QToolButton(this))
{
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setObjectName(QStringLiteral("keyLineEdit"));
    m_field->setAccessibleName(tr("Key"));
    // What a key is must reach neither a dictionary nor an input method's memory.
    m_field->setInputMethodHints(
        Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_field->setPlaceholderText(tr("Paste the key here"));
    m_reveal->setText(tr("Show"));
    m_reveal->setToolTip(tr("Shows the key as long as you hold it"));
    m_reveal->setAccessibleName(tr("Show the key while held"));
    m_reveal->setObjectName(QStringLiteral("revealButton"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_reveal);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &KeyEdit::takeEdit);
    connect(m_reveal, &QToolButton::pressed, this, [this] { reveal(true); });
    connect(m_reveal, &QToolButton::released, this, [this] { reveal(false); });
}

void KeyEdit::setKind(ProviderKindId kind)
{
    m_kind = kind;
    Q_EMIT keyChanged();
}

PastedKey KeyEdit::pasted() const
{
    QByteArray text = m_field->text().toUtf8();
    PastedKey key = cleanKey(text, m_kind, m_catalogue);
    text.fill('\0');
    return key;
}

bool KeyEdit::isEmpty() const
{
    return m_field->text().isEmpty();
}

void KeyEdit::clear()
{
    m_field->clear();
}

void KeyEdit::takeEdit(const QString &text)
{
    // More than one character at once is a paste: show at once what is left of it. Typing is left alone.
    const bool wasPasted = text.size() > m_length + 1;
    m_length = text.size();
    if (wasPasted) {
        const PastedKey key = pasted();
        const QString cleaned = QString::fromLatin1(key.key.reveal());
        if (key.problem == PastedKey::Problem::None && cleaned != text) {
            m_field->setText(cleaned);
            return; // that change has told already
        }
    }
    Q_EMIT keyChanged();
}

void KeyEdit::reveal(bool on)
{
    m_field->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
}

QString keyProblemText(PastedKey::Problem problem)
{
    switch (problem) {
    case PastedKey::Problem::None:
    case PastedKey::Problem::Empty:
        return {};
    case PastedKey::Problem::ControlCharacter:
        return KeyEdit::tr("This holds an invisible character that no key has. Copy the key again.");
    case PastedKey::Problem::NotAscii:
        return KeyEdit::tr(
            "This holds a letter that no key has. Copy the key again, from the provider’s page.");
    case PastedKey::Problem::Address:
        return KeyEdit::tr("This is an address, not a key. Copy the key that the provider’s page shows.");
    case PastedKey::Problem::TooLong:
        break;
    }
    return KeyEdit::tr("This is too long for a key. Was something else on the clipboard?");
}

} // namespace Belay
