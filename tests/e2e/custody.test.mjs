// SPDX-License-Identifier: EUPL-1.2
// The way of lots between the station and the shelf: a load confirmed at both ends with a difference
// explained, a shelf counted, many moved at once, and a booth that is full.
import { assert, follow, test } from './harness.mjs';

const STORE = 'Senterets lager';

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

const submit = (form) => follow(form.locator('button[type=submit]').first());
const chosen = (page, name, text) =>
  page.locator(`select[name="${name}"] option`, { hasText: text }).first().getAttribute('value');

async function atStation(t) {
  const { page } = await t.open({ width: 390, js: false });
  await signIn(page, 'station-worker');
  return page;
}

// Nothing is folded away from whoever has no script: the fields stand in closed details.
async function unfold(page) {
  for (const folded = page.locator('main details:not([open]) > summary'); await folded.count() > 0;) {
    await folded.first().click();
  }
}

// Registers a lot by the form; gives its label code.
async function lot(page, count) {
  await page.goto('/inn?skjema=1');
  await unfold(page);
  await page.locator('input[name=category][value="10300"]').check({ force: true });
  await page.locator('input[name=state][value="1"]').check({ force: true });
  await page.locator('input[name=count]').fill(String(count));
  await page.locator('[data-save]').click();
  await page.waitForURL(/\/inn\/lagret\//);
  return new URL(page.url()).pathname.split('/').pop();
}

async function lots(page, counts) {
  const codes = [];
  for (const count of counts) {
    codes.push(await lot(page, count));
  }
  return codes;
}

// What the store's page of a thing says.
async function about(page, code) {
  await page.goto(`/kontor/lager/${code}`);
  return page.locator('main').innerText();
}

test('a load is confirmed at both ends, and what is lost on the way explained', async (t) => {
  const station = await atStation(t);
  const [came, lost] = await lots(station, [3, 5]);
  await station.goto('/inn/lass');
  await station.locator('select[name=to]').selectOption(await chosen(station, 'to', STORE));
  await submit(station.locator('form:has(select[name=to])'));
  await station.locator('textarea[name=codes]').fill(`${came}\n${lost}`);
  await submit(station.locator('form:has(textarea[name=codes])'));
  assert.match(await station.locator('main').innerText(), new RegExp(came.slice(4)));
  const address = (await station.locator('.ob-address').innerText()).trim();
  await follow(station.locator('form[action$="/send"] button'));
  // Whoever gets it follows the QR code.
  const office = t.page;
  await signIn(office, 'manager');
  await office.goto(new URL(address).pathname);
  await t.healthy();
  await office.locator('summary', { hasText: 'Noe stemmer ikke' }).click();
  await office.getByLabel(new RegExp(lost.slice(4))).selectOption({ label: 'Tapt underveis' });
  t.allow(/422/);
  await office.locator('form[action$="/mottak"]:has(select)').locator('button[type=submit]').click();
  await t.sees('Skriv hva som skjedde');
  await office.locator('form[action$="/mottak"] [name=why]').fill('Sekken revnet på veien');
  await office.getByLabel(new RegExp(lost.slice(4))).selectOption({ label: 'Tapt underveis' });
  await office.locator('form[action$="/mottak"]:has(select)').locator('button[type=submit]').click();
  await office.getByText('Sekken revnet på veien').first().waitFor();
  assert.match(await about(office, came), new RegExp(STORE));
  await office.goto(`/varer/${lost}/historikk`);
  assert.match(await office.locator('main').innerText(), /rettet/i);
  assert.equal((await t.site.command('ledger', 'verify')).status, 0);
});

async function healthyInBoth(t, page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await t.healthy(page);
  }
}

