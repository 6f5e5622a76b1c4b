// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/stepcard.h"

#include "ui/chaineditor/problemlist.h"
#include "ui/chaineditor/stepdetails.h"
#include "ui/chaineditor/targetrow.h"
#include "ui/models/chaindraft.h"
#include "ui/models/chainwords.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/durationspinbox.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statusshape.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QToolButton>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Sharing { AllAtOnce, AfterDelay, WhenSlow, Pool };

constexpr Milliseconds UsualDelay {2'000};

QToolButton *makeButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

Sharing sharingOf(const StepConfig &step)
{
    if (!step.race)
        return Pool;
    if (!step.race->after)
        return WhenSlow;
    return *step.race->after == Milliseconds {0} ? AllAtOnce : AfterDelay;
}

QString noteOf(const StepConfig &step)
{
    switch (sharingOf(step)) {
    case AllAtOnce:
        return StepCard::tr("Every target is asked at the same time; the first answer wins.");
    case AfterDelay:
        return StepCard::tr(
            "The next target is asked too when the one before it is silent for so long; the first "
            "answer wins.");
    case WhenSlow:
        return StepCard::tr(
            "The next target is asked too when the one before it takes longer than 95 of its last "
            "100 answers (its p95); the first answer wins.");
    case Pool:
        break;
    }
    return StepCard::tr("Conversations are spread over the targets by weight, and each stays where it is.");
}

} // namespace

StepCard::StepCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_on(new QCheckBox(tr("On"), this))
    , m_up(makeButton(u"up"_s, u"stepUpButton"_s, this))
    , m_down(makeButton(u"down"_s, u"stepDownButton"_s, this))
    , m_copy(makeButton(u"copy"_s, u"stepCopyButton"_s, this))
    , m_remove(makeButton(u"remove"_s, u"stepRemoveButton"_s, this))
    , m_targets(new QVBoxLayout)
    , m_addTarget(new QPushButton(themedIcon(u"add"_s), tr("Add a target"), this))
    , m_sharingBox(new QWidget(this))
    , m_sharing(new QComboBox(m_sharingBox))
    , m_delay(new DurationSpinBox(1ms, 10min, DurationSpinBox::Empty::No, m_sharingBox))
    , m_sharingNote(new QLabel(m_sharingBox))
    , m_sentence(new QLabel(this))
    , m_detailsButton(new QToolButton(this))
    , m_problems(new ProblemList(this))
{
    setObjectName(u"stepCard"_s);
    auto *panel = new Panel(this);
    auto *rows = new QVBoxLayout(panel);
    rows->setSpacing(8);
    rows->addLayout(makeHead());
    rows->addLayout(m_targets);
    rows->addLayout(makeSharing());
    rows->addWidget(m_problems);
    rows->addLayout(makeFoot());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel);
    connectButtons();
}

QLayout *StepCard::makeHead()
{
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_title->setObjectName(u"stepTitleLabel"_s);
    m_on->setObjectName(u"stepOnCheckBox"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_title, 1);
    for (QWidget *widget : std::initializer_list<QWidget *> {m_on, m_up, m_down, m_copy, m_remove})
        row->addWidget(widget);
    return row;
}

QLayout *StepCard::makeSharing()
{
    m_sharing->setObjectName(u"sharingComboBox"_s);
    m_sharing->setFocusPolicy(Qt::StrongFocus);
    m_sharing->addItem(tr("Race: all at once"));
    m_sharing->addItem(tr("Race: the next one after"));
    m_sharing->addItem(tr("Race: the next one when slower than its p95"));
    m_sharing->addItem(tr("Pool: a conversation stays at one"));
    m_delay->setObjectName(u"raceDelaySpinBox"_s);
    m_delay->setFocusPolicy(Qt::StrongFocus);
    m_sharingNote->setWordWrap(true);
    m_sharingNote->setForegroundRole(QPalette::PlaceholderText);
    auto *fields = new QHBoxLayout;
    fields->addWidget(m_sharing);
    fields->addWidget(m_delay);
    fields->addStretch(1);
    auto *column = new QVBoxLayout(m_sharingBox);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(fields);
    column->addWidget(m_sharingNote);
    m_addTarget->setObjectName(u"addTargetButton"_s);
    auto *rows = new QVBoxLayout;
    rows->addWidget(m_addTarget, 0, Qt::AlignLeft);
    rows->addWidget(m_sharingBox);
    return rows;
}

