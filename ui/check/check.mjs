#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// The checker of a published draw as a command: node ui/check/check.mjs DIR
import fs from 'node:fs/promises';
import path from 'node:path';

import { FILES, checkDraw } from './core.mjs';
import { findingText, sentence } from './findings.mjs';

const USAGE = `Usage: check.mjs DIR

Checks the published files of a draw in DIR (docs/draw/format.md) without drawing again: that the
result follows from what was committed to and from the randomness, turn by turn. It reads

  ${FILES.join(' ')}

and ends with 0 if all is right, 1 if not, and 2 if it cannot begin.`;

async function readFiles(folder) {
  if (!(await fs.stat(folder)).isDirectory()) {
    throw new Error(`${folder} is no folder`);
  }
  const files = {};
  for (const name of FILES) {
    try {
      files[name] = await fs.readFile(path.join(folder, name));
    } catch (error) {
      if (error.code !== 'ENOENT') {
        throw error;
      }
    }
  }
  return files;
}

async function main(args) {
  if (args.length !== 1 || args[0].startsWith('-')) {
    const asked = args.length === 1 && ['-h', '--help'].includes(args[0]);
    (asked ? console.log : console.error)(USAGE);
    return asked ? 0 : 2;
  }
  const { findings, steps, notes, complete } = await checkDraw(await readFiles(args[0]));
  steps.forEach(({ key, values }) => console.log(sentence(key, values)));
  findings.forEach((finding) => console.log(findingText(finding)));
  notes.forEach(({ key, values }) => console.log(sentence(key, values)));
  if (!complete) {
    console.log(sentence('stopped'));
  }
  console.log(findings.length === 0 ? 'ok' : `${findings.length} errors`);
  return findings.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    console.error(`check.mjs: ${error.message}`);
    process.exitCode = 2;
  },
);
