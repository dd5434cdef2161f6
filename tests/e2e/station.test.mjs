// SPDX-License-Identifier: EUPL-1.2
// The intake app on a phone: no network, bad network, two phones, a phone that dies, a new version.
import { gzipSync } from 'node:zlib';

import { openBrowser } from './browser.mjs';
import { assert, test } from './harness.mjs';
import { Phone, noise, photosDone, picture, until } from './phone.mjs';

const PHONE = { widths: [390] };
const WIRE_MOST = 66_000; // what a first visit fetches to start, as it is sent, without fonts
const OWN_MOST = 30_000; // of it the app's own, in gzip

/* ---- the common case ------------------------------------------------------------------------- */

test('four taps and the shutter, kept within a tenth of a second, sent in', PHONE, async (t) => {
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
  const ms = page.evaluate(() => new Promise((done) => {
    let from;
    addEventListener('click', () => (from = performance.now()), { capture: true, once: true });
    new MutationObserver((_, self) => {
      if (!document.querySelector('[data-screen="saved"]').hidden) {
        self.disconnect();
        done(performance.now() - from);
      }
    }).observe(document.querySelector('[data-screen="saved"]'), { attributes: true });
  }));
  await page.locator('[data-save]').tap(); // 3: Hel is the default
  console.log(`# saved after ${Math.round(await ms)} ms`);
  assert.ok(taps <= 4, `${taps} taps`);
  await page.locator('[data-saved-name]', { hasText: 'er lagret' }).waitFor();
  await phone.sent();
  await page.getByText(/lapp [2-9A-Z]{4}/).waitFor();
  assert.equal(await phone.things(), before + 1);
  const [item] = await phone.items();
  assert.ok(item.photos[0].size < 1_500_000 && item.photos[0].size > 262_144, 'made small, in several pieces');
  await photosDone(phone);
  await t.healthy(page);
  await page.locator('[data-next]').tap();
  await page.locator('[data-screen="start"]').waitFor();
  await phone.close();
});

