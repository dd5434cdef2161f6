// SPDX-License-Identifier: EUPL-1.2
// A parent finds what fits: children's chips, filters that stand in the address, and an alert when
// there is nothing.
import { assert, test } from './harness.mjs';

const widths = [320, 1280];
const js = [true, false];

async function addElla(t) {
  await t.visit('/');
  await t.page.getByRole('link', { name: 'Legg til et barn' }).click();
  await t.page.waitForURL(/\/barn$/);
  await t.page.getByLabel('Fornavn eller kallenavn').fill('Ella');
  await t.page.getByLabel(/Størrelse/).selectOption('h98');
  await t.press('Vis det som passer');
  await t.page.waitForURL(/\/finn\?storrelse=h98&vokser=1$/);
}

// The text of the newest mail to the address, as the demo shows it.
async function mailTo(t, address) {
  const { page } = await t.open({ width: 1280 });
  await page.goto('/demo/utboks');
  const text = await page.locator('main').innerText();
  assert.ok(text.includes(address), `no mail to ${address}`);
  return text;
}

test('from home to what fits a child in one tap', { widths, js }, async (t) => {
  const { page } = t;
  await addElla(t);
  await t.healthy();
  await t.sees('98 passer nå. 104 er med, så det varer lenger.');
  await t.visit('/');
  await t.healthy();
  await page.getByRole('link', { name: 'Ella · 98–104' }).click();
  await page.waitForURL(/\/finn\?storrelse=h98&vokser=1$/);
  assert.ok((await page.locator('.ob-card').count()) > 0, 'nothing fits');
  for (const size of await page.locator('.ob-card .ob-size').allInnerTexts()) {
    assert.match(size, /98|104/);
  }
  // Once more takes the child away again.
  await page.getByRole('link', { name: 'Ella · 98–104' }).click();
  await page.waitForURL(/\/finn$/);
  await t.visit('/barn');
  await t.healthy();
  await page.getByRole('button', { name: /Fjern/ }).click();
  await page.getByText('Ella').waitFor({ state: 'detached' });
  await t.visit('/');
  assert.equal(await page.getByText('Ella ·').count(), 0);
  if (t.js) {
    assert.deepEqual((await t.context.cookies()).filter(({ name }) => name === 'ob_children'), []);
  }
});

test('the name of a child is never sent when the browser can keep it', async (t) => {
  const sent = [];
  t.page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`));
  await addElla(t);
  await t.visit('/');
  await t.page.getByRole('link', { name: 'Ella · 98–104' }).click();
  await t.page.waitForURL(/vokser=1/);
  // By the month of birth: clothes and shoes, and neither name nor month leaves the device.
  const now = new Date();
  const born = new Date(now.getFullYear(), now.getMonth() - 29, 15);
  const month = `${born.getFullYear()}-${String(born.getMonth() + 1).padStart(2, '0')}`;
  await t.visit('/barn');
  await t.page.getByLabel('Fornavn eller kallenavn').fill('Ella');
  await t.page.locator('input[name=fodt]').fill(month);
  await t.press('Vis det som passer');
  await t.page.waitForURL(/\/finn\?storrelse=h98%7Es24&vokser=1$/);
  for (const size of await t.page.locator('.ob-card .ob-size').allInnerTexts()) {
    assert.match(size, /98|104|^Str\. 2[345]|^2[345]/);
  }
  await t.page.getByRole('link', { name: 'Ella · 98–104', current: true }).waitFor();
  assert.ok(sent.length > 5 && sent.every((one) => !one.includes('Ella') && !one.includes(month)));
});

test('nothing found leads to an alert that is confirmed and stopped', { widths, js }, async (t) => {
  const { page } = t;
  const address = `forelder${t.width}${t.js ? 'med' : 'uten'}@example.no`;
  await t.visit('/finn?ord=fotballsko+str+16');
  await t.healthy();
  await t.sees('Ingen i str. 16 akkurat nå');
  await t.fill('E-post', 'ikke en adresse');
  await page.locator('input[name=email]').evaluate((input) => (input.form.noValidate = true)).catch(() => {});
  await t.fill('E-post', address);
  await t.press('Si fra til meg');
  await page.waitForURL(/\/varsel\/sendt$/);
  await t.healthy();
  const mail = await mailTo(t, address);
  const [path] = mail.match(/\/varsel\/[0-9a-f]{32}/);
  await t.visit(path);
  await t.healthy();
  await t.sees('fotballsko str 16');
  await t.press('Ja, si fra til meg');
  await t.sees('Varselet er på');
  await t.press('Stopp varselet');
  await t.sees('Varselet er slutt');
  await t.healthy();
});

test('an alert on what there is, by the keyboard alone', { js }, async (t) => {
  const { page } = t;
  await t.visit('/finn?ord=kjole');
  await t.tabTo(page.getByRole('link', { name: 'Si fra når det kommer nye' }), 200);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/varsel\?sok=ord%3Dkjole/);
  await t.healthy();
  await t.tabTo(page.locator('input[name=email]'));
  await page.keyboard.type(`tastatur${t.js ? 1 : 2}@example.no`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/varsel\/sendt$/);
});

// The next cards stand below the first, the keyboard is at them, and back from a thing comes to the
// same place, whether the browser kept the page or reads it again.
async function showsMore(t, first) {
  const { page } = t;
  const cards = page.locator('.ob-card a');
  await page.waitForFunction(() => document.querySelectorAll('.ob-card').length === 48);
  await page.waitForFunction(() => document.activeElement.closest('.ob-card') !== null);
  await t.healthy();
  assert.equal(await cards.first().innerText(), first);
  assert.match(page.url(), /\/finn$/);
  assert.equal(new Set(await cards.evaluateAll((all) => all.map(({ href }) => href))).size, 48);
  await page.getByRole('link', { name: 'Vis flere' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.ob-card').length === 72);
  const name = await cards.nth(50).innerText();
  await cards.nth(50).scrollIntoViewIfNeeded();
  const y = await page.evaluate(() => scrollY);
  assert.ok(y > 2000);
  await cards.nth(50).click();
  await page.waitForURL(/\/ting\//);
  await page.goBack();
  await page.waitForURL(/\/finn$/);
  for (let look = 0; look < 2; look++) {
    await page.waitForFunction(() => document.querySelectorAll('.ob-card').length === 72);
    await page.waitForFunction((at) => Math.abs(scrollY - at) < 80, y);
    assert.equal(await cards.nth(50).innerText(), name);
    await page.reload();
  }
}

test('the address holds the search, and back keeps the place', { widths: [390], js }, async (t) => {
  const { page } = t;
  await t.visit('/finn');
  const cards = page.locator('.ob-card a');
  const first = await cards.first().innerText();
  const next = await page.getByRole('link', { name: 'Vis flere' }).getAttribute('href');
  await page.getByRole('link', { name: 'Vis flere' }).click();
  if (t.js) {
    await showsMore(t, first);
  } else {
    await page.waitForURL(/etter=/);
  }
  // The real page beneath, which a shared or opened link shows.
  await t.visit(next);
  await t.healthy();
  const second = await cards.first().innerText();
  assert.notEqual(second, first);
  await cards.nth(15).click();
  await page.waitForURL(/\/ting\//);
  await page.goBack();
  await page.waitForURL(/etter=/);
  assert.equal(await cards.first().innerText(), second);
  await page.getByRole('link', { name: 'Tilbake til de første' }).click();
  await page.waitForURL(/\/finn$/);
});
