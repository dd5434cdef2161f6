// SPDX-License-Identifier: EUPL-1.2
// The intake app: what the phone knows and does. The screens are in intake-start.js, intake-more.js
// and intake-after.js; the rules of the queue in intake-queue.js; the way up in intake-sync.js.
import { Data, bodyOf, newDraft, newUuid } from './intake-data.js';
import { find, findAll, forgetPicture, say, showOne } from './intake-dom.js';
import { sender } from './intake-net.js';
import { RETRY_MS, WARN_ABOVE, needsHelp, newItem, tryAgain, undo, waitingCount } from './intake-queue.js';
import { openStore } from './intake-store.js';
import { Sync } from './intake-sync.js';
import { startScreens } from './intake-start.js';
import { moreScreens } from './intake-more.js';
import { afterScreens } from './intake-after.js';
import { resize } from './resize.js';

const base = find('[data-home]').getAttribute('href');
const SUB_SCREENS = ['tree', 'label', 'more', 'who', 'leave', 'queue']; // the phone's back button leaves them

// When what was changed on the screen is seen; at once where nothing is drawn.
function afterFrame(then) {
  if (document.hidden) {
    then();
  } else {
    requestAnimationFrame(() => setTimeout(then));
  }
}

class App {
  constructor(store) {
    this.store = store;
    this.send_request = sender(base);
    this.sync = new Sync({
      store, send: this.send_request, now: () => Date.now(), changed: () => this.refresh(),
    });
    this.base = base;
    this.screens = {};
    this.screen = null;
    this.ended = 'done'; // why the last sending ended
    this.sending = false;
    this.last = null; // { item, times } that the saved screen is about
    this.photoWork = Promise.resolve();
    this.waitsForReload = false;
  }

  async load() {
    const [data, draft, settings, items] = await Promise.all([
      this.store.get('data'), this.store.get('draft'), this.store.get('settings'), this.store.all(),
    ]);
    this.etag = data?.etag;
    this.data = new Data(data);
    this.draft = { ...newDraft(), ...draft };
    this.settings = { person: null, source: null, signed: null, ...settings };
    this.items = items;
  }

  get source() {
    const { sources } = this.data;
    return sources.find(({ id }) => id === this.settings.source) ?? sources[0] ?? null;
  }

  /* ---- what is shown ------------------------------------------------------------------------- */

  go(screen) {
    const from = this.screen;
    this.screen = screen;
    this.screens[from]?.leave?.();
    showOne(document, 'screen', screen);
    this.draw();
    this.screens[screen].enter?.();
    if (from !== null && from !== screen) {
      window.scrollTo(0, 0);
      find('main').focus({ preventScroll: true });
    }
    if (SUB_SCREENS.includes(screen) && history.state?.screen !== screen) {
      history.pushState({ screen }, '');
    }
    if (screen === 'start' && this.waitsForReload && this.isIdle()) {
      location.reload();
    }
  }

  back() {
    if (history.state?.screen) {
      history.back();
    } else {
      this.go('start');
    }
  }

  // Nothing is begun that the person would see vanish.
  isIdle() {
    return this.draft.category === null && this.draft.photos.length === 0;
  }

  draw() {
    this.drawNet();
    this.notice('first', !this.data.known);
    this.notice('sign-in', this.data.known && (this.ended === 'sign-in' || this.needsSignIn));
    this.notice('device', this.ended === 'device');
    this.notice('forbidden', this.ended === 'forbidden');
    const waiting = waitingCount(this.items);
    this.notice('many', waiting > WARN_ABOVE);
    find('[data-many]').textContent = say('many waiting', { n: waiting });
    this.screens[this.screen]?.draw?.();
  }

  notice(name, on) {
    find(`[data-notice="${name}"]`).hidden = !on;
  }

  drawNet() {
    const waiting = waitingCount(this.items);
    const help = this.items.filter(needsHelp).length;
    const off = !navigator.onLine || (this.ended === 'network' && !this.sending);
    const moving = this.sending && !off;
    let words = say(off ? 'offline' : 'online');
    if (waiting > 0) {
      words = say(moving ? 'sending' : 'waiting', { n: waiting });
    } else if (help > 0) {
      words = say('help', { n: help });
    }
    const text = find('[data-net-text]');
    if (text.textContent !== words) {
      text.textContent = words;
    }
    let mark = off || (waiting > 0 && !moving) ? 'off' : 'on';
    mark = waiting === 0 && help > 0 ? 'help' : mark;
    showOne(find('[data-net]'), 'when', mark);
    find('[data-net]').classList.toggle('ob-net--off', mark !== 'on');
  }

