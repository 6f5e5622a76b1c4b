// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopapp.h"
#include "app/desktop/endsignal.h"
#include "app/desktop/firstsight.h"
#include "app/desktop/grabber.h"
#include "app/desktop/startup.h"
#include "core/base/logging.h"
#include "core/base/standardstreams.h"
#include "core/simulator/demoproviders.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/translations.h"

#include <QApplication>
#include <QLocale>

namespace {

using namespace Belay;

QString suffixOf(const DesktopOptions &options)
{
    const QString theme = options.theme.isEmpty() ? QStringLiteral("light") : options.theme;
    return QString(u'-' + theme) + (options.scale == 2 ? QStringLiteral("@2") : QString());
}

/// What `--grab` saves: one page, or all pictures of the README.
Grabber::Order orderOf(const DesktopOptions &options, const Config &config)
{
    Grabber::Order order;
    order.folder = options.grabFolder;
    order.suffix = suffixOf(options);
    order.demo = options.demo;
    order.pages = QStringList {options.page};
    if (options.page.isEmpty())
        order.pages = {QStringLiteral("dashboard"), QStringLiteral("target"), QStringLiteral("provider"),
            QStringLiteral("incidents")};
    if (!options.demo || !options.page.isEmpty())
        return order;
    for (const SimulatedProvider &simulated : demoProviders()) {
        const ProviderConfig *provider = config.provider(simulated.id);
        if (!provider || simulated.kind != ProviderKindId::OpenAi || simulated.keys.empty())
            continue;
        order.pages << QStringLiteral("addprovider");
        order.trial = *provider;
        order.trialKey = simulated.keys.front().second;
    }
    return order;
}

int runWindow(const DesktopOptions &options)
{
    DesktopApp program(options);
    const bool forPictures = !options.grabFolder.isEmpty();
    auto opened = program.open(Engine::Damaged::Refuse);
    if (!opened && opened.error().kind == ErrorKind::Protocol && !forPictures) {
        if (!wantsFreshStart(opened.error()))
            return static_cast<int>(DesktopExit::CannotWrite);
        opened = program.open(Engine::Damaged::SetAside);
    }
    if (!opened) {
        const Error &error = opened.error();
        return error.kind == ErrorKind::Conflict && !forPictures
            ? raiseOther(Home::resolve(options.home), error)
            : showTrouble(error, forPictures ? Audience::Script : Audience::Person);
    }
    EndSignal ending;
    QObject::connect(&ending, &EndSignal::asked, &program.window(), &MainWindow::end);
    new FirstSight(program.window());
    program.show();
    std::unique_ptr<Grabber> grabber;
    SystemClock clock;
    if (!options.grabFolder.isEmpty()) {
        grabber = std::make_unique<Grabber>(program.window(), program.engine().status(), clock,
            orderOf(options, *program.engine().config().config()));
        QObject::connect(grabber.get(), &Grabber::finished, grabber.get(), [](const QString &failed) {
            if (!failed.isEmpty())
                say(QStringLiteral("cannot write ") + failed);
            QApplication::exit(
                static_cast<int>(failed.isEmpty() ? DesktopExit::Done : DesktopExit::CannotWrite));
        });
    }
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    keepStandardStreams();
    const DesktopOptions options = DesktopOptions::parse(argc, argv);
    if (options.exitCode)
        return *options.exitCode;
    if (options.scale != 0)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
    QApplication application(argc, argv);
    // Later threads get Qt's poll dispatcher; main keeps glib, which themes and network information want.
    qputenv("QT_NO_GLIB", "1");
    QApplication::setApplicationName(QStringLiteral("belay"));
    QApplication::setApplicationDisplayName(QStringLiteral("Belay"));
    QApplication::setApplicationVersion(QStringLiteral(BELAY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("app.belay.Belay"));
    QApplication::setQuitOnLastWindowClosed(false);
    installTranslations(application, QLocale());
    if (options.theme.isEmpty())
        applyDesktopAppearance(application);
    else
        applyAppearance(
            application, options.theme == QStringLiteral("dark") ? Appearance::Dark : Appearance::Light);
    const Home home = Home::resolve(options.home);
    const bool isTemporary = options.demo && !options.home;
    if (!isTemporary && home.create()) {
        if (auto installed = installLog(home.logPath()); !installed)
            say(installed.error().detail);
    } else if (auto installed = installLog({}); !installed) {
        say(installed.error().detail);
    }
    return runWindow(options);
}
