// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pagereading.h"

namespace Belay {

/// What history knows of pages when a watch begins.
struct PageMemory {
    std::vector<PageIncidentRecord> incidents; ///< with the times at which they were first seen
    std::vector<PageReadSpan> newestReads; ///< of each page
    std::vector<PageReadSpan> readsAtIncidents; ///< when incidents that may get a notice yet began
    bool operator==(const PageMemory &) const = default;
};

} // namespace Belay
