// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include "core/base/ulid.h"

#include <QRandomGenerator>

namespace Belay {

namespace {

constexpr qsizetype LongestSlug = 63;

bool isSlugLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

} // namespace

TargetId TargetId::fromString(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0)
        return {ProviderId {text}, {}};
    return {ProviderId {text.left(slash)}, text.mid(slash + 1)};
}

bool isSlug(const QString &text)
{
    if (text.isEmpty() || text.size() > LongestSlug || !isSlugLetter(text[0]))
        return false;
    return std::all_of(text.begin(), text.end(),
        [](QChar c) { return isSlugLetter(c) || c == u'.' || c == u'_' || c == u'-'; });
}

QString slugFor(const QString &name, const std::function<bool(const QString &)> &taken)
{
    QString base;
    for (const QChar c : name.toLower().normalized(QString::NormalizationForm_KD)) {
        if (isSlugLetter(c))
            base += c;
        else if (!base.isEmpty() && !base.endsWith(u'-') && c.category() != QChar::Mark_NonSpacing)
            base += u'-';
    }
    constexpr qsizetype RoomForNumber = 4;
    base.truncate(LongestSlug - RoomForNumber);
    while (base.endsWith(u'-'))
        base.chop(1);
    if (base.isEmpty())
        base = QStringLiteral("item");
    QString slug = base;
    for (int number = 2; taken(slug); ++number)
        slug = base + u'-' + QString::number(number);
    return slug;
}

QString newUlid()
{
    SystemClock clock;
    class : public RandomSource
    {
        std::uint64_t next() override { return QRandomGenerator::system()->generate64(); }
    } random;
    return UlidMaker(clock, random).next().toString();
}

} // namespace Belay
