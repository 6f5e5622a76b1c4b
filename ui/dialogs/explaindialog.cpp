// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/explaindialog.h"

#include "ui/dialogs/explanationview.h"
#include "ui/models/explanationlines.h"
#include "ui/widgets/statusshape.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds Soon {150};

/// Takes of a long text what is read of one, so that a whole log does not stop the window.
class ErrorBox final : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void insertFromMimeData(const QMimeData *source) override
    {
        QString text = source->text();
        constexpr qsizetype Head = 64 * 1024;
        constexpr qsizetype Most = LongestErrorText / 2;
        if (text.size() > Most)
            text = text.left(Head) + u"\n\n" + text.right(Most - Head);
        insertPlainText(text);
    }
};

} // namespace

ExplainDialog::ExplainDialog(const Parts &parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_text(new ErrorBox(this))
    , m_view(new ExplanationView(this))
    , m_soon(parts.clock.createAlarm([this] { explain(); }))
{
    setObjectName(u"explainDialog"_s);
    setWindowTitle(tr("Explain an error"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *halves = new QSplitter(Qt::Vertical, this);
    halves->setChildrenCollapsible(false);
    halves->addWidget(makeInput());
    halves->addWidget(m_view);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(halves, 1);
    layout->addLayout(makeButtons());
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 32);
    connect(m_text, &QPlainTextEdit::textChanged, this,
        [this] { m_soon->wakeAt(m_parts.clock.steady() + Soon); });
    m_text->setFocus();
}

QWidget *ExplainDialog::makeInput()
{
    auto *label = new QLabel(tr("&Error that your program or curl printed:"), this);
    label->setBuddy(m_text);
    m_text->setObjectName(u"errorTextEdit"_s);
    m_text->setAccessibleName(tr("Error to explain"));
    m_text->setPlaceholderText(tr("openai.RateLimitError: Error code: 429 - {'error': {…}}"));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *input = new QWidget(this);
    auto *column = new QVBoxLayout(input);
    column->setContentsMargins({});
    column->addWidget(label);
    column->addWidget(m_text, 1);
    return input;
}

/// No QDialogButtonBox: its focus chain leads from its last action to its first, past Close and the text.
QLayout *ExplainDialog::makeButtons()
{
    auto *row = new QHBoxLayout;
    const auto add = [&](const QString &text, const QString &objectName) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(objectName);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    QPushButton *paste = add(tr("&Paste"), u"pasteErrorButton"_s);
    m_copy = add(tr("&Copy result"), u"copyExplanationButton"_s);
    m_copy->setIcon(themedIcon(u"copy"_s));
    m_target = add(tr("Show &target"), u"showTargetButton"_s);
    row->addStretch();
    QPushButton *close = add(tr("C&lose"), u"closeExplanationButton"_s);
    connect(paste, &QPushButton::clicked, this, &ExplainDialog::paste);
    connect(m_copy, &QPushButton::clicked, this, &ExplainDialog::copy);
    connect(m_target, &QPushButton::clicked, this, [this] {
        if (const auto target = targetToShow())
            Q_EMIT targetRequested(*target);
    });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_copy->setEnabled(false);
    m_target->setEnabled(false);
    return row;
}

void ExplainDialog::explain()
{
    const quint64 generation = ++m_generation;
    const QString text = m_text->toPlainText();
    m_copy->setEnabled(!text.trimmed().isEmpty());
    if (text.trimmed().isEmpty()) {
        m_target->setEnabled(false);
        m_view->clear();
        return;
    }
    const WallTime now = m_parts.clock.wall();
    m_reading = readErrorText(text.toUtf8(), now, hostKindsOf(*m_parts.config.config()));
    showExplanation({});
    m_parts.history.ask(
        this,
        [config = m_parts.config.config(), reading = m_reading, now](
            HistoryQueries &queries) { return measuredAround(queries, *config, reading, now); },
        [this, generation](const Result<MeasuredAround> &around) {
            if (around && generation == m_generation)
                showExplanation(*around);
        });
}

void ExplainDialog::showExplanation(const MeasuredAround &around)
{
    const WallTime now = m_parts.clock.wall();
    m_explanation = explainError(m_reading, *m_parts.config.config(), around, networkNow(), now);
    m_view->setExplanation(m_explanation, now);
    m_target->setEnabled(targetToShow().has_value());
}

/// What the board says of the own network speaks of this minute only.
NetworkState ExplainDialog::networkNow() const
{
    constexpr Milliseconds ThisMinute {60'000};
    const NetworkStatus &network = m_parts.feed.board()->network;
    const WallTime happened = m_reading.at.value_or(m_parts.clock.wall());
    const bool isOld = m_parts.clock.wall() - happened > ThisMinute;
    const bool wasSo = network.since && *network.since <= happened;
    return !isOld || wasSo ? network.state : NetworkState::Unknown;
}

std::optional<TargetId> ExplainDialog::targetToShow() const
{
    const ProviderConfig *provider = m_explanation.reading.recognised
        ? providerOf(m_explanation.reading, *m_parts.config.config())
        : nullptr;
    if (!provider)
        return {};
    std::optional<TargetId> any;
    for (const TargetStatus &target : m_parts.feed.board()->targets) { // worst first
        if (target.id.provider != provider->id)
            continue;
        if (target.id.model == m_explanation.reading.model)
            return target.id;
        if (!any)
            any = target.id;
    }
    return any;
}

void ExplainDialog::paste()
{
    m_text->selectAll();
    m_text->paste();
    m_text->setFocus();
}

void ExplainDialog::copy()
{
    QGuiApplication::clipboard()->setText(explanationSummary(m_explanation, m_parts.clock.wall()));
}

} // namespace Belay
