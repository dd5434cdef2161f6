// SPDX-License-Identifier: EUPL-1.2
// Where shops put things out: while a name is typed, the page tells what it means and what such
// things were sold for; and what is typed is kept as a draft every few seconds.
import './photo.js';

const form = document.querySelector('form[data-draft]');
const told = form?.querySelector('[data-suggest]');
const saved = form?.querySelector('[data-saved]');
const waiting = {};
let asked = '';

function later(name, ms, act) {
  clearTimeout(waiting[name]);
  waiting[name] = setTimeout(act, ms);
}

async function page(url, options) {
  const answer = await fetch(url, options).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
}

async function ask() {
  const of = (name) => form.elements[name]?.value.trim() ?? '';
  const query = new URLSearchParams({ navn: of('title'), storrelse: of('size'), kategori: of('category') });
  const url = `${form.dataset.seller}?${query}`;
  if (url !== asked) {
    asked = url;
    const answer = await page(url);
    if (answer !== null && url === asked) {
      told.replaceChildren(...(answer.querySelector('[data-suggest]')?.childNodes ?? []));
    }
  }
}

async function keep() {
  if (form.dataset.sent !== undefined) {
    return;
  }
  const body = new FormData(form);
  [...body].forEach(([name, value]) => value instanceof File && body.delete(name));
  const answer = await page(form.dataset.draft, {
    method: 'POST',
    body: form.enctype === 'multipart/form-data' ? body : new URLSearchParams(body),
  });
  const text = answer?.querySelector('[data-saved]')?.textContent;
  if (text) {
    saved.textContent = text;
  }
}

form?.addEventListener('input', () => {
  if (told) {
    later('ask', 400, ask);
  }
  later('keep', 3000, keep);
});
form?.addEventListener('submit', () => clearTimeout(waiting.keep));
