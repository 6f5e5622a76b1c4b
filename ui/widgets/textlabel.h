// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFont;
class QLabel;
class QWidget;

namespace Belay {

/// Of a part of a page: bold, in the size of the text.
QLabel *makeHeading(const QString &text, QWidget *parent);
/// A label that wraps. Text from outside is text in it, whatever it looks like.
QLabel *makePlainLabel(const QString &objectName, QWidget *parent);
/// The same, which can be copied from.
QLabel *makeTextLabel(const QString &objectName, QWidget *parent);
/// One to copy from, which Tab passes by.
QLabel *makeProseLabel(const QString &objectName, QWidget *parent);
/// A label of markup whose links mouse and keyboard reach; what comes from outside is put in by linkTo() or
/// escaped.
QLabel *makeLinkLabel(const QString &objectName, QWidget *parent);
/// `text` with places to break it where it has none for long: one word of another's would make a page as wide
/// as itself. For what is shown; what is copied from the labels of this file has none of them.
QString breakable(const QString &text);
/// `text` as a link of a link label; `text` alone where the address is empty.
QString linkTo(const QString &address, const QString &text);
/// Of a heading: bold, and so much larger than `font`.
QFont titleFont(QFont font, qreal factor);
/// No label without a text, which is made breakable unless it is markup.
void setTextOrHide(QLabel *label, const QString &text);

} // namespace Belay
