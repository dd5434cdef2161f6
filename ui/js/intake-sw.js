// SPDX-License-Identifier: EUPL-1.2
// Keeps the intake app on the phone: the shell and every file it names, under one version, so that it
// starts at once and without network. The queue is not here but in IndexedDB, and no answer with
// anything personal is kept. The server puts VERSION before this (station_app_pages.c): a hash of the
// shell, in which every file has its own hash.

const base = new URL(self.registration.scope).pathname;
const mine = `intake ${base} `;
const current = mine + self.VERSION;
const shell = `${base}/app`;

// All or nothing: a version that is not whole is never used.
async function install() {
  const answer = await fetch(shell, { cache: 'no-store', credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) {
    throw new Error(`no shell: ${answer.status}`);
  }
  const html = await answer.clone().text();
  const files = new Set([...html.matchAll(/["'](\/a\/[^"'#]+)/g)].map(([, file]) => file));
  const cache = await caches.open(current);
  await Promise.all([
    cache.put(shell, answer),
    ...[...files].map(async (file) => {
      // What another version has under the same hash is the same.
      const known = await caches.match(file);
      await (known === undefined ? cache.add(file) : cache.put(file, known));
    }),
  ]);
}

// The version before stays: a window that is open still runs it.
async function activate() {
  const all = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== current);
  await Promise.all(all.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function navigate(request, url) {
  if (url.pathname === base && url.search === '') {
    return await caches.match(shell, { cacheName: current }) ?? fetch(request);
  }
  try {
    return await fetch(request);
  } catch {
    // The station's other pages need the network; the app does not.
    return Response.redirect(base);
  }
}

self.addEventListener('install', (event) => event.waitUntil(install().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === 'navigate') {
    event.respondWith(navigate(request, url));
  } else if (url.pathname.startsWith('/a/')) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((known) => known ?? fetch(request)));
  }
});
