// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/stepdetails.h"

#include "ui/models/chainwords.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/durationspinbox.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int MostRetries = 5; // contract 4

/// Outcomes that end a chain unless a step says otherwise (contract 2, column *on*).
constexpr std::array ChainEnds {
    Outcome::ContextLength, Outcome::ContentFilter, Outcome::TooLarge, Outcome::BadRequest};

QFormLayout *makeForm()
{
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

} // namespace

StepDetails::StepDetails(QWidget *parent)
    : QWidget(parent)
    , m_retries(new QSpinBox(this))
    , m_retriesNote(new QLabel(this))
{
    setObjectName(u"stepDetails"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(makeHeading(tr("Retry"), this));
    layout->addLayout(makeRetry());
    layout->addWidget(makeHeading(tr("Timeouts"), this));
    layout->addLayout(makeTimeouts());
    layout->addWidget(makeReasons());
}

QFormLayout *StepDetails::makeRetry()
{
    const RetryPolicy usual;
    m_retries->setObjectName(u"numRetriesSpinBox"_s);
    m_retries->setRange(0, MostRetries);
    m_retries->setFocusPolicy(Qt::StrongFocus);
    m_retries->setToolTip(tr("How often the same target is asked again after a failure that may pass"));
    connect(m_retries, &QSpinBox::valueChanged, this, [this] {
        updateNotes();
        Q_EMIT edited(u"numRetries"_s);
    });
    auto *row = new QHBoxLayout;
    row->addWidget(m_retries);
    row->addWidget(m_retriesNote);
    auto *form = makeForm();
    auto *label = new QLabel(tr("Retries:"), this);
    label->setBuddy(m_retries);
    form->addRow(label, row);
    m_baseInterval = makeDuration(form, tr("First wait:"),
        tr("About this long before the first retry; it doubles each time. What the provider asks for goes "
           "first."),
        new DurationSpinBox(10ms, 10min, DurationSpinBox::Empty::No, this), usual.baseInterval,
        u"baseInterval"_s);
    m_maxInterval = makeDuration(form, tr("Longest wait:"), tr("A wait never grows beyond this"),
        new DurationSpinBox(10ms, 10min, DurationSpinBox::Empty::No, this), usual.maxInterval,
        u"maxInterval"_s);
    return form;
}

QFormLayout *StepDetails::makeTimeouts()
{
    const Timeouts usual;
    auto *form = makeForm();
    m_connect = makeDuration(form, tr("Connect:"), tr("To reach the provider at all"),
        new DurationSpinBox(100ms, 10min, DurationSpinBox::Empty::No, this), usual.connect, u"connect"_s);
    m_firstContent = makeDuration(form, tr("First content:"),
        tr("To the first word of a streamed answer. Automatic: 20 s, or 2 min where the model hides its "
           "reasoning."),
        new DurationSpinBox(100ms, 1h, DurationSpinBox::Empty::Allowed, this), usual.firstContent,
        u"firstContent"_s);
    m_firstContent.field->setUsual(20s);
    m_idle = makeDuration(form, tr("Silence:"), tr("Between two pieces of a streamed answer (idle)"),
        new DurationSpinBox(100ms, 1h, DurationSpinBox::Empty::No, this), usual.idle, u"idle"_s);
    m_total
        = makeDuration(form, tr("Whole answer:"), tr("To the end of an answer that is not streamed (total)"),
            new DurationSpinBox(100ms, 24h, DurationSpinBox::Empty::No, this), usual.total, u"total"_s);
    return form;
}

StepDetails::Duration StepDetails::makeDuration(QFormLayout *form, const QString &label, const QString &help,
    DurationSpinBox *field, std::optional<Milliseconds> usual, const QString &name)
{
    Duration duration {field, new QLabel(this), label.chopped(1), usual};
    field->setObjectName(name + u"SpinBox");
    field->setToolTip(help);
    field->setFocusPolicy(Qt::StrongFocus);
    field->setAccessibleDescription(help);
    duration.note->setObjectName(name + u"Note");
    connect(duration.note, &QLabel::linkActivated, field, [this, field, usual, name] {
        field->setDuration(usual);
        updateNotes();
        Q_EMIT edited(name);
    });
    connect(field, &DurationSpinBox::durationChanged, this, [this, name] {
        updateNotes();
        Q_EMIT edited(name);
    });
    auto *row = new QHBoxLayout;
    row->addWidget(field);
    row->addWidget(duration.note);
    auto *caption = new QLabel(label, this);
    caption->setBuddy(field);
    caption->setToolTip(help);
    form->addRow(caption, row);
    return duration;
}

QWidget *StepDetails::makeReasons()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeHeading(tr("Go on to the next step also after"), box));
    for (const Outcome outcome : ChainEnds) {
        auto *check = new QCheckBox(outcomeText(outcome), box);
        check->setObjectName(toString(outcome) + u"CheckBox");
        connect(check, &QCheckBox::toggled, this, [this] { Q_EMIT edited(u"retryOn"_s); });
        layout->addWidget(check);
        m_reasons.emplace_back(outcome, check);
    }
    return box;
}

