// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTextDocumentFragment>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestRun = 60;
constexpr QChar BreakHere(0x200b); // zero width space

bool isPlaceToBreak(QChar letter)
{
    constexpr QChar NoBreak(0xa0);
    constexpr QChar NoBreakFigure(0x2007);
    constexpr QChar NoBreakNarrow(0x202f);
    return letter == BreakHere
        || (letter.isSpace() && letter != NoBreak && letter != NoBreakFigure && letter != NoBreakNarrow);
}

bool belongsToTheOneBefore(QChar letter)
{
    return letter.isLowSurrogate() || letter.isMark();
}

/// As it goes into the clipboard.
QString plain(QString selected)
{
    return selected.replace(QChar::ParagraphSeparator, u'\n')
        .replace(QChar::LineSeparator, u'\n')
        .replace(QChar::Nbsp, u' ');
}

/// The only way to learn of a copy by keys, menu or mouse alike.
void keepBreaksOutOfClipboard(QLabel *label)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    QObject::connect(clipboard, &QClipboard::changed, label, [label, clipboard](QClipboard::Mode mode) {
        if (!label->hasSelectedText() || !label->selectedText().contains(BreakHere))
            return;
        const QString copied = clipboard->text(mode);
        if (plain(copied) == plain(label->selectedText()))
            clipboard->setText(QString(copied).remove(BreakHere), mode);
    });
}

} // namespace

QString breakable(const QString &text)
{
    QString broken;
    broken.reserve(text.size() + text.size() / LongestRun);
    qsizetype run = 0;
    for (const QChar letter : text) {
        if (isPlaceToBreak(letter)) {
            run = 0;
        } else if (++run > LongestRun && !belongsToTheOneBefore(letter)) {
            broken += BreakHere;
            run = 1;
        }
        broken += letter;
    }
    return broken;
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

QLabel *makePlainLabel(const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel *makeTextLabel(const QString &objectName, QWidget *parent)
{
    QLabel *label = makePlainLabel(objectName, parent);
    keepBreaksOutOfClipboard(label);
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
    keepBreaksOutOfClipboard(label);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QString linkTo(const QString &address, const QString &text)
{
    const QString shown = breakable(text).toHtmlEscaped();
    return address.isEmpty() ? shown : u"<a href=\"%1\">%2</a>"_s.arg(address.toHtmlEscaped(), shown);
}

QFont titleFont(QFont font, qreal factor)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(true);
    return font;
}

void setTextOrHide(QLabel *label, const QString &text)
{
    const bool isMarkup = label->textFormat() == Qt::RichText;
    const QString shown = isMarkup ? text : breakable(text);
    if (label->text() != shown) { // what a person has selected in it stays
        label->setText(shown);
        if (isMarkup) // spoken without its markup
            label->setAccessibleName(QTextDocumentFragment::fromHtml(text).toPlainText().remove(BreakHere));
    }
    label->setVisible(!text.isEmpty());
}

} // namespace Belay
