// SPDX-License-Identifier: EUPL-1.2
// Label, weight, count, second picture, note; who is at work and where things come from.
import { drawKeys, find, findAll, kilos, say, showOne } from './intake-dom.js';
import { readLabel } from './intake-labels.js';
import { usedLabels } from './intake-queue.js';
import { Scale, Steady } from './intake-scale.js';
import { watchPhoto } from './intake-start.js';
import './scan.js';

const SOURCE_ICONS = {
  station: 'recycle', reuse_only: 'heart-fill', handed_in: 'home', bought: 'kroner', commission: 'receipt', surplus: 'shop',
};

function labelScreen(app) {
  const input = find('#f-label');
  const tell = (why, sign = '') => {
    showOne(find('[data-whys]'), 'why', why);
    find('[data-why="sign"]').textContent = say('label strange', { sign });
    input.toggleAttribute('aria-invalid', why !== '');
  };
  find('[data-label-form]').addEventListener('submit', async (event) => {
    event.preventDefault();
    const read = readLabel(input.value, app.data.rolls, usedLabels(app.items));
    tell(read.why ?? '', read.sign);
    if (read.code === undefined) {
      input.focus();
      return;
    }
    await app.change({ label: read.code });
    app.back();
  });
  find('[data-label-none]').addEventListener('click', async () => {
    await app.change({ label: null });
    app.back();
  });
  return {
    enter: () => {
      input.value = app.draft.label ?? '';
      tell('');
    },
    leave: () => find('[data-scan-close]').offsetParent !== null && find('[data-scan-close]').click(),
  };
}

/* ---- weight --------------------------------------------------------------------------------- */

const COMMA = document.documentElement.lang === 'en' ? '.' : ',';

// "1,5" while it is typed; grams when it says something.
function typedGrams(text, most) {
  const g = Math.round(Number(text.replace(',', '.')) * 1000);
  return Number.isFinite(g) && g > 0 ? Math.min(g, most) : null;
}

function typeDigit(text, digit) {
  if (digit === 'back') {
    return text.slice(0, -1);
  }
  if (digit === ',') {
    return text.includes(COMMA) ? text : `${text || '0'}${COMMA}`;
  }
  const [whole, part = ''] = text.split(COMMA);
  const full = text.includes(COMMA) ? part.length >= 3 : whole.length >= 4;
  return full ? text : (text === '0' ? '' : text) + digit;
}

function weightPart(app) {
  let typed = '';
  const setTyped = (text) => {
    typed = text;
    const g = typedGrams(text, app.data.limits.grams);
    return app.change({ weight_g: g, weight_method: g === null ? null : 'scale' });
  };
  for (const key of findAll('[data-digit]')) {
    key.addEventListener('click', () => setTyped(typeDigit(typed, key.dataset.digit)));
  }
  find('[data-digit=","]').textContent = COMMA;
  const draw = () => {
    const { weight_g, weight_method } = app.draft;
    drawKeys(find('[data-bands]'), 'band', app.data.bands.map(({ value, name }) => ({ value, name })),
      app.data.bands.find(({ g }) => weight_method === 'band' && g === weight_g)?.value, (value) => {
        typed = '';
        const { g } = app.data.bands.find((band) => band.value === value);
        app.change({ weight_g: g, weight_method: 'band' });
      });
    find('[data-weight]').textContent = typed || (weight_method === 'scale' ? kilos(weight_g) : '–');
  };
  return { draw, setGrams: (g) => setTyped(kilos(g).replace(/\s/g, '')), begin: () => (typed = '') };
}

function scalePart(app, weight) {
  const button = find('[data-scale]');
  const says = (key, values) => (find('[data-scale-says]').textContent = key ? say(key, values) : '');
  let scale = null;
  const begin = (port) => {
    const steady = new Steady();
    scale = new Scale(port, {
      onReading: (reading) => {
        const kept = steady.push(reading);
        if (kept !== null) {
          weight.setGrams(kept);
          says('scale reads', { kg: kilos(kept) });
        } else if (!reading.steady) {
          says('scale unsteady');
        }
      },
      onLost: () => {
        scale = null;
        says('scale lost');
      },
    });
    says('scale waits');
    scale.open();
  };
  button.hidden = navigator.serial === undefined;
  button.addEventListener('click', async () => {
    const known = await navigator.serial.getPorts();
    const port = known[0] ?? await navigator.serial.requestPort().catch(() => null);
    if (port !== null && scale === null) {
      begin(port);
    }
  });
  return () => {
    scale?.close();
    scale = null;
    says('');
  };
}

function moreScreen(app) {
  const weight = weightPart(app);
  const stopScale = scalePart(app, weight);
  const drawSecond = watchPhoto(app, find('#f-photo-2'), 1);
  const note = find('#f-note');
  note.addEventListener('input', () => app.change({ note: note.value }));
  for (const button of findAll('[data-step]')) {
    const [name, by] = button.dataset.step.split(' ');
    button.addEventListener('click', () => {
      const least = name === 'count' ? 1 : 0;
      const next = Math.min(app.data.limits[name], Math.max(least, app.draft[name] + Number(by)));
      app.change({ [name]: next });
    });
  }
  return {
    draw: () => {
      weight.draw();
      findAll('[data-number]').forEach((number) => (number.textContent = app.draft[number.dataset.number]));
      drawSecond();
    },
    enter: () => {
      weight.begin();
      note.value = app.draft.note;
    },
    leave: stopScale,
  };
}

/* ---- who and whence ------------------------------------------------------------------------- */

function whoScreen(app) {
  return {
    draw: () => {
      drawKeys(find('[data-sources]'), 'source',
        app.data.sources.map(({ id, name, class: kind }) => ({ value: id, name, icon: SOURCE_ICONS[kind] })),
        app.source?.id, (source) => app.remember({ source }));
      drawKeys(find('[data-people]'), 'person',
        app.data.people.map(({ id, name }) => ({ value: id, name, person: true })), app.settings.person,
        (person) => app.remember({ person }));
    },
  };
}

export const moreScreens = (app) => ({ label: labelScreen(app), more: moreScreen(app), who: whoScreen(app) });
