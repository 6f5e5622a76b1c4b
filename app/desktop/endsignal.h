// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <memory>

namespace Belay {

/// SIGTERM, SIGHUP and SIGINT as a signal of the event loop: a session or terminal that ends, or Ctrl+C, must
/// not cost the last second of history nor bring back what was just deleted. One in a process.
class EndSignal final : public QObject
{
    Q_OBJECT
public:
    EndSignal();
    ~EndSignal() override;
    Q_DISABLE_COPY_MOVE(EndSignal)

Q_SIGNALS:
    void asked();

private:
    std::unique_ptr<QSocketNotifier> m_heard;
};

} // namespace Belay
