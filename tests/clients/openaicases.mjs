// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

import OpenAI from 'openai';

import { gatewayFacts, providerIsAsked } from './sides.mjs';

const said = (text) => [{ role: 'user', content: text }];

export const weather = {
    type: 'function',
    function: {
        name: 'get_weather',
        description: 'Weather of a city',
        parameters: {
            type: 'object',
            properties: { city: { type: 'string' }, days: { type: 'integer' } },
            required: ['city', 'days'],
            additionalProperties: false,
        },
    },
};

const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'integer' }, tags: { type: 'array', items: { type: 'string' } } },
    required: ['name', 'age', 'tags'],
    additionalProperties: false,
};

/** What a program goes on with; ids are new each time. */
function answerOf(completion) {
    const { message, finish_reason: reason } = completion.choices[0];
    return {
        text: message.content,
        calls: message.tool_calls?.map((call) => [call.type, call.function.name, JSON.parse(call.function.arguments)]),
        reason,
        written: completion.usage?.completion_tokens,
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

async function chat(side) {
    const completion = await side.openAiClient().chat.completions.create(
        { model: side.openAi.model, messages: [{ role: 'developer', content: 'Be brief.' }, ...said('Say something.')] });
    assert.match(completion.choices[0].message.content, /belay is the rope/);
    assert.equal(completion.object, 'chat.completion');
    assert.ok(completion.id);
    return answerOf(completion);
}

async function chatInFull(side) {
    const { data, request_id: id } = await side.openAiClient().chat.completions
        .create({ model: side.openAi.model, messages: said('Say something.') }).withResponse();
    assert.ok(id);
    return { ...data, id: 'any', created: 0 };
}

async function stream(side) {
    const chunks = await side.openAiClient().chat.completions.create({ model: side.openAi.model,
        messages: said('[words 40] please'), stream: true, stream_options: { include_usage: true } });
    let text = '';
    let pieces = 0;
    let usage;
    let reason;
    for await (const chunk of chunks) {
        assert.equal(chunk.object, 'chat.completion.chunk');
        const piece = chunk.choices[0]?.delta.content ?? '';
        pieces += piece === '' ? 0 : 1;
        text += piece;
        reason = chunk.choices[0]?.finish_reason ?? reason;
        usage = chunk.usage ?? usage;
    }
    assert.match(text, /belay is the rope/);
    return { text, pieces, reason, written: usage.completion_tokens };
}

async function streamHelper(side) {
    const runner = side.openAiClient().chat.completions.stream(
        { model: side.openAi.model, messages: said('Say something.'), stream_options: { include_usage: true } });
    let pieces = 0;
    runner.on('content', () => { pieces += 1; });
    return { ...answerOf(await runner.finalChatCompletion()), pieces };
}

async function plainStreamHasNoUsage(side) {
    const chunks = await side.openAiClient().chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.'), stream: true });
    const list = [];
    for await (const chunk of chunks)
        list.push({ ...chunk, id: 'any', created: 0 });
    assert.ok(list.every((chunk) => chunk.choices.length === 1 && !chunk.usage));
    return list;
}

async function tools(side) {
    const client = side.openAiClient();
    const messages = said('[tool] in Paris?');
    const asked = await client.chat.completions.create({ model: side.openAi.model, messages, tools: [weather] });
    assert.equal(asked.choices[0].finish_reason, 'tool_calls');
    const [call] = asked.choices[0].message.tool_calls;
    messages.push(asked.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'Rain.' });
    const told = await client.chat.completions.create({ model: side.openAi.model, messages, tools: [weather] });
    return [answerOf(asked), answerOf(told)];
}

async function toolsStream(side) {
    const runner = side.openAiClient().chat.completions.stream(
        { model: side.openAi.model, messages: said('[tool] [tool] twice'), tools: [weather] });
    const answer = answerOf(await runner.finalChatCompletion());
    assert.equal(answer.calls.length, 2);
    return { ...answer, written: 0 };
}

async function jsonSchema(side) {
    const completion = await side.openAiClient().chat.completions.parse({ model: side.openAi.model, messages: said('A person.'),
        response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema } } });
    const { parsed } = completion.choices[0].message;
    assert.deepEqual(Object.keys(parsed), ['name', 'age', 'tags']);
    return parsed;
}

async function embeddings(side) {
    const answer = await side.openAiClient().embeddings.create({ model: side.openAi.model, input: ['one', 'two'], dimensions: 16 });
    assert.equal(answer.data.length, 2);
    assert.ok(answer.data.every((one) => one.embedding.length === 16 && one.embedding.every(Number.isFinite)));
    return answer;
}

async function responses(side) {
    const client = side.openAiClient();
    const whole = await client.responses.create({ model: side.openAi.model, input: 'Say something.' });
    const events = await client.responses.create({ model: side.openAi.model, input: 'Say something.', stream: true });
    const types = [];
    let text = '';
    for await (const event of events) {
        types.push(event.type);
        text += event.type === 'response.output_text.delta' ? event.delta : '';
    }
    assert.equal(text, whole.output_text);
    return { text, types };
}

async function completions(side) {
    const answer = await side.openAiClient().completions.create({ model: side.openAi.model, prompt: 'Say something.' });
    return answer.choices[0].text;
}

async function abort(side) {
    const chunks = await side.openAiClient().chat.completions.create(
        { model: side.openAi.model, messages: said('[words 400]'), stream: true });
    for await (const chunk of chunks) {
        if (chunk.choices[0].delta.content)
            break; // the library cancels what it streams when the loop is left
    }
    return chunks.controller.signal.aborted;
}

