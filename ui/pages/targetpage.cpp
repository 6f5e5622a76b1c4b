// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetpage.h"

#include "ui/charts/timeseriesview.h"
#include "ui/models/curlcommand.h"
#include "ui/models/periodsmodel.h"
#include "ui/models/targetrequest.h"
#include "ui/pages/targetexport.h"
#include "ui/pages/targetheader.h"
#include "ui/pages/targetrangebar.h"
#include "ui/pages/targetrangeview.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/usermessage.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollArea>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;
constexpr Microseconds Tick = 1s;
constexpr Microseconds PatienceBeforeProgress = 1s;
constexpr Microseconds RangeAge = 2s; ///< a busy target is not asked for at every check
constexpr Microseconds PeriodsAge = 60s;
constexpr int ChartColumns = 400;

} // namespace

TargetPage::TargetPage(const TargetPageParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_config(std::make_shared<const Config>())
    , m_header(new TargetHeader(this))
    , m_periods(new PeriodsModel(this))
    , m_bar(new TargetRangeBar(parts.clock, this))
    , m_range(new TargetRangeView(this))
    , m_export(new TargetExport(parts.history, *this))
{
    setObjectName(u"targetPage"_s);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_scroll); // so that the keys scroll a page that was just opened
    m_scroll->setWidget(makeContent());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_scroll);
    restore();
    connectParts();
    connectChart();
    m_tick = m_parts.clock.createAlarm([this] { tick(); });
}

TargetPage::~TargetPage() = default;

QWidget *TargetPage::makeContent()
{
    m_periodTable = makeFigureTable(m_periods, tr("Figures of the last 24 hours, 7, 30 and 90 days"), this);
    m_periodTable->setObjectName(u"periodsTable"_s);
    // "at least $0.000033" is the longest text of all, and nothing else tells it.
    m_periodTable->horizontalHeader()->setSectionResizeMode(
        PeriodsModel::Cost, QHeaderView::ResizeToContents);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(14);
    column->addWidget(m_header);
    column->addWidget(m_periodTable);
    column->addWidget(m_bar);
    column->addWidget(m_range);
    column->addStretch();
    return content;
}

void TargetPage::connectParts()
{
    connect(&m_parts.feed, &StatusFeed::boardChanged, this, [this] {
        if (isVisible())
            showStatus();
    });
    connect(&m_parts.feed, &StatusFeed::sampleTaken, this, [this](const Sample &sample) {
        if (sample.target == m_target || sample.target == subjectOf(m_target, SeriesKind::Reach))
            m_stale = true;
    });
    connect(&m_parts.control, &MonitorControl::checkFinished, this,
        [this](const std::optional<TargetId> &target) {
            if (!target || *target == m_target)
                m_header->setChecking(false);
        });
    connect(m_header, &TargetHeader::explainRequested, this, &TargetPage::explainRequested);
    connect(m_header, &TargetHeader::checkRequested, this, [this](Monitor::Paid paid) {
        m_header->setChecking(true);
        m_parts.control.checkNow(m_target, paid);
    });
    connect(m_header, &TargetHeader::pauseRequested, this,
        [this](bool pause) { Q_EMIT pauseRequested(m_target, pause); });
    connect(
        m_header, &TargetHeader::editRequested, this, [this] { Q_EMIT editRequested(m_target.provider); });
    connect(m_header, &TargetHeader::removeRequested, this, [this] { Q_EMIT removeRequested(m_target); });
    connect(m_header, &TargetHeader::insteadRequested, this,
        [this](const QString &model) { Q_EMIT insteadRequested(m_target, model); });
    connect(m_header, &TargetHeader::providerRequested, this,
        [this] { Q_EMIT providerRequested(m_target.provider); });
    connect(m_header, &TargetHeader::incidentRequested, this, &TargetPage::incidentRequested);
    connect(m_header, &TargetHeader::curlRequested, this, &TargetPage::copyCurl);
    connect(m_header, &TargetHeader::statusPageRequested, this,
        [](const QUrl &page) { QDesktopServices::openUrl(page); });
}

