// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/providerpage.h"

#include "core/domain/incidenttext.h"
#include "core/domain/providertext.h"
#include "ui/models/targetlistmodel.h"
#include "ui/models/targetrequest.h"
#include "ui/pages/providerkeys.h"
#include "ui/pages/providerlag.h"
#include "ui/pages/providerofficial.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/usermessage.h"

#include <QDesktopServices>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr Seconds TickEvery {5};
constexpr Seconds FiguresAge {60};

QPushButton *makeButton(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

} // namespace

ProviderPage::ProviderPage(const ProviderPageParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_scroll(new QScrollArea(this))
    , m_shape(new QLabel(this))
    , m_name(makeTextLabel(u"providerNameLabel"_s, this))
    , m_sentence(makeTextLabel(u"providerSentenceLabel"_s, this))
    , m_open(makeLinkLabel(u"openIncidentsLabel"_s, this))
    , m_spending(makeTextLabel(u"spendingLabel"_s, this))
    , m_showIncidents(makeButton(tr("Show its &incidents"), u"showIncidentsButton"_s, this))
    , m_edit(makeButton(tr("&Edit…"), u"editProviderButton"_s, this))
    , m_statusPage(makeButton(tr("Provider's &status page"), u"providerStatusPageButton"_s, this))
    , m_targets(new TargetListModel(this))
    , m_targetTable(makeFigureTable(m_targets, tr("Targets of this provider"), this))
    , m_tick(parts.clock.createAlarm([this] { tick(); }))
{
    setObjectName(u"providerPage"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_scroll); // so that the keys scroll a page that was just opened
    m_scroll->setWidget(makeContent());
    orderTabs();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_scroll);
    connectParts();
}

ProviderPage::~ProviderPage() = default;

QWidget *ProviderPage::makeContent()
{
    auto *content = new QWidget;
    m_keys = new ProviderKeys(content);
    m_official = new ProviderOfficial(content);
    m_lag = new ProviderLag(content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(14);
    for (QWidget *part : std::initializer_list<QWidget *> {
             makeHeader(), makeTargets(), m_official, m_lag, m_keys, makeSpending()})
        column->addWidget(part);
    column->addStretch();
    return content;
}

/// As the page reads; the parts were made in another order.
void ProviderPage::orderTabs()
{
    std::vector<QWidget *> order {m_showIncidents, m_statusPage, m_edit, m_open, m_targetTable};
    for (const QWidget *panel : std::initializer_list<QWidget *> {m_official, m_lag, m_keys}) {
        for (QWidget *part : panel->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            order.push_back(part);
    }
    for (size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

QWidget *ProviderPage::makeHeader()
{
    auto *header = new QWidget(this);
    m_name->setFont(titleFont(font(), 1.5));
    m_sentence->setFont(titleFont(font(), 1.1));
    auto *titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_name);
    titles->addWidget(m_sentence);
    titles->addWidget(m_open);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins({});
    row->addWidget(m_shape, 0, Qt::AlignTop);
    row->addLayout(titles, 1);
    for (QWidget *button : std::initializer_list<QWidget *> {m_showIncidents, m_statusPage, m_edit})
        row->addWidget(button, 0, Qt::AlignTop);
    m_showIncidents->setVisible(m_parts.incidents != nullptr);
    return header;
}

QWidget *ProviderPage::makeTargets()
{
    auto *panel = new Panel(this);
    m_targetTable->setObjectName(u"providerTargetsTable"_s);
    m_targetTable->setFrameShape(QFrame::NoFrame);
    m_targetTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_targetTable->horizontalHeader()->setSectionResizeMode(
        TargetListModel::NameColumn, QHeaderView::Stretch);
    auto *column = new QVBoxLayout(panel);
    column->addWidget(makeHeading(tr("Targets"), panel));
    column->addWidget(m_targetTable);
    return panel;
}

QWidget *ProviderPage::makeSpending()
{
    auto *panel = new Panel(this);
    auto *column = new QVBoxLayout(panel);
    column->addWidget(makeHeading(tr("What checking it costs"), panel));
    column->addWidget(m_spending);
    return panel;
}

void ProviderPage::connectParts()
{
    connect(&m_parts.feed, &StatusFeed::boardChanged, this, [this] {
        if (isVisible())
            showBoard();
    });
    connect(&m_parts.config, &ConfigService::configChanged, this, &ProviderPage::showBoard);
    connect(m_targetTable, &QAbstractItemView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT targetActivated(m_targets->statusAt(index.row())->id); });
    connect(m_showIncidents, &QPushButton::clicked, this, [this] { Q_EMIT incidentsRequested(m_provider); });
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_provider); });
    connect(m_statusPage, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(statusPage()); });
    connect(m_open, &QLabel::linkActivated, this, [this](const QString &link) {
        if (const auto id = Ulid::fromString(link))
            Q_EMIT incidentActivated(*id);
    });
    if (!m_parts.incidents)
        return;
    const auto changed = [this](const Incident &incident) {
        if (incident.provider == m_provider && isVisible())
            askFigures();
    };
    connect(m_parts.incidents, &IncidentControl::opened, this, changed);
    connect(m_parts.incidents, &IncidentControl::updated, this, changed);
    connect(m_parts.incidents, &IncidentControl::closed, this, changed);
}

