// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/sessionstore.h"

#include <QCoreApplication>

namespace Belay {

namespace {

/// On the application, not on the store: a call ends even when its store goes first.
void later(std::function<void()> report)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(report), Qt::QueuedConnection);
}

} // namespace

void SessionStore::read(const QString &account, ReadDone done)
{
    SecretReading reading {KeyStorage::SessionOnly, {}, {}};
    const auto found = m_values.find(account);
    if (found != m_values.end())
        reading.value = found->second;
    else
        reading.error = Error {ErrorKind::Unavailable, QStringLiteral("not entered in this session"), {}};
    later([done = std::move(done), reading] { done(reading); });
}

void SessionStore::write(const QString &account, const Secret &value, WriteDone done)
{
    m_values.insert_or_assign(account, value);
    later([done = std::move(done)] { done(Result<void> {}); });
}

void SessionStore::remove(const QString &account, WriteDone done)
{
    m_values.erase(account);
    later([done = std::move(done)] { done(Result<void> {}); });
}

} // namespace Belay
