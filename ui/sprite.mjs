// SPDX-License-Identifier: EUPL-1.2
// One SVG with a <symbol> for each icon of icons.json (from Aksel) and each own drawing in icons/.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

// A hundredth of a 24-unit box is well under a pixel at any size we draw.
function round(path) {
  return path.replace(/-?\d*\.\d{3,}/g, (number, at) => {
    const short = String(Number(Number(number).toFixed(2)));
    // Without its sign or point a number would run into the one before it.
    return /[\d.]/.test(path[at - 1] ?? '') && !short.startsWith('-') ? ` ${short}` : short;
  });
}

function symbol(id, svg) {
  const box = /viewBox="([^"]+)"/.exec(svg)[1];
  const body = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/ clip-rule="evenodd"| fill="currentColor"/g, '')
    .replace(/ d="([^"]+)"/g, (_, path) => ` d="${round(path)}"`);
  return `<symbol id="${id}" viewBox="${box}" fill="currentColor">${body}</symbol>`;
}

export function sprite(icons, modules, own) {
  const symbols = Object.entries(icons).map(([id, name]) =>
    symbol(id, readFileSync(join(modules, '@navikt/aksel-icons/dist/svg', `${name}.svg`), 'utf8')),
  );
  for (const file of readdirSync(own).sort()) {
    symbols.push(symbol(basename(file, '.svg'), readFileSync(join(own, file), 'utf8')));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}
