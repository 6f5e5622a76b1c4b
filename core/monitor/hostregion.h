// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace Belay {

/// The region that an address names, for hosts whose form is documented: Azure's regional endpoints, Google's
/// and Amazon's, and those with one of the data zones `eu` and `us` in front. Empty for every other host: a
/// region is never guessed.
QString regionOf(const QUrl &baseUrl);

} // namespace Belay
