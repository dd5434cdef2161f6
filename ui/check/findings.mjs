// SPDX-License-Identifier: EUPL-1.2
// What the checker finds wrong. After the twentieth it stops: one error has many followers.
import { MESSAGES } from './messages.mjs';

const MOST = 20;

// Thrown when nothing more can be checked.
export class Stop extends Error {}

export class Findings {
  constructor() {
    this.list = [];
  }

  get count() {
    return this.list.length;
  }

  // line is null where a file as a whole is meant; values fill the places of the message.
  add(file, line, key, values = {}) {
    this.list.push({ file, line, key, values });
    if (this.list.length >= MOST) {
      throw new Stop();
    }
  }

  // Ends the check if anything has been found: what comes next builds on it.
  stopIfAny() {
    if (this.list.length > 0) {
      throw new Stop();
    }
  }
}

// The sentence of a message, with the values filled in. `messages` may be those of another language.
export function sentence(key, values = {}, messages = MESSAGES) {
  return messages[key].replace(/\[(\w+)\]/g, (place, name) =>
    name in values ? String(values[name] ?? '') : place,
  );
}

export function findingText({ file, line, key, values }) {
  const place = line === null ? file : `${file}:${line}`;
  return `${place}: ${sentence(key, values)}`;
}
