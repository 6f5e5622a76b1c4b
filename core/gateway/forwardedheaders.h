// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"
#include "core/http/httpvalues.h"

#include <optional>

namespace Belay {

/// Whether the provider is spoken to in the client's own dialect.
enum class Speech { SameDialect, Translated };

/// Of a client's headers those that a provider may see (contract 7, *Forwarded*). Never a credential, a
/// cookie or anything that could split a header; translated requests lose what belongs to a dialect.
HttpHeaders forwardedHeaders(const HttpHeaders &fromClient, ProviderKindId kind, Speech speech);

/// Of a provider's headers those that the client may see: type, request id, rate limits, processing time and
/// what it says about retrying.
HttpHeaders passedBackHeaders(const HttpHeaders &fromProvider);

/// x-belay-target, x-belay-attempts and, where something was left out, x-belay-dropped. Without a target:
/// nobody answered.
HttpHeaders routeHeaders(
    const std::optional<QString> &target, int attempts, const std::vector<std::string> &dropped);

} // namespace Belay
