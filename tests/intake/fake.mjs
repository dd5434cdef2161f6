// SPDX-License-Identifier: EUPL-1.2
// What schedule.mjs runs on: a server that keeps docs/intake.md and nothing more, a network that drops,
// delays and doubles, a phone's storage, and a phone. That the program answers as this server does is
// proved by tests/e2e/contract.test.mjs, from the journal.
import { createHash } from 'node:crypto';

import { newItem, undo, usedLabels } from '../../ui/js/intake-queue.js';
import { NoAnswer, PIECE, Sync } from '../../ui/js/intake-sync.js';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// Repeatable: mulberry32.
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const hex = (digits) => below(16 ** digits).toString(16).padStart(digits, '0');
  return {
    next,
    below,
    pick: (list) => list[below(list.length)],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`,
  };
}

// A JPEG of 64 × 64 grey pixels; every block is two bits, and the tables have one code each.
const marker = (kind, ...rest) => Buffer.from([0xff, kind, 0, rest.length + 2, ...rest]);
const oneCode = (which, symbol) => marker(0xc4, which, 1, ...new Array(15).fill(0), symbol);
const GREY = [
  marker(0xdb, 0, ...new Array(64).fill(1)), marker(0xc0, 8, 0, 64, 0, 64, 1, 1, 0x11, 0),
  oneCode(0x00, 0), oneCode(0x10, 0), marker(0xda, 1, 1, 0, 0, 63, 0), Buffer.alloc(16), Buffer.from([0xff, 0xd9]),
];
const COMMENT_MOST = 60_000;

// A picture that anybody can read, of `size` bytes, filled up with comments of `fill`; 0: no bytes.
function pictureOf(size, fill) {
  if (size === 0) {
    return Buffer.alloc(0);
  }
  const parts = [Buffer.from([0xff, 0xd8])];
  for (let left = size - 2 - Buffer.concat(GREY).length; left > 0;) {
    const long = left > COMMENT_MOST + 4 ? COMMENT_MOST : left;
    parts.push(Buffer.from([0xff, 0xfe, (long - 2) >> 8, (long - 2) & 255]), Buffer.alloc(long - 4, fill));
    left -= long;
  }
  return Buffer.concat([...parts, ...GREY]);
}

export class FakeServer {
  constructor() {
    this.journal = []; // { request, signedIn, answer } and { given: uuid }, as they came
    this.lots = new Map(); // uuid → { body, code, received }
    this.undone = new Set(); // before they came
    this.takenBack = new Map(); // after they came; uuid → as in lots
    this.help = new Map(); // uuid → body
    this.labels = new Map(); // code → uuid
    this.labelCases = new Set();
    this.photos = new Map(); // uuid → { lot, n, size, sha256, bytes, done, bad }
    this.refused = new Map();
    this.signedIn = true;
    this.failing = false;
    this.fresh = 0;
    this.tooLate = new Set(); // lots that a shop has been given
  }

  handle(request) {
    if (this.failing) {
      return { status: 503, body: { code: 'BUSY' } };
    }
    const { signedIn } = this;
    const answer = signedIn ? this.answer(request) : { status: 401, body: { code: 'UNAUTHENTICATED' } };
    this.journal.push({ request, signedIn, answer });
    return answer;
  }

  // A shop is given a lot that has come: too late to undo it.
  give(uuid) {
    if (!this.tooLate.has(uuid)) {
      this.tooLate.add(uuid);
      this.journal.push({ given: uuid });
    }
  }

  answer({ method, path, query, json, bytes }) {
    const parts = path.split('/').slice(1);
    if (parts[0] === 'photo') {
      return method === 'HEAD' ? this.head(parts[1]) : this.put(parts[1], query, bytes);
    }
    if (parts[1] === 'refused') {
      const isNew = !this.refused.has(json.uuid);
      this.refused.set(json.uuid, json);
      return { status: isNew ? 201 : 200, body: { counted: true } };
    }
    return parts[3] === 'undo' ? this.undo(parts[2]) : this.lot(structuredClone(json));
  }

  lot(body) {
    const { uuid } = body;
    if (this.undone.has(uuid)) {
      return { status: 409, body: { code: 'UNDONE' } };
    }
    if (this.help.has(uuid)) {
      return { status: 422, body: { code: 'HELP', errors: [], help: `case-${uuid}` } };
    }
    if (this.lots.has(uuid) || this.takenBack.has(uuid)) {
      return { status: 200, body: this.receipt(uuid) };
    }
    if (body.count < 1) {
      this.help.set(uuid, body);
      return { status: 422, body: { code: 'HELP', errors: [{ field: 'count' }], help: `case-${uuid}` } };
    }
    let code = body.label;
    if (code === undefined || this.labels.has(code)) {
      if (code !== undefined) {
        this.labelCases.add(uuid);
      }
      code = `FRESH${String(++this.fresh).padStart(3, '0')}`;
    }
    this.labels.set(code, uuid);
    this.lots.set(uuid, { body, code });
    return { status: 201, body: this.receipt(uuid) };
  }

  receipt(uuid) {
    const { code } = this.lots.get(uuid) ?? this.takenBack.get(uuid);
    return { id: `id-${uuid}`, code, name: 'Ting', ...(this.labelCases.has(uuid) ? { help: 'label' } : {}) };
  }

  undo(uuid) {
    if (this.tooLate.has(uuid)) {
      return { status: 409, body: { code: 'CONFLICT', title: 'too late' } };
    }
    if (this.lots.has(uuid)) {
      this.takenBack.set(uuid, this.lots.get(uuid));
      this.lots.delete(uuid);
    } else if (!this.takenBack.has(uuid)) {
      this.help.delete(uuid);
      this.undone.add(uuid);
    }
    return { status: 200, body: { undone: true } };
  }

  head(uuid) {
    const photo = this.photos.get(uuid);
    return { status: 200, body: null, have: photo?.bytes.length ?? 0, done: photo?.done ?? false };
  }

  put(uuid, { lot, n, offset, size, sha256: hash }, piece) {
    let photo = this.photos.get(uuid);
    const same = photo?.lot === lot && photo.n === n && photo.size === size && photo.sha256 === hash;
    if (!same) {
      if (photo !== undefined || offset !== 0) {
        this.photos.delete(uuid);
        return { status: 409, body: { code: 'OFFSET', have: 0 } };
      }
      photo = { lot, n, size, sha256: hash, bytes: Buffer.alloc(0), done: false, bad: false };
      this.photos.set(uuid, photo);
    }
    if (photo.bad) {
      return { status: 422, body: { code: 'HELP', errors: [], help: `photo-${uuid}` } };
    }
    if (offset > photo.bytes.length) {
      return { status: 409, body: { code: 'OFFSET', have: photo.bytes.length } };
    }
    const from = photo.bytes.length - offset;
    photo.bytes = Buffer.concat([photo.bytes, Buffer.from(piece).subarray(from)]);
    return this.judge(uuid, photo);
  }

  judge(uuid, photo) {
    if (photo.bytes.length < photo.size) {
      return { status: 200, body: { have: photo.bytes.length, done: false } };
    }
    if (sha256(photo.bytes) !== photo.sha256) {
      this.photos.delete(uuid);
      return { status: 422, body: { code: 'HASH', have: 0 } };
    }
    if (photo.size === 0) {
      photo.bad = true;
      return { status: 422, body: { code: 'HELP', errors: [], help: `photo-${uuid}` } };
    }
    photo.done = true;
    return { status: 200, body: { have: photo.size, done: true } };
  }
}

// Between one phone and the server. What is delayed comes when `deliver` is called, after its phone has
// given up; what is doubled comes once more then.
export class FakeNetwork {
  constructor(server, random) {
    Object.assign(this, { server, random, late: [], good: false, cut: false, afterwards: null });
  }

  async send(request) {
    if (this.cut) {
      throw new NoAnswer('no network');
    }
    const bad = this.good ? 1 : this.random.next();
    if (bad < 0.08) {
      throw new NoAnswer('dropped on its way');
    }
    if (bad < 0.16) {
      this.late.push(request);
      throw new NoAnswer('delayed');
    }
    if (bad < 0.24) {
      this.late.push(request); // and now too
    }
    if (bad >= 0.24 && bad < 0.28 && request.bytes?.length > 0) {
      const broken = Buffer.from(request.bytes);
      broken[0] ^= 1;
      request = { ...request, bytes: broken };
    }
    const answer = structuredClone(this.server.handle(request));
    if (this.afterwards !== null) {
      this.afterwards(); // the phone dies with the answer under way
    }
    if (bad >= 0.28 && bad < 0.36) {
      throw new NoAnswer('the answer was dropped');
    }
    return answer;
  }

  deliver(most = Infinity) {
    for (let i = 0; i < most && this.late.length > 0; i++) {
      const [request] = this.late.splice(this.random.below(this.late.length), 1);
      this.server.handle(request);
    }
  }
}

// What stays when a phone dies: copies, as IndexedDB makes them.
export class FakeStore {
  constructor() {
    this.items = new Map();
    this.photos = new Map();
  }

  async all() {
    return structuredClone([...this.items.values()]);
  }

  async update(uuid, change) {
    if (this.items.has(uuid)) {
      this.items.set(uuid, structuredClone(change(structuredClone(this.items.get(uuid)))));
    }
  }

  async bytes(uuid) {
    return this.photos.get(uuid);
  }

  async remove(uuids) {
    for (const uuid of uuids) {
      this.items.get(uuid)?.photos.forEach((photo) => this.photos.delete(photo.uuid));
      this.items.delete(uuid);
    }
  }

  add(item, photos) {
    this.items.set(item.uuid, structuredClone(item));
    photos.forEach(({ uuid, bytes }) => this.photos.set(uuid, bytes));
  }
}

class Died extends Error {}

export class FakePhone {
  constructor(server, random, skew) {
    this.store = new FakeStore();
    this.network = new FakeNetwork(server, random);
    this.random = random;
    this.skew = skew; // ms that its clock is wrong by
    this.start();
  }

  // After dying: everything but what is stored is gone.
  start() {
    this.network.afterwards = null;
    this.sync = new Sync({
      store: this.store, send: (request) => this.network.send(request), now: () => this.now(),
    });
  }

  now() {
    return FakePhone.time + this.skew;
  }

  save({ photos = 0, label, count = 1, kind = 'lot' } = {}) {
    const pictures = Array.from({ length: photos }, () => {
      const size = this.random.pick([0, 700, PIECE, PIECE + 9, 2 * PIECE + 1]);
      const bytes = pictureOf(size, this.random.below(256));
      return { uuid: this.random.uuid(), size, bytes, sha256: sha256(bytes) };
    });
    const body = { uuid: this.random.uuid(), taken_ms: this.now(), category: 10000, ...(kind === 'lot' && { state: 1, count }) };
    if (label !== undefined) {
      body.label = label;
    }
    if (photos > 0) {
      body.photos = pictures.map(({ uuid }) => uuid);
    }
    this.store.add(newItem(kind, body, pictures, this.now()), pictures);
    return { uuid: body.uuid, pictures, body };
  }

  async undo(uuid) {
    await this.store.update(uuid, undo);
  }

  async run(options) {
    return this.sync.run(options);
  }

  // Sends, and dies in the middle of it: after that many answers, before it could keep the last.
  async dieIn(answers) {
    let left = answers;
    this.network.afterwards = () => {
      left -= 1;
      if (left < 0) {
        throw new Died();
      }
    };
    try {
      await this.run();
    } catch (error) {
      if (!(error instanceof Died)) {
        throw error;
      }
    }
    this.start();
  }

  async free(codes) {
    const used = usedLabels(await this.store.all());
    return codes.filter((code) => !used.has(code));
  }
}
FakePhone.time = Date.UTC(2026, 10, 30, 8);
