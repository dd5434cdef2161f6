// SPDX-License-Identifier: EUPL-1.2
// The intake app on a phone: no network, bad network, two phones, a phone that dies, a new version.
import { openBrowser } from './browser.mjs';
import { assert, test } from './harness.mjs';
import { Phone, noise, photosDone, picture, until } from './phone.mjs';
import { sunlit } from './sunlight.mjs';

const PHONE = { widths: [390] };
const SCREEN = { ...PHONE, browserOnly: true };

/* ---- the common case ------------------------------------------------------------------------- */

test('four taps and the shutter, kept on the phone, sent in', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  const before = await phone.things();
  const shot = await noise(page, 4000, 3000); // 12 MP
  let taps = 0;
  await page.exposeFunction('tapped', () => (taps += 1));
  await page.evaluate(() => addEventListener('click', (event) => event.isTrusted && window.tapped(), true));
  const chooser = page.waitForEvent('filechooser');
  await page.locator('#f-photo').tap(); // 1, and the shutter
  await (await chooser).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: shot });
  await page.locator('[data-screen="start"] .ob-taken img').waitFor();
  await phone.tile(1).tap(); // 2
  await page.locator('[data-save]').tap(); // 3: Hel is the default
  await page.locator('[data-screen="saved"]').waitFor();
  assert.ok(taps <= 4, `${taps} taps`);
  await page.locator('[data-saved-name]', { hasText: 'er lagret' }).waitFor();
  await phone.sent();
  await page.getByText(/lapp [2-9A-Z]{4}/).waitFor();
  assert.equal(await phone.things(), before + 1);
  const [item] = await phone.items();
  assert.ok(item.photos[0].size < 1_500_000 && item.photos[0].size > 262_144, 'made small, in several pieces');
  assert.deepEqual(await phone.stored(item.photos[0].uuid), ['image/jpeg', 1600, 1200]);
  await photosDone(phone);
  await t.healthy(page);
  await page.locator('[data-next]').tap();
  await page.locator('[data-screen="start"]').waitFor();
  await phone.close();
});

test('the network is cut and restored at every step', { ...SCREEN, minutes: 6 }, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const { page } = phone;
  const shot = await noise(page, 900, 700);
  const before = await phone.things();
  const steps = [
    () => page.locator('[data-home]').click(),
    () => phone.photographed(shot),
    () => phone.choose(2),
    () => page.locator('[data-states] input').nth(1).check(),
    () => page.locator('[data-screen="start"] [data-go="more"]').click(),
    () => page.locator('[data-bands] input').nth(1).check(),
    () => page.locator('[data-screen="more"] [data-back]').click(),
    () => phone.save(),
    () => page.waitForTimeout(60), // with the record or the photo under way
  ];
  let saved = 0;
  for (let at = 0; at <= steps.length; at++) {
    for (let restored = at; restored <= steps.length; restored += at === 0 ? 3 : 4) {
      for (let step = 0; step < steps.length; step++) {
        await (step === at && phone.cut());
        await (step === restored && phone.restore());
        await steps[step]();
      }
      saved += 1;
      await phone.restore();
    }
  }
  await phone.sent();
  assert.equal(await phone.things(), before + saved, `${saved} things, each once`);
  const items = await phone.items();
  assert.ok(items.every(({ state, body }) => state === 'sent' && body.state === 2 && body.weight_g === 3000));
  await photosDone(phone);
  await phone.says('På nett');
  await phone.close();
});

test('a network that drops, delays and doubles loses and doubles nothing', { ...PHONE, minutes: 6 }, async (t) => {
  const phones = [await Phone.open(t), await Phone.open(t)];
  const before = await phones[0].things();
  let seed = 7;
  for (const phone of phones) {
    phone.expectFailures();
    phone.net.bad = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
  }
  const shot = await noise(phones[0].page, 1000, 800);
  for (let round = 0; round < 6; round++) {
    for (const phone of phones) {
      await phone.register({ bytes: round % 2 === 0 ? shot : undefined, tile: round });
    }
  }
  // One of each phone's is undone, with the network as bad as it is.
  for (const phone of phones) {
    await phone.register({ tile: 5 });
    await phone.page.locator('[data-undo]').click();
    await phone.page.locator('[data-saved-name]', { hasText: 'er angret' }).waitFor();
  }
  for (const phone of phones) {
    for (let tries = 0; tries < 12; tries++) {
      await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await phone.page.waitForTimeout(400);
    }
    phone.net.bad = null;
    await phone.page.locator('.ob-app-net').click();
    await phone.page.locator('[data-screen="queue"] [data-send]').click();
    await phone.sent();
    await phone.net.settled();
    assert.ok(phone.net.log.some(({ status }) => status === 0), 'something was dropped');
  }
  assert.equal(await phones[0].things(), before + 12, 'twelve things and no more');
  for (const phone of phones) {
    const items = await phone.items();
    assert.equal(items.filter(({ state }) => state === 'sent').length, 6);
    assert.equal(items.filter(({ state }) => state === 'undone').length, 1);
    await photosDone({ page: phone.page, items: async () => items.filter(({ state }) => state === 'sent') });
    await phone.close();
  }
});

