// SPDX-License-Identifier: EUPL-1.2
// The first screen: picture, what it is, condition, save; and the whole tree of categories.
import { drawButtons, drawKeys, find, findAll, kilos, pictureOf, say } from './intake-dom.js';
import { lastFour } from './intake-labels.js';

const STATE_ICONS = { 1: 'check', 2: 'wrench', 3: 'question' };

// The picture of the draft at place `at` in the label around its input.
async function drawPhoto(app, box, at) {
  const photo = app.draft.photos[at];
  const address = photo === undefined ? null : await pictureOf(app.store, photo.uuid);
  let image = find('img', box);
  box.classList.toggle('ob-taken', address !== null);
  if (address === null) {
    image?.remove();
  } else {
    if (image === null) {
      image = new Image();
      image.alt = '';
      box.prepend(image);
    }
    if (image.src !== address) {
      image.src = address;
    }
  }
  if (at === 0) {
    find('[data-shutter]', box).textContent = say(address === null ? 'shutter' : 'shutter again');
  }
}

export function watchPhoto(app, input, at) {
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (file !== undefined) {
      app.takePhoto(file, at).then(() => (input.value = ''));
    }
  });
  return () => drawPhoto(app, input.closest('[data-photo-box]'), at);
}

function moreWords({ draft }) {
  const words = [
    draft.weight_g && say('kilos', { kg: kilos(draft.weight_g) }),
    draft.sacks > 0 && say('sacks', { n: draft.sacks }),
    draft.count > 1 && say('count', { n: draft.count }),
  ].filter(Boolean);
  return words.join(', ') || say('more');
}

// What the stop list asks about among what was chosen; made anew only when it changes, so that focus stays.
function drawBelow(app) {
  const box = find('[data-below]');
  const rules = app.data.rulesBelow(app.draft.category);
  const signature = JSON.stringify(rules);
  box.hidden = rules.length === 0;
  if (box.dataset.signature !== signature) {
    box.dataset.signature = signature;
    drawButtons(find('[data-below-keys]'), rules.map(({ category, picture }) =>
      ({ id: category, name: app.data.category(category).name, icon: picture })), ({ id }) => app.choose(id));
  }
}

function drawStart(app) {
  const { data, draft, settings } = app;
  const root = find('[data-screen="start"]');
  const onTile = data.tiles.some(({ id }) => id === draft.category);
  drawKeys(find('[data-tiles]'), 'category',
    data.tiles.map((tile) => ({ value: tile.id, name: tile.name, icon: data.category(tile.id).icon })), draft.category,
    (value) => app.choose(Number(value)));
  drawKeys(find('[data-states]'), 'state',
    data.states.map(({ value, name }) => ({ value, name, icon: STATE_ICONS[value] })), draft.state,
    (value) => app.change({ state: Number(value) }));
  drawBelow(app);
  const other = draft.category !== null && !onTile;
  const keys = [
    ['tree', other, other ? data.category(draft.category).name : say('all kinds')],
    ['label', draft.label !== null, draft.label === null ? say('label') :
      say('label chosen', { code: lastFour(draft.label) })],
    ['more', moreWords(app) !== say('more'), moreWords(app)],
  ];
  for (const [name, chosen, words] of keys) {
    find(`[data-go="${name}"]`, root).classList.toggle('ob-key--chosen', chosen);
    find(`[data-${name}-name]`).textContent = words;
  }
  find('[data-who-name]').textContent = say('person and source', {
    person: data.personName(settings.person) ?? say('nobody'), source: app.source?.name ?? '',
  });
  drawSave(app);
}

function drawSave({ draft }) {
  const button = find('[data-save]');
  button.setAttribute('aria-disabled', String(draft.category === null));
  if (draft.category === null) {
    button.textContent = say('choose');
  } else {
    button.textContent = draft.label === null ? say('save') : say('save label', { code: lastFour(draft.label) });
  }
}

/* ---- the tree ------------------------------------------------------------------------------- */

function treeScreen(app) {
  let at = 0; // 0: the top
  const all = find('[data-tree-all]');
  const open = (id) => {
    at = id;
    draw();
    window.scrollTo(0, 0);
    find('main').focus({ preventScroll: true });
  };
  const draw = () => {
    find('[data-tree-title]').textContent = at === 0 ? say('all kinds') : app.data.category(at).name;
    all.hidden = at === 0;
    all.textContent = at === 0 ? '' : say('all of', { name: app.data.category(at).name });
    const options = app.data.children(at)
      .map(({ id, name }) => ({ id, name, icon: app.data.iconOf(app.data.byId.get(id)) }));
    drawButtons(find('[data-tree]'), options, ({ id }) =>
      (app.data.children(id).length > 0 ? open(id) : choose(id)));
  };
  const choose = (id) => {
    at = 0;
    history.replaceState(null, '');
    app.choose(id);
  };
  all.addEventListener('click', () => choose(at));
  // One step up in the tree, then out of it; before the button's other listener.
  find('[data-screen="tree"] [data-back]').addEventListener('click', (event) => {
    if (at !== 0) {
      event.stopImmediatePropagation();
      open(app.data.byId.get(at)?.parent ?? 0);
    }
  });
  return {
    draw: () => {},
    enter: () => {
      at = 0;
      draw();
    },
  };
}

export function startScreens(app) {
  const drawShutter = watchPhoto(app, find('#f-photo'), 0);
  find('[data-save]').addEventListener('click', async () => {
    if (!await app.save()) {
      findAll('[data-tiles] input')[0]?.focus();
    }
  });
  return {
    start: {
      draw: () => {
        drawStart(app);
        drawShutter();
      },
    },
    tree: treeScreen(app),
  };
}
