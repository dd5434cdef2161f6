// SPDX-License-Identifier: EUPL-1.2
// A phone at the station, as the tests of the intake app hold it: a context of its own behind a network
// of its own (proxy.mjs), with service workers.
import { openContext } from './browser.mjs';
import { assert } from './harness.mjs';
import { startProxy } from './proxy.mjs';

export async function until(holds, ms = 15_000) {
  for (const end = Date.now() + ms; !await holds();) {
    assert.ok(Date.now() < end, `not within ${ms} ms: ${holds}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

async function signIn(page) {
  await page.goto('/logg-inn');
  await page.locator('form:has(input[name=role][value="station-worker"]) button').first().click();
  await page.locator('[data-screen="start"]').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-tiles] input').length === 6);
}

// The manager's desk, beside the phones.
async function atDesk(t) {
  const { page } = await t.open({ width: 1280 });
  await page.goto('/logg-inn');
  await page.locator('form:has(input[name=role][value="manager"]) button').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
  return page;
}

// A roll of labels for that station; gives the desk it was made at.
export async function makeRoll(t, station, count = 24) {
  const page = await atDesk(t);
  await page.goto('/kontor/lapper');
  await page.locator('select[name="station"]').selectOption(station);
  await page.locator('input[name="count"]').fill(String(count));
  await page.getByRole('button', { name: 'Lag lapper' }).click();
  await page.waitForURL(/\/kontor\/lapper\/[^/]+$/);
  return page;
}

// The code with which a phone becomes a device of the station, as the manager gets it.
export async function deviceCode(t) {
  const page = await atDesk(t);
  await page.goto('/kontor/enheter');
  await page.locator('input[name="name"]').fill('Telefon ved rampen');
  await page.locator('select[name="station"]').selectOption({ index: 1 }).catch(() => {});
  await page.locator('form:has(input[name="name"]) button[type="submit"]').click();
  return (await page.locator('.ob-code').innerText()).trim();
}

// A phone of its own behind a network of its own.
export class Phone {
  static async make(t, options = {}) {
    const net = await startProxy(t.site.url);
    const { context, watch } = await openContext(t.browser, net.url, {
      width: t.width, serviceWorkers: 'allow', ...options,
    });
    t.opened.push({ context, watch, net });
    const phone = new Phone(t, net, context, watch);
    await phone.newPage();
    return phone;
  }

  // Signed in as the demo does it: quick, and by a session alone.
  static async open(t, options) {
    const phone = await Phone.make(t, options);
    await signIn(phone.page);
    await phone.learnTiles();
    return phone;
  }

  // Enrolled with a code and signed in with a PIN.
  static async enrol(t) {
    const phone = await Phone.make(t);
    await phone.page.goto('/inn/enroler');
    await phone.page.locator('input[name="code"]').fill(await deviceCode(t));
    await phone.page.locator('main button[type="submit"]').click();
    await phone.pin();
    await phone.learnTiles();
    return phone;
  }

  // On the page that asks who is at work.
  async pin() {
    await this.page.locator('input[name="person"]').first().check();
    await this.page.locator('input[name="pin"]').fill('2580');
    await this.page.locator('main button[type="submit"]').first().click();
    await this.page.locator('[data-screen="start"]').waitFor();
    await this.page.waitForFunction(() => document.querySelectorAll('[data-tiles] input').length === 6);
  }

  constructor(t, net, context, watch) {
    Object.assign(this, { t, net, context, watch });
  }

  async newPage() {
    await this.page?.close();
    this.page = await this.context.newPage();
    return this.page;
  }

  // What a bad network says on the console is no fault of the app, if it says anything.
  expectFailures() {
    this.watch.allowed.push({ pattern: /Failed to load resource|net::ERR/, used: true });
  }

  async cut() {
    this.net.cut = true;
    await this.context.setOffline(true);
  }

  async restore() {
    this.net.cut = false;
    await this.context.setOffline(false);
  }

  async start() {
    await this.page.goto('/inn');
    await this.page.locator('[data-screen="start"]').waitFor();
  }

  photograph(bytes, name = 'photo.jpg', mimeType = 'image/jpeg') {
    return this.page.locator('#f-photo').setInputFiles({ name, mimeType, buffer: bytes });
  }

  async photographed(bytes) {
    await this.photograph(bytes);
    await this.page.locator('[data-screen="start"] .ob-taken img').waitFor();
  }

  // The tiles that the stop list says nothing about: choosing one leads straight on.
  async learnTiles() {
    const { tiles, rules } = await this.data();
    const free = tiles.slice(0, 6).filter(({ id }) => !rules.some(({ category }) => category === id));
    assert.ok(free.length > 0, 'the stop list leaves a tile free');
    this.tiles = free.map(({ id }) => id);
  }

  tile(at) {
    return this.page.locator(`[data-tiles] input[value="${this.tiles[at % this.tiles.length]}"]`);
  }

  choose(at = 0) {
    return this.tile(at).check();
  }

  async save() {
    await this.page.locator('[data-save]').click();
    await this.page.locator('[data-screen="saved"]').waitFor();
  }

  async register({ bytes, tile = 0 } = {}) {
    await this.page.locator('[data-home]').click();
    if (bytes !== undefined) {
      await this.photographed(bytes);
    }
    await this.choose(tile);
    await this.save();
  }

  chip() {
    return this.page.locator('[data-net-text]').innerText();
  }

  says(text) {
    return this.page.locator('[data-net-text]', { hasText: text }).waitFor();
  }

  // Until the server has all that the phone owes it.
  async sent() {
    const owes = (item) => item.state === 'waiting' || item.undo === 'wanted' ||
      (item.state !== 'undone' && item.photos.some(({ state }) => state === 'waiting'));
    const end = Date.now() + 150_000;
    for (let items = await this.items(); items.some(owes); items = await this.items()) {
      const left = items.filter(owes).map(({ state, undo, why, failures, photos }) => ({ state, undo, why, failures, photos }));
      assert.ok(Date.now() < end, `still owes: ${JSON.stringify(left.slice(0, 5))}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }

  items() {
    return this.page.evaluate(async () => {
      const open = indexedDB.open(`ombruk-intake-${document.body.dataset.centre}`);
      const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
      const all = database.transaction('items').objectStore('items').getAll();
      const items = await new Promise((done) => (all.onsuccess = () => done(all.result)));
      database.close();
      return items;
    });
  }

  // A photo as it lies on the phone: type, width, height.
  stored(photo) {
    return this.page.evaluate(async (uuid) => {
      const open = indexedDB.open(`ombruk-intake-${document.body.dataset.centre}`);
      const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
      const get = database.transaction('photos').objectStore('photos').get(uuid);
      const kept = await new Promise((done) => (get.onsuccess = () => done(get.result)));
      database.close();
      const bytes = new Uint8Array(kept.bytes);
      const type = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'image/jpeg' : 'unknown';
      const { width, height } = await createImageBitmap(new Blob([bytes]));
      return [type, width, height];
    }, photo);
  }

  data() {
    return this.page.evaluate(async () => (await fetch('/inn/data')).json());
  }

  async things() {
    return (await this.data()).today.things;
  }

  async close() {
    await this.context.close();
    await this.net.stop();
  }
}

// A picture that stays large when it is made small: noise. 1600 px wide, several pieces.
export async function noise(page, width = 1600, height = 1200) {
  const base64 = await page.evaluate(async ([w, h]) => {
    const canvas = new OffscreenCanvas(w, h);
    const pen = canvas.getContext('2d');
    const image = pen.createImageData(w, h);
    for (let at = 0; at < image.data.length; at += 65_536) {
      crypto.getRandomValues(image.data.subarray(at, at + 65_536));
    }
    for (let at = 3; at < image.data.length; at += 4) {
      image.data[at] = 255;
    }
    pen.putImageData(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  }, [width, height]);
  return Buffer.from(base64, 'base64');
}

export const picture = (page) => page.screenshot({ type: 'jpeg', quality: 60 });

export async function photosDone(phone) {
  for (const item of await phone.items()) {
    for (const photo of item.photos) {
      const answer = await phone.page.evaluate(async (uuid) => {
        const head = await fetch(`/inn/photo/${uuid}`, { method: 'HEAD' });
        return [head.status, head.headers.get('X-Photo-Done'), head.headers.get('X-Photo-Length')];
      }, photo.uuid);
      assert.deepEqual(answer, [200, '1', String(photo.size)]);
    }
  }
}