/* ---- without network ------------------------------------------------------------------------- */

test('a cold start without network, dying in the middle, and coming back', PHONE, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const before = await phone.things();
  const shot = await picture(phone.page);
  await phone.page.close();
  await phone.cut();
  await phone.newPage();
  await phone.start();
  await phone.says('Uten nett');
  await phone.photographed(shot);
  await phone.choose(3);
  await phone.page.locator('[data-states] input').nth(2).check();
  await phone.newPage(); // it dies with the thing half registered
  await phone.start();
  await phone.page.locator('[data-screen="start"] .ob-taken img').waitFor();
  assert.ok(await phone.tile(3).isChecked());
  assert.ok(await phone.page.locator('[data-states] input').nth(2).isChecked());
  await phone.save();
  await phone.says('1 venter på nett');
  await phone.page.getByRole('button', { name: 'Samme igjen' }).click();
  await phone.page.getByText(/2 i alt/).waitFor();
  await phone.says('2 venter på nett');
  await t.healthy(phone.page);
  await phone.newPage(); // and with two that wait
  await phone.start();
  await phone.says('2 venter på nett');
  for (const address of ['/inn/person', '/inn/hjelp', '/inn?som=1']) {
    await phone.page.goto(address).catch(() => {});
    await phone.page.locator('[data-screen="start"]').waitFor();
  }
  await phone.restore();
  await phone.sent();
  assert.equal(await phone.things(), before + 2);
  await photosDone(phone);
  await phone.close();
});

test('undone before it left the phone, it never comes', PHONE, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const before = await phone.things();
  await phone.cut();
  await phone.register();
  const tried = (await phone.items())[0].tried;
  await phone.page.getByRole('button', { name: 'Angre' }).click();
  await phone.page.locator('[data-saved-name]', { hasText: 'er angret' }).waitFor();
  await phone.restore();
  await phone.sent();
  assert.equal(await phone.things(), before, `tried: ${tried}`);
  await phone.close();
});

// By a clock that the test moves on: nobody says that the network is back.
test('undo is offered for ten seconds; what waits goes when the app is seen, and every half minute', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const { page } = phone;
  const before = await phone.things();
  await page.clock.install();
  const button = page.getByRole('button', { name: 'Angre' });
  const wakes = [
    () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
    () => page.clock.fastForward(30_000),
  ];
  for (const wake of wakes) {
    await phone.start(); // the half minute begins
    phone.net.block = /data\/lot$/;
    await phone.register();
    await page.clock.fastForward(7_000);
    assert.ok(await button.isVisible());
    await page.clock.fastForward(3_500);
    await button.waitFor({ state: 'hidden' });
    await phone.says('1 venter på nett');
    phone.net.block = null;
    await page.waitForTimeout(300);
    assert.equal((await phone.items()).at(-1).state, 'waiting', 'nothing tells the app that it can');
    await wake();
    await phone.sent();
  }
  assert.equal(await phone.things(), before + 2);
  await phone.close();
});

