// SPDX-License-Identifier: EUPL-1.2
// The shell's parts, words and icons for the screens of the intake app.

export const find = (selector, root = document) => root.querySelector(selector);
export const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

// A copy of <template data-part=name>: of what is marked in it as the root, else of all of it.
export function part(name) {
  const { content } = find(`template[data-part="${name}"]`);
  return (find('[data-root]', content) ?? content.firstElementChild).cloneNode(true);
}

let texts;

// The shell's sentence `key` with its {names} filled in; `n` also chooses the form for one.
export function say(key, values = {}) {
  texts ??= new Map(findAll('p', find('template[data-words]').content)
    .map((word) => [word.dataset.word, word.textContent]));
  const text = (values.n === 1 && texts.get(`${key} one`)) || texts.get(key);
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

export function icon(id) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'ob-icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `${document.body.dataset.icons}#${id}`);
  svg.append(use);
  return svg;
}

// Made once: making a formatter costs a slow phone more than all else on the screen after saving.
const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'nb';
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const clocks = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });

export const number = (n) => numbers.format(n);
export const kilos = (g) => numbers.format(g / 1000);
export const clock = (ms) => clocks.format(ms);

const initialsOf = (name) => name.split(' ').filter(Boolean).map((word) => [...word][0])
  .filter((_, at, all) => at === 0 || at === all.length - 1).join('');

// Radio keys in `box`, made anew only when the choices change, so that focus stays where it is.
//   options   [{ value, name, icon, people }]      pick(value)
export function drawKeys(box, name, options, chosen, pick) {
  const signature = JSON.stringify(options);
  if (box.dataset.signature !== signature) {
    box.dataset.signature = signature;
    box.replaceChildren(...options.map((option) => {
      const key = part('key');
      const input = find('input', key);
      Object.assign(input, { name, value: option.value });
      input.addEventListener('change', () => pick(input.value));
      find('span', key).textContent = option.name;
      if (option.icon) {
        find('input', key).after(icon(option.icon));
      } else if (option.person) {
        const initials = document.createElement('b');
        initials.className = 'ob-initials';
        initials.setAttribute('aria-hidden', 'true');
        initials.textContent = initialsOf(option.name);
        find('input', key).after(initials);
      }
      return key;
    }));
  }
  for (const input of findAll('input', box)) {
    input.checked = input.value === String(chosen);
  }
}

export function drawButtons(box, options, pick) {
  box.replaceChildren(...options.map((option) => {
    const key = part('button');
    find('span', key).textContent = option.name;
    if (option.icon) {
      key.prepend(icon(option.icon));
    }
    key.addEventListener('click', () => pick(option));
    return key;
  }));
}

// Pictures by photo UUID, from what the phone has; an icon where there is none.
const addresses = new Map();

export async function pictureOf(store, uuid) {
  if (!addresses.has(uuid)) {
    const bytes = await store.bytes(uuid);
    addresses.set(uuid, bytes?.byteLength > 0 ? URL.createObjectURL(new Blob([bytes])) : null);
  }
  return addresses.get(uuid);
}

export function forgetPicture(uuid) {
  URL.revokeObjectURL(addresses.get(uuid) ?? '');
  addresses.delete(uuid);
}

// Shows a picture in a box, or the icon if the picture cannot be had or read.
export function showPicture(box, address, fallback) {
  const iconOnly = () => box.replaceChildren(icon(fallback || 'box'));
  iconOnly();
  if (address) {
    const image = new Image();
    image.alt = '';
    image.onload = () => box.replaceChildren(image);
    image.src = address;
  }
}

export function showOne(root, attribute, value) {
  for (const element of findAll(`[data-${attribute}]`, root)) {
    element.hidden = element.getAttribute(`data-${attribute}`) !== value;
  }
}
