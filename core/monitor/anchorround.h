// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpclient.h"

#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace Belay {

/// Asks all anchors at once whether the internet is there. Destroying it cancels it.
class AnchorRound final
{
public:
    struct Answer {
        QString host; ///< of the first anchor that answered; empty: none did
        bool intercepted = false; ///< none did, but someone else answered in the place of all
        std::optional<WallTime> timeTold; ///< by that anchor's clock
        std::vector<QString> refusedByDate; ///< hosts whose certificates were
        std::vector<std::pair<QString, QString>> issuers; ///< host and issuer of handshakes that failed
    };
    using Done = std::function<void(const Answer &)>;

    /// `done` is called once, at the first answer or after the last failure, and may destroy this.
    AnchorRound(HttpClient &http, const std::vector<QUrl> &anchors, const QString &proxy, Done done);
    ~AnchorRound();
    Q_DISABLE_COPY_MOVE(AnchorRound)

private:
    class Question;
    void answered(const QString &host, const HttpHead &head);
    void failed(const QString &host, const std::optional<QString> &issuer, bool intercepted);
    void refusedByDate(const QString &host) { m_answer.refusedByDate.push_back(host); }

    Done m_done;
    size_t m_open = 0;
    size_t m_intercepted = 0;
    Answer m_answer;
    std::vector<std::unique_ptr<Question>> m_questions;
};

} // namespace Belay
