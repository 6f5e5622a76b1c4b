// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/windowfixture.h"
#include "ui/chaineditor/stepcard.h"
#include "ui/chaineditor/targetrow.h"
#include "ui/pages/chainspage.h"
#include "ui/widgets/durationspinbox.h"

#include <QComboBox>

namespace Belay {

/// A window at its page of chains, over three providers, and the hands of a person.
class ChainsFixture : public WindowFixture
{
    Q_OBJECT
protected:
    ChainsPage &page() { return *child<ChainsPage>(QStringLiteral("chainsPage")); }
    const ChainConfig &draftChain() { return page().draft().chains().at(0); }
    const StepConfig &draftStep(size_t step) { return draftChain().steps.at(step); }
    /// In force.
    const ChainConfig &chainOf(const QString &id) const;
    /// `coding`, of two steps.
    static ChainConfig madeChain();
    void addThree();
    void withChain();
    /// Somebody else adds a chain to the file.
    void writeElsewhere();

    std::vector<StepCard *> cardsShown();
    std::vector<TargetRow *> rowsOf(size_t card);
    template <typename T>
    static T *partOf(QWidget &parent, const QString &name)
    {
        T *part = parent.findChild<T *>(name);
        if (!part)
            qFatal("no part %s", qPrintable(name));
        return part;
    }
    static QString textOfProblems(QWidget &card);
    static void pick(QComboBox &combo, int row);
    /// The provider by its first letters, the model typed where it is given.
    void choose(size_t card, size_t row, const QString &provider, const QString &model);
    static void type(DurationSpinBox &field, const QString &text);
    void press(const QString &name);
    /// Of the question before leaving.
    void answer(const QString &text);
};

} // namespace Belay
