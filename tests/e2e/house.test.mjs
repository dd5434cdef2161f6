// SPDX-License-Identifier: EUPL-1.2
// The house: the start page, getting here on screen and on A5 paper, hours kept by the manager and by a
// shop, what a shop tells about itself, and what programs read.
import { overflowFindings } from './checks.mjs';
import { assert, test } from './harness.mjs';

const widths = [390, 1280];
const js = [true, false];

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

async function dataOf(page) {
  return JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
}

test('the start page has search, hours and doors that lead somewhere', { widths, js }, async (t) => {
  await t.visit('/');
  await t.healthy();
  const doors = t.page.locator('.ob-entries a');
  assert.deepEqual(await doors.locator('b').allInnerTexts(), ['Finn ting', 'Reparer', 'Hva skjer', 'Finn fram']);
  const boxes = await doors.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().bottom));
  if (t.width === 390) {
    assert.ok(Math.max(...boxes) <= 844, `the doors end at ${Math.max(...boxes)} px`);
  }
  const paths = await doors.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.deepEqual(paths, ['/finn', '/reparer', '/hva-skjer', '/finn-fram']);
  for (const path of paths.slice(1, 3)) {
    await t.visit(path);
    await t.healthy();
    assert.ok((await t.page.locator('main .ob-cardbox').count()) > 0, `${path} tells something`);
  }
  await t.visit('/');
  for (const name of ['Alle butikker', 'Se tallene']) {
    await t.page.locator('main').getByRole('link', { name }).waitFor();
  }
  assert.equal((await dataOf(t.page))['@type'], 'Store');
  const apart = await t.page.locator('.ob-header').evaluate((header) => {
    const status = header.querySelector('.ob-open');
    status.textContent = 'Åpner i morgen kl. 10';
    return status.getBoundingClientRect().left - header.querySelector('.ob-brand span').getBoundingClientRect().right;
  });
  assert.ok(apart >= 8, `the name and the longest hours are ${apart} px apart`);
  await t.shot('house-home');
});

test('the manager says where the house is, and visitors get routes there', { js }, async (t) => {
  await signIn(t.page, 'manager');
  await t.visit('/kontor/om');
  await t.page.locator('[name=stop_id]').fill('59872');
  await t.page.locator('[name=position]').fill('59.78, 10.49');
  await t.press('Lagre');
  await t.sees('Lagret');
  await t.visit('/finn-fram');
  await t.healthy();
  const bus = t.page.getByRole('link', { name: 'Reisevei herfra' });
  assert.equal(await bus.getAttribute('href'), 'https://entur.no/travel-result?stopId=NSR:StopPlace:59872');
  for (const name of ['Sykkelrute', 'Veibeskrivelse', 'Gangvei']) {
    assert.match(await t.page.getByRole('link', { name }).getAttribute('href'), /openstreetmap\.org\/directions/);
  }
  await t.shot('house-findus');
});

test('a wider font, while ours is on its way, pushes nothing over the edge', { widths: [320], js: [false] }, async (t) => {
  await t.page.route('**/*.woff2', (route) => route.abort());
  t.allow(/net::ERR_FAILED/);
  for (const path of ['/', '/finn', '/logg-inn', '/demo/utboks', '/finn-fram', '/butikker']) {
    await t.visit(path);
    assert.deepEqual(await overflowFindings(t.page), [], path);
  }
});

test('getting here fits on both sides of an A5 sheet', { js: [false] }, async (t) => {
  await t.visit('/finn-fram');
  const pdf = await t.page.pdf({ preferCSSPageSize: true, printBackground: true });
  const text = pdf.toString('latin1');
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  assert.ok(boxes.length >= 1 && boxes.length <= 2, `${boxes.length} sides`);
  for (const [, width, height] of boxes) {
    assert.ok(Math.abs(width - 420) < 3 && Math.abs(height - 595) < 3, `${width} × ${height} pt is no A5`);
  }
});

test('short days and a closed day show to visitors at once', { js: [false] }, async (t) => {
  await signIn(t.page, 'manager');
  await t.visit('/kontor/apningstider');
  await t.healthy();
  t.allow(/status of 422/);
  await t.page.locator('[name=eve3]').fill('17');
  await t.press('Lagre de korte dagene');
  await t.sees('senest kl. 16');
  assert.equal(await t.page.locator('[name=eve3]').inputValue(), '17');
  await t.page.locator('[name=eve3]').fill('13');
  await t.press('Lagre de korte dagene');
  await t.sees('Lagret');
  const calendar = await t.page.request.get('/apningstider.ics');
  assert.equal(calendar.headers()['content-type'], 'text/calendar; charset=utf-8');
  assert.match(await calendar.text(), /BEGIN:VEVENT/);
});

test('a shop keeps its page and its hours', { widths, js: [false] }, async (t) => {
  await signIn(t.page, 'tenant-owner');
  await t.visit('/butikken');
  await t.healthy();
  await t.page.locator('[name=people_nb]').fill('Sara, som har sydd i 20 år.');
  await t.page.locator('[name=takes_nb]').fill('Hele og rene klær.');
  await t.page.locator('[name=services_nb]').fill('Bytte glidelås: 150 kr\nLegge opp: 120 kr');
  await t.press('Lagre siden');
  await t.sees('Lagret');
  await t.visit('/butikken/apningstider');
  await t.healthy();
  t.allow(/status of 422/);
  await t.page.locator('[name=opens1]').fill('7');
  await t.page.locator('[name=closes1]').fill('15');
  await t.press('Lagre uka');
  await t.sees(/Huset er åpent 10.*19/);
  await t.page.locator('[name=opens1]').fill('12');
  await t.press('Lagre uka');
  await t.sees('Lagret');
  await t.visit('/butikken');
  await t.page.getByRole('link', { name: 'Se siden' }).click();
  await t.sees('Sara, som har sydd i 20 år.');
  await t.sees('Bytte glidelås');
  await t.sees('Andre tider enn huset');
  await t.sees('huset 10');
  await t.healthy();
  const store = await dataOf(t.page);
  assert.equal(store['@type'], 'Store');
  assert.equal(store.openingHoursSpecification.length, 1);
  await t.shot('house-shop');
});

test('programs find the map, the feed and a picture', async (t) => {
  const robots = await (await t.page.request.get('/robots.txt')).text();
  const map = robots.match(/Sitemap: (\S+)/)[1];
  const index = await (await t.page.request.get(map)).text();
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url.replaceAll('&amp;', '&'));
  assert.ok(parts.length >= 2);
  const things = await (await t.page.request.get(parts[1])).text();
  const thing = things.match(/<loc>([^<]+)<\/loc>/)[1];
  await t.visit(new URL(thing).pathname);
  const product = await dataOf(t.page);
  assert.equal(product['@type'], 'Product');
  assert.equal(product.offers.priceCurrency, 'NOK');
  const picture = await t.page.locator('meta[property="og:image"]').getAttribute('content');
  assert.equal((await t.page.request.get(picture)).status(), 200);
  const feed = await (await t.page.request.get('/varestrom.xml')).text();
  assert.match(feed, /<g:condition>used<\/g:condition>/);
  await t.visit('/finn-fram');
  const house = await t.page.locator('meta[property="og:image"]').getAttribute('content');
  const answer = await t.page.request.get(house);
  assert.equal(answer.headers()['content-type'], 'image/png');
});
