// SPDX-License-Identifier: EUPL-1.2
// A shop wishes: one press a wish, with and without JavaScript, with one hand on a phone.
import { assert, test } from './harness.mjs';

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

const inOslo = (ms) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date(ms));

// The manager puts the first rules in force and opens a round with all that waits at the stations.
test('the manager opens a round', async (t) => {
  await signIn(t.page, 'manager');
  await t.visit('/kontor/regler/ny');
  await t.page.locator('[name=from_day]').fill(inOslo(Date.now()));
  await t.page.locator('[name=note]').fill('De første reglene for fordelingen.');
  await t.page.locator('form:has([name=note]) button[type=submit]').last().click();
  await t.page.waitForURL((url) => !url.pathname.endsWith('/ny'));
  await t.visit('/kontor/runder/ny');
  const fields = {
    label: 'Uke 51',
    opens_day: inOslo(Date.now()), opens_time: '00.00',
    closes_day: inOslo(Date.now() + 172_800_000), closes_time: '12.00',
    draw_day: inOslo(Date.now() + 172_800_000), draw_time: '12.05',
  };
  for (const [name, value] of Object.entries(fields)) {
    await t.page.locator(`[name=${name}]`).fill(value);
  }
  await t.page.locator('[name=all]').check();
  await t.page.locator('form:has([name=label]) button[type=submit]').click();
  await t.page.locator('form[action$="/apne"] button').click();
  await t.page.locator('form[action$="/apne"]').waitFor({ state: 'detached' });
});

const wishes = async (page) => Number.parseInt(await page.locator('#bar b').textContent(), 10) || 0;

test('a shop wishes, changes its mind and says its room', { widths: [390], js: [true, false] }, async (t) => {
  await signIn(t.page, 'tenant-owner');
  await t.visit('/onsker?utvalg=alt');
  await t.sees('Hva ønsker dere?');
  await t.healthy();
  const before = await wishes(t.page);
  const card = t.page.locator('.ob-wish:has([aria-pressed]):not(:has([aria-pressed="true"]))').first();
  const id = await card.getAttribute('id');
  const answer = (name) => t.page.locator(`#${id}`).getByRole('button', { name, exact: true });
  for (const name of ['Kan ta', 'Vil ha', 'Må ha']) {
    assert.ok((await answer(name).boundingBox()).height >= 44, `${name} is a target for a thumb`);
  }
  for (const name of ['Kan ta', 'Vil ha', 'Må ha']) {
    await answer(name).click();
    await t.page.locator('#bar b', { hasText: `${before + 1} ønske` }).waitFor();
    await t.page.locator(`#${id} [aria-pressed="true"]`, { hasText: name }).waitFor();
    assert.ok(await t.page.locator(`#${id}`).evaluate((element) => {
      const box = element.getBoundingClientRect();
      return box.top < window.innerHeight && box.bottom > 0;
    }), 'the card is still in view');
  }
  if (t.js) {
    assert.ok(!t.page.url().includes('#'), 'the page was not left');
    // The press shows before the answer is there, so the answer is waited for.
    await t.page.locator('#said', { hasText: /: Må ha\. \d+ ønske/ }).waitFor({ state: 'attached' });
    assert.equal(await t.page.evaluate(() => document.activeElement.textContent), 'Må ha');
  }
  await answer('Må ha').click();
  await t.page.locator('#bar b', { hasText: before === 0 ? 'Ingen' : `${before} ønske` }).waitFor();
  assert.equal(await answer('Må ha').getAttribute('aria-pressed'), 'false');

  await t.page.locator('#bar summary').click();
  await t.fill('Hvor mange ting', '12');
  await t.press('Lagre');
  await t.sees('Plass til 12 ting');
});

