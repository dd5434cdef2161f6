// SPDX-License-Identifier: EUPL-1.2
// Holding a thing on a phone, standing in line for it, and lists by link, with and without JavaScript.
import { assert, test } from './harness.mjs';

const both = { widths: [390], js: [true, false] };

// The six digits of the newest mail to somebody.
async function codeFor(t, contact) {
  const { stdout } = await t.site.command('outbox');
  const mail = stdout.split('----\n').find((one) => one.includes(`to ${contact}\n`));
  return mail?.match(/\b\d{6}\b/)?.[0] ?? assert.fail(`no code for ${contact} in: ${stdout.slice(0, 400)}`);
}

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

test('a hold is confirmed, made longer once, and given up to who waits', both, async (t) => {
  const { page } = t;
  const name = t.js ? 'med' : 'uten';
  const [mine, theirs] = [`mor-${name}@example.no`, `far-${name}@example.no`];
  await t.visit('/finn');
  await page.locator('.ob-goods .ob-card-link').nth(t.js ? 5 : 7).click();
  await page.waitForURL(/\/ting\//);
  const thing = page.url();
  const open = async (who) => {
    const summary = who.locator('details#hold > summary');
    await ((await summary.isVisible()) ? summary : who.locator('.ob-actionbar a')).click();
  };
  await open(page);
  await page.locator('input[name=contact]').fill(mine);
  await page.locator('#hold button[type=submit]').click();
  await page.waitForURL(/\/hold\//);
  await page.getByLabel(/Kode fra e-posten/).fill(await codeFor(t, mine));
  await t.press('Bekreft');
  await page.getByRole('button', { name: /i stedet/ }).waitFor();
  await t.healthy();

  // Somebody else finds it held and stands in line.
  const other = await t.open();
  await other.page.goto(thing);
  await other.page.getByText('Noen andre rakk det først. Vil du stå i kø?').first().waitFor();
  await t.healthy(other.page);
  await open(other.page);
  await other.page.locator('input[name=contact]').fill('ikke en adresse');
  await other.page.locator('#hold button[type=submit]').click();
  await other.page.locator('input[name=contact][aria-invalid=true]').waitFor();
  assert.equal(await other.page.locator('input[name=contact]').inputValue(), 'ikke en adresse');
  await t.healthy(other.page);
  await other.page.locator('input[name=contact]').fill(theirs);
  await other.page.locator('#hold button[type=submit]').click();
  await other.page.waitForURL(/\/hold\//);
  await other.page.getByText('Du er nummer 1 i køen').first().waitFor();
  await other.page.getByLabel(/Kode fra e-posten/).fill(await codeFor(t, theirs));
  await other.page.getByRole('button', { name: 'Bekreft' }).click();
  await other.page.getByRole('button', { name: 'Gå ut av køen' }).waitFor();
  await t.healthy(other.page);

  // Now it cannot be had longer; the holder gives it up, and it is theirs.
  await page.reload();
  await t.sees('Noen står i kø, så du kan ikke få den lenger.');
  await t.press('Jeg trenger det ikke likevel');
  await t.sees('Holdet er avbestilt.');
  await t.healthy();
  await other.page.reload();
  await other.page.getByText('Holdt av til deg').first().waitFor();
  await other.page.getByRole('button', { name: /i stedet/ }).click();
  await other.page.getByText('Du har fått én dag ekstra allerede.').waitFor();
  await t.healthy(other.page);
});

test('pictures are chosen by links and swiped', both, async (t) => {
  const { page } = t;
  await t.visit('/finn');
  await page.locator('.ob-goods .ob-card-link').nth(9).click();
  await page.waitForURL(/\/ting\//);
  await t.sees(/Trolig spart|Kom inn/);
  const thumbs = page.locator('.ob-gallery-thumbs a');
  if ((await thumbs.count()) > 1) {
    await thumbs.nth(1).click();
    await page.waitForURL(/bilde=2/);
    assert.equal(await thumbs.nth(1).getAttribute('aria-current'), 'true');
    const first = await page.locator('.ob-gallery-main img').first().getAttribute('alt');
    assert.match(first, /bilde 2/);
  }
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
