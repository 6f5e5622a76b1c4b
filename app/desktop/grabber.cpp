// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/grabber.h"

#include <QDir>
#include <QPixmap>

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds Look {250}; // how often the board is looked at
constexpr Seconds Patience {45}; // a target that stays *checking* must not hold the pictures for ever
constexpr Milliseconds Settling {1'800}; // queries of the page, then its painting

} // namespace

Grabber::Grabber(MainWindow &window, StatusFeed &feed, Clock &clock, Order order)
    : m_window(window)
    , m_feed(feed)
    , m_clock(clock)
    , m_order(std::move(order))
    , m_alarm(clock.createAlarm([this] { next(); }))
    , m_begun(clock.steady())
{
    m_alarm->wakeAt(clock.steady() + Look);
}

bool Grabber::isReady() const
{
    if (m_clock.steady() - m_begun > Patience)
        return true;
    const auto &targets = m_feed.board()->targets;
    return std::ranges::none_of(
        targets, [](const TargetStatus &target) { return target.verdict.state == TargetState::Checking; });
}

void Grabber::next()
{
    if (m_order.pages.isEmpty()) {
        Q_EMIT finished({});
        return;
    }
    if (!isReady()) {
        m_alarm->wakeAt(m_clock.steady() + Look);
        return;
    }
    if (m_shown) {
        grab();
        return;
    }
    m_window.showPage(m_order.pages.front());
    m_shown = true;
    m_alarm->wakeAt(m_clock.steady() + Settling);
}

void Grabber::grab()
{
    const QString page = m_order.pages.takeFirst();
    m_shown = false;
    QDir().mkpath(m_order.folder);
    const QString path = QDir(m_order.folder).filePath(page + m_order.suffix + QStringLiteral(".png"));
    if (!m_window.grab().save(path)) {
        Q_EMIT finished(path);
        return;
    }
    m_alarm->wakeAt(m_clock.steady() + Look);
}

} // namespace Belay
