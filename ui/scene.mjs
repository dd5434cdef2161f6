// SPDX-License-Identifier: EUPL-1.2
// One drawn thing on a backdrop as an SVG, put together as demo/pictures/ORIGIN.txt says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function scene(pictures, { object, backdrop, shadow = 0, crop = '0 0 400 500' }) {
  const part = (path) => readFileSync(join(pictures, path), 'utf8');
  const ground = shadow === 0 ? '' :
    `<ellipse cx="212" cy="441" rx="${1.08 * shadow}" ry="17" fill="#24160a" opacity=".36" filter="url(#b)"/>` +
    `<ellipse cx="206" cy="441" rx="${0.86 * shadow}" ry="7" fill="#24160a" opacity=".3" filter="url(#b)"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${crop}" preserveAspectRatio="xMidYMid slice">` +
    part('defs.svg.txt') + part(`backdrops/${backdrop}.svg.txt`) + ground +
    part(`objects/${object}.svg.txt`) +
    '<rect width="400" height="500" fill="url(#vig)"/></svg>'
  );
}
