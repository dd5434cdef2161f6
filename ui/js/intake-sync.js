// SPDX-License-Identifier: EUPL-1.2
// Sends the queue, one step after the other, until nothing is due or the server cannot be had.
//
// store   all(), update(uuid, change), bytes(photo uuid), remove(uuids): intake-store.js, or a fake
// send    ({ method, path, query, json, bytes }) → { status, body, have, done }; throws when no answer came
// now     the phone's clock
import { answered, changePhoto, nextStep, removable, stopOf, tried, unanswered } from './intake-queue.js';

export const PIECE = 262_144;

function requestOf({ step, item }, now) {
  const path = `/data/${step === 'undo' ? `lot/${item.uuid}/undo` : step}`;
  const json = step === 'undo' ? {} : { ...item.body, sent_ms: now };
  return { method: 'POST', path, json };
}

export class Sync {
  constructor({ store, send, now, changed = () => {} }) {
    Object.assign(this, { store, send, now, changed });
    this.running = null;
    this.again = false;
  }

  // Resolves to why it ended: 'done', 'network', 'later', 'sign-in', 'device' or 'forbidden'. One run at
  // a time: whoever asks during one gets the end of the run that follows it.
  run({ force = false } = {}) {
    this.again ||= this.running !== null;
    this.force ||= force;
    this.running ??= this.runAll().finally(() => (this.running = null));
    return this.running;
  }

  async runAll() {
    let ended;
    do {
      this.again = false;
      ended = await this.pass();
    } while (this.again);
    const left = removable(await this.store.all());
    if (left.length > 0) {
      await this.store.remove(left);
    }
    return ended;
  }

  async pass() {
    let ended = 'done';
    if (this.force) {
      this.force = false;
      for (const { uuid } of await this.store.all()) {
        await this.store.update(uuid, (item) => (item.next_ms > 0 ? { ...item, next_ms: 0 } : item));
      }
    }
    for (;;) {
      const work = nextStep(await this.store.all(), this.now());
      if (work === null) {
        return ended;
      }
      const stop = await this.take(work);
      if (stop !== null && stop !== 'later') {
        return stop;
      }
      ended = stop ?? ended;
    }
  }

  async take(work) {
    const { uuid } = work.item;
    await this.store.update(uuid, tried); // before anything can leave the phone
    let answer;
    try {
      answer = await (work.step === 'photo' ? this.photo(work) : this.send(requestOf(work, this.now())));
    } catch (error) {
      if (error.name !== 'NoAnswer') {
        throw error;
      }
      await this.store.update(uuid, (item) => unanswered(item, work));
      return 'network';
    }
    if (answer !== null) {
      await this.store.update(uuid, (item) => answered(item, work, answer, this.now()));
      this.changed();
    }
    return answer === null ? null : stopOf(answer);
  }

  // One piece, from where the server is; null when it only had to be asked where that is.
  async photo({ item, photo }) {
    const path = `/photo/${photo.uuid}`;
    if (photo.have === null) {
      const head = await this.send({ method: 'HEAD', path });
      if (head.status !== 200) {
        return head;
      }
      await this.store.update(item.uuid, (one) => changePhoto(one, photo.uuid,
        (now) => ({ ...now, have: head.have, state: head.done ? 'done' : now.state })));
      return null;
    }
    const bytes = await this.store.bytes(photo.uuid);
    if (bytes === undefined) {
      return { status: 422, body: { code: 'GONE' } }; // the browser threw it away: somebody must know
    }
    const query = {
      lot: item.uuid, n: photo.n, offset: photo.have, size: photo.size, sha256: photo.sha256,
    };
    return this.send({ method: 'PUT', path, query, bytes: bytes.slice(photo.have, photo.have + PIECE) });
  }
}

export class NoAnswer extends Error {
  constructor(message) {
    super(message);
    this.name = 'NoAnswer';
  }
}
