// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QByteArray>

#include <optional>

namespace Belay {

/// `Wed, 21 Oct 2026 07:28:00 GMT` (RFC 9110, 5.6.7); nothing for another form.
std::optional<WallTime> timeFromHttpDate(const QByteArray &text);
/// In the same form, in whole seconds.
QByteArray toHttpDate(WallTime time);

} // namespace Belay
