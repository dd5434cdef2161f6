// SPDX-License-Identifier: EUPL-1.2
// The intake app's screens on a phone: labels, scales, the keyboard, how large and how clear they are, what
// a first visit costs; and the station's pages for who has no JavaScript.
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { sha256 } from '../intake/fake.mjs';
import { assert, test } from './harness.mjs';
import { Phone, makeRoll, noise, photosDone } from './phone.mjs';
import { sunlit } from './sunlight.mjs';

const PHONE = { widths: [390] };
const SCREEN = { ...PHONE, browserOnly: true };
const WIRE_MOST = 66_000; // what a first visit fetches to start, as it is sent, without fonts
const OWN_MOST = 30_000; // of it the app's own, in gzip

/* ---- labels and scales ----------------------------------------------------------------------- */

test('a label on two things from two phones is seen by a person', PHONE, async (t) => {
  const before = await Phone.open(t);
  await makeRoll(t, (await before.data()).station.id); // where its worker was last
  await before.close();
  const phones = [await Phone.open(t), await Phone.open(t)];
  const data = await phones[0].data();
  const code = data.rolls.flatMap(({ codes }) => codes)[0];
  assert.ok(code, 'the station has an open roll');
  for (const phone of phones) {
    const { page } = phone;
    phone.expectFailures();
    await phone.cut();
    // Two taps so quick that the first is not kept yet when the second comes.
    await phone.tile(0).evaluate((tile) => {
      tile.click();
      document.querySelector('[data-screen="start"] [data-go="label"]').click();
    });
    await page.getByLabel('Eller skriv de fire siste tegnene').fill('0');
    await page.getByRole('button', { name: 'Bruk lappen' }).click();
    await page.getByText('Lapper har aldri tegnet 0.').waitFor();
    await t.healthy(page);
    await page.getByLabel('Eller skriv de fire siste tegnene').fill(code.slice(-4).toLowerCase());
    await page.getByLabel('Eller skriv de fire siste tegnene').press('Enter');
    await page.getByRole('button', { name: `Lagre · lapp ${code.slice(-4)}` }).click();
    await page.locator('[data-saved-label]', { hasText: `lapp ${code.slice(-4)}` }).waitFor();
    await phone.register({ tile: 1 }); // the same label on another thing is caught on the phone
    await page.locator('[data-home]').click();
    await page.locator('[data-screen="start"] [data-go="label"]').click();
    await page.getByLabel('Eller skriv de fire siste tegnene').fill(code.slice(-4));
    await page.getByRole('button', { name: 'Bruk lappen' }).click();
    await page.getByText('Denne lappen sitter på en annen ting').waitFor();
  }
  for (const phone of phones) {
    await phone.restore();
    await phone.sent();
  }
  const codes = (await Promise.all(phones.map((phone) => phone.items()))).flat().map(({ answer }) => answer.code);
  assert.equal(new Set(codes).size, 4, 'no label is on two things');
  assert.equal(codes.filter((one) => one === code).length, 1);
  await phones[1].says('1 trenger hjelp');
  await phones[1].page.locator('.ob-app-net').click();
  await phones[1].page.getByText(`Lapp ${code.slice(-4)} satt på en annen ting.`).waitFor();
  await Promise.all(phones.map((phone) => phone.close()));
});

test('a scale on the serial port is read', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  const fake = () => {
    const port = {
      async open() {
        this.readable = new ReadableStream({
          start: (stream) => (this.timer = setInterval(() =>
            stream.enqueue(new TextEncoder().encode('ST,GS,+  11.20kg\r\n')), 50)),
          cancel: () => clearInterval(this.timer),
        });
        this.writable = new WritableStream({});
      },
      async close() {},
    };
    Object.defineProperty(navigator, 'serial', { value: { getPorts: async () => [], requestPort: async () => port } });
  };
  await phone.context.addInitScript(fake);
  await phone.newPage();
  await phone.start();
  await phone.choose();
  await phone.page.locator('[data-screen="start"] [data-go="more"]').click();
  await phone.page.getByRole('button', { name: 'Les av vekta' }).click();
  await phone.page.getByText('Vekta viser 11,2 kg').waitFor();
  await phone.page.getByRole('button', { name: 'Ferdig' }).click();
  await phone.save();
  const [{ body }] = await phone.items();
  assert.deepEqual([body.weight_g, body.weight_method], [11_200, 'scale']);
  await phone.sent();
  await phone.close();
});

