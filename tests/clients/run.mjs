// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
// node run.mjs CLIENT CASE: does one case directly and through the gateway, says on standard output as JSON what came,
// and ends with 0 when it is the same.
import assert from 'node:assert/strict';

import { anthropicCases } from './anthropiccases.mjs';
import { fetchCases } from './fetchcases.mjs';
import { openAiCases } from './openaicases.mjs';
import { direct, gateway } from './sides.mjs';

const cases = { openai: openAiCases, anthropic: anthropicCases, fetch: fetchCases };
const [client, name] = process.argv.slice(2);
const [play, target, only] = cases[client][name];

const through = await play(gateway(target));
if (!only)
    assert.deepEqual(through, await play(direct), 'through the gateway it is not what it is directly');
process.stdout.write(JSON.stringify(through ?? null));
