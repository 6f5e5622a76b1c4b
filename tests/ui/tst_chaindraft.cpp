// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/providers/chainproposal.h"
#include "ui/models/chaindraft.h"
#include "ui/models/chainproblems.h"
#include "ui/models/chainwords.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ProviderConfig madeProvider(ProviderKindId kind, const QString &name, const std::vector<QString> &models)
{
    ProviderConfig provider;
    provider.id = ProviderId(toString(kind));
    provider.kind = kind;
    provider.name = name;
    provider.keys = {{KeyId(u"main"_s), {}, 1}, {KeyId(u"spare"_s), {}, 1}};
    provider.monitor.models = models;
    return provider;
}

ChainTarget targetOf(const QString &text)
{
    return {TargetId::fromString(text), 1, {}};
}

StepConfig stepOf(const QStringList &targets)
{
    StepConfig step;
    for (const QString &target : targets)
        step.targets.push_back(targetOf(target));
    if (targets.size() > 1)
        step.race = RaceConfig {};
    return step;
}

Config madeConfig()
{
    Config config = *readConfig("{}");
    config.text.clear();
    config.providers = {madeProvider(ProviderKindId::OpenAi, u"OpenAI"_s, {u"gpt-4.1-nano"_s}),
        madeProvider(ProviderKindId::Anthropic, u"Anthropic"_s, {u"claude-haiku-4-5"_s}),
        madeProvider(ProviderKindId::Groq, u"Groq"_s, {u"llama-3.1-8b-instant"_s})};
    ChainConfig chain;
    chain.id = ChainId(u"coding"_s);
    chain.steps = {stepOf({u"openai/gpt-4.1-nano"_s}), stepOf({u"anthropic/claude-haiku-4-5"_s})};
    config.chains = {chain};
    return config;
}

std::shared_ptr<const Config> shared(Config config)
{
    return std::make_shared<const Config>(std::move(config));
}

QStringList codesOf(const std::vector<ChainProblem> &problems)
{
    QStringList codes;
    for (const ChainProblem &problem : problems)
        codes << problem.code;
    return codes;
}

const ChainId Coding {u"coding"_s};

} // namespace

