// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetexport.h"

#include "ui/models/rangeexport.h"
#include "ui/widgets/usermessage.h"

#include <QDir>
#include <QFileDialog>

namespace Belay {

using namespace Qt::StringLiterals;

TargetExport::TargetExport(HistoryReader &reader, QWidget &window)
    : QObject(&window)
    , m_reader(reader)
    , m_window(window)
{ }

void TargetExport::ask(const TargetId &target, const TimeRange &range)
{
    auto *dialog = new QFileDialog(&m_window, tr("Export the checks of this range"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Table, comma-separated (*.csv)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(QString(target.toString().replace(u'/', u'-') + u".csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(u"json"_s) ? u"json"_s : u"csv"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, target, range](const QString &path) { write(target, range, path); });
    dialog->open();
}

void TargetExport::write(const TargetId &target, const TimeRange &range, const QString &path)
{
    std::vector<TargetId> targets {target};
    if (target.hasModel())
        targets.push_back({target.provider, {}});
    exportRange(m_reader, this, targets, range, path, [this, path](const Result<void> &written) {
        Q_EMIT noted(
            written ? tr("Saved as %1.").arg(QDir::toNativeSeparators(path)) : userMessage(written.error()));
    });
}

} // namespace Belay
