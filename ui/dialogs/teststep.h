// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/providertrial.h"
#include "core/providers/catalogue.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace Belay {

class RungView;

/// The live test: free rungs at once, the paid one after a button that names its price.
class TestStep final : public QWidget
{
    Q_OBJECT
public:
    TestStep(TrialService &trials, const Catalogue &catalogue, QWidget *parent = nullptr);
    ~TestStep() override;

    /// Begins with what is free. An earlier test is cancelled.
    void begin(const ProviderConfig &draft, const Secret &key);
    void cancel();
    bool isRunning() const { return m_trial != nullptr; }
    Proof proof() const { return m_result.proof; }
    /// The model to watch, and what the person agreed to.
    void fill(ProviderConfig &draft) const;

Q_SIGNALS:
    void changed();

private:
    void run(PaidTrial paid);
    void take(const TrialResult &result, int generation);
    void offerModels();
    void updateTexts();
    QString forecast(std::optional<NanoUsd> cost) const;
    QString model() const;

    TrialService &m_trials;
    const Catalogue &m_catalogue;
    ProviderConfig m_draft;
    Secret m_key;
    TrialResult m_result;
    std::unique_ptr<ProviderTrial> m_trial;
    int m_generation = 0;
    RungView *m_rungs;
    QLabel *m_verdict;
    QLabel *m_cost;
    QComboBox *m_model;
    QPushButton *m_paid;
    QPushButton *m_again;
    QCheckBox *m_accept;
    QLabel *m_forecast;
};

} // namespace Belay