test('a press counts whenever the answers come', { widths: [390] }, async (t) => {
  await signIn(t.page, 'tenant-owner');
  await t.visit('/onsker?utvalg=alt');
  const before = await wishes(t.page);
  const card = t.page.locator('.ob-wish-text:has([aria-pressed]):not(:has([aria-pressed="true"]))').first();
  const id = await card.getAttribute('id');
  const answer = (name) => t.page.locator(`#${id}`).getByRole('button', { name, exact: true });
  const held = [];
  await t.page.route(/\/onsker\//, (route) => { held.push(route); });
  const answers = async (number) => {
    while (held.length < number) {
      await t.page.waitForTimeout(20);
    }
    await held[number - 1].continue();
  };
  await answer('Kan ta').click();
  await answer('Vil ha').hover();
  await t.page.mouse.down(); // the finger is on the button when the answer comes
  await answers(1);
  await t.page.locator('#said', { hasText: /: Kan ta\./ }).waitFor({ state: 'attached' });
  await t.page.mouse.up();
  await t.page.locator(`#${id} [aria-pressed="true"]`, { hasText: 'Vil ha' }).waitFor();
  await answer('Må ha').click();
  await answers(2);
  await t.page.locator('#said', { hasText: /: Vil ha\./ }).waitFor({ state: 'attached' });
  assert.equal(await answer('Må ha').getAttribute('aria-pressed'), 'true', 'the older answer hides no newer press');
  await answers(3);
  await t.page.locator('#said', { hasText: /: Må ha\./ }).waitFor({ state: 'attached' });
  assert.equal(await answer('Må ha').getAttribute('aria-pressed'), 'true');
  await t.page.unroute(/\/onsker\//);
  await answer('Må ha').click();
  await t.page.locator('#bar b', { hasText: before === 0 ? 'Ingen' : `${before} ønske` }).waitFor();
});

test('a wish is one press and nothing more', { widths: [390] }, async (t) => {
  await signIn(t.page, 'tenant-owner');
  await t.visit('/onsker?utvalg=alt');
  const open = t.page.locator('.ob-wish-answers:not(:has([aria-pressed="true"]))');
  const before = await wishes(t.page);
  const ids = await open.evaluateAll((all) => all.slice(0, 40).map((one) => one.parentElement.id));
  assert.ok(ids.length >= 2, `${ids.length} lots to wish`);
  for (const id of ids) {
    await t.page.locator(`#${id}`).getByRole('button', { name: 'Kan ta' }).click();
  }
  await t.page.locator('#bar b', { hasText: `${before + ids.length} ønske` }).waitFor();
  for (const id of ids) {
    await t.page.locator(`#${id}`).getByRole('button', { name: 'Kan ta' }).click();
  }
  await t.page.locator('#bar b', { hasText: before === 0 ? 'Ingen' : `${before} ønske` }).waitFor();
});

test('a press that comes too late is told', async (t) => {
  await signIn(t.page, 'tenant-owner');
  await t.visit('/onsker?utvalg=alt');
  t.allow(/the server responded with a status of (404|409|422)/);
  // The browser sends it itself when the answer is no card, so that the reason is read.
  await t.page.locator('.ob-wish-answers button').first().evaluate((button) => {
    button.value = '9';
  });
  await t.page.locator('.ob-wish-answers button').first().click();
  await t.sees('Velg ett av de tre svarene.');
  await t.healthy();
});

test('wishes by keyboard alone', async (t) => {
  await signIn(t.page, 'tenant-owner');
  await t.visit('/onsker?utvalg=alt');
  const button = t.page.locator('.ob-wish-answers:not(:has([aria-pressed="true"])) button').first();
  const id = await button.evaluate((one) => one.closest('.ob-wish-text').id);
  await t.tabTo(t.page.locator(`#${id} button`).first());
  await t.page.keyboard.press('Enter');
  await t.page.locator(`#${id} [aria-pressed="true"]`).waitFor();
  await t.page.keyboard.press('Enter');
  await t.page.locator(`#${id}:not(:has([aria-pressed="true"]))`).waitFor();
});
