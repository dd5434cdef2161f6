// SPDX-License-Identifier: EUPL-1.2
// report.json: read first, for the randomness; compared last, figure by figure.
import { strictText } from './bytes.mjs';
import { exactSum, floorDivide, floorDivideBig } from './exact.mjs';
import { sha256Hex } from './sha256.mjs';
import { bytesOfHex } from './seed.mjs';

const FILE = 'report.json';
const MILLION = 1000000n;
const KEYS = ['format', 'rules', 'program', 'commitment', 'seed', 'randomness', 'signature',
  'tenants', 'active', 'lots', 'given', 'unwished', 'turns', 'trades', 'least_mp_per_weight',
  'most_mp_per_weight', 'gini_ppm', 'startup_share_ppm'];

function tell(findings, name, key, values) {
  // The object opens on the first line, and each key has a line.
  findings.add(FILE, KEYS.indexOf(name) + 2, key, { name, ...values });
}

function parse(text) {
  try {
    const report = JSON.parse(text);
    return report !== null && typeof report === 'object' ? report : null;
  } catch {
    return null;
  }
}

// One way of writing: a key that stands twice, or a figure such as 1e3, shows here.
function checkLayout(text, report, findings) {
  const wanted = `${JSON.stringify(report, null, 2)}\n`.split('\n');
  const found = text.split('\n');
  const line = found.findIndex((one, i) => one !== wanted[i]);
  if (line >= 0 || found.length !== wanted.length) {
    findings.add(FILE, line >= 0 ? line + 1 : found.length, 'report.layout');
  }
}

function checkTexts(report, findings) {
  const right = {
    format: (value) => value === 'LSX1',
    rules: (value) => value === 1,
    program: (value) => typeof value === 'string' && value !== '',
    randomness: (value) => /^[0-9a-f]{64}$/.test(value),
    signature: (value) => typeof value === 'string' && /^([0-9a-f]{2})*$/.test(value),
  };
  for (const [name, isRight] of Object.entries(right)) {
    if (!isRight(report[name])) {
      tell(findings, name, 'report.kind', { found: JSON.stringify(report[name]) });
    }
  }
}

// Reads what the report says, and that the randomness is that of the signature; or tells, and stops.
export function readReport(bytes, findings) {
  const text = strictText(bytes);
  const report = text === null ? null : parse(text);
  if (report === null) {
    findings.add(FILE, null, 'report.text');
    findings.stopIfAny();
  }
  if (Object.keys(report).join() !== KEYS.join()) {
    findings.add(FILE, null, 'report.keys', { expected: KEYS.join(', ') });
    findings.stopIfAny();
  }
  checkLayout(text, report, findings);
  checkTexts(report, findings);
  findings.stopIfAny();
  const randomness = report.signature === '' ? report.randomness :
    sha256Hex(bytesOfHex(report.signature));
  if (randomness !== report.randomness) {
    tell(findings, 'randomness', 'report.signature', { expected: randomness });
  }
  return report;
}

// Compares some of the report's values.
export function checkValues(report, values, findings) {
  for (const [name, expected] of Object.entries(values)) {
    if (report[name] !== expected) {
      const found = JSON.stringify(report[name]);
      tell(findings, name, 'report.value', { found, expected: JSON.stringify(expected) });
    }
  }
}

function giniPpm(sorted) {
  const total = exactSum(sorted, () => true);
  if (total <= 0n) {
    return null;
  }
  const count = sorted.length;
  let weighted = 0n;
  sorted.forEach((figure, i) => {
    weighted += BigInt(2 * i + 1 - count) * BigInt(figure);
  });
  return Number(floorDivideBig(MILLION * weighted, BigInt(count) * total));
}

// Every figure that the report must have, after the turns.
export function figuresOf(state, given) {
  const { tenants, lots } = state.draw;
  const gains = [];
  for (let i = 0; i < tenants.count; i++) {
    if (tenants.active[i] === 1) {
      gains.push(floorDivide(state.gained[i], tenants.weight[i]));
    }
  }
  const sorted = Float64Array.from(gains).sort();
  const positive = BigInt(state.given);
  return {
    tenants: tenants.count,
    active: sorted.length,
    lots: lots.count,
    given,
    unwished: state.plan.unwished,
    turns: state.turns,
    trades: state.trades,
    least_mp_per_weight: sorted[0] ?? null,
    most_mp_per_weight: sorted[sorted.length - 1] ?? null,
    gini_ppm: giniPpm(sorted),
    startup_share_ppm: state.given === 0 ? null :
      Number((MILLION * BigInt(state.givenToStartups)) / positive),
  };
}
