// SPDX-License-Identifier: EUPL-1.2
// The station's intake as a form: photo made small, the button says what is missing, the chip tells
// whether there is a connection. Without this the form is sent as it is and the server says what is
// missing. Where the browser can, the app (intake-app.js) takes over, now and from then on.
import { watch } from './resize.js';

const form = document.querySelector('form[data-intake]');
const chip = document.querySelector('[data-net]');

function connection() {
  const text = chip.querySelector('span');
  text.textContent = navigator.onLine ? chip.dataset.on : chip.dataset.off;
  chip.classList.toggle('ob-net--off', !navigator.onLine);
  for (const icon of chip.querySelectorAll('[data-when]')) {
    icon.hidden = (icon.dataset.when === 'on') !== navigator.onLine;
  }
}

if (chip !== null) {
  window.addEventListener('online', connection);
  window.addEventListener('offline', connection);
  connection();
}

if (form !== null) {
  const button = form.querySelector('[data-save]');
  let busy = false;
  const ready = () => {
    const chosen = form.querySelector('input[name="category"]:checked') !== null;
    button.setAttribute('aria-disabled', String(!chosen || busy));
    button.querySelector('span').textContent = chosen ? button.dataset.ready : button.dataset.missing;
  };
  for (const input of form.querySelectorAll('input[type=file][data-photo]')) {
    watch(input, (working) => {
      busy = working;
      ready();
    });
  }
  form.addEventListener('change', ready);
  form.addEventListener('submit', (event) => {
    if (button.getAttribute('aria-disabled') === 'true') {
      event.preventDefault();
      event.stopPropagation();
      form.querySelector('input[name="category"]')?.focus();
    }
  }, true);
  ready();
}

// A browser that can keep the app gets it, unless something is filled in or the form is asked for.
async function takeOver(base) {
  await navigator.serviceWorker.register(`${base}/sw.js`, { scope: base });
  await navigator.serviceWorker.ready;
  const blank = ![...form.elements].some((field) => field.type === 'file' ? field.files.length > 0 :
    field.checked !== field.defaultChecked || (field.matches('textarea, [type=number]') &&
      field.value !== field.defaultValue));
  if (blank) {
    location.replace(base);
  }
}

if (form !== null && navigator.serviceWorker !== undefined && window.indexedDB && location.search === '') {
  takeOver(new URL(form.action).pathname).catch(() => {});
}
if (document.querySelector('[data-saved]') !== null) {
  navigator.vibrate?.(30);
}
