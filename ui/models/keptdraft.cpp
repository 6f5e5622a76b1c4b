// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/keptdraft.h"

#include "core/domain/configreader.h"
#include "core/domain/configwriter.h"

#include <QSettings>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

const auto DraftKey = u"chains/draft"_s;
const auto BaseKey = u"chains/draftBase"_s; // what the draft was made of, to tell who changed what

QByteArray textOf(const ChainDraft::Chains &chains)
{
    Config alone;
    alone.chains = chains;
    return writeConfig(alone);
}

} // namespace

void keepDraft(const ChainDraft &draft, QSettings &settings)
{
    if (!draft.isChanged()) {
        settings.remove(DraftKey);
        settings.remove(BaseKey);
        return;
    }
    settings.setValue(DraftKey, textOf(draft.chains()));
    settings.setValue(BaseKey, textOf(draft.config().chains));
}

bool resumeDraft(ChainDraft &draft, QSettings &settings)
{
    if (!settings.contains(DraftKey))
        return false;
    draft.resume(readUnfinishedChains(settings.value(BaseKey).toByteArray()),
        readUnfinishedChains(settings.value(DraftKey).toByteArray()));
    return draft.isChanged();
}

} // namespace Belay
