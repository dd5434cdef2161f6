// SPDX-License-Identifier: EUPL-1.2
// Chromium as Debian packages it, as the shell without windows (which starts no pages of its own);
// contexts as our visitors have them, and what a page must never do.
//
//   const browser = await openBrowser();             openBrowser({ camera: 'file.mjpeg' }) shows the file
//                                                    to pages that open the camera; { whole: true }
//                                                    is the Chromium that people use, and slower
//   const { context, watch } = await openContext(browser, site.url, { width: 390, js: false,
//       scheme: 'dark', locale: 'nb-NO' });
//   const page = await context.newPage();
//   watch.problems          what went wrong on any page of the context: errors and warnings on the
//                           console (a broken content security policy is one), exceptions, requests
//                           to another address, answers of 500 and above, dialogs nobody expected
//   watch.allow(/422/)      a test that provokes a problem names it; it is then no problem, and
//                           watch.unused() names what was allowed and never came
import { chromium } from 'playwright-core';

export async function openBrowser({ camera, whole = false } = {}) {
  const name = whole ? 'chromium' : 'chromium-headless-shell';
  return chromium.launch({
    executablePath: process.env.OMBRUK_CHROMIUM || `/usr/bin/${name}`,
    args: [
      '--no-sandbox', // Chromium refuses its sandbox to root
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  });
}

class Watch {
  constructor(origin) {
    this.origin = origin;
    this.found = [];
    this.allowed = [];
  }

  allow(...patterns) {
    this.allowed.push(...patterns.map((pattern) => ({ pattern, used: false })));
  }

  add(problem) {
    this.found.push(problem);
  }

  get problems() {
    return this.found.filter((problem) => {
      const rule = this.allowed.find(({ pattern }) => pattern.test(problem));
      if (rule) {
        rule.used = true;
      }
      return !rule;
    });
  }

  unused() {
    const left = this.problems.length === 0 && this.allowed.filter(({ used }) => !used);
    return (left || []).map(({ pattern }) => `allowed but never seen: ${pattern}`);
  }

  request(request) {
    const { protocol, origin } = new URL(request.url());
    if (!['data:', 'blob:', 'about:'].includes(protocol) && origin !== this.origin) {
      this.add(`third party: ${request.url()}`);
    }
  }

  console(message) {
    if (/Service Worker registration blocked by Playwright/.test(message.text())) {
      return; // by ourselves, in openContext
    }
    if (message.type() === 'error' || message.type() === 'warning') {
      this.add(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }

  page(page) {
    page.on('console', (message) => this.console(message));
    page.on('pageerror', (error) => this.add(`exception: ${error.message}`));
    page.on('crash', () => this.add(`the page crashed: ${page.url()}`));
  }

  context(context) {
    context.on('page', (page) => this.page(page));
    context.on('request', (request) => this.request(request));
    context.on('response', (response) => {
      if (response.status() >= 500) {
        this.add(`answer ${response.status()}: ${response.url()}`);
      }
    });
  }
}

export async function openContext(browser, url, options = {}) {
  const { width = 1280, js = true, scheme = 'light', locale = 'nb-NO', serviceWorkers = 'block', ...others } = options;
  const phone = width < 600;
  const wanted = {
    baseURL: url,
    viewport: { width, height: phone ? 844 : 900 },
    isMobile: phone,
    hasTouch: phone,
    deviceScaleFactor: phone ? 2 : 1,
    javaScriptEnabled: js,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale,
    timezoneId: 'Europe/Oslo',
    serviceWorkers, // with them /inn is the app and not the form
    ...others,
  };
  const context = await browser.newContext(wanted);
  context.setDefaultTimeout(30_000);
  if (!js) {
    context.on('page', (page) => (page.ombrukWithoutScripts = wanted)); // checks.mjs asks
  }
  const watch = new Watch(new URL(url).origin);
  watch.context(context);
  return { context, watch };
}
