// SPDX-License-Identifier: EUPL-1.2
// Numbers for ids and names: a hash table over bytes that stay where they are in canonical.txt.
import { compareBytes, textAt } from './bytes.mjs';

function hash(bytes, from, to) {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) {
    h = Math.imul(h ^ bytes[i], 0x01000193);
  }
  // Without this, the low bits of ids that differ in the last digit would lie side by side.
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) >>> 7;
}

export class Ids {
  // At most `capacity` different ones; bytes holds the text of each.
  constructor(bytes, capacity) {
    let slots = 8;
    while (slots < 2 * capacity) {
      slots *= 2;
    }
    this.bytes = bytes;
    this.mask = slots - 1;
    this.table = new Int32Array(slots);
    this.starts = new Uint32Array(capacity);
    this.lengths = new Uint8Array(capacity);
    this.count = 0;
    this.last = 0;
  }

  isAt(number, bytes, from, to) {
    const start = this.starts[number];
    return compareBytes(bytes, from, to, this.bytes, start, start + this.lengths[number]) === 0;
  }

  slot(bytes, from, to) {
    let slot = hash(bytes, from, to) & this.mask;
    for (; this.table[slot] !== 0; slot = (slot + 1) & this.mask) {
      if (this.isAt(this.table[slot] - 1, bytes, from, to)) {
        break;
      }
    }
    return slot;
  }

  // The number of a known text; -1 for another. Rows that follow each other often name the same.
  find(bytes, from, to) {
    if (this.last < this.count && this.isAt(this.last, bytes, from, to)) {
      return this.last;
    }
    const number = this.table[this.slot(bytes, from, to)] - 1;
    if (number >= 0) {
      this.last = number;
    }
    return number;
  }

  // The number of the text, a new one if it is new; it is at most 255 bytes long.
  intern(from, to) {
    const slot = this.slot(this.bytes, from, to);
    if (this.table[slot] === 0) {
      this.starts[this.count] = from;
      this.lengths[this.count] = to - from;
      this.count += 1;
      this.table[slot] = this.count;
    }
    return this.table[slot] - 1;
  }

  text(number) {
    const start = this.starts[number];
    return textAt(this.bytes, start, start + this.lengths[number]);
  }

  compare(a, b) {
    const { bytes, starts, lengths } = this;
    return compareBytes(bytes, starts[a], starts[a] + lengths[a],
      bytes, starts[b], starts[b] + lengths[b]);
  }
}