QLayout *StepCard::makeFoot()
{
    m_sentence->setObjectName(u"stepSentenceLabel"_s);
    m_sentence->setWordWrap(true);
    m_detailsButton->setObjectName(u"detailsButton"_s);
    m_detailsButton->setText(tr("Details"));
    m_detailsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_detailsButton->setCheckable(true);
    m_detailsButton->setArrowType(Qt::RightArrow);
    m_detailsButton->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout;
    row->addWidget(m_sentence, 1);
    row->addWidget(m_detailsButton, 0, Qt::AlignTop);
    auto *rows = new QVBoxLayout;
    rows->addLayout(row);
    return rows;
}

void StepCard::connectButtons()
{
    connect(m_on, &QCheckBox::toggled, this, [this](bool on) {
        m_step.enabled = on;
        Q_EMIT edited(u"enabled"_s);
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_copy, &QToolButton::clicked, this, &StepCard::duplicateRequested);
    connect(m_remove, &QToolButton::clicked, this, &StepCard::removeRequested);
    connect(m_addTarget, &QPushButton::clicked, this, &StepCard::addTarget);
    connect(m_sharing, &QComboBox::activated, this, &StepCard::chooseSharing);
    connect(m_delay, &DurationSpinBox::durationChanged, this, [this] {
        if (m_step.race)
            m_step.race->after = m_delay->duration();
        Q_EMIT edited(u"after"_s);
    });
    connect(m_detailsButton, &QToolButton::toggled, this, &StepCard::showDetails);
    const auto onKey = [this](const QKeySequence &keys, int by) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by] { Q_EMIT moveRequested(by); });
    };
    onKey(QKeySequence(Qt::ALT | Qt::Key_Up), -1);
    onKey(QKeySequence(Qt::ALT | Qt::Key_Down), 1);
}

QString StepCard::title() const
{
    const QString number = QLocale().toString(m_place.index + 1);
    if (m_step.targets.size() < 2)
        return tr("Step %1").arg(number);
    return m_step.race ? tr("Step %1 – race").arg(number) : tr("Step %1 – pool").arg(number);
}

void StepCard::setStep(
    const StepConfig &step, const Place &place, const Config &config, const Catalogue &catalogue)
{
    m_step = step;
    m_place = place;
    m_title->setText(title());
    const QSignalBlocker onBlocker(m_on);
    m_on->setChecked(step.enabled);
    showTargets(config, catalogue);
    showSharing();
    m_sentence->setText(stepSentence(step, place.last));
    m_up->setEnabled(place.index > 0);
    m_down->setEnabled(place.index + 1 < place.count);
    m_copy->setEnabled(!place.full);
    nameButtons();
    if (m_details)
        m_details->setStep(step, title());
}

void StepCard::nameButtons()
{
    const QString place = title();
    const auto name = [](QWidget *widget, const QString &text) {
        widget->setAccessibleName(text);
        widget->setToolTip(text);
    };
    setAccessibleName(place);
    m_on->setAccessibleName(tr("%1 is on", "Step 2").arg(place));
    m_on->setToolTip(tr("Off: requests pass this step by; it stays in the chain"));
    name(m_up, tr("Move %1 up (Alt+Up)", "Step 2").arg(place));
    name(m_down, tr("Move %1 down (Alt+Down)", "Step 2").arg(place));
    name(m_copy, tr("Duplicate %1", "Step 2").arg(place));
    name(m_remove, tr("Remove %1", "Step 2").arg(place));
    m_addTarget->setAccessibleName(tr("Add a target to %1", "Step 2").arg(place));
    m_sharing->setAccessibleName(tr("How the targets of %1 share the work", "Step 2").arg(place));
    m_delay->setAccessibleName(tr("Delay of %1", "Step 2").arg(place));
    m_detailsButton->setAccessibleName(tr("Details of %1: retry and timeouts", "Step 2").arg(place));
}

