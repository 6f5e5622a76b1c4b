// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/metrics.h"

#include <QtTest>

using namespace Belay;

namespace {

TargetId target(const char *id)
{
    return TargetId::fromString(QString::fromLatin1(id));
}

Config knownConfig()
{
    Config config;
    ProviderConfig &provider = config.providers.emplace_back();
    provider.id = ProviderId {QStringLiteral("openai")};
    provider.monitor.models = {QStringLiteral("small")};
    ChainConfig &chain = config.chains.emplace_back();
    chain.id = ChainId {QStringLiteral("default")};
    chain.steps.emplace_back().targets.push_back({target("openai/large"), 1, {}});
    return config;
}

bool hasLine(const QByteArray &text, const QByteArray &line)
{
    return text.split('\n').contains(line);
}

} // namespace

class tst_Metrics final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void isReadable();
    void statesOfTargets();
    void samplesAndMoney();
    void histogram();
    void requestsAndAttempts();
    void namesOfClientsAreNoLabels();
    void gauges();
    void textIsEscaped();

private:
    std::unique_ptr<Metrics> m_metrics;
};

void tst_Metrics::init()
{
    m_metrics = std::make_unique<Metrics>();
    m_metrics->apply(knownConfig());
}

/// Every line is a comment or `name{labels} value`, and every name was announced before.
void tst_Metrics::isReadable()
{
    Sample sample;
    sample.target = target("openai/small");
    sample.timings.firstContent = Milliseconds {400};
    m_metrics->observe(sample);
    m_metrics->countRefused(401);
    static const QRegularExpression form(
        QStringLiteral("^[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [0-9.e+-]+$"));
    QByteArray announced;
    const QList<QByteArray> lines = m_metrics->metricsText().trimmed().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("# TYPE "))
            announced = line.split(' ').at(2);
        if (line.startsWith('#'))
            continue;
        QVERIFY2(form.match(QString::fromUtf8(line)).hasMatch(), line.constData());
        QVERIFY2(line.startsWith(announced), line.constData());
    }
    QVERIFY(hasLine(m_metrics->metricsText(), "belay_build_info{version=\"" BELAY_VERSION "\"} 1"));
}

void tst_Metrics::statesOfTargets()
{
    StatusBoard board;
    TargetStatus status;
    status.id = target("openai/small");
    status.verdict.state = TargetState::Down;
    board.targets.push_back(status);
    m_metrics->apply(board);
    QVERIFY(
        hasLine(m_metrics->metricsText(), "belay_target_state{target=\"openai/small\",state=\"down\"} 1"));
    QVERIFY(hasLine(m_metrics->metricsText(), "belay_target_state{target=\"openai/small\",state=\"up\"} 0"));
    board.targets.clear();
    m_metrics->apply(board);
    QVERIFY(!m_metrics->metricsText().contains("belay_target_state{"));
}

void tst_Metrics::samplesAndMoney()
{
    Sample sample;
    sample.target = target("openai/small");
    sample.outcome = Outcome::Ok;
    sample.usd = 1'500'000;
    m_metrics->observe(sample);
    m_metrics->observe(sample);
    sample.source = SampleSource::Traffic;
    sample.outcome = Outcome::RateLimited;
    sample.usd.reset();
    m_metrics->observe(sample);
    const QByteArray text = m_metrics->metricsText();
    QVERIFY(hasLine(text, "belay_samples_total{target=\"openai/small\",source=\"probe\",outcome=\"ok\"} 2"));
    QVERIFY(hasLine(
        text, "belay_samples_total{target=\"openai/small\",source=\"traffic\",outcome=\"rate-limited\"} 1"));
    QVERIFY(hasLine(text, "belay_spend_usd_total{provider=\"openai\",source=\"probe\"} 0.003"));
}

