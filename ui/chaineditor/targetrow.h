// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace Belay {

class ProblemList;
struct ChainProblem;

/// One target of a step: provider, model, which keys, and how much of a pool is its share.
class TargetRow final : public QWidget
{
    Q_OBJECT
public:
    /// What a row shows besides its target.
    struct Around {
        const Config &config; ///< in force: what is being typed is no suggestion
        const Catalogue &catalogue;
        QString place; ///< `step 2, target 1`, for those who hear it
        bool weighted = false; ///< of a pool
        bool removable = false;
    };
    explicit TargetRow(QWidget *parent = nullptr);

    const ChainTarget &target() const { return m_target; }
    /// Tells nobody.
    void setTarget(const ChainTarget &target, const Around &around);
    void setProblems(const std::vector<ChainProblem> &problems);
    QWidget *firstField() const;

Q_SIGNALS:
    /// `field` is what was edited: `provider`, `model`, `keys` or `weight`.
    void edited(const QString &field);
    void removeRequested();

private:
    void layOut();
    void chooseProvider(int row);
    void showProviders(const Config &config);
    void showKeys(const ProviderConfig *provider);
    void toggleKey(const KeyId &key, bool on);
    QStringList modelsOf(const ProviderId &provider) const;

    ChainTarget m_target;
    std::vector<std::pair<ProviderId, QStringList>> m_known; // models of each provider
    std::vector<KeyId> m_keysOfProvider;
    QComboBox *m_provider;
    QComboBox *m_model;
    QPushButton *m_keys;
    QMenu *m_keysMenu;
    QLabel *m_weightLabel;
    QSpinBox *m_weight;
    QToolButton *m_remove;
    ProblemList *m_problems;
};

} // namespace Belay
