// SPDX-License-Identifier: EUPL-1.2
// Holding a thing on a phone, and lists by link, with and without JavaScript.
import { assert, test } from './harness.mjs';
import { photo } from './pictures.mjs';

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

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

// A bicycle with two pictures, from the station to a shop's offer; gives its label code.
async function offer(t, title) {
  const { page } = await t.open({ js: false, width: 1280 });
  await signIn(page, 'station-worker');
  await page.goto('/inn');
  await page.locator('input[name=photo]').setInputFiles(photo(90));
  await page.locator('input[name=photo2]').setInputFiles(photo(160));
  await page.locator('label.ob-key', { hasText: 'Sykkel' }).first().click();
  await page.locator('#f-state label.ob-key', { hasText: 'Hel' }).click();
  await page.getByRole('button', { name: 'Lagre' }).click();
  await page.waitForURL(/\/inn\/lagret\//);
  const code = new URL(page.url()).pathname.split('/').pop();
  const { page: office } = await t.open({ js: false, width: 1280 });
  await signIn(office, 'manager');
  await office.goto('/varer');
  const lot = office.locator(`li:has(form[action$="/varer/${code}/gi"])`);
  await lot.locator('select[name=tenant]').selectOption({ label: 'Stor & Liten' });
  await lot.getByRole('button').click();
  await office.getByText(/er gitt til Stor & Liten/).waitFor();
  const { page: shop } = await t.open({ js: false, width: 1280 });
  await signIn(shop, 'tenant-owner');
  await shop.goto('/henting');
  await shop.getByLabel('Kode på lappen').fill(code);
  await shop.getByRole('button', { name: 'Hentet' }).click();
  await shop.getByText(/Du har hentet/).waitFor();
  await shop.goto(`/lager/${code}`);
  await shop.getByLabel('Navn').fill(title);
  await shop.getByText('Pent brukt').click();
  await shop.getByLabel('Pris i kr').fill('650');
  await shop.getByRole('button', { name: 'Legg ut' }).click();
  await shop.getByRole('button', { name: 'Lagre endringene' }).waitFor();
  return code;
}

// The newest mail to the address, as the demo shows it.
async function mailTo(t, address) {
  const { page, context } = await t.open({ width: 1280 });
  await page.goto('/demo/utboks');
  const text = await page.locator('main').innerText();
  await context.close();
  assert.ok(text.includes(address), `no mail to ${address}`);
  return text.slice(text.indexOf(address));
}

const digitsIn = (text) => text.match(/\b\d{6}\b/)[0];

// From the search to the last in line, with the keyboard alone on a very small screen.
test('the keyboard alone finds, looks, holds, keeps and gives up', { widths: [320] }, async (t) => {
  const { page } = t;
  const { keyboard } = page;
  const first = 'tastatur@example.no';
  const second = 'neste@example.no';
  const code = await offer(t, 'Tohjuling uten bremser');
  await t.visit('/');
  await t.tabTo(page.locator('input[name=ord]'));
  await keyboard.type('tohjuling uten bremser');
  await keyboard.press('Enter');
  await page.waitForURL(/\/finn\?/);
  await t.tabTo(page.locator(`.ob-card-link[href$="/ting/${code}"]`));
  await keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/ting/${code}`));
  await t.healthy();

  // On a large screen the small pictures stand right under the large one, however long the text beside it is.
  const { page: wide, context } = await t.open({ width: 1024 });
  await wide.goto(page.url());
  await wide.locator('.ob-item-text').evaluate((text) => (text.style.minHeight = '1500px'));
  const [under, above] = await Promise.all(
    ['thumbs', 'main'].map((part) => wide.locator(`.ob-gallery-${part}`).boundingBox()),
  );
  assert.ok(under.y - above.y - above.height < 20, `${under.y} is far below ${above.y + above.height}`);
  await context.close();

  // The gallery: the strip is swiped, a small picture is chosen.
  const large = page.locator('.ob-gallery-main img');
  assert.equal(await large.count(), 2);
  const strip = await page.locator('.ob-gallery-main').boundingBox();
  assert.ok((await large.nth(1).boundingBox()).x >= strip.x + strip.width - 1, 'the second one waits outside');
  await page.mouse.move(strip.x + strip.width / 2, strip.y + strip.height / 2);
  await page.mouse.wheel(strip.width, 0);
  await page.waitForFunction(() => {
    const main = document.querySelector('.ob-gallery-main');
    return Math.abs(main.scrollLeft - main.clientWidth) < 2;
  });
  assert.ok(Math.abs((await large.nth(1).boundingBox()).x - strip.x) < 2, 'the second one fills the strip');
  const thumbs = page.locator('.ob-gallery-thumbs a');
  assert.equal(await thumbs.nth(0).getAttribute('aria-current'), 'true');
  const shown = await large.first().getAttribute('src');
  await t.tabTo(thumbs.nth(1));
  await keyboard.press('Enter');
  await page.waitForURL(/bilde=2$/);
  assert.equal(await thumbs.nth(1).getAttribute('aria-current'), 'true');
  assert.notEqual(await large.first().getAttribute('src'), shown);

  // The hold: its form, the code from the mail, one more day.
  const summary = page.locator('details#hold > summary');
  await t.tabTo((await summary.isVisible()) ? summary : page.locator('.ob-actionbar a'));
  await keyboard.press('Enter');
  const contact = page.locator('#hold input[name=contact]');
  await contact.waitFor({ state: 'visible' });
  if (!(await contact.evaluate((field) => field === document.activeElement))) {
    await t.tabTo(contact);
  }
  await keyboard.type(first);
  await keyboard.press('Enter');
  await page.waitForURL(/\/hold\//);
  await t.tabTo(page.locator('input[name=code]'));
  await keyboard.type(digitsIn(await mailTo(t, first)));
  await keyboard.press('Enter');
  const longer = page.locator('form[action$="/forleng"] button');
  await longer.waitFor();
  await t.healthy();
  const until = await page.locator('h1').innerText();
  await t.tabTo(longer);
  await keyboard.press('Enter');
  await t.sees('Du har fått én dag ekstra allerede.');
  assert.notEqual(await page.locator('h1').innerText(), until);

  // The next in line, who is told when it is given up.
  const { page: next } = await t.open();
  await next.goto(`/ting/${code}`);
  const open = next.locator('details#hold > summary');
  await ((await open.isVisible()) ? open : next.locator('.ob-actionbar a')).click();
  await next.locator('#hold input[name=contact]').fill(second);
  await next.locator('#hold button[type=submit]').click();
  await next.waitForURL(/\/hold\//);
  await next.locator('input[name=code]').fill(digitsIn(await mailTo(t, second)));
  await next.locator('input[name=code]').press('Enter');
  await next.locator('form[action$="/bekreft"]').waitFor({ state: 'detached' });
  assert.match(await next.locator('h1').innerText(), /Du er nummer 1 i køen/);
  await t.healthy(next);
  await t.tabTo(page.locator('form[action$="/avbestill"] button'));
  await keyboard.press('Enter');
  await t.sees('Du har sagt fra deg tingen');
  await next.reload();
  assert.match(await next.locator('h1').innerText(), /Holdt av til deg til/);
  const turn = await mailTo(t, second);
  assert.match(turn, /Tohjuling uten bremser/);
  assert.ok(turn.includes((await next.locator('.ob-code').innerText()).trim()), 'the mail has the code to say');
});
