// SPDX-License-Identifier: EUPL-1.2
// Contrast of the colours in tokens.json: WCAG 2 ratio, and the pairs that fall under the floor.

function channel(value) {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

export function luminance(hex) {
  const number = Number.parseInt(hex.slice(1), 16);
  return (
    0.2126 * channel(number >> 16) +
    0.7152 * channel((number >> 8) & 255) +
    0.0722 * channel(number & 255)
  );
}

export function ratio(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

// Each pair under its floor as {scheme, pair, ratio, floor}; empty when all is well.
export function tooWeak(tokens) {
  const found = [];
  const check = (scheme, names, a, b, floor) => {
    const value = ratio(a, b);
    if (value < floor) {
      found.push({ scheme, pair: names.join(' on '), ratio: value.toFixed(2), floor });
    }
  };
  for (const [index, scheme] of ['light', 'dark'].entries()) {
    for (const [kind, floor] of [['text', 4.5], ['edges', 3]]) {
      for (const [front, back] of tokens[kind]) {
        check(scheme, [front, back], tokens.colors[front][index], tokens.colors[back][index], floor);
      }
    }
  }
  for (const [front, back] of tokens.station_text) {
    check('station', [front, back], tokens.station[front], tokens.station[back], 7);
  }
  return found;
}
