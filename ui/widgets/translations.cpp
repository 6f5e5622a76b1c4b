// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

namespace Belay {

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    const auto install = [&](const QLocale &of, const QString &name, const QString &folder) {
        auto translator = std::make_unique<QTranslator>();
        if (!translator->load(of, name, QStringLiteral("_"), folder))
            return false;
        translator->setParent(&application);
        return QCoreApplication::installTranslator(translator.release());
    };
    const QString own = QStringLiteral("belay");
    const QString embedded = QStringLiteral(":/i18n");
    install(QLocale(QLocale::English), own, embedded);
    // Without Belay's own words Qt's would stand alone among English ones.
    if (locale.language() != QLocale::English && install(locale, own, embedded))
        install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace Belay
