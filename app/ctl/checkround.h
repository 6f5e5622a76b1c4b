// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/exitcode.h"
#include "core/base/result.h"
#include "core/engine/historyreader.h"
#include "core/engine/home.h"
#include "core/engine/monitorhost.h"
#include "core/engine/nohistory.h"
#include "core/secrets/keychainstore.h"
#include "core/secrets/keyringloader.h"
#include "core/secrets/sessionstore.h"

#include <functional>
#include <memory>

namespace Belay {

/// One round of probes beside whoever owns the home: nothing is written. A failure is confirmed once after 2
/// s.
class CheckRound final
{
public:
    struct Options {
        std::shared_ptr<const Config> config; ///< what to check
        Monitor::Paid paid = Monitor::Paid::No;
        Milliseconds timeout {30'000};
    };
    /// Why the round did not begin, or what it found.
    using Done = std::function<void(const Result<StatusBoard, ExitCode> &)>;

    CheckRound(const Home &home, Options options);
    ~CheckRound();
    Q_DISABLE_COPY_MOVE(CheckRound)

    /// Ends once: when every probe has ended and the status pages, read meanwhile, have answered (3 s at
    /// most), or at the timeout with what is known by then. A key that cannot be read is told on stderr; a
    /// key file that others may read ends the round before it asks anybody.
    void run(Done done);

private:
    void recall();
    void loadKeys();
    void begin(const KeyRingPtr &ring);
    void goOnWithoutKeychain();
    void tellUnpriced() const;
    void endOnceTold();
    void end();

    Options m_options;
    Done m_done;
    QObject m_context;
    SystemClock m_clock;
    NoHistory m_noHistory;
    KeychainStore m_keychain;
    SessionStore m_session;
    KeyRingLoader m_loader;
    std::unique_ptr<HistoryReader> m_reader;
    MonitorHost m_monitor;
    std::unique_ptr<Alarm> m_keyLimit; // half of the time is the most that a keychain may take
    std::unique_ptr<Alarm> m_pageLimit;
    std::unique_ptr<Alarm> m_limit;
    std::shared_ptr<const StatusBoard> m_board;
    KeyRingPtr m_ring; // the newest: without the keychain's keys as long as it does not answer
    bool m_begun = false;
    bool m_probed = false;
    bool m_awaitsPages = true;
    bool m_ended = false;
};

/// On stderr, one line a key that could not be read. Whether a key file was refused for its mode.
bool tellKeyProblems(const KeyRing &ring);

/// Asks history for the figures of a board and gives it back with them.
void addFigures(HistoryReader &reader, QObject *context, std::shared_ptr<const StatusBoard> board,
    WallTime now, std::function<void(const StatusBoard &)> done);

} // namespace Belay