void ProviderPage::setProvider(const ProviderId &provider)
{
    if (provider == m_provider)
        return;
    m_provider = provider;
    m_incidents.clear();
    m_asked.reset();
    m_official->setOwn({});
    m_scroll->ensureVisible(0, 0);
    showBoard();
}

const ProviderStatus *ProviderPage::status(const StatusBoard &board) const
{
    const auto found = std::ranges::find(board.providers, m_provider, &ProviderStatus::id);
    return found == board.providers.end() ? nullptr : &*found;
}

QUrl ProviderPage::statusPage() const
{
    const ProviderConfig *provider = m_parts.config.config()->provider(m_provider);
    return provider ? statusPageOf(*provider, m_parts.catalogue) : QUrl();
}

QString ProviderPage::name() const
{
    const ProviderConfig *provider = m_parts.config.config()->provider(m_provider);
    return provider ? provider->name : m_provider.value;
}

void ProviderPage::showBoard()
{
    const auto board = m_parts.feed.board();
    const WallTime now = m_parts.clock.wall();
    const ProviderStatus *provider = status(*board);
    const std::optional<PageReading> page = provider ? provider->page : std::nullopt;
    showHeader(*board);
    showOpenIncidents(*board);
    showTargets(*board);
    m_keys->setKeys(provider ? provider->keys : std::vector<KeyStatus>(), now);
    m_official->setPage(page, now);
    m_lag->setIncidents(incidentsWith(*board), page.has_value(), now);
    showSpending(provider);
}

/// What history told, and what is open now: the newest is not written yet when the page is.
std::vector<Incident> ProviderPage::incidentsWith(const StatusBoard &board) const
{
    std::vector<Incident> all = m_incidents;
    for (const Incident &open : board.incidents) {
        if (open.provider != m_provider)
            continue;
        std::erase_if(all, [&](const Incident &known) { return known.id == open.id; });
        all.push_back(open);
    }
    std::ranges::sort(all, std::greater<>(), &Incident::openedAt);
    return all;
}

void ProviderPage::showHeader(const StatusBoard &board)
{
    const ProviderConfig *configured = m_parts.config.config()->provider(m_provider);
    const TargetState worst = worstStateOf(board, m_provider);
    const int side = static_cast<int>(m_name->fontMetrics().height() * 1.2);
    m_shape->setPixmap(iconFor(worst).pixmap(QSize(side, side), devicePixelRatio()));
    m_shape->setAccessibleName(statusWord(worst));
    m_name->setText(name());
    setTextOrHide(m_sentence,
        configured ? providerSentence(board, m_provider, m_parts.clock.wall())
                   : tr("No longer configured: this is its history."));
    const QUrl page = statusPage();
    m_statusPage->setVisible(!page.isEmpty());
    m_statusPage->setToolTip(page.toString(QUrl::FullyEncoded));
    m_edit->setEnabled(configured != nullptr);
}

