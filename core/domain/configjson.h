// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/configissue.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace Belay {

/// Keeps the order of members, so that a file comes back as its owner arranged it.
using ConfigJson = nlohmann::ordered_json;

/// A document and what was wrong with it though it could be read: members that are there twice.
struct ConfigDocument {
    ConfigJson root;
    ConfigErrors duplicates;
};

/// Never throws. The error is `bad-json` with its place.
Result<ConfigDocument, ConfigErrors> parseConfigJson(const QByteArray &text);

enum class ConfigJsonForm { Compact, Indented };
/// Never throws; broken UTF-8 becomes U+FFFD.
QByteArray configJsonText(const ConfigJson &json, ConfigJsonForm form);

} // namespace Belay