// Pages that no link leads to, so that pages.test.mjs does not come there.
test('a load to a shop, the code for who delivered and its story are clear, light and dark', async (t) => {
  const station = await atStation(t);
  const codes = await lots(station, [1, 2]);
  await station.goto('/inn/lass');
  await station.locator('select[name=to]').selectOption(await chosen(station, 'to', 'Stor & Liten'));
  await submit(station.locator('form:has(select[name=to])'));
  await station.locator('textarea[name=codes]').fill(codes[0]);
  await submit(station.locator('form:has(textarea[name=codes])'));
  const load = new URL(station.url()).pathname.split('/').pop();
  await follow(station.locator('form[action$="/send"] button'));
  const { page: shop } = await t.open();
  await signIn(shop, 'tenant-owner');
  await shop.goto(`/mottak/${load}`);
  await shop.getByRole('button', { name: 'Alt er kommet' }).waitFor();
  await healthyInBoth(t, shop);
  const { page: desk } = await t.open({ width: 390 });
  await signIn(desk, 'station-worker');
  await desk.goto('/inn/levering');
  await desk.getByLabel(new RegExp(codes[1].slice(4))).check();
  await desk.getByRole('button', { name: 'Lag koden' }).click();
  await desk.waitForURL(/\/inn\/levering\/[^/]+$/);
  await healthyInBoth(t, desk);
  const story = new URL((await desk.locator('.ob-address').innerText()).trim()).pathname;
  for (const address of ['/hva-skjedde', story, '/inn/enroler']) {
    await t.visit(address);
    await healthyInBoth(t, t.page);
  }
});

test('a shelf is counted, and what is missing settled', async (t) => {
  const station = await atStation(t);
  const [here] = await lots(station, [2, 3]); // the second is not seen
  const office = t.page;
  await signIn(office, 'manager');
  await office.goto('/kontor/telling');
  await office.locator('select[name=holder]').selectOption(await chosen(office, 'holder', 'Skogheim'));
  await office.locator('select[name=category]').selectOption(await chosen(office, 'category', 'Bukser'));
  await office.locator('input[name=label]').fill('Rampa');
  await submit(office.locator('form:has(select[name=holder])'));
  await office.locator('textarea[name=codes]').fill(here);
  await submit(office.locator('form:has(textarea[name=codes])'));
  await follow(office.locator('form[action$="/ferdig"] button'));
  await t.healthy();
  const open = office.locator('input[name=rows]');
  assert.ok(await open.count() > 0, 'what was not seen is a difference');
  while (await open.count() > 0) {
    for (const box of await open.all()) {
      await box.check();
    }
    await office.getByLabel('Det er her likevel').check();
    await follow(office.locator('form[action$="/avgjor"] button[type=submit]'));
  }
  await follow(office.locator('form[action$="/lukk"] button'));
  assert.equal(await office.locator('form[action$="/lukk"]').count(), 0);
});

test('ticked lots are moved together', async (t) => {
  const station = await atStation(t);
  const codes = await lots(station, [1, 1]);
  const office = t.page;
  await signIn(office, 'manager');
  const where = await (async () => {
    await office.goto('/kontor/lager');
    return chosen(office, 'sted', 'Skogheim');
  })();
  await office.goto(`/kontor/lager?sted=${where}`);
  for (const code of codes) {
    await office.getByLabel(new RegExp(`${code.slice(0, 4)}-${code.slice(4)}`)).check();
  }
  await office.locator('select[name=to]').selectOption(await chosen(office, 'to', STORE));
  await follow(office.locator('button[name=gjor][value=flytt]'));
  await t.healthy();
  for (const code of codes) {
    assert.match(await about(office, code), new RegExp(STORE));
  }
});

test('a full booth is given nothing more', async (t) => {
  const station = await atStation(t);
  const [code] = await lots(station, [1]);
  const office = t.page;
  await signIn(office, 'manager');
  await office.goto('/kontor/boder');
  await office.locator('select[name=tenant]').selectOption({ label: 'Stor & Liten' });
  await office.locator('input[name=lots]').fill('0');
  await submit(office.locator('form:has(input[name=lots])'));
  await t.sees('Grensen er lagret');
  await office.goto('/varer');
  const row = office.locator(`li:has(form[action$="/varer/${code}/gi"])`);
  await row.locator('select[name=tenant]').selectOption({ label: 'Stor & Liten' });
  t.allow(/409/);
  await row.getByRole('button').click();
  await t.sees(/full/);
  assert.match(await about(office, code), /Skogheim/);
});
