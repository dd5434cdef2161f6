// SPDX-License-Identifier: EUPL-1.2
// Checks a published draw (docs/draw/format.md) against its own rules, without drawing again. The same
// in Node and the browser: it takes bytes, gives findings, and needs nothing else.
//
//   const { findings, steps, notes, complete } = await checkDraw(files, { progress, breathe });
//
// files      { 'canonical.txt': Uint8Array, … }: all of FILES
// progress   called now and then with (step, part), a key of messages.mjs and 0 to 1
// breathe    awaited some twenty times a second, so that a page can show the progress
// findings   [{ file, line, key, values }], twenty at most; sentence() and findingText() tell them
// steps      [{ key, values }]: what was found right, in order
// notes      [{ key, values }]: what the files cannot tell, and where to look instead
// complete   whether everything was checked; without findings, always
import { isText, textAt } from './bytes.mjs';
import { readCanonical } from './canonical.mjs';
import { Findings, Stop } from './findings.mjs';
import { checkAwards, checkLedger } from './outcome.mjs';
import { planOf } from './plan.mjs';
import { checkReasons } from './reasons.mjs';
import { checkValues, figuresOf, readReport } from './report.mjs';
import { commitmentOf, ordersOf, seedOf } from './seed.mjs';
import { replayTurns } from './turns.mjs';

export const FILES = ['canonical.txt', 'commitment.txt', 'report.json', 'turns.csv', 'frozen.csv',
  'awards.csv', 'reasons.csv', 'ledger.csv'];

const BREATH = 50;

function* checkCommitment(draw, report, files, findings) {
  const commitment = yield* commitmentOf(files['canonical.txt']);
  const file = files['commitment.txt'];
  if (!isText(file, 0, file.length, `${commitment}\n`)) {
    const found = textAt(file, 0, file.length);
    findings.add('commitment.txt', 1, 'commitment.file', { found, expected: commitment });
  }
  const seed = seedOf(commitment, draw.settings.round, report.randomness);
  checkValues(report, { commitment, seed }, findings);
  // All tickets follow from it, so there would be nothing but followers.
  findings.stopIfAny();
  return seed;
}

// The signature may be left out: nothing in the files follows from it but the randomness, so whether
// it ought to be there only the beacon tells.
function tellBeacon({ signature }, { settings: { round } }, steps, notes) {
  if (signature !== '') {
    steps.push({ key: 'step.signature', values: {} });
    notes.push({ key: 'note.signature', values: { round } });
  } else {
    notes.push({ key: 'note.randomness', values: { round } });
  }
}

// The steps, each a generator: it yields how far it is and returns its result.
async function checkAll(files, { findings, steps, notes }, run) {
  const step = async (key, generator, valuesOf) => {
    const before = findings.count;
    const result = await run(key, generator);
    if (findings.count === before && valuesOf) {
      steps.push({ key, values: valuesOf(result) });
    }
    return result;
  };
  for (const name of FILES) {
    if (!files[name]) {
      findings.add(name, null, 'file.missing');
    }
  }
  findings.stopIfAny();
  const report = readReport(files['report.json'], findings);
  const draw = await step('step.canonical', readCanonical(files['canonical.txt'], findings),
    (read) => ({ tenants: read.tenants.count, lots: read.lots.count, wishes: read.wishes.count }));
  const seed = await step('step.commitment', checkCommitment(draw, report, files, findings), () => ({}));
  tellBeacon(report, draw, steps, notes);
  const orders = await step('step.order', ordersOf(seed, draw));
  const plan = await step('step.order', planOf(draw, orders, findings), () => ({}));
  const state = await step('step.turns', replayTurns(draw, plan, orders, files, findings),
    (replayed) => ({ turns: replayed?.turns }));
  if (state === null) {
    throw new Stop();
  }
  const given = await step('step.awards', checkAwards(state, files, findings), (lots) => ({ given: lots }));
  await step('step.reasons', checkReasons(state, files, findings), (count) => ({ reasons: count }));
  await step('step.ledger', checkLedger(state, files, findings), () => ({}));
  const before = findings.count;
  checkValues(report, figuresOf(state, given), findings);
  if (findings.count === before) {
    steps.push({ key: 'step.report', values: {} });
  }
}

export async function checkDraw(files, { progress = () => {}, breathe = async () => {} } = {}) {
  const findings = new Findings();
  const steps = [];
  const notes = [];
  let last = Date.now();
  const run = async (key, generator) => {
    progress(key, 0);
    for (;;) {
      const { done, value } = generator.next();
      if (done) {
        return value;
      }
      if (Date.now() - last >= BREATH) {
        progress(key, value);
        await breathe();
        last = Date.now();
      }
    }
  };
  let complete = true;
  try {
    await checkAll(files, { findings, steps, notes }, run);
  } catch (error) {
    if (!(error instanceof Stop)) {
      throw error;
    }
    complete = false;
  }
  return { findings: findings.list, steps, notes, complete };
}
