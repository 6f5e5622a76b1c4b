// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"

namespace Belay {

/// `config.text` with what is different in `config` put into it: order, unknown fields and values written in
/// another way survive, defaults are not written out, and what was removed is gone (prices of removed
/// providers too). Without a difference the very bytes come back; a text that cannot be read is replaced.
QByteArray writeConfig(const Config &config);

} // namespace Belay