void StepDetails::setStep(const StepConfig &step, const QString &place)
{
    const QSignalBlocker blocker(this);
    const QSignalBlocker retriesBlocker(m_retries);
    m_retries->setValue(step.retry.numRetries);
    m_retries->setAccessibleName(tr("Retries of %1", "step 2").arg(place));
    m_baseInterval.field->setDuration(step.retry.baseInterval);
    m_maxInterval.field->setDuration(step.retry.maxInterval);
    m_connect.field->setDuration(step.timeouts.connect);
    m_firstContent.field->setDuration(step.timeouts.firstContent);
    m_idle.field->setDuration(step.timeouts.idle);
    m_total.field->setDuration(step.timeouts.total);
    for (const Duration *duration :
        {&m_baseInterval, &m_maxInterval, &m_connect, &m_firstContent, &m_idle, &m_total})
        duration->field->setAccessibleName(tr("%1, %2", "a time limit; step 2").arg(duration->name, place));
    m_otherReasons.clear();
    for (const Outcome outcome : step.retryOn) {
        if (std::ranges::find(ChainEnds, outcome) == ChainEnds.end())
            m_otherReasons.push_back(outcome);
    }
    for (const auto &[outcome, check] : m_reasons) {
        check->setChecked(std::ranges::find(step.retryOn, outcome) != step.retryOn.end());
        check->setAccessibleName(
            tr("Go on from %1 also after: %2", "step 2; an outcome").arg(place, check->text()));
    }
    updateNotes();
}

void StepDetails::writeTo(StepConfig &step) const
{
    step.retry = {m_retries->value(), *m_baseInterval.field->duration(), *m_maxInterval.field->duration()};
    step.timeouts = {*m_connect.field->duration(), m_firstContent.field->duration(),
        *m_idle.field->duration(), *m_total.field->duration()};
    std::vector<Outcome> reasons;
    for (const auto &[outcome, check] : m_reasons) {
        if (check->isChecked())
            reasons.push_back(outcome);
    }
    reasons.insert(reasons.end(), m_otherReasons.begin(), m_otherReasons.end());
    // The order of the file says nothing, and stays.
    if (!std::ranges::is_permutation(reasons, step.retryOn))
        step.retryOn = std::move(reasons);
}

void StepDetails::updateNotes()
{
    const auto say = [this](QLabel *note, bool isUsual, const QString &usual) {
        note->setText(isUsual
                ? tr("default")
                : tr("<a href=\"default\">back to %1</a>", "a default").arg(usual.toHtmlEscaped()));
        note->setTextInteractionFlags(
            isUsual ? Qt::NoTextInteraction : Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        note->setFocusPolicy(isUsual ? Qt::NoFocus : Qt::StrongFocus);
        note->setAccessibleName(isUsual ? tr("default") : tr("back to %1", "a default").arg(usual));
    };
    const int retries = RetryPolicy {}.numRetries;
    m_retriesNote->setText(
        m_retries->value() == retries ? tr("default") : tr("default: %1").arg(QLocale().toString(retries)));
    for (const Duration *duration :
        {&m_baseInterval, &m_maxInterval, &m_connect, &m_firstContent, &m_idle, &m_total})
        say(duration->note, duration->field->duration() == duration->usual,
            duration->usual ? exactDurationText(*duration->usual) : tr("automatic"));
}

} // namespace Belay
