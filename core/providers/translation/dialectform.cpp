// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/dialectform.h"

#include "core/providers/codec.h"

namespace Belay {

namespace {

/// A tuned model is named with its collection, every other one without.
QString geminiPath(const ProviderKind &kind, const QString &model)
{
    const auto escaped
        = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const QString tuned = QStringLiteral("tunedModels/");
    if (model.startsWith(tuned))
        return tuned + escaped(model.mid(tuned.size()));
    return kind.chatPath + u'/' + escaped(model);
}

} // namespace

DialectForm formOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenAi:
        break;
    case Dialect::Anthropic:
        return DialectForm::Messages;
    case Dialect::Gemini:
        return DialectForm::Generate;
    }
    return DialectForm::Chat;
}

QUrl completionUrl(const ProviderKind &kind, const QUrl &baseUrl, const QString &model, bool stream)
{
    if (kind.dialect != Dialect::Gemini)
        return endpoint(baseUrl, kind.chatPath);
    const QString verb
        = stream ? QStringLiteral(":streamGenerateContent?alt=sse") : QStringLiteral(":generateContent");
    return endpoint(baseUrl, geminiPath(kind, model) + verb);
}

} // namespace Belay
