// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

#include <optional>
#include <vector>

namespace Belay {

/// The addresses asked for last, each looked at and written out once: a gateway asks for the same few all
/// day.
class UrlBook final
{
public:
    struct Entry {
        QUrl url;
        QByteArray encoded; ///< as it is sent, without the fragment
        std::optional<QString> refused; ///< why nothing must be sent there
    };
    /// Valid until the next call.
    const Entry &look(const QUrl &url);

private:
    std::vector<Entry> m_entries;
    size_t m_oldest = 0;
};

} // namespace Belay
