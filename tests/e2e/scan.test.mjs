// SPDX-License-Identifier: EUPL-1.2
// Scanning a label in a browser without a reader of its own, with a camera that shows one of our
// labels as it is printed; and what is said when there is no camera.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { openBrowser, openContext } from './browser.mjs';
import { assert, test } from './harness.mjs';
import { Phone, makeRoll } from './phone.mjs';
import { run } from './site.mjs';

async function asShop(page) {
  await page.goto('/logg-inn');
  await page.locator('form:has(input[name=role][value="tenant-owner"]) button').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

function withoutReader(context) {
  return context.addInitScript(() => delete window.BarcodeDetector);
}

// The first label of a PDF as a film of one picture: printed, lying a little askew on a table.
async function film(page, pdf, folder) {
  const answer = await page.request.get(pdf, { timeout: 40_000 });
  assert.equal(answer.status(), 200);
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
    browser = await openBrowser({ camera: await film(t.page, `/lapp/${code}`, folder) });
    const { context, watch } = await openContext(browser, t.site.url, { width: t.width });
    await withoutReader(context);
    await body(await context.newPage(), code);
    assert.deepEqual(watch.problems, []);
  } finally {
    await browser?.close();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

test('a label is scanned where the browser has no reader', { widths: [390, 1280], browserOnly: true }, async (t) => {
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

// The app's own screen for labels: presses the button and saves what the camera read.
async function scanInApp(phone) {
  const { page } = phone;
  await phone.choose();
  await page.locator('[data-screen="start"] [data-go="label"]').click();
  await page.locator('[data-screen="label"]').getByRole('button', { name: 'Skann lappen' }).click();
  await page.locator('[data-save]', { hasText: 'lapp' }).waitFor();
  await phone.save();
  return (await phone.items()).at(-1).body.label;
}

test('the app scans a label without network, by our reader and by the browser\'s own', { widths: [390], browserOnly: true }, async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'ombruk-scan-'));
  const usual = t.browser;
  try {
    const first = await Phone.open(t);
    const { id } = (await first.data()).station;
    const desk = await makeRoll(t, id, 2);
    const { rolls } = await first.data();
    const codes = rolls.flatMap((roll) => roll.codes);
    const pdf = await desk.locator('main a[href*="/rull/"]').first().getAttribute('href');
    t.browser = await openBrowser({ camera: await film(desk, pdf, folder) });
    const phone = await Phone.open(t);
    phone.expectFailures();
    await withoutReader(phone.context);
    await phone.newPage();
    await phone.start();
    await phone.cut();
    const label = await scanInApp(phone);
    assert.ok(codes.includes(label), `${label} is of the roll`);
    const fetched = (one) => one.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.ok((await fetched(phone)).some((name) => name.includes('/a/qr.')));
    await phone.restore();
    await phone.sent();
    assert.equal((await phone.items())[0].answer.code, label);
    // A browser that reads codes itself, as Android's do, is not given another reader.
    await first.context.addInitScript((code) => {
      window.BarcodeDetector = class {
        static getSupportedFormats = async () => ['ean_13', 'qr_code'];

        detect = async () => [{ rawValue: `https://ombruk.example/ting/${code}` }];
      };
    }, codes.find((code) => code !== label));
    await first.newPage();
    await first.start();
    await first.cut();
    first.expectFailures();
    assert.equal(await scanInApp(first), codes.find((code) => code !== label));
    assert.ok(!(await fetched(first)).some((name) => name.includes('/a/qr.')));
    await first.restore();
    await first.sent();
  } finally {
    if (t.browser !== usual) {
      await t.browser.close();
    }
    await fs.rm(folder, { recursive: true, force: true });
  }
});

test('the camera stops when it is told to', { browserOnly: true }, async (t) => {
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

test('without a camera the code is typed', { widths: [390], browserOnly: true }, async (t) => {
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

test('where no camera can be had, none is offered', { js: [true, false], browserOnly: true }, async (t) => {
  await t.context.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  await asShop(t.page);
  await t.visit('/salg');
  await t.page.locator('input[name=kode]').waitFor();
  await t.page.waitForLoadState('networkidle');
  assert.equal(await t.page.getByRole('button', { name: 'Skann lappen' }).count(), 0);
});

test('a reader that cannot be fetched is told', { browserOnly: true }, async (t) => {
  t.allow(/Failed to load resource/);
  await withoutReader(t.context);
  await t.context.route('**/a/qr.*', (route) => route.abort());
  await asShop(t.page);
  await t.visit('/salg');
  await t.press('Skann lappen');
  await t.sees('Skanneren kunne ikke hentes.');
});
