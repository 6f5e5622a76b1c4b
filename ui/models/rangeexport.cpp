// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rangeexport.h"

#include "core/base/wholefile.h"
#include "core/history/historyexport.h"

#include <QSaveFile>

namespace Belay {

namespace {

Result<void> writeExport(
    HistoryQueries &queries, const std::vector<TargetId> &targets, TimeRange range, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Unexpected {Error {ErrorKind::Storage, path + QStringLiteral(": ") + file.errorString(), {}}};
    const ExportForm form
        = path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive) ? ExportForm::Csv : ExportForm::Json;
    if (auto written = exportSamples(queries, targets, range, form, file); !written)
        return written;
    if (auto unread = queries.takeFailure())
        return Unexpected {std::move(*unread)}; // a part must not pass for the whole
    return commitWhole(file);
}

} // namespace

void exportRange(HistoryReader &reader, QObject *context, const std::vector<TargetId> &targets,
    TimeRange range, const QString &path, std::function<void(const Result<void> &)> done)
{
    reader.ask(
        context,
        [targets, range, path](
            HistoryQueries &queries) { return writeExport(queries, targets, range, path); },
        [done = std::move(done)](const Result<Result<void>> &written) {
            done(written ? *written : Result<void>(Unexpected {written.error()}));
        });
}

} // namespace Belay
