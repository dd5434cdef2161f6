// SPDX-License-Identifier: EUPL-1.2
// Turns the colours of tokens.json into custom properties: light, dark, and by the reader's choice.

function block(colors, index) {
  return Object.entries(colors)
    .map(([name, pair]) => `--ob-${name}:${pair[index]};`)
    .join('');
}

export function colorCss({ colors, station }) {
  const light = `color-scheme:light;${block(colors, 0)}`;
  const dark = `color-scheme:dark;${block(colors, 1)}`;
  const ours = Object.entries(station)
    .map(([name, color]) => `--ob-station-${name}:${color};`)
    .join('');
  return (
    `:root{${light}${ours}}` +
    `[data-color-scheme=dark]{${dark}}` +
    `@media screen and (prefers-color-scheme:dark){[data-color-scheme=auto]{${dark}}}`
  );
}
