// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A conversation as lines, only what is set: `system Be brief`, `user: text Hi`, `temperature 0.5`.
QByteArray describe(const Conversation &request);
/// The same, or the problem: `! messages[0].role: Expected …`.
QByteArray describe(const Result<Conversation, RequestProblem> &result);
/// What is known of a model of this kind.
TargetTraits traits(ProviderKindId kind, const std::string &model);

} // namespace Belay