void ProviderPage::showTargets(const StatusBoard &board)
{
    auto its = std::make_shared<StatusBoard>();
    std::ranges::copy_if(board.targets, std::back_inserter(its->targets),
        [this](const TargetStatus &target) { return target.id.provider == m_provider; });
    std::vector<TargetId> ids;
    for (const TargetStatus &target : its->targets)
        ids.push_back(target.id);
    std::ranges::sort(ids);
    m_targets->setNow(m_parts.clock.wall());
    m_targets->setBoard(std::move(its));
    fitToRows(m_targetTable);
    if (!m_targetTable->currentIndex().isValid() && m_targets->rowCount() > 0)
        m_targetTable->setCurrentIndex(m_targets->index(0, 0));
    if (ids == m_asked)
        return;
    m_asked = std::move(ids);
    askFigures();
}

void ProviderPage::showOpenIncidents(const StatusBoard &board)
{
    QStringList lines;
    for (const Incident &incident : board.incidents) {
        if (incident.provider != m_provider)
            continue;
        const QString text
            = tr("Incident since %1: %2")
                  .arg(sinceText(incident.openedAt, m_parts.clock.wall()), incidentTitle(incident, name()));
        lines << linkTo(m_parts.incidents ? incident.id.toString() : QString(), text);
    }
    setTextOrHide(m_open, lines.join(u"<br>"_s));
}

void ProviderPage::showSpending(const ProviderStatus *status)
{
    const MonthSpending month = status ? status->spending : MonthSpending();
    const QString spent = moneyText(month.spent);
    const QString limit = moneyText(month.budget);
    if (!month.byMonthEnd && month.spent == 0) {
        m_spending->setText(tr("What Belay's own checks cost cannot be said, since a price is not known. The "
                               "limit is %1.")
                                .arg(limit));
        return;
    }
    m_spending->setText(month.byMonthEnd
            ? tr("Belay's own checks cost %1 this month so far and come to about %2 by its end. The limit is "
                 "%3.")
                  .arg(spent, moneyText(month.byMonthEnd), limit)
            : tr(
                "Belay's own checks cost %1 this month so far; what is to come cannot be said, since a price "
                "is not known. The limit is %2.")
                  .arg(spent, limit));
}

void ProviderPage::askFigures()
{
    m_askedAt = m_parts.clock.steady();
    m_parts.history.ask(
        this,
        [provider = m_provider, targets = m_asked.value_or(std::vector<TargetId>()),
            now = m_parts.clock.wall()](
            HistoryQueries &history) { return askProviderFigures(history, provider, targets, now); },
        [this, generation = ++m_generation](Result<ProviderFigures> figures) {
            if (generation != m_generation)
                return;
            if (!figures) {
                Q_EMIT noted(historyMessage(figures.error()));
                return;
            }
            m_incidents = std::move(figures->incidents);
            m_official->setOwn(figures->uptime);
            const auto board = m_parts.feed.board();
            const ProviderStatus *provider = status(*board);
            m_lag->setIncidents(incidentsWith(*board), provider && provider->page, m_parts.clock.wall());
            Q_EMIT figuresShown();
        });
}

void ProviderPage::tick()
{
    const SteadyTime now = m_parts.clock.steady();
    showBoard();
    if (now - m_askedAt >= FiguresAge)
        askFigures();
    m_tick->wakeAt(now + TickEvery);
}

void ProviderPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tick();
}

void ProviderPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick->cancel();
}

void ProviderPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_official)
        showBoard();
}

} // namespace Belay
