// SPDX-License-Identifier: EUPL-1.2
// What may not be sold: a recall from the import to the shop, a tested and a wiped thing, and the
// intake app with the stop list as it is.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { assert, follow, test } from './harness.mjs';
import { Phone, until } from './phone.mjs';

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

// A thing that the shop has for sale.
async function forSale(page) {
  await page.goto('/lager');
  const href = await page.locator('a[href*="/lager/"]', { hasText: 'Endre' }).first().getAttribute('href');
  return new URL(href, page.url()).pathname.split('/').pop();
}

async function importRecalls(t, rows) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'ombruk-recalls-'));
  const file = path.join(folder, 'recalls.csv');
  await fs.writeFile(file, `number,product,brand,model,gtin,batch,category,risk\n${rows.join('\n')}\n`);
  const done = await t.site.command('import', 'recalls', file);
  await fs.rm(folder, { recursive: true });
  assert.equal(done.status, 0, done.stderr);
}

test('a recall is found in a shop, decided by a person, blocks the thing and tells its holder', async (t) => {
  const shop = t.page;
  await signIn(shop, 'tenant-owner');
  const code = await forSale(shop);
  await shop.goto(`/lager/${code}/sikkerhet`);
  await t.healthy();
  await shop.locator('input[name=brand]').fill('Vesterlys');
  await shop.locator('input[name=model]').fill('Fjord 2');
  await shop.locator('input[name=gtin]').fill('5902533919246');
  await follow(shop.locator('form[action$="/kjennetegn"] button[type=submit]'));
  await importRecalls(t, ['E2E-1,Toy,Vesterlys,Fjord 2,5902533919246,,,Choking']);
  const { page: office } = await t.open({ width: 1280 });
  await signIn(office, 'manager');
  await office.goto('/kontor/tilbakekall');
  const line = office.locator('li', { hasText: 'Vesterlys' }).first();
  await follow(line.getByRole('link'));
  await t.healthy(office);
  await t.visit(`/ting/${code}`);
  await office.locator('input[name=decision][value=block]').check();
  await office.locator('textarea[name=why]').fill('Samme strekkode');
  await office.locator('form:has(input[name=decision]) button[type=submit]').click();
  await office.getByText('Samme strekkode').first().waitFor();
  await shop.goto('/tilbakekall');
  await t.sees('Vesterlys');
  await t.healthy();
  // Visitors no longer find it for sale.
  await until(async () => {
    const answer = await shop.request.get(`/ting/${code}`);
    return answer.status() !== 200 || /ikke til salgs|solgt|tilbakekalt/i.test(await answer.text());
  }, 30_000);
});

// What waits to be tested, of those of the list that the shop of the demo has.
async function waiting(page, words) {
  await page.goto('/kontor/el-test');
  const row = page.locator('li', { hasText: words }).first();
  const href = await row.getByRole('link').first().getAttribute('href');
  return new URL(href, page.url()).pathname.split('/').pop();
}

test('a passed test and a wiping take their stops away', async (t) => {
  const office = t.page;
  await signIn(office, 'manager');
  const code = await waiting(office, /Ikke testet/);
  await office.goto(`/kontor/el-test/${code}`);
  await t.healthy();
  await office.locator('input[name=result][value=passed]').check();
  await office.locator('input[name=tester]').fill('Kari Prøve');
  await office.locator('input[name=instrument]').fill('PAT 2');
  await office.locator('form:has(input[name=result]) button[type=submit]').click();
  await office.getByText('Kari Prøve').first().waitFor();
  assert.equal(await office.locator('main .ob-pill', { hasText: /^Ikke testet$/ }).count(), 0);
  const { page: station } = await t.open({ width: 390 });
  await signIn(station, 'station-worker');
  const laptop = await station.request.post('/inn/data/lot', {
    headers: { Origin: t.site.url },
    data: { uuid: randomUUID(), taken_ms: 1, sent_ms: 1, state: 1, count: 1, category: 80100, kind: 'laptop' },
  });
  const { code: computer } = await laptop.json();
  await office.goto(`/kontor/el-test/${computer}`);
  assert.equal(await office.locator('main .ob-pill', { hasText: /^Ikke slettet$/ }).count(), 1);
  const wiping = office.locator('form[action$="/slettet"]');
  await wiping.locator('input[name=method]').first().check();
  await wiping.locator('input[name=wiper]').fill('Ola Slette');
  await wiping.locator('button[type=submit]').click();
  await office.getByText('Ola Slette').first().waitFor();
  assert.equal(await office.locator('main .ob-pill', { hasText: /^Ikke slettet$/ }).count(), 0);
});

test('the app asks the real stop list: electrical things go to be tested, and the server knows', async (t) => {
  const phone = await Phone.open(t, { width: 390 });
  const { page } = phone;
  const { tiles, rules } = await phone.data();
  const rule = rules.find(({ action, category }) => action === 'test' && tiles.some(({ id }) => id === category));
  assert.ok(rule, 'a tile that is tested');
  await page.locator(`[data-tiles] input[value="${rule.category}"]`).check();
  await page.locator('[data-screen="stop"]').waitFor();
  await t.healthy(page);
  await page.getByRole('button', { name: 'Til test' }).click();
  await phone.save();
  await phone.sent();
  const [{ answer }] = await phone.items();
  assert.ok(answer.code, 'it is received');
  const { page: office } = await t.open({ width: 1280 });
  await signIn(office, 'manager');
  await office.goto(`/kontor/lager/${answer.code}`);
  await office.getByText('Ikke testet').first().waitFor();
  await phone.close();
});
