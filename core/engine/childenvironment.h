// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <QProcessEnvironment>

namespace Belay {

/// What a program started by Belay is given: this process's environment without the variables that hold a
/// key, by the config or by custom, and without what this process set for itself.
QProcessEnvironment childEnvironment(const Config &config, const Catalogue &catalogue);

} // namespace Belay
