// SPDX-License-Identifier: EUPL-1.2
// SHA-256 (FIPS 180-4) over bytes, without waiting: the same code in Node and the browser, where
// crypto.subtle is asynchronous and missing on pages without https.

const CONSTANTS = new Int32Array(64);
const START = new Int32Array(8);

// The first 32 bits of the fractional part, from the first 64 primes.
function fillConstants() {
  const bits = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  const primes = [];
  for (let n = 2; primes.length < 64; n++) {
    if (primes.every((prime) => n % prime !== 0)) {
      primes.push(n);
    }
  }
  primes.forEach((prime, i) => {
    CONSTANTS[i] = bits(Math.cbrt(prime));
    if (i < 8) {
      START[i] = bits(Math.sqrt(prime));
    }
  });
}

fillConstants();

const schedule = new Int32Array(64);

function compress(state, bytes, at) {
  const w = schedule;
  for (let i = 0; i < 16; i++, at += 4) {
    w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  // Taken one by one: destructuring would go through an iterator, four times as slow.
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + CONSTANTS[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

// new Sha256().update(bytes).update(more).hex(); words() and hex() end it.
export class Sha256 {
  constructor() {
    this.state = Int32Array.from(START);
    this.block = new Uint8Array(64);
    this.reset();
  }

  reset() {
    this.state.set(START);
    this.filled = 0;
    this.length = 0;
    return this;
  }

  update(bytes, from = 0, to = bytes.length) {
    this.length += to - from;
    while (from < to) {
      if (this.filled === 0 && to - from >= 64) {
        compress(this.state, bytes, from);
        from += 64;
        continue;
      }
      this.block[this.filled++] = bytes[from++];
      if (this.filled === 64) {
        compress(this.state, this.block, 0);
        this.filled = 0;
      }
    }
    return this;
  }

  // The eight words of the digest, signed; valid until the next reset.
  words() {
    const { block, length } = this;
    block[this.filled++] = 0x80;
    if (this.filled > 56) {
      block.fill(0, this.filled);
      compress(this.state, block, 0);
      this.filled = 0;
    }
    block.fill(0, this.filled);
    const view = new DataView(block.buffer);
    view.setUint32(56, Math.floor(length / 2 ** 29));
    view.setUint32(60, (length * 8) >>> 0);
    compress(this.state, block, 0);
    return this.state;
  }

  hex() {
    return hexOfWords(this.words(), 0);
  }
}

export function hexOfWords(words, at) {
  let hex = '';
  for (let i = at; i < at + 8; i++) {
    hex += (words[i] >>> 0).toString(16).padStart(8, '0');
  }
  return hex;
}

export function sha256Hex(bytes) {
  return new Sha256().update(bytes).hex();
}
