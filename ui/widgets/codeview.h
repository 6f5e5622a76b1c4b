// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QPlainTextEdit;
class QWidget;

namespace Belay {

/// Text of a fixed pitch to be read and copied; Tab leaves it.
QPlainTextEdit *makeCodeView(const QString &objectName, const QString &name, QWidget *parent);

} // namespace Belay
