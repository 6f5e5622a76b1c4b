// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace Belay {

/// What a failed call to the keychain means to a person: what happened, that it is this machine's side, and
/// what to do.
QString keychainSentence(const Error &error);

} // namespace Belay
