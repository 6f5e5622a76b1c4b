// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configsections.h"

#include <QRegularExpression>

#include <map>

namespace Belay {

// A field that Belay does not know is kept, but a key must not lie in one: whoever wrote it there believes
// that it is used.

namespace {

/// What Belay knows of a document, by name; `*` is each item of an array, or a name of the person's own.
struct Known {
    bool isJudged = false; ///< its reader judges all of what stands there
    std::map<QString, Known> members {};
};

void add(Known &root, const QString &path)
{
    Known *at = &root;
    for (const QString &name : path.split(u'/', Qt::SkipEmptyParts))
        at = &at->members[name];
    at->isJudged = !path.endsWith(u'/');
}

/// `place` with names of fields below it.
void add(Known &root, const QString &place, const QString &names)
{
    add(root, place + u'/');
    for (const QString &name : names.split(u' '))
        add(root, place + u'/' + name);
}

/// The table of contract 4.
Known makeKnown()
{
    Known root;
    add(root, QStringLiteral("version"));
    add(root, QStringLiteral("providers/*"),
        QStringLiteral("id kind name enabled baseUrl headers caFile proxy keys"));
    add(root, QStringLiteral("providers/*/monitor"),
        QStringLiteral("enabled every completionEvery models paused monthlyBudgetUsd acceptUnknownPrice "
                       "slowOver statusPage"));
    add(root, QStringLiteral("prices/*"), QStringLiteral("inputPerM outputPerM"));
    add(root, QStringLiteral("chains/*"), QStringLiteral("id aliases deadline answerDeadline"));
    const QString step = QStringLiteral("chains/*/steps/*");
    add(root, step, QStringLiteral("retryOn enabled"));
    add(root, step + QStringLiteral("/targets/*"), QStringLiteral("provider model weight keys"));
    add(root, step + QStringLiteral("/race"), QStringLiteral("after"));
    add(root, step + QStringLiteral("/pool/"));
    add(root, step + QStringLiteral("/retry"), QStringLiteral("numRetries baseInterval maxInterval"));
    add(root, step + QStringLiteral("/timeouts"), QStringLiteral("connect firstContent idle total"));
    add(root, QStringLiteral("breaker"),
        QStringLiteral("consecutiveFailures failureRatio minimumRequests window cooldown maxCooldown "
                       "successesToClose"));
    add(root, QStringLiteral("budgets"), QStringLiteral("retryShare hedgeShare hedgeUsdPerDay"));
    add(root, QStringLiteral("history"), QStringLiteral("rawDays traceDays"));
    add(root, QStringLiteral("gateway"),
        QStringLiteral("enabled listen port requireToken tokens allowedHosts allowedOrigins unknownModel "
                       "passthrough"));
    add(root, QStringLiteral("network"), QStringLiteral("anchors local"));
    add(root, QStringLiteral("notifications"), QStringLiteral("desktop events muted remindEvery quietHours"));
    add(root, QStringLiteral("notifications/webhooks/*"),
        QStringLiteral("id form url events enabled secret"));
    return root;
}

enum class Means { Anything, Key };

/// Whether whatever stands below a name is meant for a key.
Means meaningOf(const ConfigNode &parent, const QString &name)
{
    static const QRegularExpression ofKeys(
        QStringLiteral("^((api|auth|access|secret|bearer)[-_ ]?)?(key|token|secret|password)$"),
        QRegularExpression::CaseInsensitiveOption);
    // Chains name keys by their ids: there such a field is a slip of `keys`, unless it looks like one.
    if (parent.pointer().startsWith(u"/chains/") && name.compare(u"key", Qt::CaseInsensitive) == 0)
        return Means::Anything;
    return ofKeys.match(name).hasMatch() ? Means::Key : Means::Anything;
}

void reportKey(const ConfigNode &node)
{
    const QString place
        = QStringLiteral("no key here: `belayctl keys set` stores it, and `keys` says where it lives");
    node.report("bad-secret", place, QStringLiteral("a text that is not shown"));
}

void searchUnknown(const ConfigNode &node, Means means)
{
    const ConfigJson &json = *node.json();
    if (json.is_string()) {
        const QString text = QString::fromStdString(json.get<std::string>());
        if (looksLikeKey(text) || (means == Means::Key && !text.isEmpty()))
            reportKey(node);
    } else if (json.is_array()) {
        for (const ConfigNode &item : node.items())
            searchUnknown(item, means);
    } else if (json.is_object()) {
        for (const auto &[name, member] : node.members())
            searchUnknown(member, meaningOf(node, name));
    }
}

void searchKnown(const ConfigNode &node, const Known &known)
{
    const ConfigJson &json = *node.json();
    const auto any = known.members.find(QStringLiteral("*"));
    if (json.is_array() && any != known.members.end()) {
        for (const ConfigNode &item : node.items())
            searchKnown(item, any->second);
    }
    if (known.isJudged || !json.is_object())
        return;
    for (const auto &[name, member] : node.members()) {
        const auto exact = known.members.find(name);
        const auto found = exact == known.members.end() ? any : exact;
        if (found == known.members.end())
            searchUnknown(member, meaningOf(node, name));
        else
            searchKnown(member, found->second);
    }
}

} // namespace

void reportStrayKeys(const ConfigNode &root)
{
    static const Known known = makeKnown();
    searchKnown(root, known);
}

} // namespace Belay
