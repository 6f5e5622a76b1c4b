// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stopwatchdog.h"

#include "core/base/logging.h"

namespace Belay {

namespace {

constexpr Seconds Patience {10};

} // namespace

StopWatchdog::StopWatchdog()
    : StopWatchdog(Patience, [](const QString &part) {
        qCWarning(lcEngine).noquote()
            << "the end waits for" << part << "longer than" << Patience.count() << "s";
    })
{ }

StopWatchdog::StopWatchdog(Milliseconds patience, Late late)
    : m_patience(patience)
    , m_late(std::move(late))
    , m_thread([this] { look(); })
{ }

StopWatchdog::~StopWatchdog()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void StopWatchdog::waitFor(const QString &part)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_part = part;
        ++m_count;
    }
    m_changed.notify_all();
}

void StopWatchdog::look()
{
    std::unique_lock lock(m_mutex);
    while (!m_ended) {
        if (m_part.isEmpty()) {
            m_changed.wait(lock);
            continue;
        }
        const auto inTime = [this, count = m_count] { return m_ended || m_count != count; };
        if (m_changed.wait_for(lock, m_patience, inTime))
            continue;
        const QString late = std::exchange(m_part, {});
        lock.unlock();
        m_late(late);
        lock.lock();
    }
}

} // namespace Belay
