// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;
class QLocale;

namespace Belay {

/// Installs the words of the locale for Belay and for Qt's own dialogs, over the plurals of English, which
/// every language without a translation falls back to. Call before the first text is made.
void installTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace Belay
