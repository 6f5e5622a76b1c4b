// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commandnames.h"

#include "core/base/editdistance.h"

#include <algorithm>

namespace Belay {

namespace {

/// Whether the word after this option is its value.
bool takesNextWord(const CLI::App &app, const QString &word)
{
    if (word.contains(u'='))
        return false;
    for (const CLI::App *level = &app; level; level = level->get_parent()) {
        const CLI::Option *option = level->get_option_no_throw(word.toStdString());
        if (option)
            return option->get_items_expected_max() > 0;
    }
    return false;
}

QString sentenceFor(const CLI::App &level, const std::vector<const CLI::App *> &commands, const QString &word)
{
    constexpr int Far = 3; // more changes than this make another word
    QStringList names;
    for (const CLI::App *command : commands)
        names << QString::fromStdString(command->get_name());
    const auto nearer = [&word](const QString &a, const QString &b) {
        return editDistance(word, a) < editDistance(word, b);
    };
    const QString nearest = *std::ranges::min_element(names, nearer);
    const QString path = level.get_parent() ? QString::fromStdString(level.get_name()) + u' ' : QString();
    const bool isNear = editDistance(word, nearest) <= std::min<qsizetype>(Far, nearest.size() - 1)
        || (word.size() > 1 && nearest.startsWith(word));
    return isNear ? QStringLiteral("belayctl: there is no command “%1%2”. Did you mean “%1%3”?")
                        .arg(path, word, nearest)
                  : QStringLiteral("belayctl: there is no command “%1%2”. There are: %3.")
                        .arg(path, word, names.join(QStringLiteral(", ")));
}

} // namespace

std::optional<QString> unknownCommand(const CLI::App &app, const QStringList &arguments)
{
    const CLI::App *level = &app;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        if (word.startsWith(u'-')) {
            i += takesNextWord(*level, word) ? 1 : 0;
            continue;
        }
        const auto commands = level->get_subcommands([](const CLI::App *) { return true; });
        if (commands.empty())
            return {}; // what follows are its arguments
        const auto known = std::ranges::find_if(commands,
            [&word](const CLI::App *one) { return QString::fromStdString(one->get_name()) == word; });
        if (known == commands.end())
            return sentenceFor(*level, commands, word.left(80));
        level = *known;
    }
    return {};
}

} // namespace Belay
