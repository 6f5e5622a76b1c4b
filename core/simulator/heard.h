// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/configjson.h"
#include "core/simulator/simulatedprovider.h"

namespace Belay {

/// What a client asks a model for, each under its own path.
enum class Face { Chat, Text, Responses, Embeddings, CountTokens };

struct HeardTool {
    QString name;
    ConfigJson schema; ///< of its arguments; null where none was given
};

/// What a simulated model understood of a request, said the same for every dialect, so that a test can
/// compare what came directly with what came through a translation.
struct Heard {
    QStringList
        lines; ///< `system: …`, `user: …`, `image: image/png 68`, `call: f {…}`, `tool: …`, `stop: a, b`
    QString lastUser; ///< empty when something else came after it
    std::vector<HeardTool> tools;
    ConfigJson schema; ///< of the answer; null where none is asked for
    bool wantsJson = false;

    void say(const QString &role, const QString &text);
    void image(const QString &mimeType, qsizetype size);
    /// A data URI or an address.
    void image(const QString &url);
    void call(const QString &name, const ConfigJson &arguments);
    void result(const QString &text);
    void tool(const QString &name, const ConfigJson *arguments);
    void asksForSchema(const ConfigJson *wanted);
    /// What is there of a request's own settings: a number, a text, or texts.
    void setting(const char *name, const ConfigJson *value);
    /// The names of the tools, last.
    void finish();
};

/// A member that is there and not null.
const ConfigJson *heardMember(const ConfigJson &object, const char *name);
/// The elements of a member that is a list; of none where it is not.
const ConfigJson &heardList(const ConfigJson &object, const char *name);
/// Text, whether it stands alone or as parts with a `text` each.
QString heardText(const ConfigJson *content);

void hearChat(const ConfigJson &request, Heard &heard);
void hearResponses(const ConfigJson &request, Heard &heard);
void hearAnthropic(const ConfigJson &request, Heard &heard);
void hearGemini(const ConfigJson &request, Heard &heard);

} // namespace Belay
