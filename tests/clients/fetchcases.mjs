// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

import { direct, gatewayFacts } from './sides.mjs';

/** What the library would send without any option of ours: sec-fetch-mode, accept-encoding and its own agent. */
async function plainFetch(side) {
    const answer = await fetch(`${side.openAi.url}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'authorization': `Bearer ${side.openAi.key}` },
        body: JSON.stringify({ model: side.openAi.model, messages: [{ role: 'user', content: 'Say something.' }] }),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()).choices[0].message.content;
}

/** The requests of Claude Code in their order. */
async function claudeCode(side) {
    if (side !== direct) {
        const hello = await fetch(`${gatewayFacts.origin}/`, { method: 'HEAD' });
        assert.equal(hello.status, 200);
    }
    const headers = {
        'accept': 'application/json',
        'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14',
        'anthropic-dangerous-direct-browser-access': 'true',
        'anthropic-version': '2023-06-01',
        'content-type': 'application/json',
        'user-agent': 'claude-cli/2.0.0 (external, cli)',
        'x-app': 'cli',
        'x-stainless-helper-method': 'stream',
        'x-stainless-retry-count': '0',
        ...(side === direct ? { 'x-api-key': side.anthropic.key } : { authorization: `Bearer ${side.anthropic.key}` }),
    };
    const question = {
        model: side.anthropic.model,
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Say something.', cache_control: { type: 'ephemeral' } }] }],
        system: [{ type: 'text', text: 'You are a coding agent.', cache_control: { type: 'ephemeral' } }],
        tools: [{ name: 'Bash', description: 'Runs a command', input_schema: { type: 'object', properties: { command: { type: 'string' } } } }],
    };
    const post = (path, body) => fetch(`${side.anthropic.url}${path}?beta=true`, { method: 'POST', headers, body: JSON.stringify(body) });
    const counted = await post('/v1/messages/count_tokens', question);
    assert.equal(counted.status, 200);
    assert.ok((await counted.json()).input_tokens > 0);
    const answer = await post('/v1/messages', { ...question, max_tokens: 32000, stream: true,
        metadata: { user_id: 'user_1_account__session_2' }, temperature: 1 });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
    const text = await answer.text();
    assert.match(text, /event: message_stop/);
    return text.replaceAll(/"id":"[^"]*"/g, '').replaceAll(/"input_tokens":\d+/g, '');
}

/** As in openAiCases. */
export const fetchCases = {
    'plain': [plainFetch],
    'Claude Code': [claudeCode],
};
