// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QDebug;

namespace Belay {

/// A value that must not be seen. It has no way into a QString, a log or a stream but the one named reveal().
class Secret final
{
public:
    Secret() = default;
    /// Takes over the bytes; the caller's own copy is the caller's to wipe.
    explicit Secret(QByteArray value);
    ~Secret();
    Secret(const Secret &) = default;
    Secret &operator=(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;

    bool isEmpty() const { return m_value.isEmpty(); }
    /// The bytes themselves: for the auth header, the keychain and nothing else.
    const QByteArray &reveal() const { return m_value; }
    /// What a person may see: the last four characters, nothing of a value under 12.
    QString last4() const;
    /// Takes the same time wherever the two differ.
    bool equals(const Secret &other) const;

    operator QString() const = delete;
    operator QByteArray() const = delete;
    friend QDebug operator<<(QDebug, const Secret &) = delete;

private:
    void wipe();

    QByteArray m_value;
};

} // namespace Belay
