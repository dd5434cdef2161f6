// SPDX-License-Identifier: EUPL-1.2
// Exact arithmetic where figures pass 2^53: first in floating point, and with BigInt only where that
// cannot tell.

const SURE = 2 ** -50;

// The sign of a/v − b/w, for integers a and b within ±(2^53 − 1) and v and w of 1 to 10^6.
export function compareFractions(a, v, b, w) {
  const left = a * w;
  const right = b * v;
  const difference = left - right;
  const size = Math.abs(left) + Math.abs(right);
  // Each product is off by at most 2^-53 of itself, so a larger difference has the right sign; and
  // products below 2^53 are exact.
  if (size <= Number.MAX_SAFE_INTEGER || Math.abs(difference) > size * SURE) {
    return difference;
  }
  const exact = BigInt(a) * BigInt(w) - BigInt(b) * BigInt(v);
  return exact < 0n ? -1 : Number(exact > 0n);
}

// floor(a / b) toward −∞, for integers within ±(2^53 − 1), b above 0. The quotient of floating point
// may be rounded up to an integer; a remainder is exact.
export function floorDivide(a, b) {
  const remainder = a % b;
  const quotient = (a - remainder) / b;
  return (remainder < 0 ? quotient - 1 : quotient) + 0;
}

export function floorDivideBig(a, b) {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

// floor(a · b / c) for integers, c above 0; may pass 2^53 (then it is not exact, but still outside).
export function floorMultiplyDivide(a, b, c) {
  const product = a * b;
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER) {
    return floorDivide(product, c);
  }
  return Number(floorDivideBig(BigInt(a) * BigInt(b), BigInt(c)));
}

// The sum of the figures i of which wanted(i), as BigInt.
export function exactSum(figures, wanted) {
  let sum = 0n;
  let part = 0;
  for (let i = 0; i < figures.length; i++) {
    if (wanted(i)) {
      const next = part + figures[i];
      if (Number.isSafeInteger(next)) {
        part = next;
      } else {
        sum += BigInt(part);
        part = figures[i];
      }
    }
  }
  return sum + BigInt(part);
}
