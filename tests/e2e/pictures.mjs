// SPDX-License-Identifier: EUPL-1.2
// A photo as a phone would send it, drawn here: a PNG of one grey with stripes, as a file to choose.
//
//   await page.locator('input[type=file]').setInputFiles(photo(90));     90: how light, 0 to 255
import { deflateSync } from 'node:zlib';

const SIDE = 480;

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => ~bytes.reduce((c, b) => table[(c ^ b) & 255] ^ (c >>> 8), ~0) >>> 0;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

export function photo(shade) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + SIDE * 3, shade);
  row[0] = 0;
  const stripe = Buffer.from(row).fill(200, 1);
  const rows = Buffer.concat(Array.from({ length: SIDE }, (_, y) => (y % 40 < 8 ? stripe : row)));
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name: 'photo.png', mimeType: 'image/png', buffer };
}
