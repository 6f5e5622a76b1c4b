// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/claudemodel.h"

#include <QString>

namespace Belay {

namespace {

/// `4` of `claude-opus-4-20250514`; not its date, nor a word.
std::optional<int> versionPart(const QString &word)
{
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    return isNumber && word.size() <= 2 ? std::optional(number) : std::nullopt;
}

} // namespace

// Both orders are in use: claude-3-5-haiku-20241022, claude-haiku-4-5.
ClaudeModel::ClaudeModel(std::string_view name)
{
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    text = text.mid(text.lastIndexOf(u'/') + 1).replace(u'.', u'-');
    if (!text.startsWith(u"claude-"))
        return;
    std::optional<int> minor;
    for (const QString &word : text.split(u'-').mid(1)) {
        const std::optional<int> part = versionPart(word);
        if (part && !m_version)
            m_version = *part * 100;
        else if (part && !minor)
            minor = part;
        else if (!part && m_family.empty() && !word.isEmpty() && word.front().isLetter())
            m_family = word.toStdString();
    }
    if (m_version)
        *m_version += minor.value_or(0);
}

bool ClaudeModel::isUpTo(int major, int minor) const
{
    return m_version && *m_version <= major * 100 + minor;
}

bool ClaudeModel::isFrom(int major, int minor) const
{
    return m_version && *m_version >= major * 100 + minor;
}

bool ClaudeModel::takesForcedTools() const
{
    return !(m_family == "opus" && isFrom(5, 5)) && !(m_family == "fable" && isFrom(5, 1));
}

bool ClaudeModel::takesNoThinking() const
{
    return !(m_family == "opus" && isFrom(5, 5)) && m_family != "fable" && m_family != "mythos";
}

bool ClaudeModel::takesEffort() const
{
    return !isUpTo(4, 5) || (m_family == "opus" && isFrom(4, 5));
}

} // namespace Belay
