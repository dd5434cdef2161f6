// SPDX-License-Identifier: EUPL-1.2
// Scanning a label in a browser without a reader of its own, with a camera that shows one of our
// labels as it is printed; and what is said when there is no camera.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { openBrowser, openContext } from './browser.mjs';
import { assert, test } from './harness.mjs';
import { run } from './site.mjs';

async function asShop(page) {
  await page.goto('/logg-inn');
  await page.locator('form:has(input[name=role][value="tenant-owner"]) button').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

function withoutReader(context) {
  return context.addInitScript(() => delete window.BarcodeDetector);
}

// The label of `code` as a film of one picture: printed, lying a little askew on a table.
async function film(page, code, folder) {
  const answer = await page.request.get(`/lapp/${code}`, { timeout: 40_000 });
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  await fs.writeFile(path.join(folder, 'label.pdf'), await answer.body());
  const made = await run('pdftoppm', ['-jpeg', '-singlefile', '-r', '220', 'label.pdf', 'label'], { cwd: folder });
  assert.equal(made.status, 0, made.stderr);
  const label = (await fs.readFile(path.join(folder, 'label.jpg'))).toString('base64');
  const table = await page.context().newPage();
  await table.setViewportSize({ width: 640, height: 480 });
  await table.setContent(`<body style="margin:0;background:#8a6a4a"><img alt="" src="data:image/jpeg;base64,${label}"
    style="position:absolute;left:40px;top:90px;transform:rotate(9deg);filter:blur(.6px)">`);
  await table.locator('img').evaluate((image) => image.decode());
  const picture = await table.screenshot({ type: 'jpeg', quality: 80 });
  const file = path.join(folder, 'camera.mjpeg');
  await fs.writeFile(file, picture);
  return file;
}

// Calls body(page, code) in a browser whose camera sees the label of a thing the shop sells.
async function withCamera(t, body) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'ombruk-scan-'));
  let browser;
  try {
    await asShop(t.page);
    await t.visit('/butikker');
    await t.page.getByRole('link', { name: 'Stor & Liten' }).first().click();
    const href = await t.page.locator('main a[href*="/ting/"]').first().getAttribute('href');
    const code = href.split('/').pop();
    browser = await openBrowser({ camera: await film(t.page, code, folder) });
    const { context, watch } = await openContext(browser, t.site.url, { width: t.width });
    await withoutReader(context);
    await body(await context.newPage(), code);
    assert.deepEqual(watch.problems, []);
  } finally {
    await browser?.close();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

test('a label is scanned where the browser has no reader', { widths: [390, 1280] }, async (t) => {
  await withCamera(t, async (page, code) => {
    const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await asShop(page);
    await page.goto('/salg');
    await page.getByRole('button', { name: 'Skann lappen' }).waitFor();
    assert.ok(!fetched.some((name) => name.startsWith('/a/qr.')), 'the reader waits for the button');
    await page.getByRole('button', { name: 'Skann lappen' }).click();
    await page.waitForURL((url) => url.pathname === `/salg/${code}`);
    assert.ok(fetched.some((name) => name.startsWith('/a/qr.')));
    assert.match(await page.locator('input[name=price]').inputValue(), /^\d+$/);
  });
});

test('the camera stops when it is told to', async (t) => {
  // A camera without a label: what Chromium shows when it is given no film.
  await withoutReader(t.context);
  await asShop(t.page);
  await t.visit('/henting');
  await t.press('Skann lappen');
  await t.sees('Hold lappen foran kameraet.');
  const live = () => t.page.evaluate(() => document.querySelector('video').srcObject?.active ?? false);
  assert.equal(await live(), true);
  await t.healthy();
  const stop = t.page.getByRole('button', { name: 'Stopp kameraet' });
  assert.ok(await stop.evaluate((button) => button === document.activeElement));
  await stop.press('Enter');
  assert.equal(await live(), false);
  const scan = t.page.getByRole('button', { name: 'Skann lappen' });
  assert.ok(await scan.evaluate((button) => button === document.activeElement));
});

test('without a camera the code is typed', { widths: [390] }, async (t) => {
  await t.context.addInitScript(() => {
    const refusals = ['NotAllowedError', 'NotFoundError'];
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', refusals.shift()));
  });
  await asShop(t.page);
  await t.visit('/salg');
  await t.press('Skann lappen');
  await t.sees('Kameraet er ikke tillatt her.');
  assert.ok(await t.page.locator('input[name=kode]').evaluate((field) => field === document.activeElement));
  await t.healthy();
  await t.press('Skann lappen');
  await t.sees('Ingen kamera svarer.');
});

test('where no camera can be had, none is offered', { js: [true, false] }, async (t) => {
  await t.context.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  await asShop(t.page);
  await t.visit('/salg');
  await t.page.locator('input[name=kode]').waitFor();
  await t.page.waitForLoadState('networkidle');
  assert.equal(await t.page.getByRole('button', { name: 'Skann lappen' }).count(), 0);
});

test('a reader that cannot be fetched is told', async (t) => {
  t.allow(/Failed to load resource/);
  await withoutReader(t.context);
  await t.context.route('**/a/qr.*', (route) => route.abort());
  await asShop(t.page);
  await t.visit('/salg');
  await t.press('Skann lappen');
  await t.sees('Skanneren kunne ikke hentes.');
});
