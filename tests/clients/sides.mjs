// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { read } from 'node:fs';
import { promisify } from 'node:util';

import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const facts = JSON.parse(process.env.BELAY_CLIENTS ?? '{}');

/** The same clients twice, told nothing but address and key: before the provider itself, and before the gateway. */
function sideOf(name, openAi, anthropic) {
    const side = { name, openAi, anthropic, fetches: 0 };
    side.fetch = (url, options) => {
        side.fetches += 1;
        return fetch(url, options);
    };
    side.openAiClient = (options = {}) =>
        new OpenAI({ baseURL: openAi.url, apiKey: openAi.key, fetch: side.fetch, ...options });
    side.anthropicClient = (options = {}) =>
        new Anthropic({ baseURL: anthropic.url, apiKey: anthropic.key, fetch: side.fetch, ...options });
    return side;
}

export const direct = sideOf('direct', facts.openai, facts.anthropic);

/** `to` is the target that answers: openai, anthropic, gemini, or the chain of all. */
export function gateway(to) {
    const { origin, token, models } = facts.gateway;
    return sideOf('gateway', { url: `${origin}/v1`, key: token, model: models[to ?? 'openai'] },
        { url: origin, key: token, model: models[to ?? 'anthropic'] });
}

/** The test writes a byte for each request that a provider has got; waits for the next. */
export const providerIsAsked = () => promisify(read)(0, Buffer.alloc(1), 0, 1, null);

export const gatewayFacts = facts.gateway;
