#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// The intake app's rules: the queue under 1000 random schedules of two phones at one station against a
// model (schedule.mjs), labels, scales. Prints TAP. OMBRUK_INTAKE_SCHEDULES and OMBRUK_INTAKE_SEED choose
// others.
import assert from 'node:assert/strict';

import { Data } from '../../ui/js/intake-data.js';
import * as queue from '../../ui/js/intake-queue.js';
import { readLabel } from '../../ui/js/intake-labels.js';
import { Decoder, SETTINGS, Scale, Steady, readLine } from '../../ui/js/intake-scale.js';
import { acts, runSchedule } from './schedule.mjs';

let number = 0;
let failed = 0;

async function test(name, body) {
  number += 1;
  try {
    await body();
    console.log(`ok ${number} - ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${number} - ${name}\n${String(error.stack).replace(/^/gm, '# ')}`);
  }
}

/* ---- schedules ------------------------------------------------------------------------------- */

const schedules = Number(process.env.OMBRUK_INTAKE_SCHEDULES ?? 1000);
const firstSeed = Number(process.env.OMBRUK_INTAKE_SEED ?? 1);
await test(`${schedules} schedules of two phones end as the model says`, async () => {
  const seen = { lots: 0, undone: 0, takenBack: 0, late: 0, labels: 0, photos: 0, help: 0, refused: 0 };
  for (let seed = firstSeed; seed < firstSeed + schedules; seed++) {
    try {
      const { server, model } = await runSchedule(seed);
      const lots = [...model.lots.values()];
      seen.lots += lots.length;
      seen.undone += server.undone.size;
      seen.takenBack += server.takenBack.size;
      seen.late += lots.filter((lot) => lot.undone && server.tooLate.has(lot.uuid)).length;
      seen.labels += server.labelCases.size;
      seen.photos += server.photos.size;
      seen.help += server.help.size;
      seen.refused += server.refused.size;
    } catch (error) {
      error.message = `seed ${seed}: ${error.message}`;
      throw error;
    }
  }
  console.log(`# ${JSON.stringify(seen)}`);
  console.log(`# ${JSON.stringify(acts)}`);
  // Schedules in which nothing of it happens would prove nothing.
  if (schedules >= 1000) {
    Object.entries(seen).forEach(([what, count]) => assert.ok(count > 50, `${what}: only ${count}`));
  }
});

/* ---- the stop list -------------------------------------------------------------------------- */

await test('a rule is found from what is below it, and shown from what is above it', () => {
  const tree = [{ id: 1, parent: 0 }, { id: 2, parent: 1 }, { id: 3, parent: 2 }, { id: 4, parent: 1 }, { id: 9, parent: 0 }];
  const rule = (id, category) => ({ id, category });
  const data = new Data({ data: { tree, rules: [rule('a', 2), rule('b', 4), rule('c', 4)] } });
  assert.equal(data.rule(3).id, 'a');
  assert.equal(data.rule(1), null);
  assert.deepEqual(data.rulesBelow(1).map(({ id }) => id), ['a', 'b']);
  assert.deepEqual(data.rulesBelow(3), []); // it has one itself, and is asked
  assert.deepEqual(data.rulesBelow(9), []);
  assert.deepEqual(data.rulesBelow(null), []);
});

/* ---- the queue, case by case ----------------------------------------------------------------- */

const item = (more = {}) => ({ ...queue.newItem('lot', { uuid: 'a', count: 1 }, [], 1000), ...more });
const photo = { uuid: 'p', size: 5, sha256: 'x' };

await test('what never left the phone is undone without network', () => {
  const undone = queue.undo(item());
  assert.equal(undone.state, 'undone');
  assert.equal(queue.nextStep([undone], 2000), null);
});

await test('what may have left the phone is undone by the server, before anything else is sent', () => {
  const wanted = queue.undo(queue.tried(item()));
  const other = { ...item(), uuid: 'b', made_ms: 1 };
  assert.deepEqual(queue.nextStep([other, wanted], 2000), { step: 'undo', item: wanted });
});

await test('records go before photos, and the oldest first', () => {
  const sent = { ...queue.newItem('lot', { uuid: 'a' }, [photo], 1), state: 'sent' };
  const young = { ...item(), uuid: 'c', made_ms: 9 };
  const old = { ...item(), uuid: 'b', made_ms: 5 };
  assert.equal(queue.nextStep([sent, young, old], 10).item.uuid, 'b');
  assert.equal(queue.nextStep([sent], 10).step, 'photo');
});

await test('signing in is asked for and nothing changes', () => {
  const tried = queue.tried(item());
  const answer = { status: 401, body: { code: 'UNAUTHENTICATED' } };
  assert.equal(queue.stopOf(answer), 'sign-in');
  assert.equal(queue.stopOf({ status: 401, body: { code: 'DEVICE' } }), 'device');
  assert.equal(queue.answered(tried, { step: 'lot' }, answer, 5), tried);
});

