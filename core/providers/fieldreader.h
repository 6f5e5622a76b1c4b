// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/error.h"
#include "core/providers/json.h"

#include <QUrl>

#include <set>
#include <string>

namespace Belay {

enum class Need { Required, Optional };

/// Reads the members of one JSON object, notes each fault with its JSON pointer and goes on, so that a file
/// is told all of its errors at once. Members that nobody asked for are faults too.
class FieldReader final
{
public:
    FieldReader(const Json &value, QString pointer, std::vector<Error> &faults);

    QString text(const char *name, Need need);
    bool flag(const char *name, bool fallback);
    std::optional<bool> flagOrNull(const char *name);
    std::optional<int> whole(const char *name, int least, int most, Need need);
    std::optional<double> amount(const char *name);
    std::vector<QString> texts(const char *name, Need need);
    std::vector<int> wholes(const char *name, int least, int most);
    /// Empty, or absolute with a host.
    QUrl url(const char *name, Need need);
    /// An object or array to be read by the caller; null where there is none.
    const Json *object(const char *name, Need need);
    const Json *array(const char *name, Need need);
    template <typename E>
    E choice(const char *name, E fallback);

    QString pointerTo(const char *name) const;
    void fault(const QString &pointer, const QString &what);
    /// To be called last.
    void refuseOthers();

private:
    const Json *find(const char *name, Need need);

    const Json &m_value;
    QString m_pointer;
    std::vector<Error> &m_faults;
    std::set<std::string> m_known;
};

template <typename E>
E FieldReader::choice(const char *name, E fallback)
{
    const QString value = text(name, Need::Required);
    if (const std::optional<E> found = enumFromString<E>(value))
        return *found;
    if (!value.isEmpty())
        fault(pointerTo(name), QStringLiteral("\"%1\" is outside the set").arg(value));
    return fallback;
}

} // namespace Belay
