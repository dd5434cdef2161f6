// SPDX-License-Identifier: EUPL-1.2
// What every page gets: small conveniences. Every page works without them.
import { children } from './children.js';
import { hearts } from './hearts.js';
import { pages } from './more.js';

document.documentElement.classList.add('js');

// A form is sent once: the second tap on "Sold" does nothing while the first is on its way.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'get' || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '';
  event.submitter?.setAttribute('aria-busy', 'true');
});

// Back to a page from the browser's memory: its forms may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
  }
});

// Light, dark or as the device: kept in a cookie so that the server draws the next page right.
function showScheme(scheme) {
  document.documentElement.dataset.colorScheme = scheme;
  for (const button of document.querySelectorAll('[data-scheme]')) {
    button.setAttribute('aria-pressed', String(button.dataset.scheme === scheme));
  }
}

document.addEventListener('click', (event) => {
  const scheme = event.target.closest('[data-scheme]')?.dataset.scheme;
  if (scheme !== undefined) {
    document.cookie = `color_scheme=${scheme}; path=/; max-age=31536000; samesite=lax`;
    showScheme(scheme);
  }

  const copy = event.target.closest('[data-copy]');
  if (copy !== null) {
    navigator.clipboard?.writeText(copy.dataset.copy).then(() => {
      const done = copy.querySelector('[data-done]');
      if (done !== null) {
        done.hidden = false;
      }
    });
  }

  // The device's own way of sharing where it has one, else the link is copied.
  const share = event.target.closest('[data-share]');
  if (share !== null) {
    const url = new URL(share.dataset.share, location.href).href;
    const copied = () => (share.parentElement.querySelector('[data-shared]').hidden = false);
    (navigator.share?.({ title: document.title, url }) ??
      navigator.clipboard?.writeText(url).then(copied))?.catch(() => {});
  }

  // A link to a closed <details> opens it in place and moves on to its first field.
  const opener = event.target.closest('[data-open]');
  const details = opener && document.getElementById(opener.dataset.open);
  if (details) {
    event.preventDefault();
    details.open = true;
    details.scrollIntoView({ block: 'center' });
    details.querySelector('input:not([type=hidden])')?.focus({ preventScroll: true });
  }

  const step = event.target.closest('[data-step]');
  if (step !== null) {
    const input = step.parentElement.querySelector('input');
    if (step.dataset.step === '1') {
      input.stepUp();
    } else {
      input.stepDown();
    }
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  if (event.target.closest('[data-print]') !== null) {
    window.print();
  }
});

// A menu closes with Escape and when something beside it is pressed.
for (const type of ['pointerdown', 'keydown']) {
  document.addEventListener(type, (event) => {
    if (type === 'keydown' && event.key !== 'Escape') {
      return;
    }
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (type === 'keydown' || !menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
}

// Errors first: a form that came back is read from its summary.
document.querySelector('.ds-error-summary')?.focus();

showScheme(document.documentElement.dataset.colorScheme ?? 'auto');
hearts();
children();
pages();
