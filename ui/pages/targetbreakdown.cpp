// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetbreakdown.h"

#include "ui/charts/stackedbar.h"
#include "ui/models/partsmodel.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/textlabel.h"

#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include <numeric>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

struct Phase {
    QString name;
    QString help;
    std::optional<Microseconds> PhaseMedians::*length;
    QRgb light; // each 3:1 on its ground; none of a state, which would say that a phase is slow or down
    QRgb dark;
};

std::vector<Phase> phasesOf()
{
    return {{PhaseBreakdown::tr("DNS"), PhaseBreakdown::tr("Looking up the address of the name"),
                &PhaseMedians::dns, 0xff5e4fa2, 0xffb3a6ec},
        {PhaseBreakdown::tr("TCP"), PhaseBreakdown::tr("Opening the connection"), &PhaseMedians::tcp,
            0xff9c4391, 0xffe59bd9},
        {PhaseBreakdown::tr("TLS"), PhaseBreakdown::tr("Agreeing on the encryption"), &PhaseMedians::tls,
            0xff0b6e75, 0xff5cc9cf},
        {PhaseBreakdown::tr("Wait"), PhaseBreakdown::tr("From the request to the first byte of the answer"),
            &PhaseMedians::wait, 0xff2c3e50, 0xff9db8d6},
        {PhaseBreakdown::tr("First content"), PhaseBreakdown::tr("From there to the first word of the model"),
            &PhaseMedians::content, 0xff8a5a3c, 0xffd9a98a},
        {PhaseBreakdown::tr("Rest"), PhaseBreakdown::tr("From there to the end of the answer"),
            &PhaseMedians::rest, 0xff85709f, 0xffa39cc0}};
}

double lengthOf(const PhaseMedians &medians)
{
    double sum = 0;
    for (const Phase &phase : phasesOf())
        sum += static_cast<double>((medians.*phase.length).value_or(Microseconds {0}).count());
    return sum;
}

std::vector<BarPiece> piecesOf(const PhaseMedians &medians, Appearance appearance)
{
    std::vector<BarPiece> pieces;
    for (const Phase &phase : phasesOf()) {
        const std::optional<Microseconds> length = medians.*phase.length;
        if (length)
            pieces.push_back({phase.name, latencyText(length),
                QColor::fromRgb(appearance == Appearance::Dark ? phase.dark : phase.light),
                static_cast<double>(length->count())});
    }
    return pieces;
}

} // namespace

PhaseBreakdown::PhaseBreakdown(QWidget *parent)
    : QWidget(parent)
    , m_model(new PartsModel({tr("Phase"), tr("New connection"), tr("Kept connection")}, this))
    , m_table(makeFigureTable(m_model, tr("Phases of a request, medians"), this))
    , m_coldBar(new StackedBar(this))
    , m_warmBar(new StackedBar(this))
    , m_coldLabel(new QLabel(this))
    , m_warmLabel(new QLabel(this))
    , m_empty(new QLabel(tr("No phases in this range: nothing was answered."), this))
{
    m_table->setObjectName(u"phasesTable"_s);
    m_coldBar->setAccessibleName(tr("Phases on a new connection"));
    m_warmBar->setAccessibleName(tr("Phases on a kept connection"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("Where the time goes"), this));
    for (QWidget *part :
        std::initializer_list<QWidget *> {m_empty, m_coldLabel, m_coldBar, m_warmLabel, m_warmBar, m_table})
        column->addWidget(part);
    column->addStretch();
    setPhases({}, {});
}

void PhaseBreakdown::setPhases(const PhaseMedians &cold, const PhaseMedians &warm)
{
    const Appearance appearance = appearanceOf(palette());
    const double full = std::max(lengthOf(cold), lengthOf(warm));
    std::vector<Part> parts;
    for (const Phase &phase : phasesOf()) {
        parts.push_back(
            {phase.name, QColor::fromRgb(appearance == Appearance::Dark ? phase.dark : phase.light),
                {latencyText(cold.*phase.length), latencyText(warm.*phase.length)}, phase.help});
    }
    const QLocale locale;
    parts.push_back({tr("Answers"), {}, {locale.toString(cold.n), locale.toString(warm.n)}});
    m_model->setParts(std::move(parts));
    fitToRows(m_table);
    m_coldBar->setPieces(piecesOf(cold, appearance), full);
    m_warmBar->setPieces(piecesOf(warm, appearance), full);
    m_coldLabel->setText(tr("New connection (cold), median of %1").arg(locale.toString(cold.n)));
    m_warmLabel->setText(tr("Kept connection (warm), median of %1").arg(locale.toString(warm.n)));
    for (QWidget *part : std::initializer_list<QWidget *> {m_coldLabel, m_coldBar})
        part->setVisible(cold.n > 0);
    for (QWidget *part : std::initializer_list<QWidget *> {m_warmLabel, m_warmBar})
        part->setVisible(warm.n > 0);
    m_table->setVisible(cold.n + warm.n > 0);
    m_empty->setVisible(cold.n + warm.n == 0);
}

OutcomeMix::OutcomeMix(QWidget *parent)
    : QWidget(parent)
    , m_model(new PartsModel({tr("Outcome"), tr("Checks"), tr("Share")}, this))
    , m_table(makeFigureTable(m_model, tr("Outcomes of the checks"), this))
    , m_bar(new StackedBar(this))
    , m_empty(new QLabel(tr("No checks in this range."), this))
{
    m_table->setObjectName(u"outcomesTable"_s);
    m_bar->setAccessibleName(tr("Outcomes of the checks"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("How the checks ended"), this));
    for (QWidget *part : std::initializer_list<QWidget *> {m_empty, m_bar, m_table})
        column->addWidget(part);
    column->addStretch();
    setCounts({});
}

void OutcomeMix::setCounts(const OutcomeCounts &counts)
{
    const quint64 all = std::accumulate(counts.begin(), counts.end(), quint64 {0});
    std::vector<Part> parts;
    std::vector<BarPiece> pieces;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        const auto outcome = static_cast<Outcome>(i);
        // An outcome has the colour of the state it speaks for.
        const QColor color = statusColour(stateAlone(outcome), palette());
        const QString number = QLocale().toString(counts[i]);
        const double share = static_cast<double>(counts[i]) / static_cast<double>(all);
        parts.push_back({outcomeText(outcome), color, {number, shareText(share)}});
        pieces.push_back({outcomeText(outcome), number, color, static_cast<double>(counts[i])});
    }
    m_model->setParts(std::move(parts));
    m_bar->setPieces(std::move(pieces), static_cast<double>(all));
    fitToRows(m_table);
    m_bar->setVisible(all > 0);
    m_table->setVisible(all > 0);
    m_empty->setVisible(all == 0);
}

} // namespace Belay