test('the network is cut and restored at every step', { ...PHONE, minutes: 6 }, async (t) => {
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

test('undo is offered for ten seconds', PHONE, async (t) => {
  const phone = await Phone.open(t);
  await phone.register();
  const button = phone.page.getByRole('button', { name: 'Angre' });
  await phone.page.waitForTimeout(8_000);
  assert.ok(await button.isVisible());
  await button.waitFor({ state: 'hidden', timeout: 4_000 });
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
test('a new version takes over with a full queue and nothing is lost', PHONE, async (t) => {
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
  await t.healthy(phone.page);
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
  await t.healthy(page);
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
  await t.healthy(page);
  assert.equal(await phone.things(), before + 1);
  await page.getByRole('button', { name: 'Sett', exact: true }).click();
  await phone.says('På nett');
  await phone.close();
});

test('the stop list turns away, asks and sends to test, also without network', PHONE, async (t) => {
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
  await t.healthy(phone.page);
  await phone.page.getByRole('button', { name: 'Avvis og lever til sortering' }).click();
  await phone.page.locator('[data-saved-name]', { hasText: 'er avvist' }).waitFor();
  await phone.page.locator('[data-home]').click();
  await tile(1);
  await phone.page.getByRole('heading', { name: 'Bilstol: ta ikke imot uten svar' }).waitFor();
  await phone.page.locator('[data-home]').click(); // not past it: saving asks again
  await phone.page.locator('[data-save]').click();
  await phone.page.getByRole('button', { name: 'Ja til alle 3' }).click();
  await phone.save();
  await phone.page.locator('[data-home]').click();
  await tile(2);
  await phone.page.getByRole('button', { name: 'Til test' }).click();
  await phone.save();
  const items = await phone.items();
  assert.deepEqual(items.map(({ kind }) => kind).sort(), ['lot', 'lot', 'refused']);
  assert.deepEqual(items.find(({ body }) => body.rule?.id === '2').body.rule.answers, [true, true, true]);
  // The rules are this test's own: the server knows none of them, so the lots are not sent here.
  await phone.close();
});

test('more than fifty that wait are warned about', PHONE, async (t) => {
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

/* ---- labels and scales ----------------------------------------------------------------------- */

async function makeRoll(t, station) {
  const { page } = await t.open({ width: 1280 });
  await page.goto('/logg-inn');
  await page.locator('form:has(input[name=role][value="manager"]) button').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
  await page.goto('/kontor/lapper');
  await page.locator('select[name="station"]').selectOption(station);
  await page.locator('input[name="count"]').fill('24');
  await page.getByRole('button', { name: 'Lag lapper' }).click();
  await page.waitForURL(/\/kontor\/lapper\/[^/]+$/);
}

test('a label on two things from two phones is seen by a person', PHONE, async (t) => {
  const before = await Phone.open(t);
  await makeRoll(t, (await before.data()).station.id); // where its worker was last
  await before.close();
  const phones = [await Phone.open(t), await Phone.open(t)];
  const data = await phones[0].data();
  const code = data.rolls.flatMap(({ codes }) => codes)[0];
  assert.ok(code, 'the station has an open roll');
  for (const phone of phones) {
    const { page } = phone;
    phone.expectFailures();
    await phone.cut();
    await phone.choose();
    await page.locator('[data-screen="start"] [data-go="label"]').click();
    await page.getByLabel('Eller skriv de fire siste tegnene').fill('0');
    await page.getByRole('button', { name: 'Bruk lappen' }).click();
    await page.getByText('Lapper har aldri tegnet 0.').waitFor();
    await t.healthy(page);
    await page.getByLabel('Eller skriv de fire siste tegnene').fill(code.slice(-4).toLowerCase());
    await page.getByLabel('Eller skriv de fire siste tegnene').press('Enter');
    await page.getByRole('button', { name: `Lagre · lapp ${code.slice(-4)}` }).click();
    await page.locator('[data-saved-label]', { hasText: `lapp ${code.slice(-4)}` }).waitFor();
    await phone.register({ tile: 1 }); // the same label on another thing is caught on the phone
    await page.locator('[data-home]').click();
    await page.locator('[data-screen="start"] [data-go="label"]').click();
    await page.getByLabel('Eller skriv de fire siste tegnene').fill(code.slice(-4));
    await page.getByRole('button', { name: 'Bruk lappen' }).click();
    await page.getByText('Denne lappen sitter på en annen ting').waitFor();
  }
  for (const phone of phones) {
    await phone.restore();
    await phone.sent();
  }
  const codes = (await Promise.all(phones.map((phone) => phone.items()))).flat().map(({ answer }) => answer.code);
  assert.equal(new Set(codes).size, 4, 'no label is on two things');
  assert.equal(codes.filter((one) => one === code).length, 1);
  await phones[1].says('1 trenger hjelp');
  await phones[1].page.locator('.ob-app-net').click();
  await phones[1].page.getByText(`Lapp ${code.slice(-4)} satt på en annen ting.`).waitFor();
  await Promise.all(phones.map((phone) => phone.close()));
});

test('a scale on the serial port is read', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const fake = () => {
    const port = {
      async open() {
        this.readable = new ReadableStream({
          start: (stream) => (this.timer = setInterval(() =>
            stream.enqueue(new TextEncoder().encode('ST,GS,+  11.20kg\r\n')), 50)),
          cancel: () => clearInterval(this.timer),
        });
        this.writable = new WritableStream({});
      },
      async close() {},
    };
    Object.defineProperty(navigator, 'serial', { value: { getPorts: async () => [], requestPort: async () => port } });
  };
  await phone.context.addInitScript(fake);
  await phone.newPage();
  await phone.start();
  await phone.choose();
  await phone.page.locator('[data-screen="start"] [data-go="more"]').click();
  await phone.page.getByRole('button', { name: 'Les av vekta' }).click();
  await phone.page.getByText('Vekta viser 11,2 kg').waitFor();
  await phone.page.getByRole('button', { name: 'Ferdig' }).click();
  await phone.save();
  const [{ body }] = await phone.items();
  assert.deepEqual([body.weight_g, body.weight_method], [11_200, 'scale']);
  await phone.sent();
  await phone.close();
});

test('bags, count and weight by the keys are one lot', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  await phone.choose();
  await page.locator('[data-screen="start"] [data-go="more"]').click();
  for (const key of ['1', '2', ',', '5']) {
    await page.getByRole('button', { name: key === ',' ? 'Komma' : key, exact: true }).click();
  }
  await page.getByRole('group', { name: 'Sekker og kasser' }).getByRole('button', { name: 'Én til' }).click();
  await page.getByRole('group', { name: 'Sekker og kasser' }).getByRole('button', { name: 'Én til' }).click();
  await page.getByLabel('Merknad').fill('Mangler lokk 🙂');
  await page.evaluate(() => scrollTo(0, 0));
  await t.healthy(page);
  await page.getByRole('button', { name: 'Ferdig' }).click();
  await page.getByText('12,5 kg, 2 sekker').waitFor();
  await phone.save();
  const [{ body }] = await phone.items();
  assert.deepEqual([body.weight_g, body.sacks, body.count, body.note], [12_500, 2, 1, 'Mangler lokk 🙂']);
  await phone.sent();
  assert.equal((await phone.items())[0].state, 'sent');
  await phone.close();
});

/* ---- how it is ------------------------------------------------------------------------------- */

test('the keyboard is enough', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  const focus = async (locator) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if (await locator.evaluate((element) => element === document.activeElement)) {
        return;
      }
    }
    assert.fail(`${locator} is not reached`);
  };
  await focus(page.locator('[data-tiles] input').first());
  await page.keyboard.press('Space');
  await focus(page.locator('[data-screen="start"] [data-go="tree"]'));
  await page.keyboard.press('Enter');
  await focus(page.locator('[data-tree] button').first());
  await page.keyboard.press('Enter');
  await focus(page.locator('[data-tree-all]'));
  await page.keyboard.press('Enter');
  await focus(page.locator('[data-save]'));
  await page.keyboard.press('Enter');
  await page.locator('[data-saved-name]', { hasText: 'er lagret' }).waitFor();
  await focus(page.locator('[data-undo]'));
  await page.keyboard.press('Enter');
  await page.locator('[data-saved-name]', { hasText: 'er angret' }).waitFor();
  await phone.sent();
  await phone.close();
});

// Everything that can be pressed on the screen that shows, smaller than 72 px or nearer than 10 px.
const small = (page) => page.evaluate(() => [...document.querySelectorAll('button, a[href], label.ob-key, label.ob-shutter')]
  .filter((element) => element.checkVisibility() && !element.matches('.ob-skip'))
  .map((element) => ({ what: element.outerHTML.slice(0, 90), box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width < 72 || box.height < 72)
  .map(({ what, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${what}`));

// Text under 7:1, by what it stands on; the picture's own words stand on its dark foot.
const pale = (page) => page.evaluate(() => {
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).slice(0, 3).map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if ((parts(backgroundColor)[3] ?? 1) === 1) {
        return backgroundColor;
      }
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility() && [...element.childNodes]
      .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''))
    .map((element) => [element, light(getComputedStyle(element).color), light(ground(element))])
    .map(([element, one, two]) => [element.textContent.trim(), (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)])
    .filter(([, ratio]) => ratio < 7).map(([text, ratio]) => `${ratio.toFixed(1)}: ${text.slice(0, 60)}`);
});

test('each screen: large targets, strong contrast, no findings, in three languages', { ...PHONE, minutes: 6 }, async (t) => {
  for (const prefix of ['', '/nn', '/en']) {
    const phone = await Phone.open(t);
    const { page } = phone;
    await page.goto(`${prefix}/inn`);
    await page.locator('[data-screen="start"]').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[data-tiles] input').length === 6);
    const check = async (screen) => {
      await page.locator(`[data-screen="${screen}"]`).waitFor();
      await t.healthy(page);
      assert.deepEqual(await small(page), [], `${prefix}${screen}`);
      assert.deepEqual(await pale(page), [], `${prefix}${screen}`);
    };
    await check('start');
    for (const screen of ['tree', 'label', 'more', 'who']) {
      await page.locator(`[data-screen="start"] [data-go="${screen}"]`).click();
      await check(screen);
      await page.goBack();
      await page.locator('[data-screen="start"]').waitFor();
    }
    await page.locator('.ob-app-net').click();
    await check('queue');
    await page.goBack();
    await phone.choose(1);
    await check('start');
    await phone.save();
    await check('saved');
    await phone.sent();
    await check('saved');
    await page.setViewportSize({ width: 320, height: 640 });
    await t.healthy(page);
    await phone.close();
  }
});

test('a first visit fetches no more than it may', PHONE, async (t) => {
  const phone = await Phone.open(t);
  const { page } = phone;
  const files = await page.evaluate(() => [...document.querySelectorAll('link[rel="stylesheet"], script[src]')]
    .map((element) => element.href ?? element.src).concat(`${location.origin}/inn/app`,
      new URL(document.body.dataset.icons, location).href));
  let wire = 0;
  let own = 0;
  for (const file of files) {
    const answer = await page.request.get(file, { headers: { 'Accept-Encoding': 'br, gzip' } });
    const packed = gzipSync(await answer.body(), { level: 9 }).length;
    const sent = Number(answer.headers()['content-length']);
    wire += sent;
    own += /app\.[0-9a-f]+\.css|icons/.test(file) ? 0 : packed; // those two every page has
    console.log(`# ${new URL(file).pathname}: ${sent} sent, ${packed} in gzip`);
  }
  console.log(`# ${wire} of ${WIRE_MOST} bytes, own ${own} of ${OWN_MOST}`);
  assert.ok(wire > 20_000 && wire <= WIRE_MOST, `${wire} bytes`);
  assert.ok(own <= OWN_MOST, `${own} bytes of its own`);
  await phone.close();
});

test('the app can be installed', PHONE, async (t) => {
  const phone = await Phone.open(t);
  for (const prefix of ['', '/nn', '/en']) {
    const manifest = await (await phone.page.request.get(`${prefix}/inn/manifest.webmanifest`)).json();
    assert.equal(manifest.scope, `${prefix}/inn`);
    assert.equal(manifest.start_url, `${prefix}/inn`);
    assert.equal(manifest.display, 'standalone');
    for (const { src } of manifest.icons) {
      assert.equal((await phone.page.request.get(src)).status(), 200);
    }
  }
  assert.equal(await phone.page.evaluate(() => navigator.serviceWorker.getRegistration().then(({ scope }) =>
    new URL(scope).pathname)), '/inn');
  await phone.close();
});

test('without JavaScript or a service worker the form is there', { ...PHONE, js: [true, false] }, async (t) => {
  await t.page.goto('/logg-inn');
  await t.page.locator('form:has(input[name=role][value="station-worker"]) button').first().click();
  await t.page.locator('form[data-intake], form:has(input[name=category])').first().waitFor();
  assert.equal(await t.page.locator('[data-screen]').count(), 0);
});