test('bags, count, weight by the keys and two photos are one lot', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  const shots = [await noise(page, 400, 300), await noise(page, 300, 400)];
  await phone.photographed(shots[0]);
  await phone.choose();
  await page.locator('[data-screen="start"] [data-go="more"]').click();
  for (const key of ['1', '2', ',', '5']) {
    await page.getByRole('button', { name: key === ',' ? 'Komma' : key, exact: true }).click();
  }
  await page.getByRole('group', { name: 'Sekker og kasser' }).getByRole('button', { name: 'Én til' }).click();
  await page.getByRole('group', { name: 'Sekker og kasser' }).getByRole('button', { name: 'Én til' }).click();
  await page.getByLabel('Merknad').fill('Mangler lokk 🙂');
  await page.locator('#f-photo-2').setInputFiles({ name: 'two.jpg', mimeType: 'image/jpeg', buffer: shots[1] });
  await page.locator('[data-screen="more"] .ob-taken img').waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await t.healthy(page);
  await page.getByRole('button', { name: 'Ferdig' }).click();
  await page.getByText('12,5 kg, 2 sekker').waitFor();
  await phone.save();
  const [{ body }] = await phone.items();
  assert.deepEqual([body.weight_g, body.sacks, body.count, body.note], [12_500, 2, 1, 'Mangler lokk 🙂']);
  await phone.sent();
  const [{ state, photos }] = await phone.items();
  assert.equal(state, 'sent');
  assert.deepEqual(photos.map(({ n, state: photo }) => [n, photo]), [[1, 'done'], [2, 'done']]);
  assert.deepEqual(body.photos, photos.map(({ uuid }) => uuid));
  await photosDone(phone);
  await phone.close();
});

test('taps as quick as they can come are all kept', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  await page.locator('[data-screen="start"] [data-go="more"]').click();
  await page.locator('[data-screen="more"] [data-step="sacks 1"]').evaluate((button) => {
    button.click();
    button.click();
    button.click();
  });
  await page.locator('[data-bands] input').nth(1).check();
  await page.getByRole('button', { name: 'Ferdig' }).click();
  // What it is, its condition and saving, twice, before any of them is kept.
  await phone.tile(0).evaluate((tile) => {
    tile.click();
    document.querySelectorAll('[data-states] input')[1].click();
    document.querySelector('[data-save]').click();
    document.querySelector('[data-save]').click();
  });
  await page.locator('[data-screen="saved"]').waitFor();
  await phone.sent();
  const items = await phone.items();
  assert.deepEqual(items.map(({ body }) => [body.sacks, body.state, body.weight_g]), [[3, 2, 3000]]);
  await phone.close();
});

/* ---- how it is ------------------------------------------------------------------------------- */

test('the keyboard is enough', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  const focus = async (locator) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if (await locator.evaluate((element) => element === document.activeElement)) {
        return;
      }
    }
    assert.fail(`${locator} is not reached`);
  };
  await focus(page.locator('[data-tiles] input').first());
  await page.keyboard.press('Space');
  await focus(page.locator('[data-screen="start"] [data-go="tree"]'));
  await page.keyboard.press('Enter');
  await focus(page.locator('[data-tree] button').first());
  await page.keyboard.press('Enter');
  await focus(page.locator('[data-tree-all]'));
  await page.keyboard.press('Enter');
  await focus(page.locator('[data-save]'));
  await page.keyboard.press('Enter');
  await page.locator('[data-saved-name]', { hasText: 'er lagret' }).waitFor();
  await focus(page.locator('[data-undo]'));
  await page.keyboard.press('Enter');
  await page.locator('[data-saved-name]', { hasText: 'er angret' }).waitFor();
  await phone.sent();
  await phone.close();
});

test('each screen: large targets, strong contrast, no findings, in three languages', { ...SCREEN, minutes: 6 }, async (t) => {
  for (const prefix of ['', '/nn', '/en']) {
    const phone = await Phone.open(t);
    const { page } = phone;
    await page.goto(`${prefix}/inn`);
    await page.locator('[data-screen="start"]').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[data-tiles] input').length === 6);
    const check = async (screen) => {
      await page.locator(`[data-screen="${screen}"]`).waitFor();
      await sunlit(t, page, `${prefix} ${screen}`);
    };
    await check('start');
    for (const screen of ['tree', 'label', 'more', 'who']) {
      await page.locator(`[data-screen="start"] [data-go="${screen}"]`).click();
      await check(screen);
      await page.goBack();
      await page.locator('[data-screen="start"]').waitFor();
    }
    await page.locator('.ob-app-net').click();
    await check('queue');
    await page.goBack();
    await phone.choose(1);
    await check('start');
    await phone.save();
    await check('saved');
    await phone.sent();
    await check('saved');
    await page.setViewportSize({ width: 320, height: 640 });
    await t.healthy(page);
    await phone.close();
  }
});

