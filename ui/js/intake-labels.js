// SPDX-License-Identifier: EUPL-1.2
// Which pre-printed label was scanned or typed: eight signs with a check character, or the last four,
// which are unique within the open rolls of a station. Needs no network.

const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

// ISO 7064 hybrid system MOD 31,30 over the first seven signs, as goods_code.c has it.
function checkSign(code) {
  let product = SIGNS.length;
  for (const sign of code.slice(0, LENGTH - 1)) {
    const sum = (SIGNS.indexOf(sign) + product) % SIGNS.length || SIGNS.length;
    product = (sum * 2) % (SIGNS.length + 1);
  }
  return SIGNS[(SIGNS.length + 1 - product) % SIGNS.length];
}

// The signs of what was scanned or typed; of a label's address its last part.
export function signsOf(text) {
  return text.trim().replace(/[?#].*$/, '').replace(/^.*\//, '').replace(/[\s-]/g, '').toUpperCase();
}

// { code } when it can be used; else { why }: 'empty', 'sign' (with the sign), 'short', 'long', 'check',
// 'unknown' (four signs of no open roll), 'taken' (on another thing from this phone).
export function readLabel(text, rolls, used) {
  const typed = signsOf(text);
  if (typed === '') {
    return { why: 'empty' };
  }
  const strange = [...typed].find((sign) => !SIGNS.includes(sign));
  if (strange !== undefined) {
    return { why: 'sign', sign: strange };
  }
  if (typed.length > LENGTH) {
    return { why: 'long' };
  }
  let code = typed;
  if (typed.length === 4) {
    const found = rolls.flatMap(({ codes }) => codes).filter((one) => one.endsWith(typed));
    if (found.length !== 1) {
      return { why: [...used].some((one) => one.endsWith(typed)) ? 'taken' : 'unknown' };
    }
    [code] = found;
  } else if (typed.length < LENGTH) {
    return { why: 'short' };
  } else if (checkSign(typed) !== typed[LENGTH - 1]) {
    return { why: 'check' };
  }
  return used.has(code) ? { why: 'taken' } : { code };
}

export const lastFour = (code) => code.slice(-4);
