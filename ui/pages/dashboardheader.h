// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "ui/models/targetfilterproxy.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Belay {

class StatusChips;

/// What stands above the targets: the answer, the person's own network, and the ways to look at the rest.
class DashboardHeader final : public QWidget
{
    Q_OBJECT
public:
    enum class View { Cards, Table };

    explicit DashboardHeader(QWidget *parent = nullptr);

    void setBoard(const StatusBoard &board);
    /// How old the newest check is; a board is stale when checks stopped coming.
    void setAge(std::optional<WallTime> newestCheck, WallTime now, bool stale);
    void setChecking(bool checking);
    void setOrder(TargetFilterProxy::Order order);
    void setGrouping(TargetFilterProxy::Grouping grouping);
    void setView(View view);
    QLineEdit *search() const { return m_search; }
    StatusChips *chips() const { return m_chips; }

Q_SIGNALS:
    void searchChanged(const QString &text);
    void orderChosen(Belay::TargetFilterProxy::Order order);
    void groupingChosen(Belay::TargetFilterProxy::Grouping grouping);
    void viewChosen(Belay::DashboardHeader::View view);
    void checkNowRequested();
    void explainRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    QLayout *makeAnswerRow();
    void setUpSearch();
    QLayout *makeToolRow();
    QPushButton *makeExplainButton();
    void addViewButton(View view, const QString &icon, const QString &name);
    void updateFonts();

    QLabel *m_sentence;
    QLabel *m_networkShape;
    QLabel *m_network;
    StatusChips *m_chips;
    QLineEdit *m_search;
    QComboBox *m_order;
    QCheckBox *m_group;
    QButtonGroup *m_views;
    QLabel *m_age;
    QPushButton *m_check;
    OverallState m_state = OverallState::Unknown;
    NetworkState m_networkState = NetworkState::Unknown;
};

} // namespace Belay
