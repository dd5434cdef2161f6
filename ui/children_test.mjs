// SPDX-License-Identifier: EUPL-1.2
// Fails when the sizes that the browser says for a child are not those of the server's tables.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { sizes, sizesOf } from './js/children.js';

const source = readFileSync(
  join(dirname(fileURLToPath(import.meta.url)), '../src/catalogue/catalogue_ages.c'), 'utf8');

// As catalogue_children.c writes them: "0:h50 1:h56 … 0:s15 … 120:".
function rows(name) {
  const [, table] = source.match(new RegExp(`${name}\\[\\w+\\] = \\{(.*?)\\n\\};`, 's'));
  return [...table.matchAll(/\{(\d+), (?:"(\w+)"|NULL)\}/g)].map(([, from, key]) => `${from}:${key ?? ''}`);
}

const body = rows('catalogue_growth_body');
const shoe = rows('catalogue_growth_shoe');
assert.equal(body.length, 22);
assert.equal(shoe.length, 23);
const growth = sizes([...body, ...shoe].join(' '));
const november = new Date(2026, 10, 30);
const fits = (born, now = november) => sizesOf({ born, size: '' }, growth, now);

assert.deepEqual(fits('2026-11'), ['h50', 's15']);
assert.deepEqual(fits('2026-10'), ['h56', 's15']);
assert.deepEqual(fits('2024-12'), ['h92', 's22']);
assert.deepEqual(fits('2024-11'), ['h98', 's23']);
assert.deepEqual(fits('2024-01'), ['h98', 's25']);
assert.deepEqual(fits('2024-01', new Date(2026, 11, 31)), ['h98', 's25']);
assert.deepEqual(fits('2024-01', new Date(2027, 0, 1)), ['h104', 's26']);
assert.deepEqual(fits('2016-12'), ['h140', 's36']);
assert.deepEqual(fits('2016-11'), ['h140']); // Ten years: no shoe size is told.
assert.deepEqual(fits('2009-01'), ['h176']);
assert.deepEqual(fits('2026-12'), []); // Not born yet.
assert.deepEqual(sizesOf({ born: '', size: 'h98' }, growth, november), ['h98']);
