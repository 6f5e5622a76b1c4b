// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

import Anthropic from '@anthropic-ai/sdk';

import { gatewayFacts } from './sides.mjs';

const said = (text) => [{ role: 'user', content: text }];
const limits = { max_tokens: 256 };

const weather = {
    name: 'get_weather',
    description: 'Weather of a city',
    input_schema: {
        type: 'object',
        properties: { city: { type: 'string' }, days: { type: 'integer' } },
        required: ['city', 'days'],
    },
};

function answerOf(message) {
    return {
        content: message.content.map((block) => (block.type === 'tool_use' ? [block.type, block.name, block.input] : [block.type, block.text])),
        reason: message.stop_reason,
        written: message.usage.output_tokens,
    };
}

const failure = async (promise) => {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    return assert.fail('an error was to come');
};

async function messages(side) {
    const message = await side.anthropicClient().messages.create(
        { ...limits, model: side.anthropic.model, system: 'Be brief.', messages: said('Say something.') });
    assert.match(message.content[0].text, /belay is the rope/);
    assert.equal(message.type, 'message');
    return answerOf(message);
}

async function inFull(side) {
    const message = await side.anthropicClient().messages.create(
        { ...limits, model: side.anthropic.model, messages: said('Say something.') });
    return { ...message, id: 'any' };
}

async function stream(side) {
    const runner = side.anthropicClient().messages.stream(
        { ...limits, model: side.anthropic.model, messages: said('[words 40] please') });
    let text = '';
    runner.on('text', (piece) => { text += piece; });
    const message = await runner.finalMessage();
    assert.equal(text, message.content[0].text);
    assert.match(text, /belay is the rope/);
    return answerOf(message);
}

async function tools(side) {
    const client = side.anthropicClient();
    const turns = said('[tool] in Paris?');
    const asked = await client.messages.create({ ...limits, model: side.anthropic.model, messages: turns, tools: [weather] });
    assert.equal(asked.stop_reason, 'tool_use');
    const call = asked.content.find((block) => block.type === 'tool_use');
    turns.push({ role: 'assistant', content: asked.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'Rain.' }] });
    const told = await client.messages.create({ ...limits, model: side.anthropic.model, messages: turns, tools: [weather] });
    return [answerOf(asked), answerOf(told)];
}

async function toolsStream(side) {
    const runner = side.anthropicClient().messages.stream(
        { ...limits, model: side.anthropic.model, messages: said('[tool] [tool] twice'), tools: [weather] });
    const answer = answerOf(await runner.finalMessage());
    assert.equal(answer.content.length, 2);
    return { ...answer, written: 0 };
}

async function jsonSchema(side) {
    const message = await side.anthropicClient().messages.create({ ...limits, model: side.anthropic.model, messages: said('A person.'),
        output_config: { format: { type: 'json_schema', schema: { type: 'object', additionalProperties: false, required: ['name', 'age'],
            properties: { name: { type: 'string' }, age: { type: 'integer' } } } } } });
    const person = JSON.parse(message.content[0].text);
    assert.deepEqual(Object.keys(person), ['name', 'age']);
    return person;
}

async function countTokens(side) {
    const counted = await side.anthropicClient().messages.countTokens({ model: side.anthropic.model, messages: said('Say something.') });
    assert.ok(counted.input_tokens > 0);
    return counted;
}

async function beta(side) {
    const message = await side.anthropicClient().beta.messages.create({ ...limits, model: side.anthropic.model,
        betas: ['context-management-2025-06-27'], messages: said('Say something.') });
    return answerOf(message);
}

async function abort(side) {
    const chunks = await side.anthropicClient().messages.create(
        { ...limits, model: side.anthropic.model, messages: said('[words 400]'), stream: true });
    for await (const event of chunks) {
        if (event.type === 'content_block_delta')
            break;
    }
    return chunks.controller.signal.aborted;
}

