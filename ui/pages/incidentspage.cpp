// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/incidentspage.h"

#include "core/base/wholefile.h"
#include "core/domain/incidentexport.h"
#include "core/domain/incidenttext.h"
#include "ui/models/incidentfilterproxy.h"
#include "ui/models/incidentsmodel.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/usermessage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

#include <utility>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostShown = 2'000;
constexpr Seconds GrowEvery {30};

IncidentForm formOf(const QString &path)
{
    if (path.endsWith(u".csv"_s, Qt::CaseInsensitive))
        return IncidentForm::Csv;
    return path.endsWith(u".md"_s, Qt::CaseInsensitive) ? IncidentForm::Markdown : IncidentForm::Json;
}

} // namespace

IncidentsPage::IncidentsPage(const IncidentDetail::Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new IncidentsModel(this))
    , m_proxy(new IncidentFilterProxy(*m_model, this))
    , m_answer(makeTextLabel(u"incidentsAnswerLabel"_s, this))
    , m_detail(new IncidentDetail(services, this))
    , m_clockAlarm(services.clock.createAlarm([this] {
        m_model->setNow(m_services.clock.wall());
        showAnswer();
        m_clockAlarm->wakeAt(m_services.clock.steady() + GrowEvery);
    }))
{
    setObjectName(u"incidentsPage"_s);
    auto *panes = new QSplitter(Qt::Vertical, this);
    panes->setObjectName(u"incidentsSplitter"_s);
    panes->setChildrenCollapsible(false);
    auto *upper = new QWidget(panes);
    auto *upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins({});
    m_answer->setFont(titleFont(font(), 1.3));
    upperColumn->addWidget(m_answer);
    upperColumn->addWidget(makeFilters());
    upperColumn->addWidget(makeList(), 1);
    panes->addWidget(upper);
    panes->addWidget(m_detail);
    panes->setStretchFactor(0, 2);
    panes->setStretchFactor(1, 3);
    panes->setSizes({2'000, 3'000}); // shares: the detail would take what its long list asks for
    auto *column = new QVBoxLayout(this);
    column->addWidget(panes);
    setFocusProxy(m_tree);
    connect(m_detail, &IncidentDetail::noted, this, &IncidentsPage::noted);
    connectIncidents();
    fillProviders();
    m_model->setNow(m_services.clock.wall());
    m_clockAlarm->wakeAt(m_services.clock.steady() + GrowEvery);
    showRows();
}

QWidget *IncidentsPage::makeFilters()
{
    auto *bar = new QWidget(this);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(u"incidentSearchEdit"_s);
    m_search->setPlaceholderText(tr("Search incidents"));
    m_search->setAccessibleName(tr("Search incidents"));
    m_search->setClearButtonEnabled(true);
    m_provider = new QComboBox(bar);
    m_provider->setObjectName(u"incidentProviderComboBox"_s);
    m_provider->setAccessibleName(tr("Provider"));
    m_owner = new QComboBox(bar);
    m_owner->setObjectName(u"incidentOwnerComboBox"_s);
    m_owner->setAccessibleName(tr("Whose side"));
    m_owner->addItem(tr("Any side"));
    for (const auto &[name, owner] :
        {std::pair(tr("Theirs"), Owner::Provider), std::pair(tr("The one behind them"), Owner::Upstream),
            std::pair(tr("Yours"), Owner::You), std::pair(tr("Not clear"), Owner::Unknown)})
        m_owner->addItem(name, static_cast<int>(owner));
    m_openOnly = new QCheckBox(tr("O&pen only"), bar);
    m_openOnly->setObjectName(u"openOnlyCheckBox"_s);
    m_export = new QPushButton(tr("E&xport…"), bar);
    m_export->setObjectName(u"exportIncidentsButton"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->addWidget(m_search, 1);
    for (QWidget *part : std::initializer_list<QWidget *> {m_provider, m_owner, m_openOnly, m_export})
        row->addWidget(part);
    connect(m_search, &QLineEdit::textChanged, this, &IncidentsPage::applyFilter);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &IncidentsPage::applyFilter);
    connect(m_owner, &QComboBox::currentIndexChanged, this, &IncidentsPage::applyFilter);
    connect(m_openOnly, &QCheckBox::toggled, this, &IncidentsPage::applyFilter);
    connect(m_export, &QPushButton::clicked, this, &IncidentsPage::exportShown);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    return bar;
}

