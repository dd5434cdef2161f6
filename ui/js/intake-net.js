// SPDX-License-Identifier: EUPL-1.2
// What intake-sync.js sends, over fetch.
import { NoAnswer } from './intake-sync.js';

const PATIENCE_MS = 20_000;
const PIECE_PATIENCE_MS = 60_000; // of a photo, on a slow network

// A request under way when the network goes is given up at once, not when its time is out.
const underWay = new Set();
window.addEventListener('offline', () => underWay.forEach((one) => one.abort()));

export function sender(base) {
  return async ({ method, path, query, json, bytes, headers = {} }) => {
    const address = query === undefined ? base + path : `${base}${path}?${new URLSearchParams(query)}`;
    const type = bytes === undefined ? 'application/json' : 'application/octet-stream';
    let response;
    let body = null;
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), bytes === undefined ? PATIENCE_MS : PIECE_PATIENCE_MS);
    underWay.add(giveUp);
    try {
      response = await fetch(address, {
        method,
        headers: method === 'GET' || method === 'HEAD' ? headers : { 'Content-Type': type, ...headers },
        body: bytes ?? (json && JSON.stringify(json)),
        cache: 'no-store',
        redirect: 'error', // a network that asks for its own sign-in is no answer
        signal: giveUp.signal,
      });
      if (method !== 'HEAD' && /json/.test(response.headers.get('Content-Type') ?? '')) {
        body = await response.json();
      }
    } catch (error) {
      throw new NoAnswer(error.message);
    } finally {
      clearTimeout(timer);
      underWay.delete(giveUp);
    }
    // Something in between that answers 200 with a page of its own has not stored anything.
    if (response.ok && body === null && method !== 'HEAD') {
      throw new NoAnswer('no JSON');
    }
    return {
      status: response.status,
      body,
      etag: response.headers.get('ETag'),
      have: Number(response.headers.get('X-Photo-Length') ?? 0),
      done: response.headers.get('X-Photo-Done') === '1',
    };
  };
}
