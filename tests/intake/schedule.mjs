// SPDX-License-Identifier: EUPL-1.2
// One random schedule of two phones at one station, and what must be true in the end. It runs on the
// server of fake.mjs; tests/e2e/contract.test.mjs says the same to the program.
import assert from 'node:assert/strict';

import * as queue from '../../ui/js/intake-queue.js';
import { FakePhone, FakeServer, randomFrom, sha256 } from './fake.mjs';

export const CODES = ['7K4M2PXQ', '3F8H9QRA', 'ZZ4K7M2B', '5TBNW6CD'];
export const acts = {}; // how often each was chosen, over all schedules

// What must be true in the end, written down when a person does something.
class Model {
  constructor() {
    this.lots = new Map(); // uuid → { phone, pictures, body, undone }
    this.refused = new Set();
  }
}

async function act(schedule) {
  const { random, server, model, phones } = schedule;
  const phone = random.pick(phones);
  const what = random.pick(['save', 'save', 'save', 'undo', 'run', 'run', 'die', 'die between', 'late', 'cut', 'time',
    'sign', 'failing', 'refuse', 'wrong', 'clock', 'given', 'force']);
  acts[what] = (acts[what] ?? 0) + 1;
  switch (what) {
    case 'save': {
      const label = random.next() < 0.5 ? random.pick([...await phone.free(CODES), undefined]) : undefined;
      const saved = phone.save({ photos: random.below(3), label });
      model.lots.set(saved.uuid, { ...saved, phone, undone: false });
      break;
    }
    case 'wrong': {
      const saved = phone.save({ photos: random.below(2), count: 0 });
      model.lots.set(saved.uuid, { ...saved, phone, undone: false });
      break;
    }
    case 'refuse':
      model.refused.add(phone.save({ kind: 'refused' }).uuid);
      break;
    case 'undo': {
      const mine = [...model.lots.values()].filter((lot) => lot.phone === phone && !lot.undone);
      if (mine.length > 0) {
        const lot = random.pick(mine);
        lot.undone = true;
        await phone.undo(lot.uuid);
      }
      break;
    }
    case 'given': { // a shop is given a lot that has come: too late to undo
      const there = [...server.lots.keys()];
      if (there.length > 0) {
        server.give(random.pick(there));
      }
      break;
    }
    case 'run': await phone.run(); break;
    case 'force': await phone.run({ force: true }); break;
    case 'die': await phone.dieIn(random.below(4)); break;
    case 'die between': phone.start(); break;
    case 'late': phone.network.deliver(1 + random.below(3)); break;
    case 'cut': phone.network.cut = !phone.network.cut; break;
    case 'time': FakePhone.time += random.below(120_000); break;
    case 'clock': phone.skew += random.pick([-1, 1]) * random.below(400 * 86_400_000); break;
    case 'sign': server.signedIn = !server.signedIn; break;
    default: server.failing = !server.failing;
  }
}

// The network is good from here, the person has signed in, and what was delayed comes before, between or
// after.
async function settle({ server, phones, random }) {
  Object.assign(server, { signedIn: true, failing: false });
  for (let round = 0; round < 40; round++) {
    for (const phone of phones) {
      Object.assign(phone.network, { good: true, cut: false });
      phone.network.deliver(random.below(3));
      FakePhone.time += 700_000;
      assert.equal(await phone.run(), 'done');
      if (round > 2) {
        phone.network.deliver();
      }
    }
    const left = await Promise.all(phones.map(async (phone) => queue.waitingCount(await phone.store.all())));
    if (round > 4 && left.every((count) => count === 0)) {
      return;
    }
  }
  assert.fail('the queue does not get empty');
}

function checkPhotos(server, lot) {
  for (const picture of lot.pictures) {
    const photo = server.photos.get(picture.uuid);
    assert.ok(photo, `photo ${picture.uuid} came`);
    assert.equal(photo.lot, lot.uuid);
    assert.equal(photo.bad, picture.size === 0);
    assert.equal(sha256(photo.bytes), picture.sha256);
  }
}

async function checkEnd({ server, model, phones }) {
  const items = new Map();
  for (const phone of phones) {
    (await phone.store.all()).forEach((item) => items.set(item.uuid, item));
  }
  const expected = [...model.lots.values()].filter((lot) => !lot.undone || server.tooLate.has(lot.uuid));
  const there = [...server.lots.keys(), ...server.help.keys()];
  assert.deepEqual(there.sort(), expected.map(({ uuid }) => uuid).sort(), 'each lot once, and no other');
  assert.deepEqual([...server.refused.keys()].sort(), [...model.refused].sort());
  for (const lot of expected) {
    const item = items.get(lot.uuid);
    const wrong = lot.body.count < 1;
    const late = lot.undone;
    assert.ok(item, 'nothing leaves the phone before it is among the old');
    assert.equal(item.state, wrong ? 'help' : 'sent');
    assert.equal(item.undo, late ? 'late' : null);
    checkPhotos(server, lot);
    if (!wrong) {
      assert.equal(item.answer.code, server.lots.get(lot.uuid).code);
      assert.equal(item.answer.help === 'label', server.labelCases.has(lot.uuid));
    }
    const noPicture = lot.pictures.some(({ size }) => size === 0);
    const helped = wrong || late || noPicture || server.labelCases.has(lot.uuid);
    assert.equal(queue.needsHelp(item), helped, 'the pile has what needs a person and nothing else');
  }
  for (const lot of model.lots.values()) {
    if (!expected.includes(lot)) {
      assert.equal(items.get(lot.uuid)?.state ?? 'undone', 'undone');
      assert.ok(!server.lots.has(lot.uuid));
    }
  }
  const codes = [...server.lots.values()].map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length, 'no label is on two things');
}

// Resolves to { server, model, phones } as they stand in the end.
export async function runSchedule(seed) {
  const random = randomFrom(seed);
  const server = new FakeServer();
  const phones = [0, random.pick([-1, 1]) * random.below(9e10)].map((skew) => new FakePhone(server, random, skew));
  const schedule = { random, server, phones, model: new Model() };
  const length = 10 + random.below(40);
  for (let i = 0; i < length; i++) {
    await act(schedule);
  }
  await settle(schedule);
  await checkEnd(schedule);
  return schedule;
}
