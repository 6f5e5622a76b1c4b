// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/addproviderdialog.h"

#include "ui/dialogs/keystep.h"
#include "ui/dialogs/kindstep.h"
#include "ui/dialogs/teststep.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

AddProviderDialog::AddProviderDialog(
    TrialService &trials, const KeyService &keys, const Catalogue &catalogue, QWidget *parent)
    : QDialog(parent)
    , m_kind(new KindStep(catalogue, this))
    , m_key(new KeyStep(catalogue, keys, trials.environmentKeys(), this))
    , m_test(new TestStep(trials, catalogue, this))
    , m_steps(new QStackedWidget(this))
    , m_title(new QLabel(this))
    , m_error(new QLabel(this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(this))
{
    setObjectName(u"addProviderDialog"_s);
    setWindowTitle(tr("Add a provider"));
    m_steps->addWidget(m_kind);
    m_steps->addWidget(m_key);
    m_steps->addWidget(m_test);
    m_title->setFont(titleFont(m_title->font(), 1.2));
    m_title->setObjectName(u"stepTitleLabel"_s);
    m_error->setObjectName(u"errorLabel"_s);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    m_error->hide();
    m_back->setObjectName(u"backButton"_s);
    m_next->setObjectName(u"nextButton"_s);
    m_back->setAutoDefault(false);
    m_next->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    resize(600, 520);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, &AddProviderDialog::back);
    connect(m_next, &QPushButton::clicked, this, &AddProviderDialog::next);
    connect(m_kind, &KindStep::kindChanged, this, &AddProviderDialog::update);
    connect(m_kind, &KindStep::kindActivated, this, &AddProviderDialog::next);
    connect(m_key, &KeyStep::changed, this, &AddProviderDialog::update);
    connect(m_key, &KeyStep::kindOffered, this, &AddProviderDialog::chooseKind);
    connect(m_test, &TestStep::changed, this, &AddProviderDialog::update);
    go(Kind);
}

AddProviderDialog::Step AddProviderDialog::step() const
{
    return static_cast<Step>(m_steps->currentIndex());
}

void AddProviderDialog::chooseKind(ProviderKindId kind)
{
    m_kind->setKind(kind);
    m_key->setKind(kind);
    go(Key);
}

void AddProviderDialog::useEnvironment(const QString &variable, ProviderKindId kind)
{
    chooseKind(kind);
    m_key->setSource({KeySource::From::Environment, variable});
}

void AddProviderDialog::useServer(const TrialService::LocalServer &server)
{
    chooseKind(server.kind);
    m_key->setBaseUrl(server.baseUrl);
    // Nothing is left to ask: a local server wants no key.
    if (!m_key->problem())
        next();
}

void AddProviderDialog::useSource(KeySource::From from)
{
    m_key->setSource({from, {}});
}

ProviderConfig AddProviderDialog::draft() const
{
    ProviderConfig draft = m_key->draft();
    m_test->fill(draft);
    return draft;
}

Secret AddProviderDialog::key() const
{
    return m_key->key();
}

void AddProviderDialog::go(Step step)
{
    m_error->hide();
    if (step != Test)
        m_test->cancel();
    m_steps->setCurrentIndex(step);
    if (step == Test)
        m_test->begin(m_key->draft(), m_key->key());
    m_steps->currentWidget()->setFocus();
    update();
}

void AddProviderDialog::next()
{
    switch (step()) {
    case Kind:
        if (const auto kind = m_kind->kind()) {
            m_key->setKind(*kind);
            go(Key);
        }
        return;
    case Key:
        if (!m_key->problem())
            go(Test);
        return;
    case Test:
        if (!m_test->isRunning() && !m_saving)
            Q_EMIT watchRequested();
        return;
    }
}

void AddProviderDialog::back()
{
    if (step() != Kind)
        go(static_cast<Step>(step() - 1));
}

void AddProviderDialog::update()
{
    switch (step()) {
    case Kind:
        m_title->setText(tr("1 of 3: Which provider?"));
        m_next->setText(tr("&Next"));
        m_next->setEnabled(m_kind->kind().has_value());
        break;
    case Key:
        m_title->setText(tr("2 of 3: Its key"));
        m_next->setText(tr("&Test it"));
        m_next->setEnabled(!m_key->problem());
        break;
    case Test:
        m_title->setText(tr("3 of 3: See it live"));
        m_next->setText(m_test->isRunning() || m_test->proof() >= Proof::Auth ? tr("Start &watching")
                                                                              : tr("&Watch anyway"));
        m_next->setEnabled(!m_test->isRunning() && !m_saving);
        break;
    }
    m_back->setVisible(step() != Kind);
    m_back->setEnabled(!m_saving);
}

void AddProviderDialog::setSaving(bool saving)
{
    m_saving = saving;
    m_steps->setEnabled(!saving);
    update();
}

void AddProviderDialog::showError(const QString &text)
{
    setSaving(false);
    m_error->setText(text);
    m_error->show();
}

void AddProviderDialog::done(int result)
{
    m_test->cancel();
    QDialog::done(result);
}

} // namespace Belay
