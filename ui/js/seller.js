// SPDX-License-Identifier: EUPL-1.2
// Where shops put things out: while the name is typed, the page tells what it means and what such
// things were sold for.
import './photo.js';

const form = document.querySelector('form[data-seller]');
const told = form?.querySelector('[data-suggest]');
let waiting;
let asked = '';

async function ask() {
  const of = (name) => form.elements[name]?.value.trim() ?? '';
  const query = new URLSearchParams({ navn: of('title'), storrelse: of('size'), kategori: of('category') });
  const url = `${form.dataset.seller}?${query}`;
  if (url === asked) {
    return;
  }
  asked = url;
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok || url !== asked) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  told.replaceChildren(...(page.querySelector('[data-suggest]')?.childNodes ?? []));
}

if (told) {
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
}