async function newVersion(t) {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const before = await phone.things();
  const shot = await picture(phone.page);
  await phone.cut();
  for (let i = 0; i < 4; i++) {
    await phone.register({ bytes: i === 0 ? shot : undefined, tile: i });
  }
  const names = () => phone.page.evaluate(() => caches.keys());
  const [old] = await names();
  // The records cannot get up while the new version comes.
  phone.net.rewrite = (path, text) => (path === '/inn/sw.js' ? text.replace(/VERSION="/, 'VERSION="new') : text);
  await phone.page.locator('[data-home]').click();
  await phone.choose(4); // a thing is begun: the window is not taken from the person
  phone.net.block = /data\/lot$/;
  await phone.restore();
  await phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await until(async () => (await names()).some((name) => name !== old && name.includes('new')));
  await until(() => phone.page.evaluate(async () => {
    const { active, installing, waiting } = await navigator.serviceWorker.getRegistration();
    return active?.state === 'activated' && installing === null && waiting === null;
  }));
  assert.ok(await phone.tile(4).isChecked());
  assert.equal((await phone.items()).length, 4);
  await phone.newPage();
  await phone.start();
  assert.ok(await phone.tile(4).isChecked(), 'the begun thing is there');
  phone.net.block = null;
  await phone.save();
  await phone.sent();
  assert.equal(await phone.things(), before + 5);
  await photosDone(phone);
  await phone.close();
}

// In the whole Chromium: in the one without windows a second version of a service worker may never start.
test('a new version takes over with a full queue and nothing is lost', SCREEN, async (t) => {
  t.browser = await openBrowser({ whole: true });
  try {
    await newVersion(t);
  } finally {
    await t.browser.close();
  }
});

/* ---- who and whence -------------------------------------------------------------------------- */

test('signed out by the server, the queue waits for a PIN', PHONE, async (t) => {
  const phone = await Phone.enrol(t);
  phone.expectFailures();
  const before = await phone.things();
  await phone.context.clearCookies({ name: 'ob_session' });
  await phone.register();
  await phone.page.getByText('Logg inn, så blir det som er lagret på telefonen, sendt.').waitFor();
  await phone.says('1 venter på nett');
  await sunlit(t, phone.page, 'signed out');
  await phone.page.getByRole('link', { name: 'Logg inn', exact: true }).click();
  await phone.pin();
  await phone.sent();
  assert.equal(await phone.things(), before + 1);
  await phone.close();
});

test('a phone that is no longer known keeps what it has', PHONE, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const all = await phone.context.cookies();
  await phone.context.clearCookies();
  await phone.register();
  await phone.page.getByText('Telefonen er ikke lenger kjent.').waitFor();
  await phone.says('1 venter på nett');
  await phone.context.addCookies(all);
  await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await phone.sent();
  await phone.close();
});

test('signing out deletes nothing that waits unless it is confirmed', PHONE, async (t) => {
  const phone = await Phone.enrol(t);
  phone.expectFailures();
  const { page } = phone;
  const leave = async () => {
    await page.locator('[data-home]').click();
    await page.locator('[data-screen="start"] [data-go="who"]').click();
    await page.getByRole('button', { name: 'Logg ut', exact: true }).click();
  };
  await phone.cut();
  await phone.register();
  await leave();
  await page.getByRole('heading', { name: '1 ting venter på denne telefonen' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Logg ut', exact: true }).count(), 0);
  await sunlit(t, page, 'leaving with something that waits');
  await page.getByRole('button', { name: /behold det som venter/ }).click();
  await page.getByText('Du trenger nett for å logge ut.').waitFor();
  phone.net.block = /data\/lot$/;
  await phone.restore();
  await page.getByRole('button', { name: /behold det som venter/ }).click();
  await page.getByRole('heading', { name: 'Hvem er på jobb?' }).waitFor();
  await phone.start();
  assert.equal((await phone.items()).length, 1, 'the next one has it');
  phone.net.block = null;
  await page.goto('/inn/person');
  await phone.pin();
  await phone.sent();
  await leave();
  await page.getByText('Alt er sendt inn').first().waitFor();
  await sunlit(t, page, 'leaving');
  await page.locator('[data-leave-act="empty"]').click();
  await page.getByRole('heading', { name: 'Hvem er på jobb?' }).waitFor();
  await phone.start();
  assert.equal((await phone.items()).length, 0);
  await phone.close();
});

test('what waits is deleted when that is what the person presses', PHONE, async (t) => {
  const phone = await Phone.enrol(t);
  phone.expectFailures();
  const before = await phone.things();
  phone.net.block = /data\/lot$/;
  await phone.register();
  await phone.page.locator('[data-home]').click();
  await phone.page.locator('[data-screen="start"] [data-go="who"]').click();
  await phone.page.getByRole('button', { name: 'Logg ut', exact: true }).click();
  await phone.page.getByRole('button', { name: 'Logg ut og slett 1 ting som ikke er sendt' }).click();
  await phone.page.getByRole('heading', { name: 'Hvem er på jobb?' }).waitFor();
  phone.net.block = null;
  await phone.pin();
  assert.equal((await phone.items()).length, 0);
  assert.equal(await phone.things(), before);
  await phone.close();
});

test('who is at work and where it comes from are remembered and sent', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  await page.locator('[data-screen="start"] [data-go="who"]').click();
  const sources = await page.locator('[data-sources] input').count();
  assert.ok(sources >= 3, `${sources} sources`);
  await page.locator('[data-sources] input').nth(1).check();
  await page.locator('[data-people] input').last().check();
  await t.healthy(page);
  await page.getByRole('button', { name: 'Ferdig' }).click();
  await phone.newPage();
  await phone.start();
  await phone.register();
  const [{ body }] = await phone.items();
  const data = await phone.data();
  assert.equal(body.source, data.sources[1].id);
  assert.equal(body.by, data.people.at(-1).id);
  await phone.sent();
  await phone.close();
});

/* ---- what needs a person --------------------------------------------------------------------- */

test('a file that is no picture ends in the pile, and the thing comes in', PHONE, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const { page } = phone;
  const before = await phone.things();
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(4000, 7)]);
  await phone.photograph(Buffer.alloc(0));
  await page.getByText('Bildet er tomt eller for stort.').waitFor();
  await phone.photograph(heic);
  await page.getByText('Bildet er tomt eller for stort.').waitFor({ state: 'hidden' });
  await phone.choose();
  await page.waitForTimeout(300);
  await phone.save();
  await phone.says('1 trenger hjelp');
  await page.locator('.ob-app-net').click();
  await page.getByText('Bildet kunne ikke brukes. Tingen er kommet inn.').waitFor();
  await sunlit(t, page, 'the queue with a case');
  assert.equal(await phone.things(), before + 1);
  await page.getByRole('button', { name: 'Sett', exact: true }).click();
  await phone.says('På nett');
  await phone.close();
});

