// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statuspage.h"
#include "core/providers/statusfeeds/feednode.h"

#include <QByteArrayView>

#include <optional>

namespace Belay {

// One function a form, each in a file of its own. Nothing for a document that is not of the form. The table
// of feeds.cpp lists them all; nothing else calls them.

std::optional<StatusPage> readStatuspage(const FeedNode &root);
std::optional<StatusPage> readIncidentIo(const FeedNode &root);
std::optional<StatusPage> readIncidentIoWidget(const FeedNode &root);
std::optional<StatusPage> readInstatus(const FeedNode &root);
std::optional<StatusPage> readBetterStack(const FeedNode &root);
std::optional<StatusPage> readGoogleCloud(const FeedNode &root);
std::optional<StatusPage> readFlashduty(const FeedNode &root);
std::optional<StatusPage> readOnlineOrNot(const FeedNode &root);
std::optional<StatusPage> readSyndication(QByteArrayView xml);

} // namespace Belay
