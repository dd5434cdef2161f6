// SPDX-License-Identifier: EUPL-1.2
// What the intake app's queue is proved against in tests/intake is a server written by hand. Here the
// program gets what that server got in some of the schedules, one request after the other, and has to
// answer the same; then both must have the same lots.
import { CODES, runSchedule } from '../intake/schedule.mjs';
import { assert, test } from './harness.mjs';
import { Phone, makeRoll } from './phone.mjs';

const SCHEDULES = 60;
const AT_ONCE = 3;

const header = (cookies) => cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

// The program as the phones of one schedule see it.
class Program {
  constructor(site, codes) {
    Object.assign(this, site);
    this.codes = new Map(CODES.map((code, at) => [code, codes[at]]));
    this.known = new Map(); // a lot's uuid → its label here
  }

  // Their categories are one word; their clocks jump for hours, and what came yesterday is not undone.
  json({ category, label, taken_ms, sent_ms, ...rest }) {
    const here = { ...rest };
    if (category !== undefined) {
      here.category = this.category;
    }
    if (label !== undefined) {
      here.label = this.codes.get(label);
    }
    if (taken_ms !== undefined) {
      Object.assign(here, { taken_ms, sent_ms: taken_ms + (Math.abs(sent_ms - taken_ms) % 1000) });
    }
    return here;
  }

  async send({ method, path, query, json, bytes }, signedIn = true) {
    const body = bytes ?? (json && JSON.stringify(this.json(json)));
    const answer = await fetch(`${this.url}/inn${path}${query ? `?${new URLSearchParams(query)}` : ''}`, {
      method,
      redirect: 'manual',
      headers: {
        Cookie: header(this.cookies.filter(({ name }) => signedIn || name !== 'ob_session')),
        Origin: this.url,
        Connection: 'close', // one that is kept may be closed by the server as the next request goes out
        ...(body === undefined ? {} : { 'Content-Type': bytes ? 'application/octet-stream' : 'application/json' }),
      },
      body,
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text === '' ? null : JSON.parse(text),
      have: Number(answer.headers.get('X-Photo-Length') ?? 0),
      done: answer.headers.get('X-Photo-Done') === '1',
    };
  }

  async give(uuid) {
    const { url, token, tenant } = this;
    const given = await fetch(`${url}/varer/${this.known.get(uuid)}/gi`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: this.desk, Origin: url },
      body: new URLSearchParams({ token, tenant }),
    });
    assert.equal(given.status, 303, `a shop is given ${uuid}`);
  }

  // A label of the roll is that label here; a fresh one is another in each world, but stays.
  sameCode(uuid, there, here) {
    const first = this.known.get(uuid) ?? here;
    this.known.set(uuid, first);
    assert.equal(here, first, 'a lot keeps its label');
    assert.equal(here, this.codes.get(there) ?? here);
    assert.equal([...this.codes.values()].includes(here), this.codes.has(there));
  }

  same({ method, path, json }, there, here) {
    const what = `${method} ${path} ${JSON.stringify(json)}: ${JSON.stringify(here)}`;
    assert.equal(here.status, there.status, what);
    for (const member of ['help', 'have', 'done', 'undone', 'counted']) {
      if (there.status < 300 || member === 'have') {
        assert.deepEqual(here.body?.[member], there.body?.[member], what);
      }
    }
    if (method === 'HEAD') { // has no body
      const { have, done } = there.status === 200 ? there : { have: 0, done: false };
      assert.deepEqual([here.have, here.done], [have, done], what);
    } else if (there.status >= 300) {
      assert.equal(here.body.code, there.body.code, what);
    } else if (there.body.code !== undefined) {
      this.sameCode(json.uuid, there.body.code, here.body.code);
    }
  }

  async replay({ journal }) {
    for (const { given, request, signedIn, answer } of journal) {
      if (given === undefined) {
        this.same(request, answer, await this.send(request, signedIn));
      } else {
        await this.give(given);
      }
    }
  }

  // Everything that anybody did is asked for once more, and nothing is new.
  async ends({ server, model }) {
    for (const { uuid, body, pictures } of model.lots.values()) {
      const again = { method: 'POST', path: '/data/lot', json: { ...body, sent_ms: body.taken_ms } };
      if ([server.lots, server.help, server.undone, server.takenBack].some((all) => all.has(uuid))) {
        this.same(again, server.handle(again), await this.send(again));
      }
      for (const picture of pictures) {
        const head = { method: 'HEAD', path: `/photo/${picture.uuid}` };
        this.same(head, server.handle(head), await this.send(head));
      }
    }
  }
}

// A shop and a form's token, as the manager's page of waiting lots has them.
async function atDesk(page) {
  await page.goto('/varer');
  const form = page.locator('form[action$="/gi"]').first();
  const tenant = await form.locator('select[name=tenant] option:not([value=""])').first().getAttribute('value');
  const token = await form.locator('input[name=token]').getAttribute('value');
  return { tenant, token, desk: header(await page.context().cookies()) };
}

test('the program answers the phones of the schedules as their model does', { widths: [390] }, async (t) => {
  const phone = await Phone.enrol(t);
  const { station } = await phone.data();
  const desk = await atDesk(await makeRoll(t, station.id, SCHEDULES * CODES.length));
  const { rolls } = await phone.data();
  const codes = rolls.flatMap((roll) => roll.codes);
  const site = { url: t.site.url, cookies: await phone.context.cookies(), category: Number(phone.tiles[0]), ...desk };
  const before = await phone.things();
  const seen = {};
  const schedules = [];
  for (let seed = 1; seed <= SCHEDULES; seed++) { // they share a clock
    schedules.push({ seed, ...await runSchedule(seed) });
  }
  const things = schedules.reduce((sum, { server }) => sum + server.lots.size, 0);
  const worker = async () => {
    for (let one = schedules.shift(); one !== undefined; one = schedules.shift()) {
      const program = new Program(site, codes.slice((one.seed - 1) * CODES.length, one.seed * CODES.length));
      one.server.journal.forEach(({ request, answer }) => {
        const what = request === undefined ? 'given' : `${request.method} ${answer.status}`;
        seen[what] = (seen[what] ?? 0) + 1;
      });
      try {
        await program.replay(one.server);
        await program.ends(one);
      } catch (error) {
        error.message = `seed ${one.seed}: ${error.message}`;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(`# ${JSON.stringify(seen)}`);
  assert.equal(await phone.things(), before + things, 'each lot once, and no other');
  for (const what of ['POST 200', 'POST 201', 'POST 401', 'POST 409', 'POST 422', 'PUT 200', 'PUT 422', 'HEAD 200', 'given']) {
    assert.ok(seen[what] > 0, `${what} never came`);
  }
  assert.equal((await t.site.command('ledger', 'verify')).status, 0);
  await phone.close();
});