void TargetPage::connectChart()
{
    connect(m_bar, &TargetRangeBar::questionChanged, this, [this] {
        remember();
        askRangeNow();
    });
    connect(m_bar, &TargetRangeBar::scaleChanged, this, [this] {
        remember();
        m_range->chart().setScale(m_bar->scale());
    });
    connect(m_export, &TargetExport::noted, this, &TargetPage::noted);
    connect(
        m_bar, &TargetRangeBar::exportRequested, this, [this] { m_export->ask(m_target, m_bar->range()); });
    connect(m_bar, &TargetRangeBar::tableToggled, this, [this](bool table) {
        remember();
        m_range->setTable(table);
    });
    connect(&m_range->chart(), &TimeSeriesView::zoomRequested, this, [this](const TimeRange &range) {
        m_bar->setCustomRange(range);
        askRangeNow();
    });
    connect(&m_range->chart(), &TimeSeriesView::resetRequested, this, [this] {
        restore(); // back to what was chosen before the zoom
        askRangeNow();
    });
}

void TargetPage::restore()
{
    const QSettings &settings = m_parts.settings;
    m_bar->setPreset(
        enumFromString<RangePreset>(settings.value(u"target/range"_s).toString()).value_or(RangePreset::Day));
    if (m_bar->preset() == RangePreset::Custom)
        m_bar->setPreset(RangePreset::Day); // an old custom range says nothing of today
    m_bar->setScale(
        settings.value(u"target/logarithmic"_s).toBool() ? ValueScale::Logarithmic : ValueScale::Linear);
    m_bar->setTable(settings.value(u"target/table"_s).toBool());
    m_range->chart().setScale(m_bar->scale());
    m_range->setTable(m_bar->isTable());
}

void TargetPage::remember() const
{
    QSettings &settings = m_parts.settings;
    if (m_bar->preset() != RangePreset::Custom)
        settings.setValue(u"target/range"_s, toString(m_bar->preset()));
    settings.setValue(u"target/series"_s, toString(m_bar->series()));
    settings.setValue(u"target/logarithmic"_s, m_bar->scale() == ValueScale::Logarithmic);
    settings.setValue(u"target/table"_s, m_bar->isTable());
}

void TargetPage::setConfig(std::shared_ptr<const Config> config)
{
    m_config = std::move(config);
    showStatus();
}

void TargetPage::setTarget(const TargetId &target)
{
    if (target == m_target)
        return;
    m_target = target;
    m_header->setChecking(false);
    m_bar->setSeriesChoice(target.hasModel()
            ? std::vector {SeriesKind::Completion, SeriesKind::Traffic, SeriesKind::Reach}
            : std::vector {SeriesKind::Reach, SeriesKind::Auth});
    {
        const QSignalBlocker quiet(m_bar);
        m_bar->setSeries(enumFromString<SeriesKind>(m_parts.settings.value(u"target/series"_s).toString())
                             .value_or(target.hasModel() ? SeriesKind::Completion : SeriesKind::Reach));
    }
    m_periods->setPeriods({}, PeriodsModel::PriceKnown::Yes);
    fitToRows(m_periodTable);
    m_scroll->ensureVisible(0, 0);
    showStatus();
    askPeriodsNow();
    askRangeNow();
}

void TargetPage::showStatus()
{
    const ProviderConfig *provider = m_config->provider(m_target.provider);
    TargetHeaderFacts facts;
    facts.configured = provider != nullptr;
    facts.model = m_target.model;
    if (provider) {
        facts.paused = isPaused(*provider, m_target);
        facts.statusPage = statusPageOf(*provider, m_parts.catalogue);
        facts.checkCost = costOfCheck(*m_config, m_parts.catalogue, m_target);
        facts.hasCurl = requestOf(*m_config, m_parts.catalogue, m_target).has_value();
    }
    m_header->setTarget(m_target, m_parts.feed.target(m_target), facts);
    m_header->setNow(m_parts.clock.wall());
}

