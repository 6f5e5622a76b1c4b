// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/chainform.h"

#include "ui/chaineditor/problemlist.h"
#include "ui/widgets/durationspinbox.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qreal TitleShare = 1.35;
constexpr Milliseconds UsualDeadline {60'000};

QString separator()
{
    return u", "_s;
}

std::vector<QString> namesIn(const QString &text)
{
    std::vector<QString> names;
    for (const QString &part : text.split(u',')) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            names.push_back(name);
    }
    return names;
}

QString callText(const ChainConfig &chain, const ChainAddress &address)
{
    const QString model = u"<b>"_s + chain.id.value.toHtmlEscaped() + u"</b>"_s;
    const QString call = address.url.isEmpty()
        ? ChainForm::tr("Clients ask the gateway for the model %1. Its port is chosen when it starts.")
              .arg(model)
        : ChainForm::tr("Clients ask the gateway at %2 for the model %1.", "a model's name, an address")
              .arg(model, address.url.toHtmlEscaped());
    return address.isServed
        ? call
        : QString(call + u' ' + ChainForm::tr("It is off now; the switch is at the foot of the window."));
}

} // namespace

ChainForm::ChainForm(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_call(new QLabel(this))
    , m_aliases(new QLineEdit(this))
    , m_deadline(new DurationSpinBox(1s, 1h, DurationSpinBox::Empty::Allowed, this))
    , m_answerDeadline(new DurationSpinBox(1s, 24h, DurationSpinBox::Empty::No, this))
    , m_problems(new ProblemList(this))
{
    setObjectName(u"chainForm"_s);
    m_aliases->setObjectName(u"aliasesLineEdit"_s);
    m_aliases->setPlaceholderText(tr("gpt-4o*, my-model"));
    m_aliases->setToolTip(tr("Model names that lead here too, with commas between. A * at the end stands for "
                             "anything that follows."));
    m_deadline->setObjectName(u"deadlineSpinBox"_s);
    m_deadline->setUsual(UsualDeadline);
    m_answerDeadline->setObjectName(u"answerDeadlineSpinBox"_s);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Al&so called:"), m_aliases);
    addDuration(form, m_deadline, tr("Streamed answers be&gin within:"),
        tr("After this deadline no step is tried any more. Automatic: 60 s, more where a model hides its "
           "reasoning."));
    addDuration(form, m_answerDeadline, tr("Who&le answers within:"),
        tr("For answers that are not streamed. A try that runs may still finish. Usually 5 min."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(makeHead());
    layout->addLayout(form);
    layout->addWidget(m_problems);
    connect(m_aliases, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_chain.aliases = namesIn(text);
        Q_EMIT edited(u"aliases"_s);
    });
    connect(m_deadline, &DurationSpinBox::durationChanged, this, [this] {
        m_chain.deadline = m_deadline->duration();
        Q_EMIT edited(u"deadline"_s);
    });
    connect(m_answerDeadline, &DurationSpinBox::durationChanged, this, [this] {
        m_chain.answerDeadline = *m_answerDeadline->duration();
        Q_EMIT edited(u"answerDeadline"_s);
    });
}

QLayout *ChainForm::makeHead()
{
    m_title->setObjectName(u"chainTitleLabel"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(titleFont(m_title->font(), TitleShare));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_call->setObjectName(u"callLabel"_s);
    m_call->setTextFormat(Qt::RichText);
    m_call->setWordWrap(true);
    m_call->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new QToolButton(this);
    copy->setObjectName(u"copyNameButton"_s);
    copy->setIcon(themedIcon(u"copy"_s));
    copy->setAutoRaise(true);
    copy->setFocusPolicy(Qt::StrongFocus);
    copy->setAccessibleName(tr("Copy the model name"));
    copy->setToolTip(copy->accessibleName());
    connect(copy, &QToolButton::clicked, this, &ChainForm::copyName);
    auto *call = new QHBoxLayout;
    call->addWidget(m_call, 1);
    call->addWidget(copy, 0, Qt::AlignTop);
    auto *head = new QVBoxLayout;
    head->addWidget(m_title);
    head->addLayout(call);
    return head;
}

void ChainForm::addDuration(
    QFormLayout *form, DurationSpinBox *field, const QString &label, const QString &help)
{
    auto *note = new QLabel(help, this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    field->setFocusPolicy(Qt::StrongFocus);
    field->setAccessibleDescription(help);
    auto *row = new QVBoxLayout;
    row->setSpacing(2);
    row->addWidget(field, 0, Qt::AlignLeft);
    row->addWidget(note);
    auto *caption = new QLabel(label, this);
    caption->setBuddy(field);
    form->addRow(caption, row);
}

void ChainForm::setChain(const ChainConfig &chain, const ChainAddress &address)
{
    m_chain = chain;
    m_title->setText(chain.id.value);
    m_title->setToolTip(chain.id.value);
    m_call->setText(callText(chain, address));
    if (namesIn(m_aliases->text()) != chain.aliases)
        m_aliases->setText(QStringList(chain.aliases.begin(), chain.aliases.end()).join(separator()));
    m_deadline->setDuration(chain.deadline);
    m_answerDeadline->setDuration(chain.answerDeadline);
}

void ChainForm::setProblems(const std::vector<ChainProblem> &problems)
{
    std::vector<ChainProblem> own;
    for (const ChainProblem &problem : problems) {
        if (problem.chain == m_chain.id && !problem.step)
            own.push_back(problem);
    }
    m_problems->setProblems(own);
}

void ChainForm::copyName()
{
    QGuiApplication::clipboard()->setText(m_chain.id.value);
}

} // namespace Belay
