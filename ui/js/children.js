// SPDX-License-Identifier: EUPL-1.2
// Child chips: a first name and a size or birth month, kept on this device only. A chip is a link to
// what fits now and the next size up; the name never leaves the device.

const KEY = 'ombruk.children';
const MOST = 6;

function read() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list)
      ? list
          .filter((child) => typeof child?.name === 'string')
          .map((child) => ({ name: child.name, size: child.value ?? child.size ?? '', born: child.born ?? '' }))
      : [];
  } catch {
    return [];
  }
}

function write(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
    return true;
  } catch {
    return false; // No room or no permission: then the server's cookie does it.
  }
}

// "0:h50 1:h56 … 0:s15 …": the sizes from so many months on: of the body, then of shoes.
export function sizes(growth) {
  const rows = growth.split(' ').map((row) => row.split(':'));
  const shoes = rows.findLastIndex(([months]) => months === '0');
  return [rows.slice(0, shoes), rows.slice(shoes)];
}

// Body size, and shoe size where it is known: ['h98', 's23'].
export function sizesOf(child, growth, now = new Date()) {
  const [year, month] = child.born.split('-').map(Number);
  const age = now.getFullYear() * 12 + now.getMonth() + 1 - (year * 12 + month);
  return child.born === ''
    ? [child.size]
    : growth.map((rows) => rows.findLast(([months]) => Number(months) <= age)?.[1]).filter(Boolean);
}

function chip(child, base, growth) {
  const fits = sizesOf(child, growth);
  const size = fits.join('~');
  const at = growth[0].findIndex(([, key]) => key === fits[0]);
  if (at < 0) {
    return null;
  }
  const link = document.createElement('a');
  link.className = 'ob-chip ob-chip--child';
  const address = new URL(base, location.href);
  const here = new URL(location.href).searchParams;
  if (here.get('storrelse') === size && here.get('vokser') === '1') {
    link.setAttribute('aria-current', 'true');
    for (const said of document.querySelectorAll('[data-of-child]')) {
      said.hidden = true;
    }
    for (const told of document.querySelectorAll('[data-fits]')) {
      told.hidden = false;
      told.lastElementChild.textContent = child.name;
    }
  } else {
    address.searchParams.set('storrelse', size);
    address.searchParams.set('vokser', '1');
  }
  link.href = address.href;
  const letter = document.createElement('b');
  letter.setAttribute('aria-hidden', 'true');
  letter.textContent = [...child.name][0].toUpperCase();
  const span = growth[0].slice(at, at + 2).map(([, key]) => key.slice(1));
  link.append(letter, `${child.name} · ${span.join('–')}`);
  return link;
}

function listItem(child, link, list) {
  const item = document.createElement('li');
  item.className = 'ob-row ob-row--spread';
  const button = document.createElement('button');
  button.className = 'ds-button';
  button.type = 'button';
  button.dataset.variant = 'tertiary';
  const name = document.createElement('span');
  name.className = 'ds-sr-only';
  name.textContent = ` ${child.name}`;
  button.append(list.dataset.remove, name);
  button.addEventListener('click', () => {
    write(read().filter((other) => other.name !== child.name));
    item.remove();
    list.hidden = list.children.length === 0;
    document.querySelector('h1').focus();
  });
  item.append(link, button);
  return item;
}

// The page that adds them: the form is not sent, but kept here.
function page(form) {
  const growth = sizes(form.dataset.growth);
  const list = document.querySelector('[data-child-list]');
  document.querySelector('h1').tabIndex = -1;
  for (const child of read()) {
    const link = chip(child, form.dataset.childForm, growth);
    if (link !== null) {
      list.append(listItem(child, link, list));
      list.hidden = false;
    }
  }
  form.addEventListener('submit', (event) => {
    const [name, born, size] = ['navn', 'fodt', 'storrelse'].map((key) => form.elements[key].value.trim());
    const child = { name, born: size === '' ? born : '', size };
    const others = read().filter((other) => other.name !== name);
    const link = name !== '' && /^$|^\d{4}-\d{2}$/.test(born) && chip(child, form.dataset.childForm, growth);
    // What is not right is told by the server, which forgets it again.
    if (link && others.length < MOST && write([...others, child])) {
      event.preventDefault();
      location.assign(link.href);
    }
  });
}

export function children() {
  for (const row of document.querySelectorAll('[data-children]')) {
    const growth = sizes(row.dataset.growth);
    const chips = read().map((child) => chip(child, row.dataset.children, growth)).filter(Boolean);
    const filter = row.querySelector('.ob-small-screen');
    if (filter === null) {
      row.prepend(...chips);
    } else {
      filter.after(...chips);
    }
  }
  const form = document.querySelector('[data-child-form]');
  if (form !== null) {
    page(form);
  }
}
