// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/targetrow.h"

#include "core/providers/chainproposal.h"
#include "ui/chaineditor/problemlist.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/statusshape.h"

#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostWeight = 1'000; // contract 4
constexpr int ModelLetters = 26;

QComboBox *makeCombo(int letters, const QString &name, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(letters);
    // A wheel that scrolls the page must not choose another target on its way.
    combo->setFocusPolicy(Qt::StrongFocus);
    return combo;
}

} // namespace

TargetRow::TargetRow(QWidget *parent)
    : QWidget(parent)
    , m_provider(makeCombo(12, u"providerComboBox"_s, this))
    , m_model(makeCombo(ModelLetters, u"modelComboBox"_s, this))
    , m_keys(new QPushButton(this))
    , m_keysMenu(new QMenu(m_keys))
    , m_weightLabel(new QLabel(tr("Weight:"), this))
    , m_weight(new QSpinBox(this))
    , m_remove(new QToolButton(this))
    , m_problems(new ProblemList(this))
{
    setObjectName(u"targetRow"_s);
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_model->completer()->setFilterMode(Qt::MatchContains);
    m_model->lineEdit()->setPlaceholderText(tr("Model: choose or type"));
    m_keys->setObjectName(u"keysButton"_s);
    m_keys->setMenu(m_keysMenu);
    m_weight->setObjectName(u"weightSpinBox"_s);
    m_weight->setRange(1, MostWeight);
    m_weight->setFocusPolicy(Qt::StrongFocus);
    m_weight->setToolTip(tr("A target of weight 2 gets twice the conversations of one of weight 1"));
    m_remove->setObjectName(u"removeTargetButton"_s);
    m_remove->setIcon(themedIcon(u"remove"_s));
    m_remove->setAutoRaise(true);
    layOut();
    connect(m_provider, &QComboBox::activated, this, &TargetRow::chooseProvider);
    connect(m_model, &QComboBox::editTextChanged, this, [this](const QString &text) {
        m_target.target.model = text.trimmed();
        Q_EMIT edited(u"model"_s);
    });
    connect(m_weight, &QSpinBox::valueChanged, this, [this](int weight) {
        m_target.weight = weight;
        Q_EMIT edited(u"weight"_s);
    });
    connect(m_remove, &QToolButton::clicked, this, &TargetRow::removeRequested);
}

void TargetRow::layOut()
{
    auto *fields = new QWidget(this);
    auto *flow = new FlowLayout(fields);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(8);
    for (QWidget *widget :
        std::initializer_list<QWidget *> {m_provider, m_model, m_keys, m_weightLabel, m_weight, m_remove})
        flow->addWidget(widget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(fields);
    layout->addWidget(m_problems);
}

void TargetRow::setTarget(const ChainTarget &target, const Around &around)
{
    m_target = target;
    const QSignalBlocker providerBlocker(m_provider);
    const QSignalBlocker modelBlocker(m_model);
    const QSignalBlocker weightBlocker(m_weight);
    m_known.clear();
    for (const ProviderConfig &provider : around.config.providers)
        m_known.emplace_back(provider.id, knownModels(around.config, provider, around.catalogue));
    showProviders(around.config);
    const QStringList models = modelsOf(target.target.provider);
    QStringList listed;
    for (int i = 0; i < m_model->count(); ++i)
        listed << m_model->itemText(i);
    if (listed != models && !m_model->hasFocus()) {
        m_model->clear();
        m_model->addItems(models);
    }
    if (m_model->currentText().trimmed() != target.target.model)
        m_model->setEditText(target.target.model);
    m_model->setToolTip(target.target.model);
    showKeys(around.config.provider(target.target.provider));
    m_weight->setValue(target.weight);
    // What is in the file is shown, even where it says nothing.
    const bool weighted = around.weighted || target.weight != 1;
    m_weight->setVisible(weighted);
    m_weightLabel->setVisible(weighted);
    m_remove->setVisible(around.removable);
    m_provider->setAccessibleName(tr("Provider of %1", "step 2, target 1").arg(around.place));
    m_model->setAccessibleName(tr("Model of %1", "step 2, target 1").arg(around.place));
    m_weight->setAccessibleName(tr("Weight of %1", "step 2, target 1").arg(around.place));
    m_keys->setAccessibleName(
        tr("Keys of %1: %2", "step 2, target 1; all keys").arg(around.place, m_keys->text()));
    m_remove->setAccessibleName(tr("Remove %1", "step 2, target 1").arg(around.place));
    m_remove->setToolTip(tr("Remove this target"));
}

void TargetRow::showProviders(const Config &config)
{
    m_provider->clear();
    const ProviderId &chosen = m_target.target.provider;
    if (chosen.isEmpty())
        m_provider->addItem(tr("Choose a provider"), QString());
    else if (!config.provider(chosen))
        m_provider->addItem(tr("%1 (not there)", "a provider").arg(chosen.value), chosen.value);
    for (const ProviderConfig &provider : config.providers)
        m_provider->addItem(
            provider.enabled ? provider.name : tr("%1 (switched off)", "a provider").arg(provider.name),
            provider.id.value);
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(chosen.value)));
    m_provider->setToolTip(m_provider->currentText());
}

