// SPDX-License-Identifier: EUPL-1.2
// The catalogue page as one writes it in Node: node:http, better-sqlite3, template literals.
//   node server.mjs DATABASE PORT
import http from 'node:http';
import Database from 'better-sqlite3';

const db = new Database(process.argv[2], { readonly: true });
db.pragma('mmap_size = 1073741824');

const PAGE = 24;
const PRICES = [0, 50, 100, 250, 500];

const sql = {
  centre: db.prepare('SELECT centre_id, name, address FROM centre ORDER BY centre_id LIMIT 1').safeIntegers(),
  listings: db.prepare(`
    SELECT l.seq, l.code, l.title, l.size_key, l.price_ore, l.before_ore, l.count_left, l.held, l.photo_hash,
           l.published_day, t.name AS shop
      FROM listing_browse b
      JOIN listing l ON l.centre_id = b.centre_id AND l.id = b.listing_id
      JOIN tenant t ON t.centre_id = l.centre_id AND t.id = l.tenant_id
     WHERE b.centre_id = ? AND b.category_id = ? AND b.size_key = ?
     ORDER BY b.seq DESC LIMIT ?`),
  count: db.prepare('SELECT listings FROM listing_browse_count WHERE centre_id = ? AND category_id = ? AND size_key = ?'),
  sizes: db.prepare(`SELECT size_key, listings FROM listing_browse_count
     WHERE centre_id = ? AND category_id = ? AND size_key <> '' AND listings > 0`),
  category: db.prepare('SELECT id, parent_id, name_nb FROM category WHERE centre_id = ? AND id = ?'),
  children: db.prepare(`
    SELECT c.id, c.name_nb, n.listings
      FROM listing_browse_count n
      JOIN category c ON c.centre_id = n.centre_id AND c.id = n.category_id
     WHERE n.centre_id = ? AND n.size_key = ? AND n.listings > 0 AND c.parent_id = ? ORDER BY c.id`),
};

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (c) => ENTITIES[c]);
const icon = (name) =>
  `<svg class="ob-icon" aria-hidden="true" focusable="false"><use href="/a/icons.svg#${name}"/></svg>`;
const numbers = new Intl.NumberFormat('nb-NO');
const kroner = (ore) => `${numbers.format(ore / 100)} kr`;
const sizeName = (key) => key.replace(/^[a-z]+-?/, '').replace('-', '/');

const link = (chosen) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return escape(`/finn?${query}`);
};

const card = (l, today, eager) => `<article class="ob-card">
<div class="ob-card-picture">
<div class="ob-card-frame">
${l.photo_hash ? `<img src="/bilde/${escape(l.photo_hash)}-400.webp" alt="" width="400" height="500" ${eager ? 'fetchpriority="high"' : 'loading="lazy"'} decoding="async">` : icon('box')}
</div>
${l.published_day === today ? '<span class="ob-card-badge">Ny i dag</span>' : ''}
<button class="ob-heart ob-js" type="button" data-heart="${escape(l.code)}" aria-pressed="false" aria-label="Husk ${escape(l.title)}">${icon('heart')}${icon('heart-fill')}</button>
<span class="ob-tag">${icon('tag-string')}<span class="ob-tag-body">${l.held >= l.count_left && l.held > 0 ? 'Holdt av' : l.price_ore === 0 ? 'Gratis' : kroner(l.price_ore)}${l.before_ore ? `<s>${kroner(l.before_ore)}</s>` : ''}</span></span>
</div>
<h3 class="ob-card-name"><a class="ob-card-link" href="/ting/${escape(l.code)}">${escape(l.title)}</a></h3>
<p class="ob-card-meta">${l.size_key ? `<span class="ob-size">${escape(sizeName(l.size_key))}</span>` : ''}<span>${escape(l.shop)}</span></p>
</article>`;

const layout = (centre, title, path, body) => `<!doctype html><html lang="nb" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escape(title)} – ${escape(centre.name)}</title>
<link rel="alternate" hreflang="nn" href="/nn${path}"><link rel="alternate" hreflang="en" href="/en${path}">
<link rel="icon" href="/a/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/a/app.css">
<script type="module" src="/a/app.js"></script>
</head>
<body class="ob-has-bar" data-size="md">
<a class="ob-skip" href="#main">Hopp til innholdet</a>
<header class="ob-header"><div class="ob-wrap">
<a class="ob-brand" href="/">${icon('mark')}<span>${escape(centre.name)}</span></a>
<nav class="ob-topnav" aria-label="Hovedmeny"><a href="/finn" aria-current="page">Finn ting</a><a href="/butikker">Butikkene</a><a href="/finn-fram">Finn fram</a></nav>
<div class="ob-header-end"><span class="ob-open ob-open--now">Åpent til 19</span><a class="ob-wide" href="/en${path}" lang="en">${icon('language')}English</a></div>
</div></header>
<main id="main" tabindex="-1"><div class="ob-wrap">${body}</div></main>
<footer class="ob-footer"><div class="ob-wrap">
<div class="ob-footer-columns">
<div><h2>Besøk</h2><ul class="ob-footer-links"><li><a href="/finn-fram">Veien hit og åpningstider</a></li><li><a href="/butikker">Butikkene</a></li><li><a href="/finn">Finn ting</a></li></ul></div>
<div><h2>Om oss</h2><ul class="ob-footer-links"><li><a href="/resultater">Hva ombruk sparer</a></li><li><a href="/logg-inn">Logg inn</a></li></ul></div>
</div>
<div class="ob-footer-end"><span>${escape(centre.name)} · ${escape(centre.address)}</span><a href="/nn${path}">Nynorsk</a><a href="/en${path}">English</a></div>
</div></footer>
<nav class="ob-bottombar" aria-label="Snarveier"><a href="/finn" aria-current="page">${icon('search')}<span>Finn ting</span></a><a href="/butikker">${icon('shops')}<span>Butikkene</span></a><a href="/finn-fram">${icon('location')}<span>Finn fram</span></a></nav>
</body>
</html>
`;

