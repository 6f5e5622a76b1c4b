// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Belay {

/// Before anything else is opened: a standard stream that was closed (`>&-`) is kept taken, and fails when it
/// is used. Its number would go to the next file or socket, and what is printed would be written into that.
void keepStandardStreams();

} // namespace Belay
