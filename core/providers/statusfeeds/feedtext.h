// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>
#include <QUrl>

#include <string_view>

namespace Belay {

// How a page's own words become values. Anybody may have written them.

/// Plain text of at most `limit` characters: tags are gone, entities are decoded once, everything that
/// controls (also the direction of writing) is gone, white space is one blank.
QString plainText(QStringView markup, qsizetype limit);
QString plainText(std::string_view utf8, qsizetype limit);
/// An https address with a host and without a user; empty for anything else.
QUrl safeLink(const QString &text);
/// RFC 3339, or RFC 2822 as RSS has it. Nothing for anything else, also for times before 2000 and after 2100.
std::optional<WallTime> feedTime(QStringView text);

} // namespace Belay
