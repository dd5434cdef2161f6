// SPDX-License-Identifier: EUPL-1.2
// Every page that links lead to, seen by a visitor and by each role of the demo: axe without findings,
// nothing wider than the window, one h1, nothing inline, and no route that no link leads to. On the
// second engine every page is opened and answers; how it looks does not depend on the database.
import { openContext } from './browser.mjs';
import { overflowFindings, pageFindings } from './checks.mjs';
import { assert, test } from './harness.mjs';

// Routes that no link on a page leads to, with the reason.
const UNLINKED = {
  '/robots.txt': 'asked for by search engines',
  '/sitemap.xml': 'named in robots.txt',
  '/varestrom.xml': 'the address is given to price comparisons',
  '/hold/{token}': 'the link is shown once, after a hold; the journey opens it',
  '/logg-inn/lenke/{link}': 'the link comes by mail',
  '/finn/feed': 'on the list of a search; finder.test.mjs comes there',
  '/varsel': 'on the list of a search; finder.test.mjs comes there',
  '/varsel/sendt': 'after an alert is asked for',
  '/varsel/{alert}': 'the link comes by mail',
  '/varsler/{box}': 'the link comes by mail',
  '/bilde/{name}': 'a picture on pages, no page',
  '/kalender/{feed}': 'a secret address for calendar programs, shown once',
  '/salg/{code}': 'opened by the code of a thing, scanned or typed',
  '/kontor/runder/{number}/rett': 'only a published round with lots to collect can be corrected',
  '/inn/lagret/{code}': 'shown after an intake; the journey comes there',
  '/inn/app': 'the shell of the intake app, which its service worker asks for',
  '/inn/sw.js': 'the service worker of the intake app',
  '/inn/manifest.webmanifest': 'asked for by the browser that installs the app',
  '/inn/data': 'asked for by the intake app',
  '/inn/photo/{uuid}': 'asked for by the intake app',
  '/kontor/hjelp/{case}/fil': 'only for a photo that could not be read',
  '/inn/levering/{delivery}': 'shown after a code is made',
  '/inn/levering/{delivery}/lapp': 'on the page of the code',
  '/hva-skjedde': 'printed on the slip of a delivery',
  '/hva-skjedde/{delivery}': 'the QR code on the slip of a delivery',
  '/lass/{load}': 'the QR code of a load',
  '/lass/{load}/liste': 'a PDF on the page of a load',
  '/mottak/{load}': 'only while a load is on its way to the shop',
  '/kontor/telling/{take}': 'only after a stocktake has begun',
  '/inn/enroler': 'typed once on a new device; the manager\'s page of devices says it',
};
// How many pages of one route are opened: lists of things are long and all alike.
const PER_ROUTE = 2;

async function pageRoutes(site) {
  const { stdout } = await site.command('routes');
  const routes = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([method, path]) => method === 'GET' && !path.startsWith('/api/'))
    .map(([, path]) => ({
      path,
      pattern: new RegExp(`^(?:/(?:nn|en))?${path.replace(/^\/$/, '/?').replace(/\{[^}]*\}/g, '[^/]+')}$`),
      fixed: path.replace(/\{[^}]*\}/g, '').length,
    }))
    .sort((a, b) => b.fixed - a.fixed);
  assert.ok(routes.length > 0, 'ombruk routes prints them');
  return routes;
}

function routeOf(routes, address) {
  const { pathname } = new URL(address);
  return routes.find(({ pattern }) => pattern.test(pathname.replace(/(.)\/$/, '$1')))?.path;
}

// The links of an answer as it was sent: what works without JavaScript.
function links(html, address) {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)]
    .map(([, href]) => new URL(href.replaceAll('&amp;', '&'), address).href.split('#')[0])
    .filter((href) => href.startsWith(`${new URL(address).origin}/`));
}

// Follows links from the page that is open. Resolves to route → address of one page of it.
async function crawl(page, routes) {
  const seen = new Map();
  const found = new Map();
  const queue = [page.url()];
  const opened = new Set();
  while (queue.length > 0) {
    const address = queue.shift();
    const route = routeOf(routes, address);
    const times = seen.get(route) ?? 0;
    if (route === undefined || times >= PER_ROUTE || opened.has(address)) {
      continue;
    }
    opened.add(address);
    const answer = await page.request.get(address, { timeout: 60_000 });
    assert.ok(answer.status() < 400, `${address}, linked on one of our pages, answers ${answer.status()}`);
    seen.set(route, times + 1);
    if (/^text\/html/.test(answer.headers()['content-type'] ?? '')) {
      found.set(route, found.get(route) ?? answer.url());
      queue.push(...links(await answer.text(), answer.url()));
    }
  }
  return { found, reached: new Set(seen.keys()) };
}

async function roles(t) {
  await t.visit('/logg-inn');
  const names = await t.page
    .locator('input[name="role"]')
    .evaluateAll((inputs) => inputs.map((input) => input.value));
  return [...new Set(names)];
}