async function timeout(side) {
    const error = await failure(side.anthropicClient({ timeout: 1500, maxRetries: 0 }).messages.create(
        { ...limits, model: side.anthropic.model, messages: said('Say something.') }));
    assert.ok(error instanceof Anthropic.APIConnectionTimeoutError, String(error));
    return error.constructor.name;
}

async function wrongToken(side) {
    const error = await failure(side.anthropicClient({ apiKey: 'sk-ant-not-the-right-one' }).messages.create(
        { ...limits, model: side.anthropic.model, messages: said('Say something.') }));
    assert.ok(error instanceof Anthropic.AuthenticationError, String(error));
    assert.equal(side.fetches, 1);
    return [error.status, error.error.error.type];
}

async function unknownModel(side) {
    const error = await failure(side.anthropicClient().messages.create(
        { ...limits, model: 'no-such-model', messages: said('Say something.') }));
    assert.ok(error instanceof Anthropic.NotFoundError, String(error));
    assert.equal(side.fetches, 1);
    return [error.status, error.error.error.type];
}

async function badRequest(side) {
    const error = await failure(side.anthropicClient().messages.create({ ...limits, model: side.anthropic.model }));
    assert.ok(error instanceof Anthropic.BadRequestError, String(error));
    return [error.status, error.error.error];
}

const exhausting = (expected, type) => async (side) => {
    const error = await failure(side.anthropicClient({ maxRetries: side.name === 'direct' ? 0 : 2 }).messages.create(
        { ...limits, model: side.anthropic.model, messages: said('Say something.') }));
    assert.ok(error instanceof expected, String(error));
    assert.equal(side.fetches, 1);
    assert.equal(error.error.error.type, type);
    return error.status;
};

async function broken(side) {
    const chunks = await side.anthropicClient().messages.create(
        { ...limits, model: side.anthropic.model, messages: said('Say something.'), stream: true });
    let pieces = 0;
    const error = await failure((async () => {
        for await (const event of chunks)
            pieces += event.type === 'content_block_delta' ? 1 : 0;
    })());
    assert.ok(pieces > 0);
    assert.ok(error instanceof Anthropic.APIError, String(error));
    return error.error.error.type;
}

async function models(side) {
    const client = side.anthropicClient();
    const ids = [];
    for await (const model of client.models.list({ limit: 2 }))
        ids.push(model.id);
    assert.deepEqual(ids, ['main', ...Object.values(gatewayFacts.models).filter((id) => id !== 'main')]);
    assert.equal((await client.models.retrieve('main')).type, 'model');
    assert.equal((await client.models.retrieve(gatewayFacts.models.anthropic)).id, gatewayFacts.models.anthropic);
    return ids;
}

/** As in openAiCases. */
export const anthropicCases = {
    'messages': [messages],
    'messages in full': [inFull],
    'messages on a chain': [messages, 'chain'],
    'messages on OpenAI': [messages, 'openai'],
    'messages on Gemini': [messages, 'gemini'],
    'stream': [stream],
    'stream on OpenAI': [stream, 'openai'],
    'stream on Gemini': [stream, 'gemini'],
    'tools': [tools],
    'tools on OpenAI': [tools, 'openai'],
    'tools stream': [toolsStream],
    'tools stream on OpenAI': [toolsStream, 'openai'],
    'JSON schema': [jsonSchema],
    'JSON schema on OpenAI': [jsonSchema, 'openai'],
    'count tokens': [countTokens],
    'beta': [beta],
    'abort': [abort],
    'timeout': [timeout],
    'wrong token': [wrongToken],
    'unknown model': [unknownModel],
    'bad request': [badRequest],
    'rate limit': [exhausting(Anthropic.RateLimitError, 'rate_limit_error'), 'chain'],
    'exhausted': [exhausting(Anthropic.InternalServerError, 'overloaded_error'), 'chain'],
    'broken stream': [broken, 'anthropic', 'gateway only'],
    'models': [models, 'chain', 'gateway only'],
};
