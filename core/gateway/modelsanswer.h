// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/modelnames.h"
#include "core/http/httpvalues.h"

namespace Belay {

enum class ModelsForm { OpenAi, Anthropic };

/// Anthropic's where `anthropic-version` is sent.
ModelsForm modelsFormOf(const HttpHeaders &headers);
/// GET /v1/models. `query` may hold Anthropic's `limit`, `after_id` and `before_id`.
QByteArray modelsBody(const std::vector<OfferedModel> &offered, ModelsForm form, const QByteArray &query);
/// GET /v1/models/{id}.
QByteArray modelBody(const OfferedModel &model, ModelsForm form);

} // namespace Belay
