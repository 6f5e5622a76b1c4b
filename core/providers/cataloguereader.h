// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/providers/catalogue.h"

#include <vector>

namespace Belay {

/// A kind as the file has it, with its families of models.
struct KindEntry {
    ProviderKind kind;
    std::vector<ModelInfo> models;
};

/// Reads resources/providers.json by the rules of resources/providers.schema.json and those that a schema
/// cannot say: all kinds are there once and in order, patterns are not there twice, addresses are https but
/// for local kinds. Adds to `faults`; what is returned is whole only when there are none.
std::vector<KindEntry> readKinds(const QByteArray &json, std::vector<Error> &faults);

} // namespace Belay