await test('a server that fails is tried later each time, and a clock set back does not make it wait for days', () => {
  let one = item();
  const waits = [];
  for (let i = 0; i < 7; i++) {
    one = queue.answered(one, { step: 'lot' }, { status: 500 }, 0);
    waits.push(one.next_ms);
  }
  assert.deepEqual(waits, [30, 60, 120, 240, 480, 600, 600].map((s) => s * 1000));
  assert.equal(queue.nextStep([one], 1000), null);
  assert.equal(queue.nextStep([one], -86_400_000).item, one);
});

await test('no refusal is dropped: the server keeps it in its pile, or the phone does', () => {
  const helped = queue.answered(item(), { step: 'lot' }, { status: 422, body: { code: 'HELP', help: 'h' } }, 5);
  const stuck = queue.answered(item(), { step: 'lot' }, { status: 422, body: { code: 'INVALID', title: 'No' } }, 5);
  assert.deepEqual([helped.state, stuck.state], ['help', 'stuck']);
  assert.ok(queue.needsHelp(helped) && queue.needsHelp(stuck));
  assert.ok(!queue.needsHelp({ ...helped, seen: true }));
  assert.ok(queue.needsHelp({ ...stuck, seen: true }), 'only the phone has it: seeing it is not enough');
  assert.equal(queue.tryAgain(stuck, { count: 2 }).body.count, 2);
  assert.equal(queue.nextStep([queue.tryAgain(stuck)], 10).step, 'lot');
});

await test('only what is finished and old may leave the phone', () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ ...item(), uuid: String(at), made_ms: at, state: 'sent' }));
  many[0].state = 'help';
  many[1].state = 'waiting';
  many[2].state = 'stuck';
  const left = queue.removable(many);
  assert.equal(left.length, 7);
  assert.ok(!['0', '1', '2'].some((uuid) => left.includes(uuid)));
});

await test('a photo that never gets further is not sent for ever', () => {
  let one = { ...queue.newItem('lot', { uuid: 'a' }, [photo], 1), state: 'sent' };
  for (let i = 0; i < 20 && queue.nextStep([one], 10) !== null; i++) {
    one = queue.answered(one, queue.nextStep([one], 10), { status: 409, body: { code: 'OFFSET', have: 0 } }, 10);
  }
  assert.equal(one.photos[0].state, 'stuck');
  assert.ok(queue.needsHelp(one));
  assert.equal(queue.tryAgain(one).photos[0].state, 'waiting');
});

/* ---- labels ---------------------------------------------------------------------------------- */

const rolls = [{ id: '1', codes: ['7K4M2PXB', '2345678Y'] }, { id: '2', codes: ['99999992'] }];

await test('labels are read as they are printed, scanned and typed', () => {
  const none = new Set();
  assert.deepEqual(readLabel('678y', rolls, none), { code: '2345678Y' });
  assert.deepEqual(readLabel(' 67 8Y', rolls, none), { code: '2345678Y' });
  assert.equal(readLabel('ABCD', rolls, none).why, 'unknown');
  assert.equal(readLabel('', rolls, none).why, 'empty');
  assert.equal(readLabel('ABC', rolls, none).why, 'short');
  assert.equal(readLabel('ABCDEFGHJ', rolls, none).why, 'long');
  assert.deepEqual(readLabel('7K4O', rolls, none), { why: 'sign', sign: 'O' });
  assert.equal(readLabel('678Y', rolls, new Set(['2345678Y'])).why, 'taken');
  assert.equal(readLabel('678Y', [], new Set(['2345678Y'])).why, 'taken');
});

await test('a wrong sign and two signs swapped are caught by the check character', () => {
  const valid = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'.split('').map((sign) => `2K4M3P9${sign}`)
    .filter((code) => readLabel(code, [], new Set()).code !== undefined);
  assert.equal(valid.length, 1);
  const [code] = valid;
  assert.equal(readLabel(`https://ombruk.example/ting/${code}?x=1`, [], new Set()).code, code);
  assert.equal(readLabel(`${code.slice(0, 4)}-${code.slice(4)}`, [], new Set()).code, code);
  assert.equal(readLabel(`3${code.slice(1)}`, [], new Set()).why, 'check');
  assert.equal(readLabel(`${code[1]}${code[0]}${code.slice(2)}`, [], new Set()).why, 'check');
});

/* ---- scales ---------------------------------------------------------------------------------- */

