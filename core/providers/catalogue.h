// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/money.h"
#include "core/domain/sets.h"
#include "core/providers/statusfeeds/feedkind.h"
#include "core/providers/statusfeeds/pagenotice.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <map>
#include <optional>
#include <vector>

namespace Belay {

enum class AuthStyle { Bearer, XApiKey, XGoogApiKey, ApiKey, None };
enum class RateLimitFamily { None, OpenAi, Anthropic, Cerebras, Mistral, Together, OpenRouter };
/// What a provider's limit counts for: two keys of one organisation share it.
enum class LimitScope { Key, Organisation, Account };

/// A form in which a status page can be read by a program.
struct PageFeed {
    FeedKind kind = FeedKind::Statuspage;
    QUrl url;
    bool operator==(const PageFeed &) const = default;
};

/// A request that costs nothing. `path` (here and in ProviderKind) is appended to the base URL unless it
/// begins with `/`, which means the host's root; it may carry a query.
struct FreeCheck {
    QByteArray method = "GET";
    QString path;
    bool needsKey = true; ///< false: an answer proves reach alone (OpenRouter's public list of models)
};

/// What resources/providers.json says of a kind. Facts: the provider's API reference.
struct ProviderKind {
    ProviderKindId id = ProviderKindId::OpenAiCompatible;
    QString name;
    Dialect dialect = Dialect::OpenAi;
    QUrl baseUrl; ///< empty where the person has to say (azure-openai, openai-compatible)
    AuthStyle auth = AuthStyle::Bearer;
    bool keyOptional = false; ///< local kinds
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< always sent: `anthropic-version`
    FreeCheck keyCheck;
    std::optional<FreeCheck> reachCheck; ///< where a server says its health without key (`/health`)
    QString modelsPath; ///< empty: there is no list
    bool modelsListIsPublic = false;
    QString chatPath; ///< gemini: of the models, each of which has its verbs below it
    bool responses = false; ///< serves `responses` itself, below the base URL
    bool streamOptions = false; ///< `stream_options` is accepted; elsewhere it is a 422 or not needed
    std::vector<QString> keyPrefixes;
    std::vector<QString> environment; ///< names of variables that usually hold this key
    RateLimitFamily rateLimits = RateLimitFamily::None;
    LimitScope limitScope = LimitScope::Key;
    std::optional<bool> cancelStopsBilling; ///< empty: not known
    QUrl keysPage; ///< where a person makes a key
    QUrl statusPage;
    std::vector<PageFeed> statusFeeds; ///< the best first; none beside a page: people alone can read it
    PageSelector statusParts; ///< what of the page stands for the API
    QString upstreamFamily; ///< who really serves it: equal words share a fate
    std::vector<int> localPorts; ///< of local kinds, to look at
    std::vector<QString> cheapModels; ///< cheapest first; probed by default
    std::vector<QString> staticModels; ///< where there is no list
};

struct ModelCapabilities {
    bool tools = false;
    bool images = false;
    bool jsonSchema = false;
    bool reasoning = false;
};

enum class TokenField { MaxTokens, MaxCompletionTokens, MaxOutputTokens };

/// How the smallest completion of a model family is asked for.
struct ProbeRecipe {
    TokenField tokenField = TokenField::MaxTokens;
    int maxTokens = 1;
    QByteArray extra; ///< a JSON object merged into the request: reasoning off
};

/// What is known of a model; found by the longest pattern that fits.
struct ModelInfo {
    QString pattern; ///< `gpt-5-nano*`; the last resort of each kind is `*`
    ProbeRecipe recipe;
    std::optional<int> contextTokens;
    std::optional<int> outputTokens;
    ModelCapabilities capabilities;
    bool hidesReasoning = false;
    std::optional<Price> price;
    QString priceDate; ///< `2026-09-30`
};

/// The facts of resources/providers.json. Immutable, shared by all threads.
class Catalogue final
{
public:
    /// A file is taken whole or not at all: each cause of the error is `/json/pointer: what is wrong`.
    static Result<Catalogue> parse(const QByteArray &json);
    /// The one that the program carries.
    static const Catalogue &builtIn();

    const ProviderKind &kind(ProviderKindId id) const;
    const std::vector<ProviderKind> &kinds() const { return m_kinds; }
    /// Never fails: a model that nobody described gets the recipe and the lack of facts of its kind.
    ModelInfo model(ProviderKindId kind, const QString &model) const;
    /// What the person entered goes before what is known; a kind of the person's own machine costs nothing.
    std::optional<Price> price(
        ProviderKindId kind, const QString &model, const std::optional<Price> &entered) const;
    /// The kind whose prefix fits best; nothing when none does or two kinds share it (`sk-`).
    std::optional<ProviderKindId> kindOfKey(QByteArrayView key) const;

private:
    std::vector<ProviderKind> m_kinds; // in the order of the enum
    std::map<ProviderKindId, std::vector<ModelInfo>> m_models; // longest pattern first
};

} // namespace Belay