QWidget *IncidentsPage::makeList()
{
    m_lists = new QStackedWidget(this);
    m_tree = new QTreeView(m_lists);
    m_tree->setObjectName(u"incidentsTree"_s);
    m_tree->setAccessibleName(tr("Incidents by day"));
    m_tree->setModel(m_proxy);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    int column = 0;
    for (const int width : {46, 14, 18, 20, 30, 18})
        m_tree->setColumnWidth(column++, width * letter);
    auto *none = new QWidget(m_lists);
    m_empty = new QLabel(none);
    m_empty->setObjectName(u"noIncidentsLabel"_s);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_clear = new QPushButton(tr("Show &all incidents"), none);
    m_clear->setObjectName(u"clearFilterButton"_s);
    auto *noneColumn = new QVBoxLayout(none);
    noneColumn->addStretch();
    noneColumn->addWidget(m_empty);
    noneColumn->addWidget(m_clear, 0, Qt::AlignHCenter);
    noneColumn->addStretch();
    m_lists->addWidget(m_tree);
    m_lists->addWidget(none);
    connect(m_clear, &QPushButton::clicked, this, &IncidentsPage::clearFilter);
    connect(
        m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &IncidentsPage::showCurrent);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent, int first) {
        m_tree->expand(parent.isValid() ? parent : m_proxy->index(first, 0));
        showRows();
    });
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &IncidentsPage::showRows);
    return m_lists;
}

void IncidentsPage::connectIncidents()
{
    IncidentControl &incidents = m_services.incidents;
    connect(&incidents, &IncidentControl::opened, this, &IncidentsPage::take);
    connect(&incidents, &IncidentControl::updated, this, &IncidentsPage::take);
    connect(&incidents, &IncidentControl::closed, this, &IncidentsPage::take);
    connect(&incidents, &IncidentControl::remarked, m_model, &IncidentsModel::remark);
    connect(&m_services.config, &ConfigService::configChanged, this, &IncidentsPage::fillProviders);
}

/// When first shown: by then the past is in the history, the demo's too.
void IncidentsPage::remember()
{
    if (std::exchange(m_isAsked, true))
        return;
    m_services.history.ask(
        this, [](HistoryQueries &queries) { return queries.incidents({.limit = MostShown}); },
        [this](const Result<std::vector<Incident>> &remembered) {
            if (remembered)
                takeRemembered(*remembered);
            else
                Q_EMIT noted(historyMessage(remembered.error()));
        });
}

void IncidentsPage::takeRemembered(std::vector<Incident> incidents)
{
    // What was told since the question is newer.
    for (const Incident &known : m_model->all()) {
        std::erase_if(incidents, [&](const Incident &one) { return one.id == known.id; });
        incidents.push_back(known);
    }
    m_model->reset(incidents);
    m_tree->expandAll();
    showRows();
    if (const auto wanted = m_wanted)
        showIncident(*wanted);
}

void IncidentsPage::fillProviders()
{
    const QVariant chosen = m_provider->currentData();
    std::map<ProviderId, QString> names;
    const QSignalBlocker blocker(m_provider);
    m_provider->clear();
    m_provider->addItem(tr("Any provider"));
    for (const ProviderConfig &provider : m_services.config.config()->providers) {
        names[provider.id] = provider.name;
        m_provider->addItem(provider.name, provider.id.value);
    }
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(chosen)));
    m_model->setNames(std::move(names));
    applyFilter();
}

