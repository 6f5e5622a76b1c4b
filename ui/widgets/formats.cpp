// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formats.h"

#include "core/domain/span.h"
#include "core/domain/statusboard.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace Belay {

namespace {

struct Formats {
    Q_DECLARE_TR_FUNCTIONS(Belay::Formats)
};

QString unknown()
{
    return QStringLiteral("–");
}

QDateTime localTime(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
}

} // namespace

QString latencyText(std::optional<Microseconds> latency)
{
    if (!latency)
        return unknown();
    const QLocale locale;
    const double ms = static_cast<double>(latency->count()) / 1000.0;
    if (ms < 10.0)
        return Formats::tr("%1 ms", "latency").arg(locale.toString(ms, 'f', 1));
    if (ms < 999.5)
        return Formats::tr("%1 ms", "latency").arg(locale.toString(std::round(ms), 'f', 0));
    return Formats::tr("%1 s", "latency").arg(locale.toString(ms / 1000.0, 'f', ms < 9950.0 ? 1 : 0));
}

QString forDuration(WallTime since, WallTime now)
{
    return Formats::tr("for %1", "a duration").arg(spokenDuration(now - since));
}

QString agoText(WallTime at, WallTime now)
{
    constexpr Milliseconds JustNow {2000};
    return now - at < JustNow ? Formats::tr("just now")
                              : Formats::tr("%1 ago", "a duration").arg(spokenDuration(now - at));
}

QString lastCheckText(std::optional<WallTime> at, WallTime now)
{
    return at ? Formats::tr("last check %1", "12 s ago").arg(agoText(*at, now))
              : Formats::tr("not checked yet");
}

QString shareText(std::optional<double> share)
{
    QString text = percentText(share);
    return share ? text.replace(u'.', QLocale().decimalPoint()) : text;
}

QString coverageText(std::optional<double> coverage)
{
    if (!coverage)
        return {};
    return Formats::tr("%1 % known", "coverage").arg(static_cast<int>(std::floor(*coverage * 100.0 + 1e-9)));
}

QString moneyText(std::optional<NanoUsd> amount, Rounding rounding)
{
    if (!amount)
        return Formats::tr("price unknown");
    double usd = toUsd(*amount);
    int decimals = 2;
    if (usd > 0.0 && usd < 1.0)
        decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(usd))), 2, 9);
    if (rounding == Rounding::Up) {
        const double scale = std::pow(10.0, decimals);
        usd = std::ceil(usd * scale - 1e-6) / scale;
    }
    QString number = QLocale().toString(usd, 'f', decimals);
    // "0.000020" says no more than "0.00002"; two decimals always stay.
    while (decimals > 2 && number.endsWith(u'0')) {
        number.chop(1);
        --decimals;
    }
    return Formats::tr("$%1", "US dollars").arg(number);
}

QString dateTimeText(WallTime at)
{
    return QLocale().toString(localTime(at), QLocale::ShortFormat);
}

QString sinceText(WallTime at, WallTime now)
{
    const QDateTime local = localTime(at);
    const QString time = local.time().toString(QStringLiteral("HH:mm"));
    return local.date() == localTime(now).date()
        ? time
        : Formats::tr("%1, %2", "day, time of day")
              .arg(QLocale().toString(local.date(), QLocale::ShortFormat), time);
}

QString momentText(WallTime at)
{
    const QDateTime local = localTime(at);
    return Formats::tr("%1, %2", "day, time of day")
        .arg(QLocale().toString(local.date(), QLocale::ShortFormat),
            local.time().toString(QStringLiteral("HH:mm:ss")));
}

QString buttonText(const QString &name)
{
    return QString(name).replace(u'&', QStringLiteral("&&"));
}

QString keyHealthText(KeyHealth health)
{
    switch (health) {
    case KeyHealth::Ok:
        return Formats::tr("works", "a key");
    case KeyHealth::Rejected:
        return Formats::tr("refused", "a key");
    case KeyHealth::Forbidden:
        return Formats::tr("not allowed here", "a key");
    case KeyHealth::OutOfCredit:
        return Formats::tr("out of credit", "a key");
    case KeyHealth::Limited:
        return Formats::tr("limited", "a key");
    case KeyHealth::Unchecked:
        break;
    }
    return Formats::tr("not checked yet", "a key");
}

