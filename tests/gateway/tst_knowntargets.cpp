// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/knowntargets.h"

#include <QtTest>

using namespace Belay;

class tst_KnownTargets final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesOfTheConfig();
    void namesOfTheBoard();
    void whatHasAnswered();
    void namesFromOutsideHaveABound();
};

namespace {

Sample sampleOf(const QString &target, Outcome outcome)
{
    Sample sample;
    sample.target = TargetId::fromString(target);
    sample.outcome = outcome;
    return sample;
}

const QString Watched = QStringLiteral("openai/watched");
const QString Chained = QStringLiteral("openai/chained");
const QString Invented = QStringLiteral("openai/invented");

} // namespace

void tst_KnownTargets::namesOfTheConfig()
{
    Config config;
    ProviderConfig provider;
    provider.id = ProviderId {QStringLiteral("openai")};
    provider.monitor.models = {QStringLiteral("watched")};
    config.providers.push_back(provider);
    StepConfig step;
    step.targets.push_back({TargetId::fromString(Chained), 1, {}});
    config.chains.push_back(
        ChainConfig {.id = ChainId {QStringLiteral("main")}, .aliases = {}, .deadline = {}, .steps = {step}});
    KnownTargets known;
    known.apply(config);
    QVERIFY(known.admits(sampleOf(Watched, Outcome::Auth)));
    QVERIFY(known.admits(sampleOf(Chained, Outcome::ModelNotFound)));
    QVERIFY(!known.admits(sampleOf(Invented, Outcome::Auth)));
    known.apply(Config {});
    QVERIFY(!known.admits(sampleOf(Watched, Outcome::Auth)));
}

void tst_KnownTargets::namesOfTheBoard()
{
    StatusBoard board;
    board.targets.emplace_back().id = TargetId::fromString(Watched);
    KnownTargets known;
    QVERIFY(!known.admits(sampleOf(Watched, Outcome::Auth)));
    known.apply(board);
    QVERIFY(known.admits(sampleOf(Watched, Outcome::Auth)));
}

void tst_KnownTargets::whatHasAnswered()
{
    KnownTargets known;
    QVERIFY(!known.admits(sampleOf(Invented, Outcome::ServerError)));
    QVERIFY(known.admits(sampleOf(Invented, Outcome::Ok)));
    QVERIFY(known.admits(sampleOf(Invented, Outcome::ServerError)));
}

void tst_KnownTargets::namesFromOutsideHaveABound()
{
    KnownTargets known;
    const auto name = [](std::size_t i) { return QStringLiteral("openai/m%1").arg(i); };
    for (std::size_t i = 0; i < KnownTargets::MostAnswered + 10; ++i)
        QVERIFY(known.admits(sampleOf(name(i), Outcome::Ok)));
    QVERIFY(known.admits(sampleOf(name(0), Outcome::ServerError)));
    QVERIFY(!known.admits(sampleOf(name(KnownTargets::MostAnswered), Outcome::ServerError)));
}

QTEST_APPLESS_MAIN(tst_KnownTargets)
#include "tst_knowntargets.moc"
