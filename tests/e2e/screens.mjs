// SPDX-License-Identifier: EUPL-1.2
// Takes the pictures of README, as WebP: node screens.mjs FOLDER. tools/screenshots calls it.
import fs from 'node:fs/promises';
import path from 'node:path';

import { openBrowser, openContext } from './browser.mjs';
import { forgetDemo, startSite } from './site.mjs';

const QUALITY = 0.75;
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node screens.mjs FOLDER');
  process.exit(2);
}

const somethingOnSale = async (page) => {
  await page.goto('/finn?ord=parkdress');
  return page.locator('.ob-card:has(img) a[href*="/ting/"]').first().getAttribute('href');
};

const ofTheShop = async (page) => {
  await page.goto('/butikker');
  await page.getByRole('link', { name: 'Stor & Liten' }).first().click();
  const href = await page.locator('main a[href*="/ting/"]').first().getAttribute('href');
  return `/salg/${href.split('/').pop()}`;
};

const screens = [
  { name: 'home', width: 390, address: () => '/' },
  { name: 'thing', width: 390, address: somethingOnSale },
  { name: 'intake', width: 390, role: 'station-worker', address: () => '/inn' },
  { name: 'wishes', width: 390, role: 'tenant-owner', address: () => '/onsker' },
  { name: 'till', width: 390, role: 'tenant-owner', address: ofTheShop },
  { name: 'catalogue', width: 1280, address: () => '/finn' },
  { name: 'getting-here', width: 1280, address: () => '/finn-fram' },
  { name: 'impact', width: 1280, address: () => '/resultater' },
  { name: 'draw', width: 1280, address: () => '/fordeling/9' },
  { name: 'round', width: 1280, role: 'manager', address: () => '/kontor/runder/10' },
  { name: 'manager', width: 1280, role: 'manager', address: () => '/kontor/i-dag' },
];

async function signIn(page, role) {
  await page.goto('/logg-inn');
  await page.locator(`form:has(input[name=role][value="${role}"]) button`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/logg-inn') && !url.pathname.endsWith('/demo'));
}

// Chromium packs it, so that nothing else is needed.
async function asWebp(page, png) {
  const packed = await page.evaluate(async ([base64, quality]) => {
    const bytes = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(bytes);
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/webp', quality).split(',')[1];
  }, [png.toString('base64'), QUALITY]);
  return Buffer.from(packed, 'base64');
}

async function take(browser, url, packer, screen) {
  const { context, watch } = await openContext(browser, url, { width: screen.width, deviceScaleFactor: screen.width < 600 ? 2 : 1 });
  const page = await context.newPage();
  if (screen.role !== undefined) {
    await signIn(page, screen.role);
  }
  const answer = await page.goto(await screen.address(page), { waitUntil: 'networkidle' });
  if (answer.status() !== 200 || watch.problems.length > 0) {
    throw new Error(`${screen.name}: ${answer.status()} ${watch.problems.join(' ')}`);
  }
  const bytes = await asWebp(packer, await page.screenshot());
  await fs.writeFile(path.join(folder, `${screen.name}.webp`), bytes);
  console.log(`${screen.name}.webp ${bytes.length} B`);
  await context.close();
}

const browser = await openBrowser();
const site = await startSite();
try {
  await fs.mkdir(folder, { recursive: true });
  const packer = await browser.newPage();
  for (const screen of screens) {
    await take(browser, site.url, packer, screen);
  }
} finally {
  await site.stop();
  await forgetDemo();
  await browser.close();
}
