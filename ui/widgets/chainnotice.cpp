// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chainnotice.h"

#include "ui/models/chainrisks.h"
#include "ui/widgets/statusshape.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const ChainRisk &risk)
{
    QString text = ChainNotice::tr("Chain “%1”: %2 %3", "its id, what is wrong, what to do")
                       .arg(risk.first.chain.value, risk.first.text, risk.first.advice);
    if (risk.others > 0)
        text += u' ' + ChainNotice::tr("(%n more)", "of such notes", risk.others);
    return text;
}

} // namespace

ChainNotice::ChainNotice(When when, QWidget *parent)
    : QWidget(parent)
    , m_when(when)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_open(new QPushButton(this))
{
    setObjectName(u"chainNotice"_s);
    m_text->setObjectName(u"chainNoticeLabel"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_open->setObjectName(u"chainNoticeButton"_s);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT chainRequested(m_chain); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_open);
    showIcon();
    hide();
}

void ChainNotice::setConfig(const Config &config, const Catalogue &catalogue)
{
    const bool isWanted = m_when == When::Always || config.gateway.enabled;
    const auto risk = isWanted ? chainRisk(config, catalogue) : std::nullopt;
    const bool isWithout = m_when == When::Always && config.chains.empty();
    m_chain = risk ? risk->first.chain : ChainId();
    if (risk)
        m_text->setText(textOf(*risk));
    else if (isWithout)
        m_text->setText(tr("There is no chain yet: a request goes to the one provider that the client names, "
                           "and fails when that one does."));
    m_open->setText(isWithout ? tr("Make a chain") : tr("Show the chain"));
    setVisible(risk || isWithout);
}

void ChainNotice::showIcon()
{
    const int side = fontMetrics().height();
    m_icon->setPixmap(themedIcon(u"warning"_s).pixmap(QSize(side, side), devicePixelRatio()));
    m_icon->setAccessibleName(tr("Warning"));
}

void ChainNotice::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

} // namespace Belay
