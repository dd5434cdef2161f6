// SPDX-License-Identifier: EUPL-1.2
// Forms with a photo: each one is made small before it is sent.
import { watch } from './resize.js';

for (const input of document.querySelectorAll('input[type=file][data-photo]')) {
  const buttons = input.form.querySelectorAll('button[type=submit]');
  watch(input, (busy) => buttons.forEach((button) => button.toggleAttribute('disabled', busy)));
}
