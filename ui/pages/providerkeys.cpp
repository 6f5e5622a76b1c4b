// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/providerkeys.h"

#include "core/domain/statusboard.h"
#include "ui/models/rowsmodel.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/textlabel.h"

#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

QString countText(std::optional<double> count)
{
    return count ? QLocale().toString(*count, 'f', 0) : u"–"_s;
}

QString resetText(const RateLimit &limit, WallTime now)
{
    if (!limit.resetsAt)
        return ProviderKeys::tr("not told");
    return *limit.resetsAt > now ? ProviderKeys::tr("in %1").arg(spokenDuration(*limit.resetsAt - now))
                                 : ProviderKeys::tr("has begun anew");
}

std::vector<QStringList> rowsOf(const std::vector<KeyStatus> &keys, WallTime now)
{
    std::vector<QStringList> rows;
    for (const KeyStatus &key : keys)
        rows.push_back({key.id.value, keyHealthText(key.health), keyStorageText(key.storage),
            key.last4.isEmpty() ? u"–"_s : QString(u"••••"_s + key.last4),
            key.checkedAt ? agoText(*key.checkedAt, now) : ProviderKeys::tr("not yet", "checked")});
    return rows;
}

std::vector<QStringList> limitRowsOf(const std::vector<KeyStatus> &keys, WallTime now)
{
    std::vector<QStringList> rows;
    for (const KeyStatus &key : keys) {
        for (const ToldLimits &told : key.limits) {
            for (const RateLimit &limit : told.limits)
                rows.push_back(
                    {key.id.value, told.model.isEmpty() ? ProviderKeys::tr("any", "model") : told.model,
                        limit.window, countText(limit.remaining), countText(limit.limit),
                        resetText(limit, now), agoText(told.at, now)});
        }
    }
    return rows;
}

void fill(QTableView *table, RowsModel *model, QLabel *none, std::vector<QStringList> rows)
{
    none->setVisible(rows.empty());
    table->setVisible(!rows.empty());
    model->setRows(std::move(rows));
    fitToRows(table);
}

} // namespace

ProviderKeys::ProviderKeys(QWidget *parent)
    : Panel(parent)
    , m_keys(new RowsModel(
          {{tr("Key")}, {tr("Health")}, {tr("Kept in")}, {tr("Ends in")}, {tr("Last checked")}}, this))
    , m_limits(new RowsModel({{tr("Key")}, {tr("Model")}, {tr("What is counted")}, {tr("Left"), true},
                                 {tr("Of"), true}, {tr("Begins anew")}, {tr("Told")}},
          this))
    , m_keyTable(makeFigureTable(m_keys, tr("Keys of this provider"), this))
    , m_limitTable(makeFigureTable(m_limits, tr("Limits of its keys"), this))
    , m_noKeys(makeTextLabel(u"noKeysLabel"_s, this))
    , m_noLimits(makeTextLabel(u"noLimitsLabel"_s, this))
{
    m_keyTable->setObjectName(u"providerKeysTable"_s);
    m_limitTable->setObjectName(u"providerLimitsTable"_s);
    m_noKeys->setText(tr("It has no key, and is asked without one."));
    m_noLimits->setText(tr("No answer has told of limits since Belay started. Most providers tell them with "
                           "an answer of a model, some never."));
    auto *column = new QVBoxLayout(this);
    column->addWidget(makeHeading(tr("Keys"), this));
    column->addWidget(m_noKeys);
    column->addWidget(m_keyTable);
    column->addWidget(makeHeading(tr("Limits, as its answers told them"), this));
    column->addWidget(m_noLimits);
    column->addWidget(m_limitTable);
}

void ProviderKeys::setKeys(const std::vector<KeyStatus> &keys, WallTime now)
{
    fill(m_keyTable, m_keys, m_noKeys, rowsOf(keys, now));
    fill(m_limitTable, m_limits, m_noLimits, limitRowsOf(keys, now));
}

} // namespace Belay