test('the stop list turns away, asks and sends to test, also without network', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  const rule = (id, category, action, questions) => ({
    id: String(id), category, action, picture: 'car', title: 'Bilstol', text: 'Vi kan ikke se om den er hel.', questions,
    source: 'Trygg Trafikk',
  });
  phone.net.rewrite = (path, text) => {
    if (path !== '/inn/data') {
      return text;
    }
    const data = JSON.parse(text);
    const [refuse, ask, trial] = data.tiles;
    data.rules = [rule(1, refuse.id, 'refuse', []), rule(2, ask.id, 'ask', ['Merke?', 'Ny?', 'Hel?']),
      rule(3, trial.id, 'test', [])];
    data.version = `${data.version}-stop`;
    return JSON.stringify(data);
  };
  await phone.newPage();
  await phone.start();
  await phone.page.waitForFunction(() => document.querySelectorAll('[data-tiles] input').length === 6);
  await phone.page.waitForTimeout(600);
  await phone.cut();
  const tile = (at) => phone.page.locator('[data-tiles] input').nth(at).check();
  await tile(0);
  await phone.page.getByRole('heading', { name: 'Bilstol: ta den ikke imot' }).waitFor();
  assert.equal(await phone.page.locator('[data-stop-yes]').isVisible(), false);
  await sunlit(t, phone.page, 'refused');
  await phone.page.getByRole('button', { name: 'Avvis og lever til sortering' }).click();
  await phone.page.locator('[data-saved-name]', { hasText: 'er avvist' }).waitFor();
  await phone.page.locator('[data-home]').click();
  await tile(1);
  await phone.page.getByRole('heading', { name: 'Bilstol: ta ikke imot uten svar' }).waitFor();
  await sunlit(t, phone.page, 'asked');
  await phone.page.locator('[data-home]').click(); // not past it: saving asks again
  await phone.page.locator('[data-save]').click();
  await phone.page.getByRole('button', { name: 'Ja til alle 3' }).click();
  await phone.save();
  await phone.page.locator('[data-home]').click();
  await tile(2);
  await phone.page.getByRole('button', { name: 'Til test' }).waitFor();
  await sunlit(t, phone.page, 'to be tested');
  await phone.page.getByRole('button', { name: 'Til test' }).click();
  await phone.save();
  const items = await phone.items();
  assert.deepEqual(items.map(({ kind }) => kind).sort(), ['lot', 'lot', 'refused']);
  assert.deepEqual(items.find(({ body }) => body.rule?.id === '2').body.rule.answers, [true, true, true]);
  // The rules are this test's own: the server knows none of them, so the lots are not sent here.
  await phone.close();
});

test('more than fifty that wait are warned about', SCREEN, async (t) => {
  const phone = await Phone.open(t);
  phone.expectFailures();
  await phone.cut();
  await phone.register();
  for (let i = 0; i < 50; i++) {
    await phone.page.getByRole('button', { name: 'Samme igjen' }).click();
    await phone.page.getByText(new RegExp(`${i + 2} i alt`)).waitFor();
  }
  await phone.page.getByText('51 ting venter på denne telefonen. Finn nett snart.').waitFor();
  await phone.says('51 venter på nett');
  await phone.restore();
  await phone.sent();
  await phone.close();
});
