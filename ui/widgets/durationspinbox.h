// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QSpinBox>

#include <optional>

namespace Belay {

/// A duration with its unit, `500 ms` or `5 min`; understands what people type. Where it may be empty, it
/// says *Automatic* at its lower end.
class DurationSpinBox final : public QSpinBox
{
    Q_OBJECT
public:
    enum class Empty { No, Allowed };
    DurationSpinBox(
        Milliseconds least, Milliseconds most, Empty empty = Empty::No, QWidget *parent = nullptr);

    std::optional<Milliseconds> duration() const;
    /// Tells nobody.
    void setDuration(std::optional<Milliseconds> duration);
    /// Where a step up from *Automatic* begins.
    void setUsual(Milliseconds usual) { m_usual = usual; }

    void stepBy(int steps) override;

Q_SIGNALS:
    /// A person changed it.
    void durationChanged();

protected:
    QString textFromValue(int value) const override;
    int valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &text) const override;

private:
    Milliseconds m_least;
    Milliseconds m_most;
    Milliseconds m_usual;
    bool m_mayBeEmpty;
};

} // namespace Belay
