// SPDX-License-Identifier: EUPL-1.2
// Reads published files as bytes: at millions of rows, texts would cost the memory of a browser.
// A field is an array of bytes, where it starts and where it ends.

export const COMMA = 44;
export const COLON = 58;
export const GREATER = 62;
const LF = 10;
const ID_LENGTH = 64;
const NAME_LENGTH = 64;

const lossy = new TextDecoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

const encoded = new Map();

// The bytes of one of the few texts that the program itself compares with.
export function bytesOf(text) {
  let bytes = encoded.get(text);
  if (!bytes) {
    bytes = encoder.encode(text);
    encoded.set(text, bytes);
  }
  return bytes;
}

// A field as text for people: long or broken ones are told too.
export function textAt(bytes, from, to) {
  const text = lossy.decode(bytes.subarray(from, Math.min(to, from + 200)));
  return to - from > 200 ? `${text}…` : text;
}

// The whole as text; null when it is not UTF-8.
export function strictText(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

// Below 0, 0 or above, as the first sorts before, with or after the second.
export function compareBytes(a, aFrom, aTo, b, bFrom, bTo) {
  const shared = Math.min(aTo - aFrom, bTo - bFrom);
  for (let i = 0; i < shared; i++) {
    const difference = a[aFrom + i] - b[bFrom + i];
    if (difference !== 0) {
      return difference;
    }
  }
  return aTo - aFrom - (bTo - bFrom);
}

export function isText(bytes, from, to, text) {
  const wanted = bytesOf(text);
  return compareBytes(bytes, from, to, wanted, 0, wanted.length) === 0;
}

// A decimal integer within ±(2^53 − 1) without plus, leading zeros or -0; else NaN.
export function integerAt(bytes, from, to) {
  const negative = bytes[from] === 45 && to > from;
  const first = negative ? from + 1 : from;
  const digits = to - first;
  if (digits < 1 || digits > 16 || (bytes[first] === 48 && (digits > 1 || negative))) {
    return NaN;
  }
  let value = 0;
  for (let i = first; i < to; i++) {
    const digit = bytes[i] - 48;
    if (digit < 0 || digit > 9) {
      return NaN;
    }
    value = value * 10 + digit;
  }
  if (value > Number.MAX_SAFE_INTEGER) {
    return NaN;
  }
  return negative ? -value : value;
}

function isIdByte(byte) {
  return (
    (byte >= 97 && byte <= 122) ||
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    byte === 45 ||
    byte === 46 ||
    byte === 95
  );
}

export function isId(bytes, from, to) {
  for (let i = from; i < to; i++) {
    if (!isIdByte(bytes[i])) {
      return false;
    }
  }
  return to > from && to - from <= ID_LENGTH;
}

export function isName(bytes, from, to) {
  let ascii = true;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte < 32 || byte === 127 || byte === COMMA || byte === 34) {
      return false;
    }
    ascii = ascii && byte < 128;
  }
  return to - from <= NAME_LENGTH && (ascii || strictText(bytes.subarray(from, to)) !== null);
}

// The lines of a file, one after the other, each split at its commas on demand. Nothing is unquoted:
// no field of a published file needs a quotation mark.
export class Lines {
  constructor(file, bytes, findings) {
    Object.assign(this, { file, bytes, findings });
    this.line = 0;
    this.from = 0;
    this.to = 0;
    this.next = 0;
    this.starts = new Uint32Array(32);
    this.ends = new Uint32Array(32);
  }

  // Moves on; false at the end of the file.
  read() {
    if (this.next >= this.bytes.length) {
      return false;
    }
    this.from = this.next;
    this.line += 1;
    const end = this.bytes.indexOf(LF, this.from);
    if (end < 0) {
      this.to = this.bytes.length;
      this.next = this.to;
      this.tell('no_newline');
    } else {
      this.to = end;
      this.next = end + 1;
    }
    return true;
  }

  // Finds the fields; whether there are that many. (At most 32 columns.)
  split(count) {
    let fields = 0;
    this.starts[0] = this.from;
    for (let i = this.from; i < this.to && fields < count; i++) {
      if (this.bytes[i] === COMMA) {
        this.ends[fields++] = i;
        this.starts[fields] = i + 1;
      }
    }
    this.ends[fields] = this.to;
    return fields + 1 === count;
  }

  integer(column) {
    return integerAt(this.bytes, this.starts[column], this.ends[column]);
  }

  isEmpty(column) {
    return this.starts[column] === this.ends[column];
  }

  text(column) {
    return textAt(this.bytes, this.starts[column], this.ends[column]);
  }

  is(column, text) {
    return isText(this.bytes, this.starts[column], this.ends[column], text);
  }

  // Which of these ids the field is; -1 when none.
  find(column, ids) {
    return ids.find(this.bytes, this.starts[column], this.ends[column]);
  }

  tell(key, values) {
    this.findings.add(this.file, this.line, key, values);
  }
}