void IncidentsPage::applyFilter()
{
    IncidentFilterProxy::Filter filter;
    if (const QVariant provider = m_provider->currentData(); provider.isValid())
        filter.provider = ProviderId(provider.toString());
    if (const QVariant owner = m_owner->currentData(); owner.isValid())
        filter.owner = static_cast<Owner>(owner.toInt());
    filter.openOnly = m_openOnly->isChecked();
    filter.text = m_search->text().trimmed();
    m_proxy->setFilter(filter);
    m_tree->expandAll();
    showRows();
}

void IncidentsPage::clearFilter()
{
    m_search->clear();
    m_provider->setCurrentIndex(0);
    m_owner->setCurrentIndex(0);
    m_openOnly->setChecked(false);
    m_tree->setFocus();
}

void IncidentsPage::take(const Incident &incident)
{
    m_model->setNow(m_services.clock.wall());
    m_model->put(incident);
    showAnswer();
    const QModelIndex current = m_proxy->mapToSource(m_tree->currentIndex());
    const Incident *shown = m_model->incident(current);
    if (shown && shown->id == incident.id)
        m_detail->showIncident(*shown);
}

void IncidentsPage::showAnswer()
{
    const std::vector<Incident> all = m_model->all();
    setTextOrHide(m_answer, all.empty() ? QString() : incidentsSentence(all, m_services.clock.wall()));
}

void IncidentsPage::showRows()
{
    showAnswer();
    const bool any = m_proxy->rowCount() > 0;
    m_lists->setCurrentIndex(any ? 0 : 1);
    setFocusProxy(any ? static_cast<QWidget *>(m_tree) : m_search);
    m_export->setEnabled(any);
    m_clear->setVisible(m_proxy->filter().isSet());
    m_empty->setText(m_proxy->filter().isSet()
            ? tr("No incident is like that.")
            : tr("No incident so far. When a provider is down, limits you, rejects your key or is slow for a "
                 "while, it is written down here: from when to when, whose side it was, and what the "
                 "provider's own page said."));
    if (any && !m_model->incident(m_proxy->mapToSource(m_tree->currentIndex())))
        m_tree->setCurrentIndex(m_proxy->index(0, 0, m_proxy->index(0, 0)));
    showCurrent();
}

void IncidentsPage::showCurrent()
{
    const Incident *incident = m_model->incident(m_proxy->mapToSource(m_tree->currentIndex()));
    m_detail->showIncident(incident ? std::optional(*incident) : std::nullopt);
}

void IncidentsPage::showIncident(const Ulid &id)
{
    const QModelIndex source = m_model->indexOf(id);
    m_wanted.reset();
    if (!source.isValid()) {
        m_wanted = id; // the past may not have come yet
        return;
    }
    if (!m_proxy->mapFromSource(source).isValid())
        clearFilter();
    m_tree->setCurrentIndex(m_proxy->mapFromSource(source));
}

void IncidentsPage::showProvider(const ProviderId &provider)
{
    clearFilter();
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(provider.value)));
}

void IncidentsPage::showEvent(QShowEvent *event)
{
    remember();
    m_model->setNow(m_services.clock.wall());
    QWidget::showEvent(event);
}

void IncidentsPage::exportShown()
{
    auto *dialog = new QFileDialog(this, tr("Export the incidents that are shown"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("Table, comma-separated (*.csv)"), tr("Markdown (*.md)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"incidents.csv"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(u"*.md"_s) ? u"md"_s
                : filter.contains(u"*.json"_s)              ? u"json"_s
                                                            : u"csv"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &IncidentsPage::write);
    dialog->open();
}

void IncidentsPage::write(const QString &path)
{
    const QByteArray bytes = exportIncidents(m_proxy->shown(), formOf(path));
    const Result<void> written = replaceFile(path, bytes);
    Q_EMIT noted(written ? tr("Saved as %1.").arg(QDir::toNativeSeparators(path))
                         : tr("Not saved: %1").arg(written.error().detail));
}

} // namespace Belay
