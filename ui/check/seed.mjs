// SPDX-License-Identifier: EUPL-1.2
// Commitment, seed, tickets and the order of the lots.
import { bytesOf } from './bytes.mjs';
import { Sha256, hexOfWords, sha256Hex } from './sha256.mjs';

const CHUNK = 1 << 20;

// The fingerprint of canonical.txt, hexadecimal; yields how far it is.
export function* commitmentOf(bytes) {
  const sha = new Sha256();
  for (let from = 0; from < bytes.length; from += CHUNK) {
    sha.update(bytes, from, Math.min(from + CHUNK, bytes.length));
    yield from / bytes.length;
  }
  return sha.hex();
}

export function seedOf(commitment, round, randomness) {
  return sha256Hex(new TextEncoder().encode(`LSX1\n${commitment}\n${round}\n${randomness}\n`));
}

export function bytesOfHex(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

// The digests of all ids, eight words each, as order keys of that kind ('tenant' or 'lot').
function* digests(seed, kind, ids) {
  const words = new Uint32Array(8 * ids.count);
  const beginning = new TextEncoder().encode(`${seed}\n${kind}\n`);
  const end = bytesOf('\n');
  const sha = new Sha256();
  for (let i = 0; i < ids.count; i++) {
    sha.reset().update(beginning).update(ids.bytes, ids.starts[i], ids.starts[i] + ids.lengths[i]);
    words.set(sha.update(end).words(), 8 * i);
    if (i % 4096 === 0) {
      yield i / ids.count;
    }
  }
  return words;
}

// Numbers 0, 1, … by the digests, equal ones by id. Hexadecimal text and words sort alike.
function ranksOf(words, count) {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => {
    for (let i = 0; i < 8; i++) {
      const difference = words[8 * a + i] - words[8 * b + i];
      if (difference !== 0) {
        return difference;
      }
    }
    return a - b;
  });
  const rank = new Int32Array(count);
  order.forEach((item, i) => {
    rank[item] = i;
  });
  return { rank, order };
}

// { ticket(tenant) as text, ticketWords, ticketRank[tenant], lotRank[lot], lotOrder[rank] }
export function* ordersOf(seed, draw) {
  const ticketWords = yield* digests(seed, 'tenant', draw.tenants.ids);
  const lotWords = yield* digests(seed, 'lot', draw.lots.ids);
  const byLot = ranksOf(lotWords, draw.lots.count);
  return {
    ticketWords,
    ticket: (tenant) => hexOfWords(ticketWords, 8 * tenant),
    ticketRank: ranksOf(ticketWords, draw.tenants.count).rank,
    lotRank: byLot.rank,
    lotOrder: byLot.order,
  };
}
