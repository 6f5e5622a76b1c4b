// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/statuspage.h"

#include <simdjson.h>

namespace Belay {

/// A value of a JSON feed, or the lack of one: whatever is asked of what is not there, or is of another type,
/// is empty. Borrows from the parser.
class FeedNode final
{
public:
    FeedNode() = default;
    explicit FeedNode(simdjson::dom::element element)
        : m_element(element)
        , m_present(true)
    { }

    FeedNode operator[](std::string_view name) const;
    bool isObject() const { return m_present && m_element.is_object(); }
    bool isArray() const { return m_present && m_element.is_array(); }
    bool isString() const { return m_present && m_element.is_string(); }
    bool isTrue() const;

    std::string_view word() const; ///< a string as it stands
    QString plain(qsizetype limit) const; ///< a string as plain text
    QString id() const; ///< a string or a whole number; empty where it is too long for an id
    std::optional<double> share() const; ///< a number from 0 to 1
    std::optional<WallTime> time() const;
    QUrl link() const;

    /// Calls `take(FeedNode)` for at most `most` items of an array.
    template <typename Take>
    void each(size_t most, Take take) const
    {
        if (!isArray())
            return;
        for (const simdjson::dom::element item : simdjson::dom::array(m_element)) {
            if (most-- == 0)
                return;
            take(FeedNode(item));
        }
    }
    FeedNode first() const;

private:
    simdjson::dom::element m_element;
    bool m_present = false;
};

/// Adds what the objects in `items` have under `member` to the things that an incident touches, each once.
void addNames(std::vector<QString> &names, const FeedNode &items, std::string_view member);

} // namespace Belay
