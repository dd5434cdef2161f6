// SPDX-License-Identifier: EUPL-1.2
// Fails when a template or the list of categories names an icon that the sprite does not have.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// The icons that templates and the list of categories name.
function usedIcons(root) {
  const used = new Set();
  for (const file of readdirSync(join(root, 'src'), { recursive: true })) {
    if (String(file).endsWith('.html')) {
      const text = readFileSync(join(root, 'src', String(file)), 'utf8');
      for (const [, id] of text.matchAll(/\{\{ icon "([^"]+)" \}\}/g)) {
        used.add(id);
      }
    }
  }
  const [head, ...rows] = readFileSync(join(root, 'data/goods/categories.csv'), 'utf8').split('\n');
  const column = head.split(',').indexOf('icon');
  for (const row of rows) {
    // Only the names before the icon may hold commas, in quotes.
    const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
    used.add((cells[column] ?? '').replace(/,$/, ''));
  }
  used.delete('');
  return [...used].sort();
}

const drawn = new Set([
  ...Object.keys(JSON.parse(readFileSync(join(here, 'icons.json'), 'utf8'))),
  ...readdirSync(join(here, 'icons')).map((file) => basename(file, '.svg')),
]);
const used = usedIcons(join(here, '..'));
assert.ok(used.includes('search') && used.includes('teddy'));
assert.deepEqual(used.filter((id) => !drawn.has(id)), [], 'icons that are not in icons.json');
