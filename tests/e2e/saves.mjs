// SPDX-License-Identifier: EUPL-1.2
// How long a save in the intake app takes on a slow phone, from the tap to the frame that shows ✓, for
// tools/bench/run: node tests/e2e/saves.mjs URL. Prints the median and the slowest of 20, in ms.
import { openBrowser } from './browser.mjs';
import { Phone, noise } from './phone.mjs';

const SAVES = 20;
const SLOWER = 4;

// Resolves when the screen of what is saved has been drawn.
const watchSave = (page) => page.evaluate(() => new Promise((done) => {
  let from;
  const saved = document.querySelector('[data-screen="saved"]');
  addEventListener('click', (event) => (from = event.timeStamp), { capture: true, once: true });
  new MutationObserver((_, self) => {
    if (!saved.hidden) {
      self.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
    }
  }).observe(saved, { attributes: true });
}));

async function saves(phone) {
  const { page } = phone;
  const shot = await noise(page);
  const slow = await phone.context.newCDPSession(page);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const times = [];
  for (let i = 0; i < SAVES; i++) {
    await page.locator('[data-home]').click();
    await phone.photographed(shot);
    await phone.choose(i);
    const time = watchSave(page);
    await page.locator('[data-save]').tap();
    times.push(await time);
  }
  return times.sort((one, two) => one - two).map(Math.round);
}

const browser = await openBrowser();
try {
  const phone = await Phone.open({ browser, site: { url: process.argv[2] }, width: 390, opened: [] });
  const times = await saves(phone);
  console.log(`median ${times[SAVES / 2]} ms, slowest ${times[SAVES - 1]} ms`);
  await phone.close();
} finally {
  await browser.close();
}
