// SPDX-License-Identifier: EUPL-1.2
// The tests in a browser: how one is written, and what it gets.
//
//   import { assert, test } from './harness.mjs';
//
//   test('a resident finds a thing', { widths: [390, 1280], js: [true, false] }, async (t) => {
//     await t.visit('/finn');                    opens a path; fails unless it answers 200
//     await t.page.getByRole('link', { name: 'Klær' }).click();
//     await t.sees('Vinterdress');               waits until the text shows
//     await t.healthy();                         axe, overflow, structure: no findings
//   });
//
// Options: widths (one of [1280]), js ([true]), schemes (['light']); the test runs for each
// combination and its name tells which; on the second engine for the first of them alone, since a
// database does not know how wide a window is, and with `browserOnly: true` not at all there. locale
// ('nb-NO'). A test has three minutes, or `minutes`, and none of its first six holds a midnight: what came
// today, and what is kept until tomorrow, is the same at its end as at its beginning.
//
// t.page      a page in a fresh context           t.site     site.mjs: url, command(), data
// t.context   that context                        t.width, t.js, t.scheme   this combination
// t.visit(path, status = 200)                     t.sees(text or pattern)
// t.healthy(page = t.page)    with axe on the first engine alone: the page is the same on the second
// t.allow(/pattern/…)   a problem that is provoked
// t.open(options)   another person beside: { page, context }, watched as well
// t.press(name)     clicks the button of that name     t.fill(label, text)   fills a field
// t.tabTo(locator)  reaches it by the Tab key alone, or fails
// t.shot(name)      a picture in tests/e2e/out
//
// A test fails by exception, and by any problem its pages had (browser.mjs: console, content
// security policy, third party, answers of 500). All tests of a file share one site, in order; each
// file has its own.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';

import { openContext } from './browser.mjs';
import { pageFindings } from './checks.mjs';
import { root } from './site.mjs';

export { assert };
export const out = path.join(root, 'tests/e2e/out');

const DAY_MS = 86_400_000;
const ONE_DAY_MS = 360_000; // that much of a test is on one day
const MARGIN_MS = 60_000;

const registered = [];

export function test(name, options, body) {
  const {
    widths = [1280],
    js = [true],
    schemes = ['light'],
    minutes = 3,
    browserOnly = false,
    ...others
  } = body ? options : {};
  for (const width of widths) {
    for (const script of js) {
      for (const scheme of schemes) {
        const parts = [
          widths.length > 1 && `${width} px`,
          js.length > 1 && (script ? 'with JavaScript' : 'without JavaScript'),
          schemes.length > 1 && scheme,
        ].filter(Boolean);
        const title = parts.length ? `${name} (${parts.join(', ')})` : name;
        registered.push({
          name: title,
          second: !browserOnly && width === widths[0] && script === js[0] && scheme === schemes[0],
          width,
          js: script,
          scheme,
          limit: minutes * 60_000,
          others,
          body: body ?? options,
        });
      }
    }
  }
}

// The tests registered since the last call.
export function takeTests() {
  return registered.splice(0);
}

class Tools {
  constructor(browser, site, spec) {
    Object.assign(this, { browser, site, width: spec.width, js: spec.js, scheme: spec.scheme });
    this.opened = [];
    this.spec = spec;
  }

  async start() {
    Object.assign(this, await this.open());
  }

  async open(options = {}) {
    const { width, js, scheme, others } = this.spec;
    const wanted = { width, js, scheme, ...others, ...options };
    const { context, watch } = await openContext(this.browser, this.site.url, wanted);
    this.opened.push({ context, watch });
    return { context, watch, page: await context.newPage() };
  }

  async visit(address, status = 200) {
    const response = await this.page.goto(address);
    assert.equal(response.status(), status, `${address} answers ${response.status()}`);
    return response;
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor({ state: 'visible' });
  }

  async press(name) {
    await this.page.getByRole('button', { name }).first().click();
  }

  async fill(label, text) {
    await this.page.getByLabel(label).first().fill(text);
  }

  async healthy(page = this.page) {
    const findings = await pageFindings(page, { axe: this.site.engine === 'sqlite' });
    assert.equal(findings.length, 0, findings.join('\n'));
  }

  async tabTo(locator, most = 100) {
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press('Tab');
      if (await locator.evaluate((element) => element === document.activeElement)) {
        return;
      }
    }
    assert.fail(`${locator} is not reached by ${most} presses of Tab`);
  }

  allow(...patterns) {
    this.watch.allow(...patterns);
  }

  async shot(name) {
    await fs.mkdir(out, { recursive: true });
    await this.page.screenshot({ path: path.join(out, `${name}.png`), fullPage: true });
  }

  problems() {
    return this.opened.flatMap(({ watch }) => [...watch.problems, ...watch.unused()]);
  }

  async close() {
    await Promise.all(this.opened.map(({ context }) => context.close().catch(() => {})));
    // The network of a phone whose test failed would keep the run from ending.
    await Promise.all(this.opened.map(({ net }) => net?.stop()));
  }
}

// Presses what brings a new page, and waits for the page: the old one may look and be called the same.
export async function follow(locator) {
  await Promise.all([locator.page().waitForEvent('load'), locator.click()]);
}

function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// The milliseconds from `now` to midnight by the clock on a wall in Oslo, where the demo centre is.
function untilMidnight(now) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Oslo', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23',
  }).formatToParts(now);
  const of = (name) => Number(parts.find(({ type }) => type === name).value);
  return DAY_MS - ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000;
}

// Waits until a test of at most `limit` ends on the day it begins on. A minute more on both sides, for some
// tests set a phone's clock that much ahead.
async function waitForDay(limit) {
  const wait = untilMidnight(Date.now() - MARGIN_MS); // and the minute after it
  if (wait < limit + 2 * MARGIN_MS) {
    console.log(`# waits ${Math.ceil(wait / 1000)} s until midnight is past`);
    await new Promise((wake) => setTimeout(wake, wait));
  }
}

// Runs one test; resolves to what was wrong, or null.
export async function runTest(browser, site, spec, label) {
  await waitForDay(Math.min(spec.limit, ONE_DAY_MS));
  const tools = new Tools(browser, site, spec);
  try {
    await tools.start();
    await within(spec.body(tools), spec.limit);
    const problems = tools.problems();
    return problems.length > 0 ? problems.join('\n') : null;
  } catch (error) {
    const picture = label.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 100);
    await tools.shot(picture).catch(() => {});
    const problems = tools.opened.flatMap(({ watch }) => watch.problems);
    const told = (error.stack ?? String(error)).replace(/\x1b\[\d+m/g, '');
    return [told, ...problems, `picture: tests/e2e/out/${picture}.png`].join('\n');
  } finally {
    await tools.close();
  }
}
