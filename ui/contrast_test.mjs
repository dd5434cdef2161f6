// SPDX-License-Identifier: EUPL-1.2
// Fails when a text pair of tokens.json is under 4.5:1, a control edge under 3:1, or a pair of the
// station under 7:1; and when the measurement itself is wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ratio, tooWeak } from './contrast.mjs';

const tokens = JSON.parse(readFileSync(new URL('tokens.json', import.meta.url), 'utf8'));

assert.equal(ratio('#000000', '#FFFFFF'), 21);
assert.equal(ratio('#777777', '#777777'), 1);
// The two greys on either side of 4.5:1 on white, from the explanation of WCAG 1.4.3.
assert.ok(ratio('#767676', '#FFFFFF') >= 4.5);
assert.ok(ratio('#777777', '#FFFFFF') < 4.5);

const broken = structuredClone(tokens);
broken.colors.muted[0] = '#9A9A9A';
assert.ok(tooWeak(broken).some((weak) => weak.pair === 'muted on paper'));

const weak = tooWeak(tokens);
assert.deepEqual(weak, [], `under the contrast floor: ${JSON.stringify(weak)}`);
console.log(`contrast: ${tokens.text.length + tokens.edges.length} pairs in two schemes hold`);