QString keyStorageText(KeyStorage storage)
{
    switch (storage) {
    case KeyStorage::Stored:
        return Formats::tr("keychain");
    case KeyStorage::LockedOrMissing:
        return Formats::tr("keychain: locked or missing");
    case KeyStorage::NoKeychain:
        return Formats::tr("no keychain");
    case KeyStorage::SessionOnly:
        return Formats::tr("this session only");
    case KeyStorage::Environment:
        return Formats::tr("environment");
    case KeyStorage::File:
        break;
    }
    return Formats::tr("file");
}

QString ownerText(Owner owner, Cause cause)
{
    switch (owner) {
    case Owner::None:
        return {};
    case Owner::Provider:
        return cause == Cause::Model ? Formats::tr("this model only") : Formats::tr("their side");
    case Owner::Upstream:
        return Formats::tr("the service behind them");
    case Owner::Belay:
        return Formats::tr("Belay’s own check");
    case Owner::Unknown:
        return Formats::tr("side not clear");
    case Owner::You:
        break;
    }
    switch (cause) {
    case Cause::Network:
        return Formats::tr("your network");
    case Cause::Proxy:
        return Formats::tr("your proxy");
    case Cause::Clock:
        return Formats::tr("your clock");
    case Cause::Key:
        return Formats::tr("your key");
    case Cause::Quota:
        return Formats::tr("your credit");
    case Cause::RateLimit:
        return Formats::tr("your rate limit");
    default:
        return Formats::tr("your side");
    }
}

QString outcomeText(Outcome outcome)
{
    // In the order of the enumerators.
    static constexpr std::array texts = {QT_TRANSLATE_NOOP("Belay::Formats", "answered"),
        QT_TRANSLATE_NOOP("Belay::Formats", "key refused"),
        QT_TRANSLATE_NOOP("Belay::Formats", "not allowed"),
        QT_TRANSLATE_NOOP("Belay::Formats", "out of credit"),
        QT_TRANSLATE_NOOP("Belay::Formats", "rate limited"),
        QT_TRANSLATE_NOOP("Belay::Formats", "overloaded"),
        QT_TRANSLATE_NOOP("Belay::Formats", "server error"),
        QT_TRANSLATE_NOOP("Belay::Formats", "model not found"),
        QT_TRANSLATE_NOOP("Belay::Formats", "input too long"),
        QT_TRANSLATE_NOOP("Belay::Formats", "content refused"),
        QT_TRANSLATE_NOOP("Belay::Formats", "request too large"),
        QT_TRANSLATE_NOOP("Belay::Formats", "bad request"),
        QT_TRANSLATE_NOOP("Belay::Formats", "check does not fit the model"),
        QT_TRANSLATE_NOOP("Belay::Formats", "name not found"),
        QT_TRANSLATE_NOOP("Belay::Formats", "no connection"),
        QT_TRANSLATE_NOOP("Belay::Formats", "connection closed"),
        QT_TRANSLATE_NOOP("Belay::Formats", "certificate or encryption failed"),
        QT_TRANSLATE_NOOP("Belay::Formats", "proxy failed"),
        QT_TRANSLATE_NOOP("Belay::Formats", "no connection in time"),
        QT_TRANSLATE_NOOP("Belay::Formats", "no content in time"),
        QT_TRANSLATE_NOOP("Belay::Formats", "fell silent"),
        QT_TRANSLATE_NOOP("Belay::Formats", "took too long"),
        QT_TRANSLATE_NOOP("Belay::Formats", "empty answer"),
        QT_TRANSLATE_NOOP("Belay::Formats", "not an answer of this provider"),
        QT_TRANSLATE_NOOP("Belay::Formats", "answer cut off"),
        QT_TRANSLATE_NOOP("Belay::Formats", "cancelled"), QT_TRANSLATE_NOOP("Belay::Formats", "not sent")};
    static_assert(texts.size() == enumCount<Outcome>());
    return QCoreApplication::translate("Belay::Formats", texts[static_cast<size_t>(outcome)]);
}

QString proofText(Proof proof)
{
    switch (proof) {
    case Proof::None:
        return Formats::tr("nothing proven yet");
    case Proof::Reach:
        return Formats::tr("reachable");
    case Proof::Auth:
        return Formats::tr("key accepted");
    case Proof::Model:
        return Formats::tr("model answers");
    case Proof::Stream:
        break;
    }
    return Formats::tr("model streams its answer");
}

QString networkText(NetworkState state)
{
    switch (state) {
    case NetworkState::Online:
        return Formats::tr("online");
    case NetworkState::Offline:
        return Formats::tr("offline");
    case NetworkState::Captive:
        return Formats::tr("asks you to log in");
    case NetworkState::Unknown:
        break;
    }
    return Formats::tr("not known");
}

} // namespace Belay