test('a first visit fetches no more than it may', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  const files = await page.evaluate(() => [...document.querySelectorAll('link[rel="stylesheet"], script[src]')]
    .map((element) => element.href ?? element.src).concat(`${location.origin}/inn/app`,
      new URL(document.body.dataset.icons, location).href));
  let wire = 0;
  let own = 0;
  for (const file of files) {
    const answer = await page.request.get(file, { headers: { 'Accept-Encoding': 'br, gzip' } });
    const packed = gzipSync(await answer.body(), { level: 9 }).length;
    const sent = Number(answer.headers()['content-length']);
    wire += sent;
    own += /app\.[0-9a-f]+\.css|icons/.test(file) ? 0 : packed; // those two every page has
    console.log(`# ${new URL(file).pathname}: ${sent} sent, ${packed} in gzip`);
  }
  console.log(`# ${wire} of ${WIRE_MOST} bytes, own ${own} of ${OWN_MOST}`);
  assert.ok(wire > 20_000 && wire <= WIRE_MOST, `${wire} bytes`);
  assert.ok(own <= OWN_MOST, `${own} bytes of its own`);
  await phone.close();
});

test('the app can be installed', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  for (const prefix of ['', '/nn', '/en']) {
    const manifest = await (await phone.page.request.get(`${prefix}/inn/manifest.webmanifest`)).json();
    assert.equal(manifest.scope, `${prefix}/inn`);
    assert.equal(manifest.start_url, `${prefix}/inn`);
    assert.equal(manifest.display, 'standalone');
    for (const { src } of manifest.icons) {
      assert.equal((await phone.page.request.get(src)).status(), 200);
    }
  }
  assert.equal(await phone.page.evaluate(() => navigator.serviceWorker.getRegistration().then(({ scope }) =>
    new URL(scope).pathname)), '/inn');
  await phone.close();
});

// What the phone could not say by the form: cases of each kind; gives their pages.
async function helpCases(page) {
  const lot = (more) => page.request.post('/inn/data/lot', {
    headers: { Origin: new URL(page.url()).origin },
    data: { uuid: randomUUID(), taken_ms: 1, sent_ms: 1, category: 10300, state: 1, count: 1, ...more },
  });
  assert.equal((await lot({ count: 0 })).status(), 422);
  assert.equal((await (await lot({ label: '22222222' })).json()).help, 'label');
  const uuid = randomUUID();
  await lot({ uuid });
  const query = new URLSearchParams({ lot: uuid, n: 1, offset: 0, size: 0, sha256: sha256('') });
  const none = await page.request.put(`/inn/photo/${randomUUID()}?${query}`, {
    headers: { Origin: new URL(page.url()).origin, 'Content-Type': 'application/octet-stream' },
    data: Buffer.alloc(0),
  });
  assert.equal(none.status(), 422);
  await page.goto('/inn/hjelp');
  return page.locator('main [data-case] a').evaluateAll((links) => links.map(({ pathname }) => pathname));
}

test('without JavaScript or a service worker the station is there, as large and as clear', { ...SCREEN, js: [true, false] }, async (t) => {
  const { page } = t;
  await page.goto('/logg-inn');
  await page.locator('form:has(input[name=role][value="station-worker"]) button').first().click();
  await page.locator('form[data-intake], form:has(input[name=category])').first().waitFor();
  assert.equal(await page.locator('[data-screen]').count(), 0);
  await page.locator('main details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  await sunlit(t);
  const cases = await helpCases(page);
  await page.goto('/inn/lass');
  await page.locator('select[name=to]').selectOption({ index: 1 });
  await page.locator('form:has(select[name=to]) button').click();
  await page.waitForURL(/\/inn\/lass\/[^/]+$/);
  const load = new URL(page.url()).pathname;
  for (const address of ['/inn/hjelp', ...cases.slice(-3), '/inn/person', '/inn/lass', load, '/inn/levering', '/inn/henting']) {
    await t.visit(address);
    await sunlit(t);
  }
  await page.goto('/inn/levering');
  await page.locator('input[name=things]').first().check();
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/inn\/levering\/[^/]+$/);
  await sunlit(t);
});