async function signIn(page, role) {
  await page.goto('/logg-inn');
  const form = page.locator('form', { has: page.locator(`input[name="role"][value="${role}"]`) });
  await form.first().getByRole('button').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/logg-inn'));
}

const LOOKS = [
  { look: { width: 390, scheme: 'light', js: true }, checks: [[390, pageFindings], [320, overflowFindings]] },
  { look: { width: 1280, scheme: 'dark', js: true }, checks: [[1280, pageFindings]] },
  { look: { width: 320, scheme: 'dark', js: false }, checks: [[320, overflowFindings]] },
];

// Opens each address in one look after the other; a window serves for all of them.
async function findingsOf(t, state, addresses) {
  const findings = [];
  for (const { look, checks } of LOOKS) {
    const { context, watch } = await openContext(t.browser, t.site.url, { ...look, storageState: state });
    const page = await context.newPage();
    const { height } = page.viewportSize();
    for (const address of addresses) {
      const before = watch.problems.length;
      await page.setViewportSize({ width: look.width, height });
      await page.goto(address);
      const told = [];
      for (const [width, check] of checks) {
        await page.setViewportSize({ width, height });
        told.push(...(await check(page)).map((one) => `${width} ${look.scheme}: ${one}`));
      }
      told.push(...watch.problems.slice(before));
      findings.push(...told.map((one) => `${address} ${one}`));
    }
    await context.close();
  }
  return findings;
}

const reachedByAnyone = new Set();
const judged = new Set();

async function judge(t, page) {
  const routes = await pageRoutes(t.site);
  const { found, reached } = await crawl(page, routes);
  const state = await page.context().storageState();
  const fresh = [...found].filter(([route]) => !judged.has(route));
  fresh.forEach(([route]) => judged.add(route));
  found.forEach((_, route) => reachedByAnyone.add(route));
  const addresses = t.site.engine === 'sqlite' ? fresh.map(([, address]) => address) : [];
  const findings = await findingsOf(t, state, addresses);
  reached.forEach((route) => reachedByAnyone.add(route));
  assert.equal(findings.length, 0, findings.join('\n'));
}

const long = { minutes: 12 };

// A shared device at the station, with somebody at work.
async function atStation(t) {
  const { page } = await t.open({ width: 390 });
  const { stdout, stderr } = await t.site.command(
    'device', 'code', '--name', 'e2e', '--station', 'Skogheim gjenvinningsstasjon',
  );
  const code = stdout.match(/\b[0-9A-Z]{4}[ -]?[0-9A-Z]{4}\b/);
  assert.ok(code, `device code prints a code: ${stdout}${stderr}`);
  await page.goto('/inn/enroler');
  await page.locator('input[name="code"]').fill(code[0]);
  await page.locator('main form button[type="submit"]').click();
  await page.waitForURL('**/inn/person*');
  const findings = await pageFindings(page);
  await page.locator('label.ob-key').first().click();
  await page.locator('input[type="password"]').fill('2580');
  await page.locator('main form button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname === '/inn');
  return { page, findings };
}

test('every page a visitor can reach is healthy', long, async (t) => {
  await t.visit('/');
  await judge(t, t.page);
});

test('every page a role can reach is healthy', long, async (t) => {
  const names = await roles(t);
  assert.ok(names.length > 0, 'the demo offers roles');
  const wrong = [];
  for (const role of names) {
    const { page } = await t.open();
    await signIn(page, role);
    await judge(t, page).catch((error) => wrong.push(`${role}: ${error.message}`));
  }
  assert.equal(wrong.length, 0, wrong.join('\n'));
});

test('every page of the station is healthy', long, async (t) => {
  const { page, findings } = await atStation(t);
  reachedByAnyone.add('/inn/person');
  assert.equal(findings.length, 0, findings.join('\n'));
  await judge(t, page);
});

test('a link leads to every page', async (t) => {
  const routes = await pageRoutes(t.site);
  const lost = routes
    .map(({ path }) => path)
    .filter((path) => !reachedByAnyone.has(path) && !(path in UNLINKED));
  assert.equal(lost.length, 0, lost.join('\n'));
});

test('the pages of a visitor hold together in each language', long, async (t) => {
  const findings = [];
  const routes = await pageRoutes(t.site);
  for (const prefix of ['nn', 'en']) {
    await t.visit(`/${prefix}`);
    const { found } = await crawl(t.page, routes);
    assert.ok(found.size > 10, `from /${prefix} links lead to ${found.size} pages`);
    for (const address of found.values()) {
      await t.page.goto(address);
      const lang = await t.page.evaluate(() => document.documentElement.lang);
      if (!new URL(address).pathname.startsWith(`/${prefix}`) || !lang.startsWith(prefix)) {
        findings.push(`${address}: from /${prefix} a link leads to a page in "${lang}"`);
      }
      findings.push(...await pageFindings(t.page, { axe: t.site.engine === 'sqlite' }));
    }
  }
  assert.equal(findings.length, 0, findings.join('\n'));
});