/// What the page of chains shows, without a widget.
class tst_ChainDraft : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void editsAreTakenBackAndRedone()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        draft.addStep(Coding);
        draft.moveStep(Coding, 2, -1);
        QCOMPARE(draft.chain(Coding)->steps[1], stepOf({QString()}));
        draft.removeStep(Coding, 1);
        QVERIFY(!draft.isChanged());
        draft.undo();
        draft.undo();
        draft.undo();
        QVERIFY(!draft.isChanged());
        QVERIFY(!draft.canUndo());
        draft.redo();
        QCOMPARE(draft.chain(Coding)->steps.size(), size_t(3));
        draft.duplicateStep(Coding, 0);
        QVERIFY(!draft.canRedo());
        QCOMPARE(draft.chain(Coding)->steps[1], draft.chain(Coding)->steps[0]);
    }

    void lettersOfAWordAreOneEdit()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        ChainConfig chain = *draft.chain(Coding);
        for (const QString &text : {u"g"_s, u"gp"_s, u"gpt"_s}) {
            chain.aliases = {text};
            draft.change(chain, u"aliases"_s);
        }
        chain.deadline = 90s;
        draft.change(chain, u"deadline"_s);
        draft.undo();
        QCOMPARE(draft.chain(Coding)->aliases, std::vector<QString> {u"gpt"_s});
        draft.undo();
        QVERIFY(!draft.isChanged());
    }

    void discardCanBeTakenBack()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        draft.remove(Coding);
        draft.discard();
        QVERIFY(!draft.isChanged());
        draft.undo();
        QVERIFY(draft.chains().empty());
    }

    void moreThanAChainTakesIsNotAdded()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        for (int i = 0; i < 20; ++i)
            draft.addStep(Coding);
        QCOMPARE(draft.chain(Coding)->steps.size(), ChainDraft::MostSteps);
        draft.duplicateStep(Coding, 0);
        draft.moveStep(Coding, 0, -1);
        draft.moveStep(Coding, 9, 1);
        draft.removeStep(Coding, 99);
        draft.addStep(ChainId(u"nobody"_s));
        QCOMPARE(draft.chain(Coding)->steps.size(), ChainDraft::MostSteps);
    }

    void idsAreMadeOnceAndNeverTwice()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        const ChainId made = draft.add(u"Coding"_s);
        QVERIFY(isSlug(made.value));
        QVERIFY(made != Coding);
        draft.remove(Coding);
        QVERIFY2(draft.add(u"coding"_s) != Coding, "an id that is still in the file is not free");
        const ChainId copy = draft.duplicate(made);
        QCOMPARE(draft.chains()[1].id, copy);
        QCOMPARE(draft.duplicate(ChainId(u"nobody"_s)), ChainId());
    }

    void deletedChainComesBackWhereItWas()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        draft.add(u"other"_s);
        const ChainConfig coding = *draft.chain(Coding);
        draft.remove(Coding);
        draft.restore(0, coding);
        draft.restore(0, coding);
        QCOMPARE(draft.chains().size(), size_t(2));
        QCOMPARE(draft.chains()[0], coding);
    }

    void othersChangesAreFollowed()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        const ChainId mine = draft.add(u"mine"_s);
        Config theirs = madeConfig();
        theirs.chains[0].deadline = 42s;
        theirs.providers.pop_back();
        draft.setConfig(shared(theirs));
        QCOMPARE(draft.chain(Coding)->deadline, Milliseconds(42s));
        QVERIFY(draft.chain(mine));
        QVERIFY(draft.clashes().empty());
        QCOMPARE(draft.edited().providers.size(), size_t(2));
    }

    void sameChainOnBothSidesIsAClash()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        draft.addStep(Coding);
        Config theirs = madeConfig();
        theirs.chains.clear();
        draft.setConfig(shared(theirs));
        QCOMPARE(draft.clashes(), std::set<ChainId> {Coding});
        QCOMPARE(draft.chain(Coding)->steps.size(), size_t(3));
        draft.keepMine();
        QVERIFY(draft.clashes().empty());
        QVERIFY(draft.isChanged());
    }

    void appliedDraftHasNoChanges()
    {
        ChainDraft draft(shared(madeConfig()), Catalogue::builtIn());
        draft.addStep(Coding);
        draft.setConfig(shared(draft.edited()));
        QVERIFY(!draft.isChanged());
        draft.undo();
        QVERIFY2(draft.isChanged(), "what was applied can be taken back, and applied again");
    }

    void changesAreSaidInWords_data()
    {
        QTest::addColumn<std::function<void(Config &)>>("edit");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, std::function<void(Config &)> edit,
                             const QStringList &expected) { QTest::newRow(name) << edit << expected; };
        row("nothing", [](Config &) {}, {});
        row("a chain is deleted", [](Config &config) { config.chains.clear(); }, {u"“coding” is deleted."_s});
        row("a deadline", [](Config &config) { config.chains[0].deadline = 90s; },
            {u"“coding”: time to begin a streamed answer automatic → 90 s."_s});
        row("another name", [](Config &config) { config.chains[0].aliases = {u"gpt-4o*"_s}; },
            {u"“coding”: other names are gpt-4o*."_s});
        row("steps change places",
            [](Config &config) { std::swap(config.chains[0].steps[0], config.chains[0].steps[1]); },
            {u"“coding”: the steps stand in another order."_s});
        row("steps change places, and one that changed",
            [](Config &config) {
                std::swap(config.chains[0].steps[0], config.chains[0].steps[1]);
                config.chains[0].steps[1].enabled = false;
            },
            {u"“coding”: the steps stand in another order."_s, u"“coding”, step 2: switched off."_s});
        row("a step in between",
            [](Config &config) {
                config.chains[0].steps.insert(
                    config.chains[0].steps.begin() + 1, stepOf({u"groq/llama-3.1-8b-instant"_s}));
            },
            {u"“coding”, step 2 is new: Groq · llama-3.1-8b-instant."_s});
        row("a step goes", [](Config &config) { config.chains[0].steps.pop_back(); },
            {u"“coding”, old step 2 is gone: Anthropic · claude-haiku-4-5."_s});
        row("much of one step",
            [](Config &config) {
                config.chains[0].steps[0].enabled = false;
                config.chains[0].steps[0].retry.numRetries = 0;
                config.chains[0].steps[0].timeouts.idle = 1s;
            },
            {u"“coding”, step 1: switched off, retries, time limits."_s});
        row("another target",
            [](Config &config) {
                config.chains[0].steps[1].targets = {targetOf(u"groq/llama-3.1-8b-instant"_s)};
            },
            {u"“coding”, step 2: Anthropic · claude-haiku-4-5 → Groq · llama-3.1-8b-instant."_s});
    }
    void changesAreSaidInWords()
    {
        QFETCH(std::function<void(Config &)>, edit);
        Config now = madeConfig();
        edit(now);
        QTEST(chainChanges(madeConfig(), now), "expected");
    }

    void aNewOrderIsSaidBesideOtherChanges_data()
    {
        QTest::addColumn<std::function<void(std::vector<StepConfig> &)>>("edit");
        QTest::addColumn<QStringList>("expected");
        using Edit = std::function<void(std::vector<StepConfig> &)>;
        const auto row = [](const char *name, const Edit &edit, const QStringList &expected) {
            QTest::newRow(name) << edit << expected;
        };
        const QString order = u"“coding”: the steps stand in another order."_s;
        row("two change places and the third is switched off",
            [](std::vector<StepConfig> &steps) {
                std::swap(steps[0], steps[1]);
                steps[2].enabled = false;
            },
            {order, u"“coding”, step 3: switched off."_s});
        row("the last comes first and a new one follows",
            [](std::vector<StepConfig> &steps) {
                std::ranges::rotate(steps, steps.end() - 1);
                steps.push_back(stepOf({u"groq/other"_s}));
            },
            {order, u"“coding”, step 4 is new: Groq · other."_s});
        row("one of two alike is changed", [](std::vector<StepConfig> &steps) { steps[0].enabled = false; },
            {u"“coding”, step 1: switched off."_s});
        row("one comes before two alike",
            [](std::vector<StepConfig> &steps) { steps.insert(steps.begin(), stepOf({u"groq/other"_s})); },
            {u"“coding”, step 1 is new: Groq · other."_s});
    }
    void aNewOrderIsSaidBesideOtherChanges()
    {
        QFETCH(std::function<void(std::vector<StepConfig> &)>, edit);
        Config was = madeConfig();
        std::vector<StepConfig> &steps = was.chains[0].steps;
        steps.push_back(QString::fromLatin1(QTest::currentDataTag()).contains(u"alike")
                ? steps[0]
                : stepOf({u"groq/third"_s}));
        Config now = was;
        edit(now.chains[0].steps);
        QTEST(chainChanges(was, now), "expected");
    }

    void problemsStandAtTheirCard_data()
    {
        QTest::addColumn<std::function<void(Config &)>>("edit");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("target");
        QTest::addColumn<bool>("isError");
        const auto row = [](const char *name, std::function<void(Config &)> edit, const QString &code,
                             int step, int target, bool isError) {
            QTest::newRow(name) << edit << code << step << target << isError;
        };
        const auto steps = [](Config &config) -> std::vector<StepConfig> & { return config.chains[0].steps; };
        row(
            "no step", [=](Config &c) { steps(c).clear(); }, u"missing"_s, -1, -1, true);
        row(
            "no target", [=](Config &c) { steps(c)[1].targets.clear(); }, u"missing"_s, 1, -1, true);
        row(
            "empty target", [=](Config &c) { steps(c)[1] = stepOf({QString()}); }, u"unknown-reference"_s, 1,
            0, true);
        row(
            "no model", [=](Config &c) { steps(c)[0].targets[0].target.model.clear(); }, u"bad-value"_s, 0, 0,
            true);
        row(
            "a provider that is gone", [](Config &c) { c.providers.erase(c.providers.begin()); },
            u"unknown-reference"_s, 0, 0, true);
        row(
            "a key that is gone", [=](Config &c) { steps(c)[0].targets[0].keys = {KeyId(u"old"_s)}; },
            u"unknown-reference"_s, 0, 0, true);
        row(
            "a star in the middle", [](Config &c) { c.chains[0].aliases = {u"a*b"_s}; }, u"bad-value"_s, -1,
            -1, true);
        row(
            "waits the wrong way round", [=](Config &c) { steps(c)[0].retry.maxInterval = 100ms; },
            u"bad-value"_s, 0, -1, true);
        row(
            "one target", [=](Config &c) { steps(c).pop_back(); }, u"no-fallback"_s, -1, -1, false);
        row(
            "one provider", [=](Config &c) { steps(c)[1] = stepOf({u"openai/gpt-5-nano"_s}); },
            u"same-provider"_s, -1, -1, false);
        row(
            "no time left", [=](Config &c) { steps(c)[0].timeouts.firstContent = 60s; },
            u"no-time-for-step"_s, 1, -1, false);
        row(
            "too many tries",
            [=](Config &c) {
                steps(c)[0].retry.numRetries = steps(c)[1].retry.numRetries = 5;
                steps(c).push_back(stepOf({u"groq/llama-3.1-8b-instant"_s}));
            },
            u"retries-multiply"_s, -1, -1, false);
        row(
            "a race",
            [=](Config &c) {
                steps(c)[1] = stepOf({u"anthropic/claude-haiku-4-5"_s, u"groq/llama-3.1-8b-instant"_s});
            },
            u"race-bills-losers"_s, 1, -1, false);
        row(
            "no key", [](Config &c) { c.providers[1].keys.clear(); }, u"missing-key"_s, 1, 0, false);
        row(
            "a model that nobody knows", [=](Config &c) { steps(c)[0].targets[0].target.model = u"gpd-4"_s; },
            u"unknown-model"_s, 0, 0, false);
    }
    void problemsStandAtTheirCard()
    {
        QFETCH(std::function<void(Config &)>, edit);
        QFETCH(QString, code);
        QFETCH(int, step);
        QFETCH(int, target);
        QFETCH(bool, isError);
        Config config = madeConfig();
        edit(config);
        const auto problems = chainProblems(config, Catalogue::builtIn());
        const auto found = std::ranges::find(problems, code, &ChainProblem::code);
        QVERIFY2(found != problems.end(), qPrintable(codesOf(problems).join(u' ')));
        QCOMPARE(found->chain, Coding);
        QCOMPARE(found->step ? static_cast<int>(*found->step) : -1, step);
        QCOMPARE(found->target ? static_cast<int>(*found->target) : -1, target);
        QCOMPARE(found->isError, isError);
        QVERIFY(!found->text.isEmpty() && !found->advice.isEmpty());
        QVERIFY2(!found->text.contains(u"expected"), qPrintable(found->text));
    }

    void goodChainHasNoProblems()
    {
        QCOMPARE(codesOf(chainProblems(madeConfig(), Catalogue::builtIn())), QStringList());
    }

    void proposedChainIsGood()
    {
        Config config = madeConfig();
        config.chains.clear();
        ChainDraft draft(shared(config), Catalogue::builtIn());
        const ChainId id = draft.addProposed();
        QCOMPARE(id, ChainId(u"default"_s));
        QCOMPARE(draft.chain(id)->steps.size(), size_t(3));
        for (const ChainProblem &problem : chainProblems(draft.edited(), Catalogue::builtIn()))
            QVERIFY2(problem.code == u"lacks-capability", qPrintable(problem.text));
    }

    void proposalLeavesOutWhatCannotAnswer()
    {
        Config config = madeConfig();
        config.providers[0].enabled = false;
        config.providers[1].keys.clear();
        ProviderConfig own
            = madeProvider(ProviderKindId::Ollama, u"Mine"_s, {u"nomic-embed-text"_s, u"qwen3:4b"_s});
        own.keys.clear();
        config.providers.insert(config.providers.begin(), own);
        const auto chain = proposeChain(config, Catalogue::builtIn());
        QVERIFY(chain);
        QCOMPARE(chain->steps.size(), size_t(2));
        QCOMPARE(chain->steps[0].targets[0].target.provider, ProviderId(u"groq"_s));
        QCOMPARE(chain->steps[1].targets[0].target.model, u"qwen3:4b"_s);
        QVERIFY(!proposeChain(*readConfig("{}"), Catalogue::builtIn()));
    }

    void knownModelsBeginWithOnesOwn()
    {
        Config config = madeConfig();
        config.chains[0].steps[0].targets[0].target.model = u"my-model"_s;
        const QStringList models = knownModels(config, config.providers[0], Catalogue::builtIn());
        QCOMPARE(models.mid(0, 2), (QStringList {u"gpt-4.1-nano"_s, u"my-model"_s}));
        QCOMPARE(QSet<QString>(models.begin(), models.end()).size(), models.size());
    }

    void durationsAreReadAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("seconds") << u"8 s"_s << qint64(8'000);
        QTest::newRow("without a blank") << u"500ms"_s << qint64(500);
        QTest::newRow("a fraction") << u"1.5 s"_s << qint64(1'500);
        QTest::newRow("minutes") << u" 2 min "_s << qint64(120'000);
        QTest::newRow("as the file has it") << u"5m"_s << qint64(300'000);
        QTest::newRow("a bare number has the unit it had") << u"30"_s << qint64(30'000);
        QTest::newRow("no number") << u"soon"_s << qint64(-1);
        QTest::newRow("no such unit") << u"3 weeks"_s << qint64(-1);
        QTest::newRow("nothing") << QString() << qint64(-1);
        QTest::newRow("more than there is") << u"99999999999999999999 h"_s << qint64(-1);
    }
    void durationsAreReadAsPeopleTypeThem()
    {
        QFETCH(QString, text);
        QTEST(qint64(durationFromText(text, 20s).value_or(Milliseconds {-1}).count()), "ms");
    }

    void durationsAreWrittenExactly()
    {
        for (const Milliseconds duration :
            {Milliseconds(1), Milliseconds(1'500), Milliseconds(90'000), Milliseconds(24h)})
            QCOMPARE(durationFromText(exactDurationText(duration), 1s), duration);
    }
};

QTEST_MAIN(tst_ChainDraft)
#include "tst_chaindraft.moc"
