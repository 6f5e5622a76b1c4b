// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/geminimodel.h"

#include <QRegularExpression>

namespace Belay {

namespace {
constexpr int Newest = 9999;
}

GeminiModel::GeminiModel(std::string_view name)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:models/)?gemini-(?:(\\d{1,2})(?:\\.(\\d{1,2}))?)?"));
    const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const QRegularExpressionMatch match = pattern.match(text);
    m_isGemini = match.hasMatch();
    m_isPro = text.contains(u"-pro");
    const bool isNumbered = !match.captured(1).isEmpty();
    m_version = isNumbered ? match.captured(1).toInt() * 100 + match.captured(2).toInt() : Newest;
}

Json GeminiModel::thinking(Effort effort) const
{
    return m_version >= 300 ? level(effort) : budget(effort);
}

// The larger models cannot do without, and the first of the third generation knew two levels only.
Json GeminiModel::level(Effort effort) const
{
    const char *level = "HIGH";
    if (effort == Effort::None || effort == Effort::Minimal)
        level = m_isPro ? "LOW" : "MINIMAL";
    else if (effort == Effort::Low)
        level = "LOW";
    else if (effort == Effort::Medium && !(m_isPro && m_version == 300))
        level = "MEDIUM";
    return {{"thinkingLevel", level}};
}

Json GeminiModel::budget(Effort effort) const
{
    int tokens = 24576;
    if (effort == Effort::None)
        tokens = m_isPro ? 128 : 0;
    else if (effort == Effort::Minimal || effort == Effort::Low)
        tokens = 1024;
    else if (effort == Effort::Medium)
        tokens = 8192;
    return {{"thinkingBudget", tokens}};
}

} // namespace Belay
