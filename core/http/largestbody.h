// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace Belay {

/// Of a request, and of an answer that is read whole (contract 2 and 8), in bytes.
inline constexpr qint64 LargestBody = 64 * 1024 * 1024;

} // namespace Belay
