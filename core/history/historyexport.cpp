// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historyexport.h"

#include "core/domain/resultjson.h"

#include <QIODevice>

namespace Belay {

namespace {

using Json = nlohmann::ordered_json;

constexpr int SamplesAtOnce = 1'000;

/// RFC 4180; a cell that a spreadsheet would run as a formula is led by an apostrophe.
QByteArray cell(const Json &value)
{
    if (value.is_null())
        return {};
    if (!value.is_string())
        return QByteArray::fromStdString(value.dump());
    QByteArray bytes = QByteArray::fromStdString(value.get<std::string>());
    if (!bytes.isEmpty() && QByteArrayView("=+-@\t\r").contains(bytes.front()))
        bytes.prepend('\'');
    if (bytes.contains('"') || bytes.contains(',') || bytes.contains('\n') || bytes.contains('\r'))
        return '"' + bytes.replace("\"", "\"\"") + '"';
    return bytes;
}

QByteArray csvLine(const Json &object, bool isHead)
{
    QByteArray line;
    for (const auto &[name, value] : object.items()) {
        if (!line.isEmpty())
            line += ',';
        line += isHead ? QByteArray::fromStdString(name) : cell(value);
    }
    return line + "\r\n";
}

Result<void> writeTo(QIODevice &device, const QByteArray &bytes)
{
    if (device.write(bytes) != bytes.size())
        return Unexpected {Error {
            ErrorKind::Storage, QStringLiteral("The export ended early: %1.").arg(device.errorString()), {}}};
    return {};
}

Result<void> exportSeries(HistoryQueries &queries, const TargetId &target, SeriesKind series, TimeRange range,
    const std::function<Result<void>(const Sample &)> &write)
{
    WallTime until = range.to;
    while (range.from < until) {
        std::vector<Sample> samples = queries.samples(target, series, {range.from, until}, SamplesAtOnce);
        // The next piece begins with a whole millisecond: of the last one some may not have fitted.
        const bool isLast = samples.size() < SamplesAtOnce;
        const WallTime last = samples.empty() ? range.from : samples.back().at;
        const bool splits = !isLast && samples.front().at != last;
        for (const Sample &sample : samples) {
            if (splits && sample.at == last)
                break;
            if (auto done = write(sample); !done)
                return done;
        }
        if (isLast)
            return {};
        until = splits ? last + Milliseconds {1} : last;
    }
    return {};
}

} // namespace

Result<void> exportSamples(HistoryQueries &queries, const std::vector<TargetId> &targets, TimeRange range,
    ExportForm form, QIODevice &device)
{
    const bool isJson = form == ExportForm::Json;
    if (auto done = writeTo(device, isJson ? QByteArray("[") : csvLine(toJson(Sample()), true)); !done)
        return done;
    bool isFirst = true;
    const auto write = [&](const Sample &sample) {
        const QByteArray lead = isFirst ? QByteArray("\n") : QByteArray(",\n");
        isFirst = false;
        return writeTo(device, isJson ? lead + toLine(toJson(sample)) : csvLine(toJson(sample), false));
    };
    for (const TargetId &target : targets) {
        for (size_t kind = 0; kind < enumCount<SeriesKind>(); ++kind) {
            if (auto done = exportSeries(queries, target, static_cast<SeriesKind>(kind), range, write); !done)
                return done;
        }
    }
    return isJson ? writeTo(device, QByteArray("\n]\n")) : Result<void>();
}

} // namespace Belay
