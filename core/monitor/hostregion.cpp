// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/hostregion.h"

#include <QRegularExpression>

namespace Belay {

QString regionOf(const QUrl &baseUrl)
{
    static const QRegularExpression named(QStringLiteral(
        R"(^(?:([a-z]+[0-9]?)\.api\.cognitive\.microsoft\.com)"
        R"(|[a-z0-9-]+\.([a-z]+[0-9]?)\.(?:models\.ai|inference\.(?:ml|ai))\.azure\.com)"
        R"(|([a-z]+-[a-z]+[0-9]+)-aiplatform\.googleapis\.com)"
        R"(|bedrock(?:-runtime|-mantle)?\.([a-z]{2}(?:-gov)?-[a-z]+-[0-9])\.(?:amazonaws\.com|api\.aws))"
        R"(|(eu|us)\.(?:api\.openai\.com|aiplatform\.googleapis\.com|openrouter\.ai|api\.x\.ai))"
        R"(|([a-z]{2}-[a-z]+-[0-9])\.api\.x\.ai)$)"));
    const QRegularExpressionMatch match = named.match(baseUrl.host().toLower());
    for (int group = 1; match.hasMatch() && group <= match.lastCapturedIndex(); ++group) {
        if (!match.captured(group).isEmpty())
            return match.captured(group);
    }
    return {};
}

} // namespace Belay
