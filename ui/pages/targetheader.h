// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "core/monitor/monitor.h"

#include <QUrl>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace Belay {

/// What the page knows of a target beside its status.
struct TargetHeaderFacts {
    bool configured = false; ///< false: it has been removed while the page was open
    bool paused = false;
    QString model; ///< empty: the provider's own row
    QUrl statusPage; ///< empty: there is none, or the person does not want it read
    std::optional<NanoUsd> checkCost; ///< of one completion at the most; empty: price unknown
    bool hasCurl = false;
};

/// The head of the target page: what state, since when, whose side, what to do, and the buttons to do it.
class TargetHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit TargetHeader(QWidget *parent = nullptr);

    /// `status` is null until the first check of a target.
    void setTarget(const TargetId &id, const TargetStatus *status, const TargetHeaderFacts &facts);
    /// Shows how long the state lasts and how long until the next check.
    void setNow(WallTime now);
    void setChecking(bool checking);

Q_SIGNALS:
    void checkRequested(Belay::Monitor::Paid paid);
    void pauseRequested(bool pause);
    void editRequested();
    void removeRequested();
    void insteadRequested(const QString &model);
    void curlRequested();
    void statusPageRequested(const QUrl &page);
    void explainRequested();
    void providerRequested();
    void incidentRequested(const Belay::Ulid &incident);

protected:
    void changeEvent(QEvent *event) override;

private:
    QLayout *makeTitleRow();
    QLayout *makeLinkRow();
    QPushButton *makeButton(const QString &text, const QString &objectName);
    void showStatus();
    void showEvidence();
    void showFacts();
    QString stateLine() const;
    QString linkLine() const; ///< ways to the provider and to what is open
    QString noticeLine() const; ///< what the provider itself says
    QString checkLine() const;

    QLabel *m_shape;
    QLabel *m_name;
    QLabel *m_state;
    QLabel *m_links;
    QLabel *m_reason;
    QLabel *m_advice;
    QLabel *m_handled;
    QLabel *m_why;
    QLabel *m_evidence;
    QLabel *m_checks;
    QLabel *m_notice;
    QToolButton *m_check;
    QAction *m_checkPaid;
    QPushButton *m_pause;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QPushButton *m_explain;
    QPushButton *m_curl;
    QPushButton *m_statusPage;
    QPushButton *m_instead;

    TargetId m_id;
    std::optional<TargetStatus> m_status;
    TargetHeaderFacts m_facts;
    WallTime m_now;
    bool m_checking = false;
};

} // namespace Belay