  async refresh() {
    this.items = await this.store.all();
    this.draw();
  }

  /* ---- the draft ----------------------------------------------------------------------------- */

  // Here at once, so that the next tap builds on it however quick it comes, and on its way to the phone's
  // storage, which keeps the order: a phone that dies comes back with it. Drawn after the writing has begun,
  // so that a new photo is read when it is there.
  async change(changes, photos = {}) {
    this.draft = { ...this.draft, ...changes };
    const kept = this.keep(() => this.store.set('draft', this.draft, photos));
    this.draw();
    await kept;
  }

  async remember(changes) {
    this.settings = { ...this.settings, ...changes };
    await this.keep(() => this.store.set('settings', this.settings));
    this.draw();
  }

  async keep(write) {
    try {
      await write();
      this.notice('storage', false);
    } catch (error) {
      this.notice('storage', true);
      throw error;
    }
  }

  // The photo at place `at` (0 or 1) of the draft, made small, kept.
  takePhoto(file, at) {
    this.photoWork = this.photoWork.then(() => this.keepPhoto(file, at)).catch(() => {});
    return this.photoWork;
  }

  async keepPhoto(file, at) {
    const small = await resize(file);
    this.notice('picture', small.size === 0 || small.size > this.data.limits.photo_bytes);
    if (small.size === 0 || small.size > this.data.limits.photo_bytes) {
      return;
    }
    const bytes = await small.arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const photo = { uuid: newUuid(), size: bytes.byteLength, sha256 };
    const before = this.draft.photos;
    const photos = [...before];
    const [old] = photos.splice(Math.min(at, photos.length), 1, photo);
    try {
      await this.change({ photos }, { photos: [{ uuid: photo.uuid, bytes }], without: old ? [old.uuid] : [] });
    } catch (error) {
      this.draft = { ...this.draft, photos: before };
      this.draw();
      throw error;
    }
  }

  choose(category) {
    const kept = this.change({ category, rule: null });
    if (this.data.rule(category) !== null) {
      this.go('stop');
    } else if (this.screen !== 'start') {
      this.go('start');
    }
    return kept;
  }

  get openRule() {
    const rule = this.draft.category === null ? null : this.data.rule(this.draft.category);
    return rule !== null && this.draft.rule?.id !== rule.id ? rule : null;
  }

  /* ---- saving -------------------------------------------------------------------------------- */

  // False when it is not known what it is: nothing chosen, or saved already by the first of two taps.
  async save() {
    await this.photoWork;
    if (this.draft.category === null) {
      return false;
    }
    if (this.openRule !== null) {
      this.go('stop');
      return true;
    }
    const body = bodyOf(this.draft, { person: this.settings.person, source: this.source?.id }, Date.now());
    await this.put(newItem('lot', body, this.draft.photos, Date.now()), 1);
    return true;
  }

  // Kept, then said to be: the item, its photos that come or go, and an empty draft in one step.
  async put(item, times, photos = {}) {
    const shown = { ...item, shown: this.data.category(item.body.category) };
    const before = this.draft;
    this.draft = newDraft(); // what a second tap finds
    try {
      await this.keep(() => this.store.add(shown, photos, { draft: this.draft }));
    } catch (error) {
      this.draft = before;
      this.draw();
      throw error;
    }
    this.items = [...this.items, shown];
    this.last = { item: shown, times };
    this.go('saved');
    afterFrame(() => {
      navigator.vibrate?.(30);
      this.send();
    });
  }

  // The same once more: all but its label, which is on the first one.
  async again() {
    const { item, times } = this.last;
    const photos = [];
    for (const photo of item.photos) {
      const bytes = await this.store.bytes(photo.uuid);
      if (bytes !== undefined) {
        photos.push({ uuid: newUuid(), size: photo.size, sha256: photo.sha256, bytes });
      }
    }
    const { label, ...body } = item.body;
    Object.assign(body, { uuid: newUuid(), taken_ms: Date.now(), photos: photos.map(({ uuid }) => uuid) });
    await this.put(newItem('lot', body, photos, Date.now()), times + 1,
      { photos: photos.map(({ uuid, bytes }) => ({ uuid, bytes })) });
  }

  async refuse(rule) {
    await this.photoWork;
    const { category, photos } = this.draft;
    if (category !== null) { // null: by the first of two taps
      const body = { uuid: newUuid(), taken_ms: Date.now(), category, rule: rule.id };
      await this.put(newItem('refused', body, [], Date.now()), 1, { without: photos.map(({ uuid }) => uuid) });
    }
  }

  async undo(uuid) {
    await this.keep(() => this.store.update(uuid, undo));
    await this.refresh();
    this.send();
  }

