// SPDX-License-Identifier: EUPL-1.2
// Looks at pages: node shots.mjs BASE OUT PATH… [--cookie NAME=VALUE] [--only 390|1280] [--full]
// Writes a picture of each path at 390 and 1280, light and dark, into OUT, and tells of sideways
// scrolling at 320, 390 and 1280, of axe findings, of requests to other hosts and of blocked content.
// Exit code 1 when something was found.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cookie: { type: 'string', multiple: true, default: [] },
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    scheme: { type: 'string', multiple: true, default: ['light', 'dark'] },
  },
});
const [base, out, ...paths] = positionals;
if (base === undefined || out === undefined || paths.length === 0) {
  console.error('usage: node shots.mjs BASE OUT PATH… [--cookie N=V] [--only 390] [--full]');
  process.exit(2);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const sizes = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
].filter((size) => values.only === undefined || String(size.width) === values.only);

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let found = 0;

function tell(where, what) {
  found += 1;
  console.log(`${where}: ${what}`);
}

async function tooWide(page) {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - window.innerWidth;
    if (over <= 0) {
      return null;
    }
    const guilty = [...document.querySelectorAll('body *')]
      .filter((node) => node.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 3)
      .map((node) => `${node.tagName.toLowerCase()}.${node.className?.baseVal ?? node.className}`);
    return `${over} px too wide: ${guilty.join(', ')}`;
  });
}

async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), rules);
  return result.violations.map(
    (one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`,
  );
}

for (const path of paths) {
  const name = path.replace(/^\/+|\/+$/g, '').replace(/[^\w.-]+/g, '_') || 'start';
  for (const colorScheme of values.scheme) {
    const context = await browser.newContext({ colorScheme, bypassCSP: true, locale: 'nb-NO' });
    await context.addCookies(values.cookie.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: base };
    }));
    const page = await context.newPage();
    const told = new Set();
    const once = (what) => {
      if (!told.has(what)) {
        told.add(what);
        tell(path, what);
      }
    };
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        once(message.text());
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && response.url() !== base + path) {
        once(`${response.status()} for ${response.url()}`);
      }
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) {
        once(`asks another host: ${request.url()}`);
      }
    });
    for (const size of sizes) {
      await page.setViewportSize(size);
      const answer = await page.goto(base + path, { waitUntil: 'networkidle' });
      if (answer.status() >= 500) {
        tell(path, `answers ${answer.status()}`);
      }
      const where = `${path} ${size.width} ${colorScheme}`;
      const file = join(out, `${name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: values.full });
      const wide = await tooWide(page);
      if (wide !== null) {
        tell(where, wide);
      }
      for (const finding of await findings(page)) {
        tell(where, finding);
      }
    }
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(base + path, { waitUntil: 'networkidle' });
    const wide = await tooWide(page);
    if (wide !== null) {
      tell(`${path} 320 ${colorScheme}`, wide);
    }
    await context.close();
  }
}
await browser.close();
console.log(found === 0 ? `${paths.length} pages: nothing found` : `${found} findings`);
process.exit(found === 0 ? 0 : 1);
