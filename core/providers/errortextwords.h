// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/errortextphrases.h"

namespace Belay {

/// The phrases themselves, each once. Used by findErrorMarks() alone.
std::vector<ErrorPhrase> errorWords();
/// Those that say what became of a connection (errortexttransport.cpp).
std::vector<ErrorPhrase> transportWords();
/// Those that say which provider it was (errortextorigins.cpp).
std::vector<ErrorPhrase> originWords();

} // namespace Belay
