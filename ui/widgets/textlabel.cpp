// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textlabel.h"

#include <QLabel>
#include <QTextDocumentFragment>

namespace Belay {

using namespace Qt::StringLiterals;

QLabel *makeTextLabel(const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QLabel *makeProseLabel(const QString &objectName, QWidget *parent)
{
    QLabel *label = makeTextLabel(objectName, parent);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

QLabel *makeLinkLabel(const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QString linkTo(const QString &address, const QString &text)
{
    return address.isEmpty() ? text.toHtmlEscaped()
                             : u"<a href=\"%1\">%2</a>"_s.arg(address.toHtmlEscaped(), text.toHtmlEscaped());
}

QFont titleFont(QFont font, qreal factor)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(true);
    return font;
}

void setTextOrHide(QLabel *label, const QString &text)
{
    if (label->text() != text) { // what a person has selected in it stays
        label->setText(text);
        if (label->textFormat() == Qt::RichText) // spoken without its markup
            label->setAccessibleName(QTextDocumentFragment::fromHtml(text).toPlainText());
    }
    label->setVisible(!text.isEmpty());
}

} // namespace Belay