async function abortBeforeAnAnswer(side) {
    const controller = new AbortController();
    const call = side.openAiClient().chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.') }, { signal: controller.signal });
    const [error] = await Promise.all([failure(call), providerIsAsked().then(() => controller.abort())]);
    assert.ok(error instanceof OpenAI.APIUserAbortError, String(error));
    return error.constructor.name;
}

async function timeout(side) {
    const error = await failure(side.openAiClient({ timeout: 1500, maxRetries: 0 }).chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.') }));
    assert.ok(error instanceof OpenAI.APIConnectionTimeoutError, String(error));
    return error.constructor.name;
}

async function wrongToken(side) {
    const error = await failure(side.openAiClient({ apiKey: 'sk-not-the-right-one' }).chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.') }));
    assert.ok(error instanceof OpenAI.AuthenticationError, String(error));
    assert.equal(side.fetches, 1);
    return [error.status, error.code];
}

async function unknownModel(side) {
    const error = await failure(side.openAiClient().chat.completions.create(
        { model: 'no-such-model', messages: said('Say something.') }));
    assert.ok(error instanceof OpenAI.NotFoundError, String(error));
    assert.equal(side.fetches, 1);
    return [error.status, error.code];
}

async function badRequest(side) {
    const error = await failure(side.openAiClient().chat.completions.create({ model: side.openAi.model }));
    assert.ok(error instanceof OpenAI.BadRequestError, String(error));
    return [error.status, error.error];
}

async function rateLimit(side) {
    const error = await failure(side.openAiClient({ maxRetries: side.name === 'direct' ? 0 : 2 }).chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.') }));
    assert.ok(error instanceof OpenAI.RateLimitError, String(error));
    assert.equal(side.fetches, 1);
    assert.ok(Number(error.headers.get('retry-after')) > 0);
    return error.status;
}

async function exhausted(side) {
    const error = await failure(side.openAiClient({ maxRetries: side.name === 'direct' ? 0 : 2 }).chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.') }));
    assert.ok(error instanceof OpenAI.InternalServerError, String(error));
    assert.equal(side.fetches, 1);
    if (side.name === 'gateway')
        assert.equal(error.code, 'all_providers_failed');
    return error.status;
}

async function upstreamTimeout(side) {
    const error = await failure(side.openAiClient().chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.') }));
    assert.ok(error instanceof OpenAI.InternalServerError, String(error));
    assert.equal(side.fetches, 1);
    return [error.status, error.code];
}

async function broken(side) {
    const chunks = await side.openAiClient().chat.completions.create(
        { model: side.openAi.model, messages: said('Say something.'), stream: true });
    let text = '';
    const error = await failure((async () => {
        for await (const chunk of chunks)
            text += chunk.choices[0]?.delta.content ?? '';
    })());
    assert.notEqual(text, '');
    assert.ok(error instanceof OpenAI.APIError, String(error));
    return error.code;
}

async function models(side) {
    const client = side.openAiClient();
    const ids = [];
    for await (const model of client.models.list())
        ids.push(model.id);
    for (const id of ['main', gatewayFacts.models.openai])
        assert.equal((await client.models.retrieve(id)).id, id);
    const error = await failure(client.models.retrieve('no-such-model'));
    assert.ok(error instanceof OpenAI.NotFoundError, String(error));
    return ids;
}

const heard = async (side) => {
    const completion = await side.openAiClient().chat.completions.create({
        model: side.openAi.model,
        stop: ['END'],
        tools: [weather],
        messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: [{ type: 'text', text: 'What is this?' },
                { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] },
            { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function',
                function: { name: 'get_weather', arguments: '{"city":"Paris","days":2}' } }] },
            { role: 'tool', tool_call_id: 'call_1', content: 'Rain.' },
            { role: 'user', content: '[echo]' },
        ],
    });
    return completion.choices[0].message.content;
};

/** By name: [what is done, the target behind the gateway, whether both sides do it]. */
export const openAiCases = {
    'chat': [chat],
    'chat in full': [chatInFull],
    'chat on a chain': [chat, 'chain'],
    'chat on Anthropic': [chat, 'anthropic'],
    'chat on Gemini': [chat, 'gemini'],
    'stream': [stream],
    'stream on a chain': [stream, 'chain'],
    'stream on Anthropic': [stream, 'anthropic'],
    'stream on Gemini': [stream, 'gemini'],
    'stream helper': [streamHelper],
    'stream without usage': [plainStreamHasNoUsage],
    'tools': [tools],
    'tools on Anthropic': [tools, 'anthropic'],
    'tools on Gemini': [tools, 'gemini'],
    'tools stream': [toolsStream],
    'tools stream on Anthropic': [toolsStream, 'anthropic'],
    'tools stream on Gemini': [toolsStream, 'gemini'],
    'JSON schema': [jsonSchema],
    'JSON schema on Anthropic': [jsonSchema, 'anthropic'],
    'JSON schema on Gemini': [jsonSchema, 'gemini'],
    'what is heard': [heard],
    'what is heard on Anthropic': [heard, 'anthropic'],
    'what is heard on Gemini': [heard, 'gemini'],
    'embeddings': [embeddings],
    'responses': [responses],
    'completions': [completions],
    'abort': [abort],
    'abort before an answer': [abortBeforeAnAnswer],
    'timeout': [timeout],
    'wrong token': [wrongToken],
    'unknown model': [unknownModel],
    'bad request': [badRequest],
    'rate limit': [rateLimit, 'chain'],
    'exhausted': [exhausted, 'chain'],
    'upstream timeout': [upstreamTimeout, 'chain', 'gateway only'],
    'broken stream': [broken, 'openai', 'gateway only'],
    'models': [models, 'chain', 'gateway only'],
};
