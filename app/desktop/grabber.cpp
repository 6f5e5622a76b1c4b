// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/grabber.h"

#include <QDir>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>
#include <QRadioButton>

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds Look {250}; // how often the board is looked at
constexpr Seconds Patience {45}; // a target that stays *checking* must not hold the pictures for ever
constexpr Milliseconds Settling {1'800}; // queries of the page, then its painting
const auto DialogPage = QStringLiteral("addprovider");

template <typename T>
T &partOf(QWidget &dialog, const char *name)
{
    T *part = dialog.findChild<T *>(QLatin1String(name));
    Q_ASSERT(part);
    return *part;
}

bool shows(const StatusBoard &board, TargetState state)
{
    return std::ranges::any_of(
        board.targets, [state](const TargetStatus &target) { return target.verdict.state == state; });
}

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
    const auto board = m_feed.board();
    if (shows(*board, TargetState::Checking))
        return false;
    return !m_order.demo
        || (shows(*board, TargetState::Down) && shows(*board, TargetState::Limited)
            && shows(*board, TargetState::KeyRejected));
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
    if (!m_shown) {
        show(m_order.pages.front());
    } else if (m_dialog && !tryOut()) {
        m_alarm->wakeAt(m_clock.steady() + Look);
    } else {
        grab();
    }
}

void Grabber::show(const QString &page)
{
    if (page == DialogPage)
        leadDialog();
    else
        m_window.showPage(page);
    m_shown = true;
    m_alarm->wakeAt(m_clock.steady() + Settling);
}

void Grabber::leadDialog()
{
    m_dialog = m_window.addProvider();
    m_dialog->chooseKind(m_order.trial.kind);
    partOf<QLineEdit>(*m_dialog, "baseUrlLineEdit").setText(m_order.trial.baseUrl.toString());
    partOf<QRadioButton>(*m_dialog, "sessionRadioButton").click();
    partOf<QLineEdit>(*m_dialog, "keyLineEdit").setText(QString::fromLatin1(m_order.trialKey.reveal()));
    partOf<QPushButton>(*m_dialog, "nextButton").click();
}

bool Grabber::tryOut()
{
    // Enabled again once a test has ended, be it good or bad.
    if (!partOf<QPushButton>(*m_dialog, "testAgainButton").isEnabled())
        return false;
    auto &paid = partOf<QPushButton>(*m_dialog, "paidTestButton");
    if (m_paid || !paid.isEnabled())
        return true;
    m_paid = true;
    paid.click();
    return false;
}

void Grabber::grab()
{
    const QString page = m_order.pages.takeFirst();
    m_shown = false;
    if (m_dialog) {
        save(*m_dialog, page);
        m_dialog->close();
        return;
    }
    save(m_window, page);
}

void Grabber::save(QWidget &picture, const QString &name)
{
    QDir().mkpath(m_order.folder);
    const QString path = QDir(m_order.folder).filePath(name + m_order.suffix + QStringLiteral(".png"));
    if (!picture.grab().save(path)) {
        Q_EMIT finished(path);
        return;
    }
    m_alarm->wakeAt(m_clock.steady() + Look);
}

} // namespace Belay
