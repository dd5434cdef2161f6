// SPDX-License-Identifier: EUPL-1.2
// Holding a thing on a phone, and lists by link, with and without JavaScript.
import { assert, test } from './harness.mjs';

const both = { widths: [390], js: [true, false] };

test('from the start page to a hold in three taps and one field', both, async (t) => {
  const { page } = t;
  const contact = `tre-trykk-${t.js ? 'med' : 'uten'}@example.no`;
  let taps = 0;
  const tap = async (locator) => {
    taps++;
    await locator.click();
  };
  await t.visit('/');
  await tap(page.locator('main .ob-goods .ob-card-link').nth(t.js ? 1 : 2));
  await page.waitForURL(/\/ting\//);
  await t.healthy();
  const summary = page.locator('details#hold > summary');
  await tap((await summary.isVisible()) ? summary : page.locator('.ob-actionbar a'));
  await page.getByLabel(/E-post eller mobil/).fill(contact);
  await tap(page.locator('#hold button[type=submit]'));
  await page.waitForURL(/\/hold\//);
  assert.equal(taps, 3);
  await t.sees('Holdt av til deg');
  assert.match((await page.locator('.ob-code').innerText()).trim(), /^[2-9A-HJKMNP-TV-Z]{3}$/);
  await t.healthy();
});

test('a list is shared by its link', both, async (t) => {
  const { page } = t;
  await t.visit('/finn');
  const codes = await page
    .locator('.ob-goods .ob-card-link')
    .evaluateAll((links) => links.slice(0, 3).map((link) => link.href.split('/').pop()));
  await t.visit(`/husket?koder=${codes.join('.')}`);
  await page.getByRole('heading', { level: 1, name: 'Husket' }).waitFor();
  if (t.js) {
    await t.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => Object.defineProperty(navigator, 'share', { value: undefined }));
    await t.press('Del');
    await t.sees('Lenken er kopiert.');
  }
  await page.getByRole('link', { name: 'Lenke til denne listen' }).click();
  await page.getByRole('heading', { level: 1, name: 'En delt liste' }).waitFor();
  assert.equal(await page.locator('.ob-goods .ob-card-link').count(), 3);
  await t.healthy();
});

test('what does not exist any more says what to do', both, async (t) => {
  t.allow(/404/);
  await t.visit('/ting/22222222', 404);
  await t.page.getByRole('link', { name: 'Finn ting' }).first().waitFor();
});