  async tryAgain(uuid) {
    await this.store.update(uuid, (item) => tryAgain(item));
    await this.refresh();
    this.send();
  }

  async seen(uuid) {
    await this.store.update(uuid, (item) => ({ ...item, seen: true }));
    await this.refresh();
  }

  /* ---- up ------------------------------------------------------------------------------------ */

  // Whoever asks while it is under way gets a run that begins after.
  send({ force = false } = {}) {
    this.wanted = true;
    this.force ||= force;
    this.running ??= this.sendWanted().finally(() => (this.running = null));
    return this.running;
  }

  // One window of the app sends at a time.
  async sendWanted() {
    const name = `intake ${document.body.dataset.centre}`;
    while (this.wanted) {
      this.wanted = false;
      await (navigator.locks?.request(name, { ifAvailable: true }, (lock) => lock !== null && this.sendAll()) ??
        this.sendAll());
    }
    await this.refresh();
  }

  async sendAll() {
    const before = waitingCount(await this.store.all());
    const { force } = this;
    this.force = false;
    this.sending = before > 0;
    this.drawNet();
    this.ended = await this.sync.run({ force });
    this.sending = false;
    await this.refresh();
    if (before > 0 && this.ended === 'done') {
      await this.fetchData();
    }
  }

  async fetchData() {
    const at_ms = Date.now();
    const answer = await this.send_request({
      method: 'GET', path: '/data', headers: this.etag ? { 'If-None-Match': this.etag } : {},
    }).catch(() => null);
    if (answer === null) {
      this.ended = this.ended === 'done' ? 'network' : this.ended;
    } else if (answer.status === 200) {
      await this.learn(answer, at_ms);
    } else if (answer.status === 401) {
      this.ended = answer.body?.code === 'DEVICE' ? 'device' : 'sign-in';
    }
    this.draw();
  }

  async learn({ body, etag }, at_ms) {
    const stored = { data: body, etag, at_ms };
    await this.store.set('data', stored);
    this.etag = etag;
    this.data = new Data(stored);
    this.needsSignIn = body.person === null;
    const signed = body.person?.id ?? null;
    if (signed !== null && signed !== this.settings.signed) {
      await this.remember({ signed, person: signed });
    }
  }

  async wake(options) {
    await this.send(options);
    await this.fetchData();
  }

  // Everything leaves the phone; the person has seen what waits.
  async leave({ clear }) {
    const answer = await this.send_request({ method: 'POST', path: '/ut', json: {} }).catch(() => null);
    if (answer === null) {
      return false;
    }
    if (clear) {
      this.items.forEach((item) => item.photos.forEach(({ uuid }) => forgetPicture(uuid)));
      await this.store.clear();
    } else {
      await this.remember({ person: null, signed: null });
    }
    location.assign(`${base}/person`);
    return true;
  }
}

/* ---- start ------------------------------------------------------------------------------------ */

function listen(app) {
  window.addEventListener('online', () => app.wake());
  window.addEventListener('offline', () => app.draw());
  window.addEventListener('popstate', () => app.go(history.state?.screen ?? 'start'));
  document.addEventListener('visibilitychange', () => !document.hidden && app.wake());
  setInterval(() => !document.hidden && app.wake(), RETRY_MS);
  for (const button of findAll('[data-go]')) {
    button.addEventListener('click', () => app.go(button.dataset.go));
  }
  for (const button of findAll('[data-back]')) {
    button.addEventListener('click', () => app.back());
  }
  for (const button of findAll('[data-send]')) {
    button.addEventListener('click', () => app.wake({ force: true }));
  }
  find('[data-home]').addEventListener('click', (event) => {
    event.preventDefault();
    app.go('start');
  });
}

// A newer app takes over when nothing is begun; the queue is in the phone's storage and stays.
function followUpdates(app) {
  const workers = navigator.serviceWorker;
  if (workers === undefined) {
    return;
  }
  const had = workers.controller !== null;
  workers.register(`${base}/sw.js`, { scope: base }).then((one) => one.update()).catch(() => {});
  workers.addEventListener('controllerchange', () => {
    app.waitsForReload = had;
    if (had && app.screen === 'start' && app.isIdle()) {
      location.reload();
    }
  });
}

async function main() {
  const store = await openStore(document.body.dataset.centre, () => location.reload());
  const app = new App(store);
  await app.load();
  Object.assign(app.screens, startScreens(app), moreScreens(app), afterScreens(app));
  listen(app);
  history.replaceState(null, '');
  app.go('start');
  followUpdates(app);
  navigator.storage?.persist?.();
  await app.wake();
}

main().catch(() => (find('[data-notice="storage"]').hidden = false));
