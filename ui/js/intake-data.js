// SPDX-License-Identifier: EUPL-1.2
// What /inn/data tells, asked about: categories, rules of the stop list, figures of today. Pure.
import { notCounted } from './intake-queue.js';

export const EMPTY = {
  station: null, person: null, people: [], tiles: [], tree: [], sources: [], states: [], bands: [], rules: [],
  rolls: [], today: { things: 0, kilos: 0, repair: 0 }, latest: [], pickups: [],
  limits: { photo_bytes: 10_485_760, note: 500, count: 10_000, sacks: 999, grams: 5_000_000 },
};

export class Data {
  constructor(stored) {
    Object.assign(this, EMPTY, stored?.data);
    this.at_ms = stored?.at_ms ?? 0;
    this.known = stored !== undefined;
    this.byId = new Map(this.tree.map((one) => [one.id, one]));
  }

  children(id) {
    return this.tree.filter(({ parent }) => parent === id);
  }

  // { name, icon } as the tile says it, else as the tree does.
  category(id) {
    const tile = this.tiles.find((one) => one.id === id);
    const node = this.byId.get(id);
    return { name: tile?.name ?? node?.name ?? String(id), icon: tile?.icon || this.iconOf(node) };
  }

  // The ids of a category and of what it is a part of, upwards.
  * upFrom(id) {
    for (let one = id, steps = 0; one && steps < 20; one = this.byId.get(one)?.parent, steps++) {
      yield one;
    }
  }

  iconOf(node) {
    for (const one of this.upFrom(node?.id)) {
      const icon = this.byId.get(one)?.icon;
      if (icon) {
        return icon;
      }
    }
    return 'box';
  }

  // The stop list's rule for a category, or for what it is a part of.
  rule(id) {
    for (const one of this.upFrom(id)) {
      const rule = this.rules.find(({ category }) => category === one);
      if (rule !== undefined) {
        return rule;
      }
    }
    return null;
  }

  // The rules for parts of a category that has none itself: whoever chose "Clothes" is shown what to look for.
  rulesBelow(id) {
    if (id === null || this.rule(id) !== null) {
      return [];
    }
    return this.rules.filter(({ category }, at, all) => [...this.upFrom(category)].includes(id) &&
      all.findIndex((rule) => rule.category === category) === at);
  }

  personName(id) {
    return this.people.find((one) => one.id === id)?.name ?? null;
  }

  // Today as the server told it, and what this phone has saved that it had not come to then.
  today_with(items) {
    const more = notCounted(items, this.at_ms);
    const sum = (of) => more.reduce((all, item) => all + of(item.body), 0);
    return {
      things: this.today.things + sum(({ count }) => count ?? 1),
      kilos: this.today.kilos + Math.round(sum((body) => body.weight_g ?? 0) / 1000),
      repair: this.today.repair + sum(({ state, count }) => (state === 2 ? count ?? 1 : 0)),
    };
  }
}

// Version 7: time first, so that they sort as they were made.
export function newUuid(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Math.max(0, now);
  for (let at = 5; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

// What is being registered: kept at each tap, so that a phone that dies begins where it was.
export const newDraft = () => ({
  uuid: newUuid(), category: null, state: 1, count: 1, sacks: 0, weight_g: null, weight_method: null, label: null,
  note: '', photos: [], rule: null,
});

// The body that is sent for a draft; fields that say nothing are left out.
export function bodyOf(draft, { person, source }, now) {
  const body = {
    uuid: draft.uuid, taken_ms: now, category: draft.category, state: draft.state, count: draft.count,
    photos: draft.photos.map(({ uuid }) => uuid),
  };
  const more = {
    by: person, source, sacks: draft.sacks, note: draft.note.trim(), label: draft.label, rule: draft.rule,
    weight_g: draft.weight_g, weight_method: draft.weight_g && draft.weight_method,
  };
  for (const [name, value] of Object.entries(more)) {
    if (value) {
      body[name] = value;
    }
  }
  return body;
}
