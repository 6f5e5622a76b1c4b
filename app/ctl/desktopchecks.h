// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/doctor.h"

namespace Belay {

/// The checks `display`, `tray` and `notifications`. A machine without a desktop is no trouble: it is said,
/// not blamed. `home` says which webhooks there are, and how the newest delivery of each ended.
std::vector<DoctorCheck> desktopChecks(const Home &home);

} // namespace Belay
