// SPDX-License-Identifier: EUPL-1.2
// Fetches the published files of a draw and checks them (ui/check): in a worker, or imported by
// draw-check.js where a browser has none of this kind.
//
// A worker is sent links, [{ name, url, bytes }] (bytes: NaN when the page does not say), and answers with { step, value, file } now and then,
// in the end with { result } of checkDraw or { failure: { reason, file, status } }.
import { FILES, checkDraw } from '../check/core.mjs';

// How long the parts of the work take, in hundredths; the first ones add up to where one begins.
const SHARES = [
  ['fetch', 10], ['step.canonical', 25], ['step.commitment', 4], ['step.order', 16],
  ['step.turns', 24], ['step.awards', 1], ['step.reasons', 19], ['step.ledger', 1],
];

// What came is not the file, or nothing came. reason: network, status or other.
export class FetchFailure extends Error {
  constructor(reason, file, status = 0) {
    super(`${file}: ${reason}`);
    Object.assign(this, { reason, file, status });
  }
}

function overall(step, part) {
  const at = SHARES.findIndex(([name]) => name === step);
  const before = SHARES.slice(0, at).reduce((sum, [, share]) => sum + share, 0);
  return (before + part * SHARES[at][1]) / 100;
}

// null when it is longer or shorter than the page says.
async function bytesOf(response, length, got) {
  if (Number.isNaN(length)) {
    return new Uint8Array(await response.arrayBuffer());
  }
  const bytes = new Uint8Array(length);
  const reader = response.body.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return at === length ? bytes : null;
    }
    if (at + value.length > length) {
      await reader.cancel();
      return null;
    }
    bytes.set(value, at);
    at += value.length;
    got(value.length);
  }
}

// A page instead of the file (a network that wants a login), or a part of it, is no fault of the draw.
async function fetchFile({ name, url, bytes }, signal, got) {
  let response;
  let data;
  try {
    response = await fetch(url, { signal, redirect: 'error' });
    if (response.ok) {
      data = await bytesOf(response, bytes, got);
    }
  } catch (error) {
    throw signal?.aborted ? error : new FetchFailure('network', name);
  }
  if (!response.ok) {
    throw new FetchFailure('status', name, response.status);
  }
  if (data === null) {
    throw new FetchFailure('other', name);
  }
  return data;
}

// tell(step, value, file) hears how far it is, from 0 to 1. A signal that is aborted ends it.
export async function runCheck(links, { tell, signal, breathe = async () => {} }) {
  const wanted = links.filter(({ name }) => FILES.includes(name));
  const total = wanted.reduce((sum, { bytes }) => sum + (bytes || 0), 1);
  const files = {};
  let fetched = 0;
  for (const link of wanted) {
    const got = (count) => {
      fetched += count;
      tell('fetch', overall('fetch', fetched / total), link.name);
    };
    got(0);
    files[link.name] = await fetchFile(link, signal, got);
  }
  return checkDraw(files, {
    progress: (step, part) => tell(step, overall(step, part)),
    breathe: async () => {
      await breathe();
      signal?.throwIfAborted();
    },
  });
}

async function answer(links) {
  try {
    const tell = (step, value, file) => self.postMessage({ step, value, file });
    self.postMessage({ result: await runCheck(links, { tell }) });
  } catch (error) {
    const { reason = 'program', file, status } = error;
    self.postMessage({ failure: { reason, file, status } });
  }
}

if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) {
  self.addEventListener('message', ({ data }) => answer(data));
}
