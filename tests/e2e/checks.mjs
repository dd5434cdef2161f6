// SPDX-License-Identifier: EUPL-1.2
// What every page must hold, whoever sees it; each check returns what it found, one sentence each.
//
//   await axeFindings(page)            accessibility: WCAG 2.0–2.2 A and AA and axe's best practices
//   await overflowFindings(page)       nothing wider than the window; names the widest elements
//   await structureFindings(page)      one h1, a title, a language, a main; no inline style or script
//   await pageFindings(page)           all of them, or with { axe: false } the last two
import { createRequire } from 'node:module';
import fs from 'node:fs';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// A page whose scripts are off has no timers, and axe waits for them: it looks at a twin, the same
// elements and styles in a context that runs scripts but is given none. One serves for all pages of a
// context, so that styles and pictures are fetched once.
const twins = new WeakMap();

async function openTwin(page) {
  const original = page.context();
  const context = await original.browser().newContext({ ...page.ombrukWithoutScripts, javaScriptEnabled: true });
  original.once('close', () => context.close().catch(() => {}));
  const twin = await context.newPage();
  await twin.goto('/logg-inn'); // for the address and the content security policy of our pages
  return twin;
}

async function twinOf(page) {
  const original = page.context();
  const twin = twins.get(original) ?? await openTwin(page);
  twins.set(original, twin);
  await twin.context().addCookies(await original.cookies());
  await twin.setViewportSize(page.viewportSize());
  await twin.setContent((await page.content())
    .replace(/<script\b(?![^>]*ld\+json)[^>]*>[^<]*<\/script>/g, '')
    .replace(/<(\/?)noscript\b/g, '<$1div'));
  return twin;
}

export async function axeFindings(page) {
  return axeRun(page.ombrukWithoutScripts ? await twinOf(page) : page);
}

async function axeRun(page) {
  // Through the debugger: a page with our content security policy runs no foreign script.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return result.violations.map((violation) => ({
      id: violation.id,
      help: violation.help,
      nodes: violation.nodes.slice(0, 5).map((node) => `${node.target.join(' ')} ${node.html}`),
    }));
  });
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}\n  ${nodes.join('\n  ')}`);
}

export async function overflowFindings(page) {
  // Compared with the window as it was asked for: a phone widens its layout for what is too wide.
  return page.evaluate((clientWidth) => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) {
      return [];
    }
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
      .slice(0, 5)
      .map((element) => {
        const classes = element.getAttribute('class');
        return `<${element.localName}${classes ? ` class="${classes}"` : ''}>`;
      });
    return [`${scrollWidth} px wide in a window of ${clientWidth}: ${wide.join(' ')}`];
  }, page.viewportSize().width);
}

export async function structureFindings(page) {
  return page.evaluate(() => {
    const findings = [];
    const only = (selector, sentence) => {
      const { length } = document.querySelectorAll(selector);
      if (length !== 1) {
        findings.push(`${length} of ${sentence}`);
      }
    };
    only('h1', '<h1>, not 1');
    only('main', '<main>, not 1');
    if (!document.title.trim()) {
      findings.push('no title');
    }
    if (!/^(nb|nn|en)(-|$)/.test(document.documentElement.lang)) {
      findings.push(`language "${document.documentElement.lang}"`);
    }
    for (const element of document.querySelectorAll('[style], style')) {
      findings.push(`inline style: ${element.outerHTML.slice(0, 120)}`);
    }
    for (const element of document.querySelectorAll('script:not([src])')) {
      if (element.type !== 'application/ld+json') {
        findings.push(`inline script: ${element.outerHTML.slice(0, 120)}`);
      }
    }
    return findings;
  });
}

export async function pageFindings(page, { axe = true } = {}) {
  const found = [];
  for (const check of [structureFindings, overflowFindings, ...(axe ? [axeFindings] : [])]) {
    found.push(...(await check(page)));
  }
  return found.map((finding) => `${page.url()}: ${finding}`);
}
