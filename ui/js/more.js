// SPDX-License-Identifier: EUPL-1.2
// "Show more" puts the next page's cards below those that are there. The address stays, and so back
// comes to the same place: how many pages there were is kept with it in the history.

import { show } from './hearts.js';

const MOST = 40; // Pages put back at once; beyond that the link leads to a page of its own.

const link = () => document.querySelector('.ob-pages a[rel=next]');

async function more() {
  const answer = await fetch(link().href);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [cards, place] = ['.ob-goods', '.ob-pages'].map((part) => next.querySelector(part));
  if (!answer.ok || cards === null) {
    throw new Error('no page');
  }
  const first = cards.firstElementChild;
  document.querySelector('.ob-goods').append(...cards.children);
  link().parentElement.replaceWith(...(place === null ? [] : [place]));
  show();
  return first;
}

const keep = (pages) => history.replaceState({ pages, at: scrollY }, '');

export async function pages() {
  let count = history.state?.pages ?? 0;
  const at = history.state?.at;
  document.addEventListener('click', (event) => {
    const next = event.target.closest('.ob-pages a[rel=next]');
    if (next === null || count >= MOST || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    if (next.ariaBusy === 'true') {
      return;
    }
    next.ariaBusy = 'true';
    more().then(
      (first) => {
        keep(++count);
        first.querySelector('a').focus({ preventScroll: true });
      },
      () => location.assign(next.href), // A real page is beneath.
    );
  });
  addEventListener('pagehide', () => count > 0 && keep(count));
  try {
    for (let page = 0; page < count && link() !== null; page++) {
      await more();
    }
    if (count > 0) {
      scrollTo(0, at);
    }
  } catch {
    count = 0; // Offline: what is there stays.
  }
}
