// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chainsfixture.h"

#include "ui/chaineditor/problemlist.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

namespace Belay {

using namespace Qt::StringLiterals;

const ChainConfig &ChainsFixture::chainOf(const QString &id) const
{
    const auto &chains = config->config()->chains;
    return *std::ranges::find(chains, ChainId(id), &ChainConfig::id);
}

ChainConfig ChainsFixture::madeChain()
{
    ChainConfig chain;
    chain.id = ChainId(u"coding"_s);
    chain.steps.resize(2);
    chain.steps[0].targets = {{TargetId::fromString(u"openai/gpt-4.1-nano"_s), 1, {}}};
    chain.steps[1].targets = {{TargetId::fromString(u"anthropic/claude-haiku-4-5"_s), 1, {}}};
    return chain;
}

void ChainsFixture::addThree()
{
    Config changed = *config->config();
    const auto add = [&changed](ProviderKindId kind, const QString &name, const QString &model) {
        ProviderConfig provider;
        provider.id = ProviderId(toString(kind));
        provider.kind = kind;
        provider.name = name;
        provider.keys = {{KeyId(u"main"_s), {}, 1}, {KeyId(u"spare"_s), {}, 1}};
        provider.monitor.models = {model};
        changed.providers.push_back(provider);
    };
    add(ProviderKindId::OpenAi, u"OpenAI"_s, u"gpt-4.1-nano"_s);
    add(ProviderKindId::Anthropic, u"Anthropic"_s, u"claude-haiku-4-5"_s);
    add(ProviderKindId::Groq, u"Groq"_s, u"llama-3.1-8b-instant"_s);
    QVERIFY(config->apply(std::move(changed)));
    window->showPage(u"chains"_s);
}

void ChainsFixture::withChain()
{
    addThree();
    Config changed = *config->config();
    changed.chains = {madeChain()};
    QVERIFY(config->apply(std::move(changed)));
}

void ChainsFixture::writeElsewhere()
{
    ConfigService other(config->path());
    QVERIFY(other.load());
    Config changed = *other.config();
    changed.chains.push_back(madeChain());
    changed.chains.back().id = ChainId(u"theirs"_s);
    QVERIFY(other.apply(std::move(changed)));
}

std::vector<StepCard *> ChainsFixture::cardsShown()
{
    std::vector<StepCard *> cards;
    for (StepCard *card : page().findChildren<StepCard *>()) {
        if (card->isVisible())
            cards.push_back(card);
    }
    return cards;
}

std::vector<TargetRow *> ChainsFixture::rowsOf(size_t card)
{
    std::vector<TargetRow *> rows;
    for (TargetRow *row : cardsShown().at(card)->findChildren<TargetRow *>()) {
        if (row->isVisible())
            rows.push_back(row);
    }
    return rows;
}

QString ChainsFixture::textOfProblems(QWidget &card)
{
    QStringList lines;
    for (const ProblemList *list : card.findChildren<ProblemList *>())
        lines << list->text();
    return lines.join(u'\n');
}

void ChainsFixture::pick(QComboBox &combo, int row)
{
    combo.setCurrentIndex(row);
    Q_EMIT combo.activated(row);
}

void ChainsFixture::choose(size_t card, size_t row, const QString &provider, const QString &model)
{
    auto *combo = partOf<QComboBox>(*rowsOf(card).at(row), u"providerComboBox"_s);
    combo->setFocus();
    QTest::keyClicks(combo, provider);
    QCOMPARE(combo->currentText(), provider);
    if (model.isEmpty())
        return;
    auto *field = partOf<QComboBox>(*rowsOf(card).at(row), u"modelComboBox"_s);
    field->setFocus();
    field->lineEdit()->selectAll();
    QTest::keyClicks(field->lineEdit(), model);
}

void ChainsFixture::type(DurationSpinBox &field, const QString &text)
{
    field.setFocus();
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

void ChainsFixture::press(const QString &name)
{
    auto *button = child<QPushButton>(name);
    QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::keyClick(button, Qt::Key_Space);
}

void ChainsFixture::answer(const QString &text)
{
    auto *box = child<QMessageBox>(u"leaveQuestion"_s);
    for (QAbstractButton *button : box->buttons()) {
        if (button->text().remove(u'&') == text)
            button->click();
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace Belay
