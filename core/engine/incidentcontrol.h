// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

#include <QObject>

namespace Belay {

/// Incidents as pages and notifications hear of them. Lives on the main thread.
class IncidentControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What a person adds; kept with the incident, open or over.
    virtual void remark(const IncidentRemark &remark) = 0;

Q_SIGNALS:
    /// Of one provider and cause, with all its targets; the same id again where a relapse is the same
    /// incident.
    void opened(const Belay::Incident &incident);
    /// Another target, a notice; its counts, at most once a minute.
    void updated(const Belay::Incident &incident);
    void closed(const Belay::Incident &incident, Belay::IncidentEnd end);
    /// By a person, also of one that is long over.
    void remarked(const Belay::IncidentRemark &remark);
};

} // namespace Belay