void TargetPage::tick()
{
    const SteadyTime now = m_parts.clock.steady();
    m_header->setNow(m_parts.clock.wall());
    if (m_askedAt && now - *m_askedAt >= PatienceBeforeProgress)
        m_range->setLoading(true);
    const bool live = m_bar->preset() != RangePreset::Custom;
    if (live && m_stale && !m_askedAt && now - m_rangeAt >= RangeAge)
        askRangeNow();
    if (now - m_periodsAt >= PeriodsAge)
        askPeriodsNow();
    m_tick->wakeAt(now + Tick);
}

void TargetPage::askPeriodsNow()
{
    m_periodsAt = m_parts.clock.steady();
    const quint64 generation = ++m_periodsGeneration;
    m_parts.history.ask(
        this,
        [target = m_target, now = m_parts.clock.wall(), rawDays = m_config->history.rawDays](
            HistoryQueries &history) { return askPeriods(history, target, now, rawDays); },
        [this, generation](Result<std::vector<PeriodFigures>> periods) {
            if (generation != m_periodsGeneration || !periods) // why is told where the chart would be
                return;
            const bool priced
                = costOfCheck(*m_config, m_parts.catalogue, m_target).has_value() || !m_target.hasModel();
            m_periods->setPeriods(
                std::move(*periods), priced ? PeriodsModel::PriceKnown::Yes : PeriodsModel::PriceKnown::No);
            fitToRows(m_periodTable);
        });
}

void TargetPage::askRangeNow()
{
    m_stale = false;
    ++m_rangeGeneration;
    // One question at a time: while a wheel turns, only the last range is worth an answer.
    if (!m_askedAt)
        sendQuestion();
}

void TargetPage::sendQuestion()
{
    m_rangeAt = m_parts.clock.steady();
    if (!m_askedAt)
        m_askedAt = m_rangeAt;
    const SeriesKind series = m_bar->series();
    const RangeQuestion question
        = questionFor(m_target, series, m_bar->range(), intervalOf(series), ChartColumns);
    m_parts.history.ask(
        this, [question](HistoryQueries &history) { return askRange(history, question); },
        [this, question, generation = m_rangeGeneration](Result<RangeAnswer> answer) {
            if (generation != m_rangeGeneration) {
                sendQuestion();
                return;
            }
            m_askedAt.reset();
            m_range->setLoading(false);
            const WallTime now = m_parts.clock.wall();
            if (answer)
                m_range->setAnswer(question, std::move(*answer), now);
            else
                m_range->setTrouble(question, historyMessage(answer.error()), now);
            Q_EMIT rangeShown();
        });
}

void TargetPage::copyCurl()
{
    const std::optional<HttpRequest> request = requestOf(*m_config, m_parts.catalogue, m_target);
    if (!request)
        return;
    QGuiApplication::clipboard()->setText(curlCommand(*request));
    Q_EMIT noted(tr("Copied. Set KEY to your key before you run it; it is not in the command."));
}

Milliseconds TargetPage::intervalOf(SeriesKind series) const
{
    const ProviderConfig *provider = m_config->provider(m_target.provider);
    const MonitorConfig monitor = provider ? provider->monitor : MonitorConfig {};
    if (series == SeriesKind::Reach || series == SeriesKind::Auth)
        return monitor.every;
    const TargetStatus *status = m_parts.feed.target(m_target);
    const std::optional<Milliseconds> inForce = status ? status->completionEvery : std::nullopt;
    return inForce.value_or(monitor.completionEvery.value_or(MonitorConfig {}.completionEvery.value()));
}

void TargetPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_stale = true; // checks went on while nobody looked
    showStatus();
    tick();
}

void TargetPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick->cancel();
}

} // namespace Belay