void tst_Metrics::histogram()
{
    Sample sample;
    sample.target = target("openai/small");
    for (const int ms : {40, 400, 500, 700, 500'000}) {
        sample.timings.firstContent = Milliseconds {ms};
        m_metrics->observe(sample);
    }
    const QByteArray text = m_metrics->metricsText();
    const QByteArray labels = "{target=\"openai/small\",source=\"probe\",le=\"";
    const QByteArray bucket = "belay_first_content_seconds_bucket" + labels;
    QVERIFY(hasLine(text, bucket + "0.05\"} 1"));
    QVERIFY(hasLine(text, bucket + "0.5\"} 3")); // a bound belongs to its bucket
    QVERIFY(hasLine(text, bucket + "1\"} 4"));
    QVERIFY(hasLine(text, bucket + "120\"} 4"));
    QVERIFY(hasLine(text, bucket + "+Inf\"} 5"));
    QVERIFY(hasLine(text, "belay_first_content_seconds_count{target=\"openai/small\",source=\"probe\"} 5"));
    QVERIFY(
        hasLine(text, "belay_first_content_seconds_sum{target=\"openai/small\",source=\"probe\"} 501.64"));
}

void tst_Metrics::requestsAndAttempts()
{
    Trace trace;
    trace.chain = ChainId {QStringLiteral("default")};
    trace.status = 200;
    TraceAttempt attempt;
    attempt.target = target("openai/large");
    attempt.outcome = Outcome::Reset;
    trace.attempts = {attempt, attempt};
    trace.attempts.back().outcome = Outcome::Ok;
    m_metrics->observe(trace);
    m_metrics->countRefused(404);
    const QByteArray text = m_metrics->metricsText();
    QVERIFY(hasLine(text, "belay_requests_total{chain=\"default\",status=\"200\"} 1"));
    QVERIFY(hasLine(text, "belay_requests_total{chain=\"\",status=\"404\"} 1"));
    QVERIFY(hasLine(text, "belay_attempts_total{target=\"openai/large\",outcome=\"reset\"} 1"));
    QVERIFY(hasLine(text, "belay_attempts_total{target=\"openai/large\",outcome=\"ok\"} 1"));
}

void tst_Metrics::namesOfClientsAreNoLabels()
{
    Sample sample;
    Trace trace;
    trace.attempts.emplace_back();
    for (int i = 0; i < 1'000; ++i) {
        sample.target = {ProviderId {QStringLiteral("openai")}, QStringLiteral("evil-%1").arg(i)};
        trace.attempts.front().target = sample.target;
        m_metrics->observe(sample);
        m_metrics->observe(trace);
    }
    sample.target = target("nobody/evil");
    m_metrics->observe(sample);
    const QByteArray text = m_metrics->metricsText();
    QVERIFY(!text.contains("evil"));
    QVERIFY(
        hasLine(text, "belay_samples_total{target=\"openai/*\",source=\"probe\",outcome=\"skipped\"} 1000"));
    QVERIFY(hasLine(text, "belay_attempts_total{target=\"openai/*\",outcome=\"skipped\"} 1000"));
    QVERIFY(hasLine(text, "belay_samples_total{target=\"*\",source=\"probe\",outcome=\"skipped\"} 1"));
}

void tst_Metrics::gauges()
{
    QVERIFY(!m_metrics->metricsText().contains("belay_streams"));
    Metrics metrics({[] { return 3; }, [] { return 7; }, [] { return 0; },
        [] {
            return std::vector<BreakerFigure> {{QStringLiteral("endpoint"), QStringLiteral("openai"), 0},
                {QStringLiteral("key-model"), QStringLiteral("openai/large"), 0},
                {QStringLiteral("key-model"), QStringLiteral("openai/large"), 2}};
        }});
    metrics.apply(knownConfig());
    const QByteArray text = metrics.metricsText();
    QVERIFY(hasLine(text, "belay_streams 3"));
    QVERIFY(hasLine(text, "belay_connections 7"));
    QVERIFY(hasLine(text, "belay_history_queue 0"));
    QVERIFY(hasLine(text, "belay_breaker_state{scope=\"endpoint\",target=\"openai\"} 0"));
    QVERIFY(hasLine(text, "belay_breaker_state{scope=\"key-model\",target=\"openai/large\"} 2"));
    QCOMPARE(text.count("openai/large"), 1);
}

void tst_Metrics::textIsEscaped()
{
    Config config = knownConfig();
    config.providers.front().monitor.models = {QStringLiteral("a\"b\\c\nd")};
    m_metrics->apply(config);
    Sample sample;
    sample.target = {ProviderId {QStringLiteral("openai")}, QStringLiteral("a\"b\\c\nd")};
    m_metrics->observe(sample);
    QVERIFY(m_metrics->metricsText().contains("target=\"openai/a\\\"b\\\\c\\nd\","));
}

QTEST_GUILESS_MAIN(tst_Metrics)
#include "tst_metrics.moc"