function page(params) {
  const kategori = Number(params.get('kategori') ?? 0);
  const storrelse = params.get('storrelse') ?? '';
  const today = Math.floor(Date.now() / 86400000);
  const centre = sql.centre.get();
  const id = centre.centre_id;
  const category = sql.category.get(id, kategori);
  const rows = sql.listings.all(id, kategori, storrelse, PAGE + 1);
  const more = rows.length > PAGE;
  const cards = rows.slice(0, PAGE);
  const total = sql.count.get(id, kategori, storrelse)?.listings ?? 0;
  const sizes = sql.sizes.all(id, kategori).filter((s) => /^h\d+$/.test(s.size_key))
    .sort((a, b) => sizeName(a.size_key) - sizeName(b.size_key));
  const children = sql.children.all(id, storrelse, kategori);
  const title = category?.name_nb ?? 'Finn ting';
  const prices = PRICES.map((pris) => ({ pris, label: pris === 0 ? 'Gratis' : `Opptil ${pris} kr` }));
  return layout(centre, title, link({ kategori, storrelse }), `
<div class="ob-page ob-page--tight" id="found"><div class="ob-stack">
<h1>${escape(title)}</h1>
<form class="ob-search" action="/finn" method="get" role="search"><input type="hidden" name="kategori" value="${kategori}"><input type="hidden" name="storrelse" value="${escape(storrelse)}">
<label class="ds-sr-only" for="f-ord">Søk i alle butikkene</label><input id="f-ord" name="ord" type="search" maxlength="100" value="" placeholder="Parkdress, sykkel, lampe …"><button type="submit" aria-label="Søk">${icon('search')}</button></form>
<div class="ob-chips ob-chips--scroll"><a class="ob-chip" href="${link({ storrelse })}" aria-current="true">${escape(title)}${icon('x')}</a><a class="ob-chip" href="${link({ kategori })}" aria-current="true">Str. ${escape(sizeName(storrelse))}${icon('x')}</a>
${prices.map((p) => `<a class="ob-chip ob-small-screen" href="${link({ kategori, storrelse, pris: p.pris })}" rel="nofollow">${p.label}</a>`).join('')}</div>
<dialog class="ob-dialog" id="child-dialog"><form class="ob-form" method="dialog"><h2>Hvem er det til?</h2><p class="ob-muted">Lagres bare på denne enheten. Vi ser aldri navnet.</p>
<input class="ds-input" name="name" type="text" maxlength="20" required><select class="ds-input" name="size">${sizes.map((s) => `<option value="${escape(s.size_key)}">${escape(sizeName(s.size_key))}</option>`).join('')}</select><button class="ds-button" type="submit">Legg til barnet</button></form></dialog>
</div>
<div class="ob-list"><div class="ob-filter ob-wide" role="group" aria-label="Filtrer">
<section class="ob-stack"><h2 class="ob-h-small">Størrelse</h2><div class="ob-sizes">${sizes.map((s) => `<a class="ob-chip" href="${link({ kategori, storrelse: s.size_key === storrelse ? '' : s.size_key })}"${s.size_key === storrelse ? ' aria-current="true"' : ''} rel="nofollow">${escape(sizeName(s.size_key))}</a>`).join('')}</div></section>
<section class="ob-stack"><h2 class="ob-h-small">Slag</h2><div>${children.map((c) => `<a class="ob-check" href="${link({ kategori: c.id, storrelse })}"><span class="ob-box">${icon('check-heavy')}</span><span>${escape(c.name_nb)}</span><span class="ob-check-count">${c.listings}</span></a>`).join('')}</div></section>
<section class="ob-stack"><h2 class="ob-h-small">Pris</h2><div class="ob-chips">${prices.map((p) => `<a class="ob-chip" href="${link({ kategori, storrelse, pris: p.pris })}" rel="nofollow">${p.label}</a>`).join('')}</div></section>
</div>
<div class="ob-section"><div class="ob-head"><h2 class="ob-count">${total} ting</h2><span class="ob-muted ob-small">Nyeste først</span></div>
<div class="ob-goods">${cards.map((l, i) => card(l, today, i < 4)).join('')}</div>
${more ? `<p class="ob-pages"><a class="ds-button" href="${link({ kategori, storrelse, etter: cards.at(-1).seq })}" rel="next">Vis flere</a></p>` : ''}
</div></div></div>`);
}

http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname !== '/finn') {
    response.writeHead(404).end();
    return;
  }
  const html = page(url.searchParams);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(html) });
  response.end(html);
}).listen(Number(process.argv[3]), '127.0.0.1');
