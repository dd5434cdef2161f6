// SPDX-License-Identifier: EUPL-1.2
// Forms with a photo: each one is made small before it is sent.
import { watch } from './resize.js';

for (const input of document.querySelectorAll('input[type=file][data-photo]')) {
  const button = input.form.querySelector('button[type=submit]:last-of-type');
  watch(input, (busy) => button?.toggleAttribute('disabled', busy));
}
