// SPDX-License-Identifier: EUPL-1.2
// Runs tests/e2e/*.test.mjs in Chromium and prints TAP.
//
//   node tests/e2e/run.mjs [--engine sqlite|postgres] [--only PART_OF_NAME] [FILE_BEGINNING…]
//
// Three files run at a time (OMBRUK_E2E_JOBS), each with its own site; see harness.mjs and site.mjs.
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { openBrowser } from './browser.mjs';
import { runTest, takeTests } from './harness.mjs';
import { forgetDemo, startSite } from './site.mjs';

// These begin first, so that none of them is left alone in the end; the draw waits for a whole minute of the
// clock while the others work.
const LONG = ['draw', 'station', 'pages', 'journey', 'seller'].map((name) => `${name}.test.mjs`);
const place = (name) => (LONG.indexOf(name) + 1 || LONG.length + 1);

const here = path.dirname(fileURLToPath(import.meta.url));
let number = 0;
let failed = 0;

function report(sentence, problem) {
  number += 1;
  console.log(`${problem === null ? 'ok' : 'not ok'} ${number} - ${sentence}`);
  if (problem !== null) {
    failed += 1;
    console.log(problem.replace(/^/gm, '# '));
  }
}

function wantedFiles(args) {
  const wanted = [];
  let engine = 'sqlite';
  let only = '';
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--engine') {
      engine = args[++i];
    } else if (args[i] === '--only') {
      only = args[++i];
    } else {
      wanted.push(args[i]);
    }
  }
  if (!['sqlite', 'postgres'].includes(engine)) {
    throw new Error('--engine takes sqlite or postgres');
  }
  return { engine, only, wanted };
}

// Files are loaded one after the other, so that each knows its own tests.
async function load(wanted, only, engine) {
  const names = (await fs.readdir(here)).filter((name) => name.endsWith('.test.mjs'))
    .sort((one, two) => place(one) - place(two) || (one < two ? -1 : 1));
  const files = [];
  for (const name of names) {
    if (wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning))) {
      await import(pathToFileURL(path.join(here, name)));
      const tests = takeTests()
        .filter((spec) => spec.name.includes(only) && (spec.second || engine === 'sqlite'));
      if (tests.length > 0) {
        files.push({ name: name.replace('.test.mjs', ''), tests });
      }
    }
  }
  return files;
}

async function runFile(browser, engine, { name, tests }) {
  let site;
  try {
    site = await startSite({ engine });
  } catch (error) {
    report(`${name}: the site starts on ${engine}`, String(error.stack ?? error));
    return;
  }
  for (const spec of tests) {
    const label = `${name}: ${spec.name}`;
    const from = Date.now();
    report(label, await runTest(browser, site, spec, label));
    console.log(`# ${((Date.now() - from) / 1000).toFixed(1)} s: ${label}`);
  }
  const { status, log } = await site.stop();
  const errors = log.split('\n').filter((line) => /\blevel=(error|fatal)\b/.test(line));
  const clean = status === 0 && errors.length === 0;
  const told = [`ended with ${status}`, ...errors.slice(0, 20)].join('\n');
  report(`${name}: the program logs no error and stops cleanly`, clean ? null : told);
}

async function main() {
  const { engine, only, wanted } = wantedFiles(process.argv.slice(2));
  const files = await load(wanted, only, engine);
  if (files.length === 0) {
    throw new Error('no test of that name');
  }
  const browser = await openBrowser();
  const jobs = Number(process.env.OMBRUK_E2E_JOBS || 3);
  const worker = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      await runFile(browser, engine, file);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  await browser.close();
  await forgetDemo();
  console.log(`1..${number}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