QStringList TargetRow::modelsOf(const ProviderId &provider) const
{
    const auto found = std::ranges::find(m_known, provider, &std::pair<ProviderId, QStringList>::first);
    return found == m_known.end() ? QStringList() : found->second;
}

void TargetRow::chooseProvider(int row)
{
    const ProviderId chosen(m_provider->itemData(row).toString());
    if (chosen == m_target.target.provider || chosen.isEmpty())
        return;
    // A model of the old provider is rarely one of the new; a key never is.
    const QStringList models = modelsOf(chosen);
    m_target.target.provider = chosen;
    if (!models.contains(m_target.target.model))
        m_target.target.model = models.value(0);
    m_target.keys.clear();
    Q_EMIT edited(u"provider"_s);
}

void TargetRow::showKeys(const ProviderConfig *provider)
{
    m_keysOfProvider.clear();
    if (provider) {
        for (const KeyConfig &key : provider->keys)
            m_keysOfProvider.push_back(key.id);
    }
    for (const KeyId &key : m_target.keys) {
        if (std::ranges::find(m_keysOfProvider, key) == m_keysOfProvider.end())
            m_keysOfProvider.push_back(key);
    }
    m_keysMenu->clear();
    QAction *all = m_keysMenu->addAction(tr("All keys"));
    all->setCheckable(true);
    all->setChecked(m_target.keys.empty());
    const auto clearKeys = [this] {
        m_target.keys.clear();
        Q_EMIT edited(u"keys"_s);
    };
    // Queued: the answer to it makes this menu anew.
    connect(all, &QAction::triggered, this, clearKeys, Qt::QueuedConnection);
    m_keysMenu->addSeparator();
    QStringList chosen;
    for (const KeyId &key : m_keysOfProvider) {
        const bool on = std::ranges::find(m_target.keys, key) != m_target.keys.end();
        QAction *action = m_keysMenu->addAction(key.value);
        action->setCheckable(true);
        action->setChecked(on);
        if (on)
            chosen << key.value;
        connect(
            action, &QAction::triggered, this, [this, key](bool now) { toggleKey(key, now); },
            Qt::QueuedConnection);
    }
    m_keys->setText(chosen.isEmpty()
            ? tr("All keys")
            : tr("Keys: %1").arg(chosen.join(tr(", ", "between the items of a list"))));
    m_keys->setVisible(m_keysOfProvider.size() > 1 || !m_target.keys.empty());
}

void TargetRow::toggleKey(const KeyId &key, bool on)
{
    std::erase(m_target.keys, key);
    if (on)
        m_target.keys.push_back(key);
    Q_EMIT edited(u"keys"_s);
}

void TargetRow::setProblems(const std::vector<ChainProblem> &problems)
{
    m_problems->setProblems(problems);
    m_model->setAccessibleDescription(m_problems->text());
}

QWidget *TargetRow::firstField() const
{
    return m_provider;
}

} // namespace Belay
