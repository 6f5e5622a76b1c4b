// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/scriptedserver.h"

using namespace Belay;

namespace {

QByteArray eventOf(const QByteArray &type, const QByteArray &fields)
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
}

} // namespace

/// Streams that are not as they should be, and clients that are not either.
class tst_GatewayStreams final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEndlessTranslatedResponseIsBrokenOff();
};

/// The end of such a stream repeats all of it: who never ends would be kept without a bound.
void tst_GatewayStreams::anEndlessTranslatedResponseIsBrokenOff()
{
    const QByteArray piece = eventOf("content_block_delta",
        R"("index":0,"delta":{"type":"text_delta","text":")" + QByteArray(512 * 1024, 'x') + R"("})");
    ScriptedServer endless([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            + eventOf("message_start",
                R"("message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],)"
                R"("stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}})")
            + eventOf("content_block_start", R"("index":0,"content_block":{"type":"text","text":""})"));
        for (int i = 0; i < 40; ++i) // 20 MiB, and then it goes on
            request.send(piece);
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::Anthropic}));
    fixture.chain.config.providers.front().baseUrl = endless.url(QStringLiteral("/v1"));
    fixture.chain.config.chains.front().steps.front().timeouts.idle = Milliseconds {60'000};
    fixture.apply();
    const auto call
        = fixture.send("/responses", R"({"model":"main","input":"Say something.","stream":true})");
    QVERIFY(call->wait(30'000));
    QCOMPARE(call->head.status, 200);
    QVERIFY(!call->failure);
    QVERIFY2(call->body.right(2'000).contains("upstream_interrupted"), call->body.right(300).constData());
    QVERIFY(!call->body.contains("response.completed"));
    QVERIFY(call->body.size() < 20 * 1024 * 1024);
    const Trace &trace = fixture.traces.back();
    QVERIFY(trace.ended == TraceEnd::Cut);
    QCOMPARE(nameOf(trace.attempts.front().outcome), nameOf(Outcome::NotAnAnswer));
    QCOMPARE(nameOf(fixture.samples.back().outcome), nameOf(Outcome::NotAnAnswer));
}

QTEST_GUILESS_MAIN(tst_GatewayStreams)
#include "tst_gatewaystreams.moc"
