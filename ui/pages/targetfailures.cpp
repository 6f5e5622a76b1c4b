// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetfailures.h"

#include "ui/models/failuresmodel.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {
constexpr int VisibleRows = 8;
}

TargetFailures::TargetFailures(QWidget *parent)
    : QWidget(parent)
    , m_model(new FailuresModel(this))
    , m_table(makeFigureTable(m_model, tr("Recent failures"), this))
    , m_detail(new QPlainTextEdit(this))
    , m_copy(new QPushButton(tr("Cop&y details"), this))
    , m_empty(new QLabel(tr("No failures in this range."), this))
{
    m_table->setObjectName(u"failuresTable"_s);
    m_table->setFixedHeight(m_table->verticalHeader()->defaultSectionSize() * (VisibleRows + 1));
    m_table->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_detail->setObjectName(u"evidencePlainTextEdit"_s);
    m_detail->setAccessibleName(tr("Details of the chosen failure"));
    m_detail->setReadOnly(true);
    m_detail->setTabChangesFocus(true);
    m_detail->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_detail->setPlaceholderText(tr("Choose a failure to see what is known of it."));
    m_detail->setFixedHeight(m_table->height());
    m_copy->setObjectName(u"copyEvidenceButton"_s);

    auto *panes = new QSplitter(this);
    panes->addWidget(m_table);
    panes->addWidget(m_detail);
    panes->setStretchFactor(0, 3);
    panes->setStretchFactor(1, 2);
    panes->setChildrenCollapsible(false);
    panes->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto *title = new QHBoxLayout;
    title->addWidget(makeHeading(tr("Recent failures"), this));
    title->addStretch();
    title->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(title);
    column->addWidget(m_empty);
    column->addWidget(panes);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &TargetFailures::showDetail);
    connect(m_copy, &QPushButton::clicked, this, &TargetFailures::copy);
    setFailures({});
}

void TargetFailures::setFailures(std::vector<Sample> failures)
{
    const Sample *chosen = m_model->failure(m_table->currentIndex().row());
    const std::optional<Sample> kept = chosen ? std::optional(*chosen) : std::nullopt;
    m_model->setFailures(std::move(failures));
    const int row = kept ? m_model->rowOf(*kept) : -1;
    if (row >= 0 && row != m_table->currentIndex().row())
        m_table->selectRow(row);
    const bool any = m_model->rowCount() > 0;
    m_table->parentWidget()->setVisible(any);
    m_copy->setVisible(any);
    m_empty->setVisible(!any);
    showDetail();
}

void TargetFailures::showDetail()
{
    const Sample *failure = m_model->failure(m_table->currentIndex().row());
    const QString text = failure ? evidenceText(*failure) : QString();
    m_copy->setEnabled(failure != nullptr);
    if (m_detail->toPlainText() != text)
        m_detail->setPlainText(text);
}

void TargetFailures::copy() const
{
    QGuiApplication::clipboard()->setText(m_detail->toPlainText());
}

} // namespace Belay
