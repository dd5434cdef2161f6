// SPDX-License-Identifier: EUPL-1.2
// Child chips: a first name and a size, kept on this device only. A chip is a link to what fits; the
// name never leaves the device.

const KEY = 'ombruk.children';
const MOST = 6;

function read() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list)
      ? list.filter((child) => typeof child?.name === 'string' && typeof child?.size === 'string')
      : [];
  } catch {
    return [];
  }
}

function write(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
  } catch {
    // No room or no permission: the chip lasts as long as the page.
  }
}

function chip(child, row) {
  const link = document.createElement('a');
  link.className = 'ob-chip ob-chip--child';
  const address = new URL(row.dataset.children, location.href);
  address.searchParams.set(row.dataset.param, child.value);
  link.href = address.href;
  if (new URL(location.href).searchParams.get(row.dataset.param) === child.value) {
    link.setAttribute('aria-current', 'true');
  }
  const letter = document.createElement('b');
  letter.setAttribute('aria-hidden', 'true');
  letter.textContent = child.name.slice(0, 1).toUpperCase();
  link.append(letter, `${child.name} · ${child.size}`);
  return link;
}

function show(row) {
  for (const old of row.querySelectorAll('.ob-chip--child')) {
    old.remove();
  }
  const chips = read().map((child) => chip(child, row));
  const filter = row.querySelector('.ob-small-screen');
  if (filter === null) {
    row.prepend(...chips);
  } else {
    filter.after(...chips);
  }
}

export function children() {
  for (const row of document.querySelectorAll('[data-children]')) {
    const dialog = document.getElementById(row.dataset.dialog);
    row.querySelector('[data-child-add]')?.addEventListener('click', () => dialog.showModal());
    dialog?.addEventListener('click', (event) => {
      if (event.target.closest('[data-close]') !== null) {
        dialog.close();
      }
    });
    dialog?.querySelector('form').addEventListener('submit', (event) => {
      const [name, size] = ['name', 'size'].map((key) => event.target.elements[key]);
      const label = size.selectedOptions[0].textContent.trim();
      const child = { name: name.value.trim().slice(0, 20), size: label, value: size.value };
      write([child, ...read().filter((other) => other.name !== child.name)]);
      event.target.reset();
      show(row);
    });
    dialog?.querySelector('[data-forget]')?.addEventListener('click', () => {
      write([]);
      show(row);
      dialog.close();
    });
    show(row);
  }
}
