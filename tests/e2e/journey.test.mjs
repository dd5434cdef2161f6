// SPDX-License-Identifier: EUPL-1.2
// The main job, as people do it: a station worker registers a lot, the manager gives it to a shop, the
// shop picks it up, prices it and puts it out, a resident finds and holds it, the shop sells it, and the
// public page counts it.
import { assert, test } from './harness.mjs';
import { photo } from './pictures.mjs';

const widths = [390, 1280];
const js = [true, false];

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

// Registers a bicycle at the station; gives its label code.
async function registerLot(t, station) {
  await signIn(station, 'station-worker');
  await station.goto('/inn');
  await t.healthy(station);
  await station.locator('input[name=photo]').setInputFiles(photo(90));
  await station.locator('label.ob-key', { hasText: 'Sykkel' }).first().click();
  await station.locator('#f-state label.ob-key', { hasText: 'Hel' }).click();
  await station.locator('summary', { hasText: 'Antall' }).click();
  await station.locator('input[name=weight]').fill('12,5');
  await station.getByRole('button', { name: 'Lagre' }).click();
  await station.waitForURL(/\/inn\/lagret\//);
  await t.healthy(station);
  assert.match(await station.locator('h1').innerText(), /lagret/);
  const href = await station.getByRole('link', { name: /Skriv/ }).getAttribute('href');
  if (t.width === widths[0] && t.js === js[0]) { // the same paper for all of them, and slow to make
    const label = await station.request.get(href, { timeout: 40_000 });
    assert.equal(label.status(), 200);
    assert.equal(label.headers()['content-type'], 'application/pdf');
  }
  return href.split('/').pop();
}

async function giveLot(t, office, code) {
  await signIn(office, 'manager');
  await office.goto('/varer');
  await t.healthy(office);
  const lot = office.locator(`li:has(form[action$="/varer/${code}/gi"])`);
  await lot.locator('select[name=tenant]').selectOption({ label: 'Stor & Liten' });
  await lot.getByRole('button').click();
  await office.getByText(/er gitt til Stor & Liten/).waitFor();
  await office.goto(`/varer/${code}/historikk`);
  await t.healthy(office);
}

async function pickUpAndPublish(t, shop, code) {
  await signIn(shop, 'tenant-owner');
  await shop.goto('/henting');
  await t.healthy(shop);
  const wrong = code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');
  await shop.getByLabel('Kode på lappen').fill(wrong);
  await shop.getByRole('button', { name: 'Hentet' }).click();
  await shop.getByText(/Ett tegn .* er feil/).first().waitFor();
  assert.equal(await shop.getByLabel('Kode på lappen').inputValue(), wrong);
  await shop.getByLabel('Kode på lappen').fill(code.toLowerCase());
  await shop.getByRole('button', { name: 'Hentet' }).click();
  await shop.getByText(/Du har hentet/).waitFor();
  await shop.goto(`/lager/${code}`);
  await t.healthy(shop);
  await shop.getByLabel('Pris i kr').fill('-5');
  await shop.getByText('Pent brukt').click();
  await shop.getByLabel('Navn').fill('Fjellsykkel fra stasjonen');
  await shop.getByRole('button', { name: 'Legg ut' }).click();
  await shop.locator('[aria-invalid=true]').first().waitFor();
  assert.equal(await shop.getByLabel('Navn').inputValue(), 'Fjellsykkel fra stasjonen');
  await shop.getByLabel('Pris i kr').fill('650');
  await shop.getByRole('button', { name: 'Legg ut' }).click();
  await shop.getByRole('button', { name: 'Lagre endringene' }).waitFor();
}

async function findAndHold(t, code) {
  const { page } = t;
  await t.visit('/');
  await t.healthy();
  await page.locator('input[name=ord]').fill('fjellsykler');
  await page.locator('input[name=ord]').press('Enter');
  await page.getByRole('link', { name: 'Fjellsykkel fra stasjonen' }).first().click();
  await page.waitForURL(new RegExp(`/ting/${code}`));
  await t.healthy();
  // On phones with script the way to the form is the bar at the bottom.
  const summary = page.locator('details#hold > summary');
  await ((await summary.isVisible()) ? summary : page.locator('.ob-actionbar a')).click();
  await page.locator('input[name=contact]').fill('ikke en adresse');
  await page.locator('#hold button[type=submit]').click();
  await page.locator('input[name=contact][aria-invalid=true]').waitFor();
  assert.equal(await page.locator('input[name=contact]').inputValue(), 'ikke en adresse');
  await page.locator('input[name=contact]').fill('forelder@example.no');
  await page.locator('#hold button[type=submit]').click();
  await page.waitForURL(/\/hold\//);
  await t.healthy();
  const pickup = (await page.locator('.ob-code').innerText()).trim();
  assert.match(pickup, /^[2-9A-HJKMNP-TV-Z]{3}$/);
  return pickup;
}

async function sell(t, shop, code, pickup) {
  await shop.goto('/salg');
  await t.healthy(shop);
  await shop.locator('input[name=kode]').fill(pickup.toLowerCase());
  await shop.getByRole('button', { name: 'Finn', exact: true }).click();
  await shop.waitForURL(new RegExp(`/salg/${code}`));
  await t.healthy(shop);
  assert.equal(await shop.locator('input[name=price]').inputValue(), '650');
  await shop.getByRole('button', { name: 'Solgt' }).click();
  await shop.getByText(/Solgt: Fjellsykkel/).first().waitFor();
}

// Things and grams behind the figures, from the lines the page offers.
async function figures(t) {
  const answer = await t.page.request.get('/resultater/linjer.csv?periode=alt');
  const rows = (await answer.text()).trim().split('\r\n').slice(1).map((line) => line.split(','));
  return {
    things: rows.reduce((sum, row) => sum + Number(row[6]), 0),
    grams: rows.reduce((sum, row) => sum + Number(row[7]), 0),
  };
}

// The figures follow the ledger within seconds.
async function figuresBecome(t, wanted) {
  let now = await figures(t);
  for (let i = 0; i < 60 && now.things !== wanted.things; i++) {
    await t.page.waitForTimeout(500);
    now = await figures(t);
  }
  assert.deepEqual(now, wanted);
}

test('a lot goes from the station to the figure', { widths, js }, async (t) => {
  const station = (await t.open()).page;
  const office = (await t.open()).page;
  const opened = await t.open();
  const shop = opened.page;
  // What is typed wrong on purpose is answered with 422.
  opened.watch.allow(/422/);
  t.allow(/422/);
  const before = await figures(t);
  const code = await registerLot(t, station);
  await giveLot(t, office, code);
  await pickUpAndPublish(t, shop, code);
  const pickup = await findAndHold(t, code);
  await sell(t, shop, code, pickup);
  await figuresBecome(t, { things: before.things + 1, grams: before.grams + 12500 });
  await shop.goto('/salg');
  await shop.getByRole('button', { name: /Angre.*Fjellsykkel/ }).first().click();
  await shop.getByText(/Angret: Fjellsykkel/).waitFor();
  await figuresBecome(t, before);
  await t.visit('/resultater');
  await t.healthy();
  const verified = await t.site.command('ledger', 'verify');
  assert.equal(verified.status, 0, verified.stderr);
  assert.match(verified.stdout, /differences 0/);
});

test('a worker undoes what was registered by mistake', { widths: [320, 390], js }, async (t) => {
  const station = t.page;
  await signIn(station, 'station-worker');
  const register = async () => {
    await station.goto('/inn');
    await station.locator('label.ob-key', { hasText: 'Leker' }).first().click();
    await station.getByRole('button', { name: 'Lagre' }).click();
    await station.waitForURL(/\/inn\/lagret\//);
    return station.url();
  };
  const first = await register();
  await register();
  await t.healthy();
  // With the keyboard alone: the lot that was just registered.
  const undo = station.getByRole('button', { name: 'Angre', exact: true });
  const { width, height } = await undo.boundingBox();
  assert.ok(width >= 72 && height >= 72, `${width} × ${height}`);
  await t.tabTo(undo);
  await station.keyboard.press('Enter');
  await station.getByRole('heading', { name: /er angret/ }).waitFor();
  await t.healthy();
  // From the list of the last things: the one before it.
  await station.getByRole('link', { name: new RegExp(`lapp ${first.slice(-4)}`) }).waitFor();
  await station.getByRole('button', { name: new RegExp(`Angre.*lapp ${first.slice(-4)}`) }).click();
  await station.waitForURL(first);
  await station.getByRole('heading', { name: /er angret/ }).waitFor();
  const verified = await t.site.command('ledger', 'verify');
  assert.match(verified.stdout, /differences 0/);
});

const PUBLIC = [
  '/', '/finn', '/finn/filter', '/finn?ord=finnesikke', '/butikker', '/butikk/hjulet', '/finn-fram', '/resultater',
  '/resultater/linjer', '/resultater/metode', '/logg-inn', '/en/', '/nn/finn',
];
// The looks that pages.test.mjs does not take.
for (const look of [{ widths: [390], schemes: ['dark'] }, { widths: [1280], schemes: ['light'] }]) {
  test(`the public pages hold, ${look.schemes[0]}, ${look.widths[0]} px`, { ...look, browserOnly: true }, async (t) => {
    for (const path of PUBLIC) {
      await t.visit(path);
      await t.healthy();
    }
  });
}

test('the start page tells what is here and when, above the fold', { widths: [390], browserOnly: true }, async (t) => {
  await t.visit('/');
  const box = async (locator) => (await locator.boundingBox()) ?? assert.fail('not on the page');
  const fold = 844 - 60;
  assert.ok((await box(t.page.locator('input[name=ord]'))).y < fold);
  assert.ok((await box(t.page.getByText(/Åpent til|Åpner|Stengt/).first())).y < fold);
  for (const name of [/^Finn ting/, /^Reparer/, /^Hva skjer/, /^Finn fram/]) {
    const tile = await box(t.page.locator('main').getByRole('link', { name }).first());
    assert.ok(tile.y + tile.height < fold + 60, `${name} ends at ${tile.y + tile.height}`);
  }
});

test('what has a heart is found again on this device', { widths: [390] }, async (t) => {
  await t.visit('/finn');
  const chip = t.page.getByRole('link', { name: /^Husket/ });
  assert.equal(await chip.isVisible(), false);
  const hearts = t.page.getByRole('button', { name: /^Husk / });
  const names = [];
  for (const i of [1, 3]) {
    names.push((await hearts.nth(i).getAttribute('aria-label')).replace(/^Husk /, ''));
    await hearts.nth(i).click();
  }
  await chip.click();
  await t.page.getByRole('heading', { level: 1, name: 'Husket' }).waitFor();
  const cards = t.page.locator('main').getByRole('button', { name: /^Husk / });
  assert.deepEqual(
    await cards.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label').replace(/^Husk /, ''))),
    names.reverse(),
  );
  await t.healthy();
  // A code that is nobody's, as after a sale long ago, is told and keeps nothing else away.
  await t.visit(`/husket${new URL(t.page.url()).search}.ZZZZZZZZ`);
  await t.page.getByText('1 ting er ikke lenger til salgs.').waitFor();
  assert.equal(await cards.count(), 2);
  await t.visit('/husket');
  await t.page.getByText('Ingenting husket ennå').waitFor();
  await t.healthy();
});
