// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/teststep.h"

#include "core/monitor/probebudget.h"
#include "ui/dialogs/rungview.h"
#include "ui/widgets/formats.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TestStep::TestStep(TrialService &trials, const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_trials(trials)
    , m_catalogue(catalogue)
    , m_rungs(new RungView(this))
    , m_verdict(new QLabel(this))
    , m_cost(new QLabel(this))
    , m_model(new QComboBox(this))
    , m_paid(new QPushButton(this))
    , m_again(new QPushButton(tr("Test &again"), this))
    , m_accept(new QCheckBox(tr("Ask the model regularly though its &price is unknown"), this))
    , m_forecast(new QLabel(this))
{
    m_verdict->setObjectName(u"verdictLabel"_s);
    m_cost->setObjectName(u"costLabel"_s);
    m_model->setObjectName(u"modelComboBox"_s);
    m_paid->setObjectName(u"paidTestButton"_s);
    m_again->setObjectName(u"testAgainButton"_s);
    m_accept->setObjectName(u"acceptPriceCheckBox"_s);
    m_forecast->setObjectName(u"forecastLabel"_s);
    for (QLabel *label : {m_verdict, m_cost, m_forecast}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->completer()->setFilterMode(Qt::MatchContains);
    m_model->completer()->setCompletionMode(QCompleter::PopupCompletion);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_paid);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Model:"), m_model);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_rungs);
    layout->addWidget(m_verdict);
    layout->addLayout(form);
    layout->addLayout(buttons);
    layout->addWidget(m_cost);
    layout->addWidget(m_accept);
    layout->addWidget(m_forecast);
    layout->addStretch(1);
    setFocusProxy(m_model);
    connect(m_paid, &QPushButton::clicked, this, [this] { run(PaidTrial::Yes); });
    connect(m_again, &QPushButton::clicked, this, [this] { run(PaidTrial::No); });
    connect(m_model, &QComboBox::currentTextChanged, this, &TestStep::updateTexts);
    connect(m_accept, &QCheckBox::toggled, this, &TestStep::updateTexts);
}

TestStep::~TestStep() = default;

void TestStep::begin(const ProviderConfig &draft, const Secret &key)
{
    m_draft = draft;
    m_key = key;
    m_result = {};
    m_rungs->setKeyless(key.isEmpty());
    m_model->clear();
    offerModels();
    run(PaidTrial::No);
}

void TestStep::cancel()
{
    ++m_generation;
    m_trial.reset();
    m_key = {};
}

void TestStep::run(PaidTrial paid)
{
    const int generation = ++m_generation;
    m_trial.reset();
    m_rungs->setResult({}, true);
    m_verdict->clear();
    m_trial = m_trials.start(m_draft, m_key, paid == PaidTrial::Yes ? model() : QString(), paid,
        [this, generation](const TrialResult &result) { take(result, generation); });
    updateTexts();
    Q_EMIT changed();
}

void TestStep::take(const TrialResult &result, int generation)
{
    if (generation != m_generation)
        return;
    m_result = result;
    m_rungs->setResult(result, !result.finished);
    if (result.finished) {
        offerModels();
        QString text = result.verdict.reason;
        if (!result.verdict.advice.isEmpty())
            text = text.isEmpty() ? result.verdict.advice
                                  : tr("%1 %2", "reason, then advice").arg(text, result.verdict.advice);
        m_verdict->setText(text);
        // The caller is the trial itself: it may not be destroyed from within.
        QMetaObject::invokeMethod(
            this,
            [this, generation] {
                if (generation != m_generation)
                    return;
                m_trial.reset();
                updateTexts();
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    }
    updateTexts();
    Q_EMIT changed();
}

void TestStep::offerModels()
{
    const ProviderKind &kind = m_catalogue.kind(m_draft.kind);
    std::vector<QString> models = m_result.models.empty() ? kind.staticModels : m_result.models;
    if (models.empty())
        models = kind.cheapModels;
    if (models.empty())
        return;
    const QString chosen = model();
    const QSignalBlocker blocker(m_model);
    m_model->clear();
    for (const QString &name : models)
        m_model->addItem(name);
    const auto listed = [&models](const QString &name) {
        return std::find(models.begin(), models.end(), name) != models.end();
    };
    const auto cheapest = std::find_if(kind.cheapModels.begin(), kind.cheapModels.end(), listed);
    if (!chosen.isEmpty() && listed(chosen))
        m_model->setCurrentText(chosen);
    else if (cheapest != kind.cheapModels.end())
        m_model->setCurrentText(*cheapest);
    else
        m_model->setCurrentIndex(0);
}

QString TestStep::model() const
{
    return m_model->currentText().trimmed();
}

void TestStep::updateTexts()
{
    const std::optional<NanoUsd> cost = m_trials.costOfProbe(m_draft, model());
    const bool free = cost == NanoUsd {0};
    m_paid->setText(free ? tr("&Send one tiny request (free)")
            : cost       ? tr("&Send one tiny request (at most %1)").arg(moneyText(cost, Rounding::Up))
                         : tr("&Send one tiny request (price unknown)"));
    m_paid->setEnabled(!isRunning() && m_result.proof >= Proof::Reach && !model().isEmpty());
    m_again->setEnabled(!isRunning());
    m_accept->setVisible(!cost);
    if (m_result.paidRequests == 0)
        m_cost->setText(tr("Nothing has been spent: reach and key are checked for free."));
    else if (m_result.cost)
        m_cost->setText(tr("This test cost %1.").arg(moneyText(m_result.cost)));
    else
        m_cost->setText(tr("One request was sent; its price is unknown."));
    m_forecast->setText(model().isEmpty() ? QString() : forecast(cost));
}

QString TestStep::forecast(std::optional<NanoUsd> cost) const
{
    const MonitorConfig &monitor = m_draft.monitor;
    const MonthForecast forecast
        = monthForecast(monitor.completionEvery.value_or(24h), cost, monitor.monthlyBudgetUsd);
    if (!cost && !m_accept->isChecked())
        return tr("Watching then means reach and key alone: the model is not asked as long as its price is "
                  "unknown.");
    if (!cost)
        return tr("Watching means %n tiny requests to the model a day, at an unknown price.", nullptr,
            forecast.perDay);
    const QString text = tr(
        "Watching means %n tiny requests to the model a day, at most %1 a month.", nullptr, forecast.perDay)
                             .arg(moneyText(forecast.perMonth, Rounding::Up));
    return !forecast.isOverBudget
        ? text
        : tr("%1 They are spread out so that a month stays under %2.", "forecast, budget")
              .arg(text, moneyText(static_cast<NanoUsd>(monitor.monthlyBudgetUsd * 1e9)));
}

void TestStep::fill(ProviderConfig &draft) const
{
    draft.monitor.models = model().isEmpty() ? std::vector<QString>() : std::vector {model()};
    draft.monitor.acceptUnknownPrice = m_accept->isVisibleTo(this) && m_accept->isChecked();
}

} // namespace Belay
