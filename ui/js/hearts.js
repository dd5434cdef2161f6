// SPDX-License-Identifier: EUPL-1.2
// Remembers things on this device only: the heart on a card keeps the label code in localStorage.

const KEY = 'ombruk.hearts';
const MOST = 60;

function read() {
  try {
    const codes = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(codes) ? codes.filter((code) => /^[0-9A-Z]{8}$/.test(code)) : [];
  } catch {
    return [];
  }
}

// What is remembered, on all cards that are there.
export function show() {
  const codes = read();
  for (const button of document.querySelectorAll('[data-heart]')) {
    button.setAttribute('aria-pressed', String(codes.includes(button.dataset.heart)));
  }
  // The link to what is remembered shows itself when there is something.
  for (const link of document.querySelectorAll('[data-hearts]')) {
    link.hidden = codes.length === 0;
    link.href = `${link.dataset.hearts}?koder=${codes.join('.')}`;
    link.querySelector('[data-count]').textContent = String(codes.length);
  }
}

export function hearts() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-heart]');
    if (button === null) {
      return;
    }
    const code = button.dataset.heart;
    const codes = read();
    const left = codes.filter((other) => other !== code);
    try {
      localStorage.setItem(
        KEY,
        JSON.stringify(left.length < codes.length ? left : [code, ...codes].slice(0, MOST)),
      );
    } catch {
      return; // No room or no permission: the heart stays empty, which is the truth.
    }
    show();
  });
  document.addEventListener('htmx:after:swap', show);
  show();
}
