// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/targetstage.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

#include <cmath>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Sample failure(WallTime at, Outcome outcome, int status, const QString &code, const QString &text)
{
    Sample sample;
    sample.at = at;
    sample.target = TargetStage::model();
    sample.key = KeyId(u"main"_s);
    sample.kind = ProbeKind::Completion;
    sample.outcome = outcome;
    sample.status = status;
    sample.requestId = status > 0 ? u"req_011CSHoEeqs5C35K2UUqR7Fy"_s : QString();
    sample.timings.total = Microseconds {status > 0 ? 183ms : 20s};
    sample.evidence = Evidence {code, u"192.0.2.17:443"_s, text, {}};
    return sample;
}

} // namespace

TargetStage::TargetStage()
    : settings(folder.filePath(u"ui.ini"_s), QSettings::IniFormat)
    , config(std::make_shared<Config>())
{
    clock.setWall(WallTime {Milliseconds {1'795'331'580'000}}); // 2026-11-22T07:13:00Z
    ProviderConfig anthropic;
    anthropic.id = provider().provider;
    anthropic.kind = ProviderKindId::Anthropic;
    anthropic.name = u"Anthropic"_s;
    anthropic.keys = {{KeyId(u"main"_s), {}, 1}};
    anthropic.monitor.models = {model().model};
    config->providers = {anthropic};
}

TargetStage::~TargetStage()
{
    history.gate.release(1000); // nobody is left waiting on the reader's thread
}

TargetId TargetStage::model()
{
    return {ProviderId(u"anthropic"_s), u"claude-haiku-4-5"_s};
}

TargetId TargetStage::provider()
{
    return {ProviderId(u"anthropic"_s), {}};
}

void TargetStage::fillHistory(Milliseconds length, Milliseconds step)
{
    const WallTime now = clock.wall();
    const WallTime from = now - length;
    std::vector<HistoryBucket> &columns = history.buckets[{model(), SeriesKind::Completion}];
    int i = 0;
    for (WallTime at = from; at < now; at += step, ++i) {
        const double share = static_cast<double>((at - from).count()) / static_cast<double>(length.count());
        HistoryBucket column;
        column.start = at;
        const bool down = share > 0.30 && share < 0.36;
        const bool paused = share > 0.62 && share < 0.70;
        if (paused) {
            continue;
        }
        if (down) {
            column.counts[static_cast<size_t>(Outcome::Overloaded)] = 1;
        } else {
            const double slow = share > 0.45 && share < 0.5 ? 2600 : 0;
            const double ms = 430 + 90 * std::sin(share * 12) + (i * 7919 % 140) + slow;
            const Microseconds content {std::llround(ms * 1000)};
            column.firstContent.add(content);
            column.firstContent.add(content * 13 / 10);
            column.total.add(content * 2);
            column.counts[static_cast<size_t>(Outcome::Ok)] = 2;
            if (i % 41 == 7)
                column.counts[static_cast<size_t>(Outcome::RateLimited)] = 1;
            history.numbers.firstContent.merge(column.firstContent);
        }
        for (size_t o = 0; o < column.counts.size(); ++o)
            history.numbers.counts[o] += column.counts[o];
        columns.push_back(std::move(column));
    }
    const auto span = [&](double begin, double end, TargetState state) {
        const auto at = [&](double share) {
            return from + Milliseconds {std::llround(share * static_cast<double>(length.count()))};
        };
        Span made;
        made.subject = model();
        made.from = at(begin);
        made.to = at(end);
        made.state = state;
        history.spans.push_back(made);
    };
    span(0, 0.3, TargetState::Up);
    span(0.3, 0.36, TargetState::Down);
    span(0.36, 0.62, TargetState::Up);
    span(0.62, 0.70, TargetState::Paused);
    span(0.70, 1, TargetState::Up);
    history.numbers.uptime = {24h, 22h, 86min, 70min, 3min};
    history.numbers.usd = 4'100'000;
    history.cold = {288, 9ms, 14ms, 31ms, 210ms, 180ms, 240ms};
    history.warm = {96, {}, {}, {}, 190ms, 170ms, 230ms};
    history.failures = {failure(now - 4min, Outcome::RateLimited, 429, u"rate_limit_error"_s,
                            u"{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":"
                            u"\"This request would exceed "
                            "your organization's rate limit of 50 requests per minute.\"}}"_s),
        failure(now - length * 31 / 48, Outcome::Overloaded, 529, u"overloaded_error"_s,
            u"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"_s),
        failure(now - length * 32 / 48, Outcome::TimeoutConnect, 0, {}, u"connect: no answer in 5 s"_s)};
}

void TargetStage::publish(TargetState state)
{
    TargetStatus status;
    status.id = model();
    status.providerName = u"Anthropic"_s;
    status.verdict.state = state;
    status.since = clock.wall() - 6min;
    status.lastCheckAt = clock.wall() - 12s;
    status.nextCheckAt = clock.wall() + 48s;
    status.completionEvery = 5min;
    status.spentThisMonth = 4'100'000;
    if (state == TargetState::Down) {
        status.verdict.owner = Owner::Provider;
        status.verdict.cause = Cause::Outage;
        status.verdict.outcome = Outcome::Overloaded;
        status.verdict.reason = u"Anthropic answers 529 overloaded_error to every request since 08:07."_s;
        status.verdict.advice = u"Nothing to do on your side: send requests elsewhere until it recovers."_s;
        status.verdict.evidence
            = {{ClueKind::Answer, true, u"api.anthropic.com answered (HTTP 529, overloaded_error)."_s},
                {ClueKind::Others, true, u"2 other providers answer in the same minute."_s},
                {ClueKind::Notice, false, u"Its status page tells of no trouble."_s}};
        status.verdict.handled = u"2 requests moved on to Groq."_s;
        status.notice = Notice {NoticeState::Operational, u"https://status.example.com"_s, clock.wall()};
        status.retiresOn = QDate(2027, 1, 15);
    } else {
        status.verdict.owner = Owner::None;
        status.verdict.outcome = Outcome::Ok;
    }
    if (!offered.empty()) {
        status.verdict.outcome = Outcome::ModelNotFound;
        status.offeredModels = offered;
    }
    StatusBoard board;
    board.generatedAt = clock.wall();
    board.targets = {status};
    feed.publish(std::make_shared<const StatusBoard>(board));
}

TargetPage &TargetStage::open(const TargetId &target)
{
    reader = std::make_unique<HistoryReader>([this]() -> std::unique_ptr<HistoryQueries> {
        return std::make_unique<FakeHistoryQueries>(history);
    });
    const TargetPageParts parts {feed, *reader, control, clock, Catalogue::builtIn(), settings};
    page = std::make_unique<TargetPage>(parts);
    page->setConfig(config);
    page->setTarget(target);
    page->resize(1100, 1160);
    return *page;
}

bool TargetStage::settle()
{
    QSignalSpy shown(page.get(), &TargetPage::rangeShown);
    return shown.wait();
}

QString textOf(const QWidget &page, const QString &label)
{
    return page.findChild<QLabel *>(label)->text();
}

QAbstractItemModel &modelOf(const QWidget &page, const QString &table)
{
    return *page.findChild<QTableView *>(table)->model();
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

void click(const QWidget &page, const QString &button)
{
    page.findChild<QAbstractButton *>(button)->click();
}

QAbstractButton *rangeButton(const QWidget &page, const QString &text)
{
    for (QToolButton *button : page.findChildren<QToolButton *>()) {
        if (button->text() == text && button->isCheckable())
            return button;
    }
    return nullptr;
}

} // namespace Belay
