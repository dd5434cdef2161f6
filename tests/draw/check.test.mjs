#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// The checker of published draws (ui/check) accepts what was drawn by the rules and nothing else.
//
//   node tests/draw/check.test.mjs [BUILD_FOLDER]
//
// The draws are those of reference.py; with a folder, also large ones of the program in it. Prints TAP.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { compareFractions, floorDivide, floorMultiplyDivide } from '../../ui/check/exact.mjs';
import { FILES, checkDraw } from '../../ui/check/core.mjs';
import { findingText, sentence } from '../../ui/check/findings.mjs';
import { MESSAGES } from '../../ui/check/messages.mjs';
import { FetchFailure, runCheck } from '../../ui/js/draw-check-worker.js';
import { Sha256, sha256Hex } from '../../ui/check/sha256.mjs';
import { Mutations, PLACES, randomFrom } from './mutations.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const command = path.join(here, '../../ui/check/check.mjs');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'draw-check-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const SEEDS = 20;        // of each kind of generate.py
const MUTATIONS = 40;
const PER_PLACE = 12;
const told = new Set();  // keys of what was found, over all tests
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

function run(program, ...args) {
  const ended = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(ended.status, 0, `${program} ${args.join(' ')}: ${ended.stderr}`);
}

function readDraw(folder) {
  return Object.fromEntries(FILES.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
}

function drawsIn(folder) {
  return fs.readdirSync(folder).sort().map((name) => ({ name, files: readDraw(path.join(folder, name)) }));
}

async function textsOf(files) {
  const { findings } = await checkDraw(files);
  return findings.map((finding) => findingText(finding));
}

async function assertAccepted(name, files) {
  assert.deepEqual(await textsOf(files), [], name);
}

// Every finding must also read as a sentence, on a line that exists or just after the last one.
function assertTold(name, findings, files) {
  assert.ok(findings.length > 0 && findings.length <= 20, `${name} was not caught`);
  for (const finding of findings) {
    told.add(finding.key);
    assert.ok(finding.key in MESSAGES, `${name}: no message ${finding.key}`);
    assert.doesNotMatch(sentence(finding.key, finding.values).replace(/“.*”/, ''), /\[\w+\]|undefined|NaN/, name);
    const lines = files[finding.file].toString().split('\n').length;
    assert.ok(finding.line === null || (finding.line >= 1 && finding.line <= lines + 1),
      `${name}: ${findingText(finding)} of ${lines} lines`);
  }
}

await test('the fingerprints are those of Node', () => {
  const random = randomFrom(1);
  for (let length = 0; length < 260; length++) {
    const data = Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
    const expected = createHash('sha256').update(data).digest('hex');
    assert.equal(sha256Hex(data), expected, `${length} bytes`);
    const cut = Math.floor(random() * length);
    assert.equal(new Sha256().update(data, 0, cut).update(data, cut).hex(), expected, `cut at ${cut}`);
  }
});

await test('large figures are compared and divided exactly', () => {
  const random = randomFrom(2);
  const some = () => {
    const large = (random() < 0.5 ? Number.MAX_SAFE_INTEGER : 2000) * (random() - 0.5) * 2;
    return random() < 0.3 ? Math.trunc(Number.MAX_SAFE_INTEGER * (random() < 0.5 ? 1 : -1)) : Math.trunc(large);
  };
  const weight = () => 1 + Math.floor(random() * (random() < 0.5 ? 1e6 : 5));
  const floor = (a, b) => a / b - (a % b < 0n ? 1n : 0n);
  for (let i = 0; i < 20000; i++) {
    const [a, v, w] = [some(), weight(), weight()];
    // Close calls: fractions next to each other.
    const close = Math.round((a / v) * w) + Math.floor(random() * 3) - 1;
    const b = random() < 0.5 && Number.isSafeInteger(close) ? close : some();
    const left = BigInt(a) * BigInt(w);
    const right = BigInt(b) * BigInt(v);
    const expected = left < right ? -1 : Number(left > right);
    assert.equal(Math.sign(compareFractions(a, v, b, w)) + 0, expected, `${a}/${v} and ${b}/${w}`);
    assert.equal(BigInt(floorDivide(a, v)), floor(BigInt(a), BigInt(v)), `${a}/${v}`);
    if (w <= v) {
      assert.equal(BigInt(floorMultiplyDivide(a, w, v)), floor(left, BigInt(v)), `${a}·${w}/${v}`);
    }
  }
});

const results = path.join(scratch, 'results');
run('python3', path.join(here, 'results.py'), '--out', results, '--seeds', String(SEEDS));
const honest = drawsIn(path.join(results, 'honest'));

await test('the worked examples are accepted', async () => {
  const cases = path.join(here, 'cases');
  for (const name of fs.readdirSync(cases)) {
    await assertAccepted(name, readDraw(path.join(cases, name, 'out')));
  }
});

await test(`${honest.length} draws by the rules are accepted`, async () => {
  for (const { name, files } of honest) {
    await assertAccepted(name, files);
  }
});

await test('among them are chains, start-up turns, trades, leaves and every reason', () => {
  const column = (file, at) => new Set(honest.flatMap(({ files }) =>
    files[file].toString().split('\n').map((row) => row.split(',')[at])));
  const actions = column('turns.csv', 7);
  const codes = column('reasons.csv', 2);
  for (const action of ['take', 'chain', 'startup', 'leave', 'trade']) {
    assert.ok(actions.has(action), action);
  }
  for (const code of ['inactive', 'ineligible', 'cap_draw', 'cap_class', 'exchanged', 'nothing', 'startup',
    'took', 'behind']) {
    assert.ok(codes.has(code), code);
  }
});

for (const rule of fs.readdirSync(results).filter((name) => name !== 'honest').sort()) {
  const broken = drawsIn(path.join(results, rule));
  await test(`${broken.length} draws that break the rule ${rule} are caught`, async () => {
    for (const { name, files } of broken) {
      const { findings } = await checkDraw(files);
      assertTold(name, findings, files);
    }
  });
}

await test(`${honest.length * MUTATIONS} changes of a field, row or byte are caught`, async () => {
  for (const [i, { name, files }] of honest.entries()) {
    const mutations = new Mutations(files, i);
    for (let j = 0; j < MUTATIONS; j++) {
      const mutation = mutations.next();
      const { findings } = await checkDraw(mutation.files);
      assertTold(`${name}: ${mutation.name}, the ${j + 1}th`, findings, mutation.files);
    }
  }
});

await test('a change in every column of every file is caught', async () => {
  const counts = new Map(PLACES.map((place) => [place, 0]));
  for (let round = 0; round < 3; round++) {
    for (const [i, { name, files }] of honest.entries()) {
      const mutations = new Mutations(files, 1000 * (round + 1) + i);
      for (const place of PLACES) {
        const mutation = counts.get(place) < PER_PLACE ? mutations.at(place) : null;
        if (mutation) {
          const { findings } = await checkDraw(mutation.files);
          assertTold(`${name}: ${mutation.name}`, findings, mutation.files);
          counts.set(place, counts.get(place) + 1);
        }
      }
    }
  }
  for (const [{ file, column }, count] of counts) {
    assert.equal(count, PER_PLACE, `${column} of ${file}`);
  }
  const columnsOf = (file) => honest[0].files[file].toString().split('\n')[0].split(',');
  for (const file of FILES.filter((one) => one.endsWith('.csv'))) {
    assert.deepEqual(PLACES.filter((place) => place.file === file).map(({ column }) => column), columnsOf(file));
  }
  assert.deepEqual(PLACES.filter(({ file }) => file === 'report.json').map(({ column }) => column),
    Object.keys(JSON.parse(honest[0].files['report.json'])));
});

await test('only of what nothing follows from, another value is accepted', async () => {
  const signed = honest.find(({ files }) => JSON.parse(files['report.json']).signature !== '');
  const withReport = (values) => {
    const report = { ...JSON.parse(signed.files['report.json']), ...values };
    return { ...signed.files, 'report.json': Buffer.from(`${JSON.stringify(report, null, 2)}\n`) };
  };
  const notesOf = async (files) => {
    const { findings, notes } = await checkDraw(files);
    assert.deepEqual(findings, []);
    return notes.map(({ key }) => key);
  };
  const keysOf = async (files) => (await checkDraw(files)).findings.map(({ key }) => key);
  assert.deepEqual(await notesOf(signed.files), ['note.signature']);
  assert.deepEqual(await notesOf(withReport({ program: 'another "one", æøå' })), ['note.signature']);
  // It could be left out, but not in silence.
  assert.deepEqual(await notesOf(withReport({ signature: '' })), ['note.randomness']);
  assert.deepEqual(await keysOf(withReport({ signature: '00' })), ['report.signature']);
  for (const program of ['', 1, null]) {
    assert.deepEqual(await keysOf(withReport({ program })), ['report.kind']);
  }
});

// Too large for the plain program: regions, lots that many wish, long chains.
function yardOf(program, seed, ...more) {
  const inside = path.join(scratch, `yard-${seed}`);
  const out = path.join(scratch, `yard-${seed}-out`);
  run(path.join(here, 'generate.py'), '--kind', 'yard', '--seed', String(seed), '--out', inside,
    '--tenants', '400', '--lots', '4000', '--wishes', '40000', '--regions', '3', ...more);
  run(program, 'draw', '--in', inside, '--out', out);
  return readDraw(out);
}

if (process.argv[2]) {
  const program = path.join(process.argv[2], 'ombruk');
  await test('large draws of the program are accepted', async () => {
    await assertAccepted('even', yardOf(program, 1));
    await assertAccepted('skew', yardOf(program, 2, '--skew'));
  });
  await test(`${MUTATIONS} changes of a large draw are caught`, async () => {
    const mutations = new Mutations(yardOf(program, 3, '--skew'), 3);
    for (let i = 0; i < MUTATIONS; i++) {
      const mutation = mutations.next();
      const { findings } = await checkDraw(mutation.files);
      assertTold(mutation.name, findings, mutation.files);
    }
  });
}

// A canonical text that is right, so that one line at a time can be spoilt.
const CANONICAL = `LSX1
chain=quicknet
round=17
startup_share_ppm=0
decay_num=1
decay_den=2
floor_mp=
newcomer_credit_mp=0
[tenants]
a,1,,,0,1
a-b,2,-5,3,1,0
[lots]
x,1000,møbler,,
y,0,a b,el,man 10-12
[wishes]
a,x,1
a,y,3
[eligibility]
a,el
[caps]
a,a b,1
a,møbler,0
`;

const SPOILT = [
  ['LSX1', 'LSX2', 'canonical.line', 1],
  ['chain=quicknet', 'chain=a,b', 'canonical.setting', 2],
  ['chain=quicknet\n', '', 'canonical.setting', 2],
  ['round=17', 'round=0', 'canonical.setting', 3],
  ['round=17', 'round=017', 'canonical.setting', 3],
  ['round=17', 'round=9007199254740992', 'canonical.setting', 3],
  ['startup_share_ppm=0', 'startup_share_ppm=1000001', 'canonical.setting', 4],
  ['decay_num=1', 'decay_num=3', 'canonical.setting', 8],
  ['decay_den=2', 'decay_den=0', 'canonical.setting', 6],
  ['floor_mp=', 'floor_mp=-1', 'canonical.setting', 7],
  ['newcomer_credit_mp=0', 'newcomer_credit_mp=', 'canonical.setting', 8],
  ['[tenants]', '[tenant]', 'canonical.line', 9],
  ['a,1,,,0,1', 'a,0,,,0,1', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1000001,,,0,1', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1,-0,,0,1', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1,,-1,0,1', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1,,,2,1', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1,,,0,', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1,,,0,1\r', 'canonical.value', 10],
  ['a,1,,,0,1', 'a,1,,,0', 'fields', 10],
  ['a,1,,,0,1', 'a,1,,,0,1,', 'fields', 10],
  ['a,1,,,0,1', 'a,1,,,0,1\na,2,,,0,1', 'canonical.twice', 11],
  ['a-b,2', 'å,2', 'canonical.value', 11],
  ['a-b,2', `${'b'.repeat(65)},2`, 'canonical.value', 11],
  ['a-b,2', 'A,2', 'canonical.order', 11],
  ['x,1000,møbler', 'x,1000,', 'canonical.value', 13],
  ['x,1000,møbler', 'x,,møbler', 'canonical.value', 13],
  ['x,1000,møbler', `x,1000,${'ø'.repeat(33)}`, 'canonical.value', 13],
  ['man 10-12', 'man "10', 'canonical.value', 14],
  ['man 10-12', 'man\u007f', 'canonical.value', 14],
  ['a,x,1', 'a,x,4', 'canonical.value', 16],
  ['a,x,1', 'b,x,1', 'canonical.unknown', 16],
  ['a,x,1', 'a,z,1', 'canonical.unknown', 16],
  ['a,x,1', 'a,x,1\na,x,2', 'canonical.twice', 17],
  ['a,x,1\na,y,3', 'a,y,3\na,x,1', 'canonical.order', 17],
  ['a,el', 'b,el', 'canonical.unknown', 19],
  ['a,el', 'a,el\na,el', 'canonical.order', 20],
  ['a,a b,1', 'a,a c,1', 'canonical.unknown', 21],
  ['a,a b,1', 'a,a b,1\na,a b,2', 'canonical.twice', 22],
  ['a,møbler,0', 'a,møbler,', 'canonical.value', 22],
  ['a,møbler,0\n', 'a,møbler,0\n[more]\n', 'row.extra', 23],
  ['a,møbler,0\n', 'a,møbler,0', 'no_newline', 22],
];

await test(`${SPOILT.length} kinds of errors in the canonical text are told with their line`, async () => {
  const firstOf = async (canonical) => {
    const files = { ...honest[0].files, 'canonical.txt': Buffer.from(canonical) };
    const { findings } = await checkDraw(files);
    findings.forEach(({ key }) => told.add(key));
    return [findings[0].file, findings[0].key, findings[0].line];
  };
  assert.deepEqual(await firstOf(CANONICAL), ['commitment.txt', 'commitment.file', 1]);
  for (const [from, to, key, line] of SPOILT) {
    const spoilt = CANONICAL.replace(from, to);
    assert.notEqual(spoilt, CANONICAL, from);
    assert.deepEqual(await firstOf(spoilt), ['canonical.txt', key, line], `${from} as ${to}`);
  }
  const notText = Buffer.from(CANONICAL.replace('møbler', 'm__bler'));
  notText[notText.indexOf('m__bler') + 1] = 0xc3;
  assert.deepEqual(await firstOf(notText), ['canonical.txt', 'canonical.value', 13]);
});

// Files that commit to this text, with these turns.
function published(canonical, turns) {
  const sha = (...lines) => createHash('sha256').update(lines.map((line) => `${line}\n`).join('')).digest('hex');
  const commitment = createHash('sha256').update(canonical).digest('hex');
  const report = JSON.parse(honest[0].files['report.json']);
  Object.assign(report, { commitment, signature: '', seed: sha('LSX1', commitment, 17, report.randomness) });
  const ticket = (tenant) => sha(report.seed, 'tenant', tenant);
  const header = honest[0].files['turns.csv'].toString().split('\n')[0];
  return {
    ...honest[0].files,
    'canonical.txt': Buffer.from(canonical),
    'commitment.txt': Buffer.from(`${commitment}\n`),
    'report.json': Buffer.from(`${JSON.stringify(report, null, 2)}\n`),
    'frozen.csv': Buffer.from('points_mp,class,turn,tenant,lot\n'),
    'turns.csv': Buffer.from([header, ...turns.map((turn) => turn(ticket)), ''].join('\n')),
  };
}

await test('figures that pass what the format allows are told', async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const firstOf = async (files) => {
    const { findings } = await checkDraw(files);
    findings.forEach(({ key }) => told.add(key));
    return findings[0];
  };
  const newcomer = CANONICAL.replace('a,1,,,0,1\n', `a,1000000,,,0,1\na-a,1,${most},,0,1\n`);
  assert.deepEqual(await firstOf(published(newcomer, [])),
    { file: 'canonical.txt', line: null, key: 'canonical.sum', values: { tenant: 'a' } });
  const rich = CANONICAL.replace('a,1,,', `a,1,${most},`).replace('a,møbler,0', 'a,møbler,1');
  const turn = (ticket) => `1,1000,møbler,a,${most},1,${ticket('a')},take,x,`;
  const { file, line, key } = await firstOf(published(rich, [turn]));
  assert.deepEqual({ file, line, key }, { file: 'turns.csv', line: 2, key: 'turn.balance' });
});