await test('scales of the common makers are understood', () => {
  const lines = [
    ['S S     12.345 kg', 12345, true], ['S D      0.200 kg', 200, false], ['S I', null, false],
    ['S S   -  1.5 kg', -1500, true], ['ST,GS,+  12.34kg', 12340, true], ['US,GS,+  12.30kg', 12300, false],
    ['ST,NT,01,@,+0012.34 kg', 12340, true], ['OL,GS,        kg', null, false], ['ST,+0001.234 kg', 1234, true],
    ['US,+0001.20 kg', 1200, false], ['OL,+9999999E+19', null, false], ['      5.60 kg', 5600, true],
    ['  5,60 kg ?', 5600, false], ['+    350 g', 350, true], ['   2.205 lb', 1000, true],
    ['       1.2', null, false], ['Error 2', null, false], ['-------', null, false],
  ];
  for (const [line, g, steady] of lines) {
    assert.deepEqual(readLine(line), { g, steady }, line);
  }
  for (const noise of ['', 'hello', 'S S', '12.3.4 kg', 'kg', 'ST,GS,+12.3', '\u0000\u0007']) {
    assert.equal(readLine(noise)?.g ?? null, noise === 'ST,GS,+12.3' ? 12300 : null, noise);
  }
});

await test('bytes are cut into readings wherever they are broken', () => {
  const bytes = Buffer.from('S D 1.0 kg\r\nS S 1.25 kg\r\n\x02garbage');
  for (let at = 0; at <= bytes.length; at++) {
    const decoder = new Decoder();
    const readings = [...decoder.push(bytes.subarray(0, at)), ...decoder.push(bytes.subarray(at))];
    assert.deepEqual(readings, [{ g: 1000, steady: false }, { g: 1250, steady: true }]);
  }
  const decoder = new Decoder();
  assert.deepEqual(decoder.push(Buffer.alloc(10_000, 65)), []);
  assert.deepEqual(decoder.push(Buffer.from('\rS S 2 kg\r')), [{ g: 2000, steady: true }]);
});

await test('the binary output of Mettler-Toledo is understood', () => {
  const frame = (a, b, weight) => Buffer.from([2, a, b, 0x20, ...Buffer.from(weight), ...Buffer.from('000000'), 13]);
  assert.deepEqual(new Decoder().push(frame(0x20 | 4, 0x30, '  1234')), [{ g: 12340, steady: true }]);
  assert.deepEqual(new Decoder().push(frame(0x20 | 5, 0x38, ' 12345')), [{ g: 12345, steady: false }]);
  assert.deepEqual(new Decoder().push(frame(0x20 | 4, 0x32, '   100')), [{ g: -1000, steady: true }]);
  assert.deepEqual(new Decoder().push(frame(0x20 | 4, 0x34, '  1234')), [{ g: null, steady: false }]);
});

await test('only a weight that is steady and said twice is kept', () => {
  const steady = new Steady();
  const kept = [[1000, true], [1200, true], [1200, false], [1200, true], [1200, true], [0, true], [0, true]]
    .map(([g, is]) => steady.push({ g, steady: is }));
  assert.deepEqual(kept, [null, null, null, null, 1200, null, null]);
});

// A serial port with a scale behind it that answers `asked` with `says`, at one setting only.
function fakePort({ setting, asked = null, says, lines = 3, dies = false }) {
  const port = {
    opened: [],
    async open(options) {
      this.opened.push(options.baudRate);
      const right = options.baudRate === setting;
      let controller;
      let left = lines;
      const tell = () => {
        if (left-- > 0) {
          controller.enqueue(Buffer.from(right ? says : '\u007e\u0015\u0003'));
        } else if (dies && right) {
          controller.error(new Error('unplugged'));
        }
      };
      this.readable = new ReadableStream({
        start: (one) => (controller = one),
        pull: () => (asked === null ? tell() : undefined),
      });
      this.writable = new WritableStream({
        write: (bytes) => (asked !== null && Buffer.from(bytes).toString() === asked ? tell() : undefined),
      });
    },
    async close() {},
  };
  return port;
}

async function weighed(options, enough) {
  const readings = [];
  const port = fakePort(options);
  let lost = null;
  const scale = new Scale(port, {
    onReading: (reading) => {
      readings.push(reading);
      if (readings.length === enough) {
        scale.close();
      }
    },
    onLost: (error) => (lost = error),
    wait: () => new Promise((wake) => setTimeout(wake, 1)),
  });
  await scale.open();
  return { readings, lost, opened: port.opened };
}

await test('a scale is found at its speed, asked in its words, and missed when it is unplugged', async () => {
  const talks = await weighed({ setting: SETTINGS[0].baudRate, says: 'ST,GS,+  3.50kg\r\n' }, 2);
  assert.deepEqual(talks.readings[0], { g: 3500, steady: true });
  assert.deepEqual(talks.opened, [9600]);
  const slow = await weighed({ setting: 2400, asked: 'Q\r\n', says: 'ST,+0007.000 kg\r\n' }, 2);
  assert.deepEqual(slow.readings, [{ g: 7000, steady: true }, { g: 7000, steady: true }]);
  assert.deepEqual(slow.opened, [9600, 2400]);
  const gone = await weighed({ setting: 9600, says: 'S S 1 kg\r\n', dies: true }, 99);
  assert.ok(gone.lost instanceof Error);
});

console.log(`1..${number}`);
process.exitCode = failed > 0 ? 1 : 0;
