// SPDX-License-Identifier: EUPL-1.2
// What holds on every screen of a station: targets of 72 px, contrast of 7:1.
import { assert } from './harness.mjs';

// Everything that can be pressed or written in on the screen that shows, smaller than 72 px. A label
// around its field is pressed for it.
const PRESSED = 'button, a[href], summary, select, textarea, label:has(input), input:not([type=hidden], label input)';
export const small = (page) => page.evaluate((pressed) => [...document.querySelectorAll(pressed)]
  .filter((element) => element.checkVisibility() && !element.matches('.ob-skip'))
  .map((element) => ({ what: element.outerHTML.slice(0, 90), box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width < 72 || box.height < 72)
  .map(({ what, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${what}`), PRESSED);

// Text under 7:1, by what it stands on; the picture's own words stand on its dark foot.
export const pale = (page) => page.evaluate(() => {
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

// A screen that can be used in the sun, in the rain, with gloves.
export async function sunlit(t, page = t.page, what = page.url()) {
  await t.healthy(page);
  assert.deepEqual(await small(page), [], what);
  assert.deepEqual(await pale(page), [], what);
}