TargetRow *StepCard::makeRow()
{
    auto *row = new TargetRow(this);
    const std::size_t index = m_rows.size();
    connect(row, &TargetRow::edited, this, [this, index](const QString &field) {
        m_step.targets[index] = m_rows[index]->target();
        Q_EMIT edited(u"targets/%1/%2"_s.arg(index).arg(field));
    });
    connect(row, &TargetRow::removeRequested, this, [this, index] { removeTarget(index); });
    m_targets->addWidget(row);
    m_rows.push_back(row);
    return row;
}

void StepCard::showTargets(const Config &config, const Catalogue &catalogue)
{
    const std::size_t count = m_step.targets.size();
    while (m_rows.size() < count)
        makeRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < count);
        if (i >= count)
            continue;
        const QString place = tr("%1, target %2", "Step 2").arg(title(), QLocale().toString(i + 1));
        m_rows[i]->setTarget(
            m_step.targets[i], {config, catalogue, place, m_step.pool && count > 1, count > 1});
    }
    m_addTarget->setEnabled(count < ChainDraft::MostTargets);
}

void StepCard::showSharing()
{
    m_sharingBox->setVisible(m_step.targets.size() > 1);
    m_sharing->setCurrentIndex(sharingOf(m_step));
    m_delay->setVisible(sharingOf(m_step) == AfterDelay);
    if (m_step.race && m_step.race->after)
        m_delay->setDuration(std::max(Milliseconds {1}, *m_step.race->after));
    m_sharingNote->setText(noteOf(m_step));
}

void StepCard::chooseSharing(int choice)
{
    if (choice == sharingOf(m_step))
        return;
    m_step.pool = choice == Pool;
    m_step.race.reset();
    if (choice == AllAtOnce)
        m_step.race = RaceConfig {Milliseconds {0}};
    else if (choice == AfterDelay)
        m_step.race = RaceConfig {UsualDelay};
    else if (choice == WhenSlow)
        m_step.race = RaceConfig {};
    Q_EMIT edited(u"sharing"_s);
}

void StepCard::addTarget()
{
    m_step.targets.emplace_back();
    // A race that starts late costs least and helps most: the second target is asked only when it is needed.
    if (m_step.targets.size() > 1 && !m_step.race && !m_step.pool)
        m_step.race = RaceConfig {};
    const std::size_t added = m_step.targets.size() - 1;
    Q_EMIT edited({});
    if (added < m_rows.size())
        m_rows[added]->firstField()->setFocus();
}

void StepCard::removeTarget(std::size_t row)
{
    m_step.targets.erase(m_step.targets.begin() + static_cast<std::ptrdiff_t>(row));
    if (m_step.targets.size() < 2) {
        m_step.race.reset();
        m_step.pool = false;
    }
    Q_EMIT edited({});
    m_addTarget->setFocus();
}

void StepCard::showDetails(bool open)
{
    if (open && !m_details) {
        m_details = new StepDetails(this);
        m_problems->parentWidget()->layout()->addWidget(m_details);
        m_details->setStep(m_step, title());
        connect(m_details, &StepDetails::edited, this, [this](const QString &field) {
            m_details->writeTo(m_step);
            Q_EMIT edited(field);
        });
    }
    m_detailsButton->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    if (m_details)
        m_details->setVisible(open);
}

void StepCard::setProblems(const std::vector<ChainProblem> &problems)
{
    std::vector<ChainProblem> own;
    std::vector<std::vector<ChainProblem>> ofTargets(m_step.targets.size());
    for (const ChainProblem &problem : problems) {
        if (problem.step != m_place.index)
            continue;
        if (problem.target && *problem.target < ofTargets.size())
            ofTargets[*problem.target].push_back(problem);
        else
            own.push_back(problem);
    }
    m_problems->setProblems(own);
    for (std::size_t i = 0; i < ofTargets.size(); ++i)
        m_rows[i]->setProblems(ofTargets[i]);
}

void StepCard::focusFirst()
{
    if (!m_rows.empty() && !m_step.targets.empty())
        m_rows.front()->firstField()->setFocus();
    else
        m_addTarget->setFocus();
}

} // namespace Belay
