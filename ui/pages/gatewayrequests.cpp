// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/gatewayrequests.h"

#include "ui/models/tracesmodel.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/usermessage.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int VisibleRequests = 8;

} // namespace

GatewayRequests::GatewayRequests(GatewayControl &gateway, HistoryReader &history, QWidget *parent)
    : QWidget(parent)
    , m_traces(new TracesModel(this))
    , m_table(makeFigureTable(m_traces, tr("Requests to the gateway"), this))
    , m_ladder(makeCodeView(u"ladderPlainTextEdit"_s, tr("Attempts of the chosen request"), this))
    , m_empty(new QLabel(
          tr("No request yet. Copy one of the pieces of code above with the token in it, and run it."), this))
    , m_panes(makePanes())
{
    m_empty->setObjectName(u"emptyLabel"_s);
    m_empty->setWordWrap(true);
    auto *panel = new Panel(this);
    auto *column = new QVBoxLayout(panel);
    column->addWidget(makeHeading(tr("Requests, newest first"), panel));
    column->addWidget(m_empty);
    column->addWidget(m_panes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(panel);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &GatewayRequests::showLadder);
    connect(&gateway, &GatewayControl::traceEnded, this, [this](const Trace &trace) {
        m_traces->add(trace);
        showRows();
    });
    history.ask(
        this, [](HistoryQueries &queries) { return queries.traces({}, TracesModel::Most); },
        [this](const Result<std::vector<Trace>> &older) {
            if (older)
                m_traces->addOlder(*older);
            else
                m_empty->setText(historyMessage(older.error()));
            showRows();
        });
    showRows();
}

QWidget *GatewayRequests::makePanes()
{
    m_table->setObjectName(u"requestsTable"_s);
    m_table->setFixedHeight(m_table->verticalHeader()->defaultSectionSize() * (VisibleRequests + 1));
    m_table->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_ladder->setFixedHeight(m_table->height());
    m_ladder->setPlaceholderText(tr("Choose a request to see its attempts."));
    auto *panes = new QSplitter(this);
    panes->setChildrenCollapsible(false);
    panes->addWidget(m_table);
    panes->addWidget(m_ladder);
    panes->setStretchFactor(0, 3);
    panes->setStretchFactor(1, 2);
    const int letter = fontMetrics().averageCharWidth();
    panes->setSizes({letter * 90, letter * 60});
    return panes;
}

void GatewayRequests::showRows()
{
    const bool isEmpty = m_traces->rowCount() == 0;
    const bool isFirst = !isEmpty && m_empty->isVisibleTo(this);
    m_empty->setVisible(isEmpty);
    m_panes->setVisible(!isEmpty);
    if (!isFirst)
        return;
    m_table->resizeColumnsToContents();
    m_table->selectRow(0);
}

void GatewayRequests::showLadder()
{
    const Trace *trace = m_traces->trace(m_table->currentIndex().row());
    m_ladder->setPlainText(trace ? ladderText(*trace) : QString());
}

} // namespace Belay