await test('every message is said somewhere, and every one that is said is there', () => {
  const folder = path.dirname(command);
  const sources = fs.readdirSync(folder).filter((name) => name !== 'messages.mjs')
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n');
  for (const key of Object.keys(MESSAGES)) {
    assert.ok(sources.includes(`'${key}'`), key);
  }
  for (const [, key] of sources.matchAll(/'((?:file|row|canonical|commitment|report|turn|chain|trade|step|note)\.\w+)'/g)) {
    assert.ok(key in MESSAGES || FILES.includes(key), key);
  }
});

// The page (src/allocation/html/check.html) has every sentence in its language.
const template = fs.readFileSync(path.join(here, '../../src/allocation/html/check.html'), 'utf8');
const said = [...template.matchAll(/<li data-key="([^"]+)">\{\{ t "([^"]+)" \}\}<\/li>/g)]
  .map(([, key, text]) => [key, text]);

await test('the page says the messages in the same words', () => {
  assert.equal(said.length, template.match(/data-key=/g).length);
  assert.deepEqual(said.slice(0, Object.keys(MESSAGES).length), Object.entries(MESSAGES));
  const island = fs.readFileSync(path.join(here, '../../ui/js/draw-check.js'), 'utf8');
  const worker = fs.readFileSync(path.join(here, '../../ui/js/draw-check-worker.js'), 'utf8');
  // The words of the page itself: each is used, and each that is used is there.
  const own = said.slice(Object.keys(MESSAGES).length).map(([key]) => key).sort();
  const reasons = [...`${island}${worker}`.matchAll(/(?:FetchFailure\(|reason[:=]? =? ?)'(\w+)'/g)];
  const steps = [...worker.matchAll(/\['(?:step\.)?(\w+)', \d+\]/g)];
  const words = [...island.matchAll(/(?:say\(|key: )'([\w.]+)'/g)].map(([, key]) => key);
  const used = [...reasons.map(([, reason]) => `failed.${reason}`), ...steps.map(([, step]) => `now.${step}`),
    ...words.filter((key) => !(key in MESSAGES))];
  assert.deepEqual([...new Set(used)].sort(), own);
});

await test('translations keep what is filled in', () => {
  const places = (text) => (text.match(/\[\w+\]/g) ?? []).sort();
  for (const language of ['nb', 'nn']) {
    const po = fs.readFileSync(path.join(here, `../../po/${language}.po`), 'utf8');
    for (const [key, text] of said) {
      const at = po.indexOf(`\nmsgid "${text}"\nmsgstr "`);
      assert.ok(at >= 0, `${language}: ${key}`);
      const translated = po.slice(at).match(/\nmsgstr "(.+)"\n/)[1];
      assert.deepEqual(places(translated), places(text), `${language}: ${key}`);
    }
  }
});

await test('the files are fetched, and what is no file is no fault of the draw', async () => {
  const { files } = honest[0];
  const links = FILES.map((name) => ({ name, url: `/draw/${name}`, bytes: files[name].length }));
  const asked = [];
  const realFetch = globalThis.fetch;
  const withFetch = async (answer, listener = {}, some = links) => {
    globalThis.fetch = async (url, options) => {
      asked.push(url);
      return answer(files[url.slice('/draw/'.length)], url, options);
    };
    try {
      return await runCheck(some, { tell: () => {}, ...listener });
    } finally {
      globalThis.fetch = realFetch;
    }
  };
  const given = (data) => new Response(data);
  let last = 0;
  const tell = (step, value) => {
    assert.ok(value >= last && value <= 1, `${step} ${last} ${value}`);
    last = value;
  };
  const more = { name: 'draw.ini', url: '/draw/draw.ini', bytes: 3 };
  assert.deepEqual((await withFetch(given, { tell }, [more, ...links])).findings, []);
  assert.deepEqual(asked, links.map(({ url }) => url));
  const unsized = links.map((link) => ({ ...link, bytes: NaN }));
  assert.deepEqual((await withFetch(given, {}, unsized)).findings, []);
  assert.deepEqual((await withFetch(given, {}, links.slice(1))).findings.map(({ key }) => key), ['file.missing']);
  const turns = '/draw/turns.csv';
  const fails = async (answer, reason, status = 0) => {
    const wrong = (data, url) => (url === turns ? answer(data) : given(data));
    await assert.rejects(withFetch(wrong), (failure) => {
      assert.ok(failure instanceof FetchFailure, failure);
      assert.deepEqual([failure.reason, failure.file, failure.status], [reason, 'turns.csv', status]);
      return true;
    });
  };
  await fails(() => Promise.reject(new TypeError('offline')), 'network');
  await fails(() => new Response('gone', { status: 404 }), 'status', 404);
  await fails((data) => new Response(data.subarray(1)), 'other');
  await fails((data) => new Response(Buffer.concat([data, data])), 'other');
  const stop = new AbortController();
  const stopped = { signal: stop.signal, breathe: async () => stop.abort() };
  const realNow = Date.now;
  let now = 0;
  Date.now = () => (now += 100);
  try {
    await assert.rejects(withFetch(given, stopped), { name: 'AbortError' });
  } finally {
    Date.now = realNow;
  }
});

await test('all but the command needs nothing of Node, so that a browser can run it', () => {
  const folder = path.dirname(command);
  for (const name of fs.readdirSync(folder).filter((one) => one.endsWith('.mjs') && one !== 'check.mjs')) {
    const source = fs.readFileSync(path.join(folder, name), 'utf8');
    for (const [, from] of source.matchAll(/\bfrom '([^']+)'/g)) {
      assert.match(from, /^\.\/\w+\.mjs$/, name);
    }
    assert.doesNotMatch(source, /\b(Buffer|process|require|fetch)\b\s*[.(]/, name);
  }
});

await test('a missing file is told, and that the rest was not checked', async () => {
  for (const name of FILES) {
    const { [name]: gone, ...rest } = honest[0].files;
    const { findings, complete } = await checkDraw(rest);
    assert.deepEqual(findings, [{ file: name, line: null, key: 'file.missing', values: {} }]);
    findings.forEach(({ key }) => told.add(key));
    assert.equal(complete, false);
    assert.ok(gone);
  }
});

await test('the check ends at twenty findings', async () => {
  const { files } = honest.find((draw) => draw.files['reasons.csv'].toString().split('\n').length > 30);
  const reasons = files['reasons.csv'].toString().split('\n')[0];
  const { findings, complete, steps } = await checkDraw({ ...files, 'reasons.csv': Buffer.from(`${reasons}\n`) });
  assert.equal(findings.length, 20);
  assert.ok(findings.every(({ key }) => key === 'row.missing'));
  assert.equal(complete, false);
  assert.ok(steps.some(({ key }) => key === 'step.turns'));
});

await test('progress is told while the check breathes', async () => {
  const seen = new Set();
  let breaths = 0;
  const realNow = Date.now;
  let now = 0;
  Date.now = () => (now += 30);
  try {
    await checkDraw(honest[0].files, {
      progress: (step, part) => seen.add(step) && assert.ok(part >= 0 && part <= 1, `${step} ${part}`),
      breathe: async () => void breaths++,
    });
  } finally {
    Date.now = realNow;
  }
  assert.ok(breaths > 3);
  for (const step of seen) {
    assert.ok(step in MESSAGES, step);
  }
  assert.ok(seen.has('step.turns') && seen.has('step.reasons'));
});

await test('the command ends with 0, 1 or 2', () => {
  const folder = path.join(results, 'honest', honest[0].name);
  const ask = (...args) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  const right = ask(folder);
  assert.equal(right.status, 0);
  assert.match(right.stdout, /\nok\n$/);
  const changed = path.join(scratch, 'changed');
  fs.cpSync(folder, changed, { recursive: true });
  fs.appendFileSync(path.join(changed, 'awards.csv'), 'x,y,1\n');
  const wrong = ask(changed);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, /awards\.csv:\d+: the row names something/);
  assert.doesNotMatch(wrong.stdout, /^ok$/m);
  for (const args of [[], [folder, folder], ['--what'], [path.join(scratch, 'nowhere')]]) {
    assert.equal(ask(...args).status, 2, args.join(' '));
  }
  assert.equal(ask('--help').status, 0);
});

await test('everything that can be found wrong was found by some test', () => {
  const found = Object.keys(MESSAGES).filter((key) => !/^(step|note)\.|^stopped$/.test(key));
  assert.deepEqual(found.filter((key) => !told.has(key)), []);
});

console.log(`1..${number}`);
process.exitCode = failed > 0 ? 1 : 0;
