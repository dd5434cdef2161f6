// SPDX-License-Identifier: EUPL-1.2
// After saving: the receipt with its undo, the stop list, what waits and what needs help, leaving.
import { clock, find, findAll, icon, number, part, pictureOf, say, showOne, showPicture } from './intake-dom.js';
import { lastFour } from './intake-labels.js';
import { isOpen, needsHelp, waitingCount } from './intake-queue.js';

const UNDO_MS = 10_000;
const LATEST = 3;
const LISTED = 30;

/* ---- saved ---------------------------------------------------------------------------------- */

function labelWords({ answer, body }) {
  const code = answer?.code ?? body.label;
  return code ? say('label of', { code: lastFour(code) }) : say('no label yet');
}

function drawReceipt(app) {
  const { times } = app.last;
  const item = app.items.find(({ uuid }) => uuid === app.last.item.uuid) ?? app.last.item;
  const undone = item.state === 'undone' || item.undo === 'wanted';
  const refused = item.kind === 'refused';
  const key = (undone && 'undone') || (refused && 'refused') || (times > 1 ? 'saved times' : 'saved');
  find('[data-saved-name]').textContent = say(key, { name: item.shown.name, n: times });
  find('[data-saved-label]').textContent = undone || refused ? '' : labelWords(item);
  showOne(find('[data-screen="saved"]'), 'mark', (undone && 'undone') || (refused ? 'refused' : 'saved'));
  find('[data-undo]').hidden = undone || refused || Date.now() - app.last.shown_ms > UNDO_MS;
  find('[data-again-keys]').hidden = undone || refused;
  const print = find('[data-print]');
  const code = item.answer?.code;
  print.hidden = !code || !navigator.onLine;
  find('[data-print-not]').hidden = !print.hidden;
  if (code) {
    print.href = `${app.base.replace(/\/inn$/, '')}/lapp/${code}`;
  }
}

// The last things: this phone's first, for it knows them before the server does.
async function latestOf(app) {
  const mine = app.items.filter(({ kind, state, undo }) => kind === 'lot' && state !== 'undone' && undo !== 'wanted')
    .sort((one, two) => two.made_ms - one.made_ms);
  const known = new Set(mine.map(({ uuid }) => uuid));
  const theirs = app.data.latest.filter(({ uuid }) => !known.has(uuid))
    .map(({ name, icon: drawn, photo }) => ({ name, icon: drawn, address: navigator.onLine ? photo : null }));
  const own = await Promise.all(mine.slice(0, LATEST).map(async (item) => ({
    ...item.shown, address: item.photos.length > 0 ? await pictureOf(app.store, item.photos[0].uuid) : null,
  })));
  return [...own, ...theirs].slice(0, LATEST);
}

async function drawLatest(app) {
  const latest = await latestOf(app);
  const list = find('[data-latest]');
  const signature = JSON.stringify(latest);
  find('[data-latest-box]').hidden = latest.length === 0;
  if (list.dataset.signature === signature) {
    return;
  }
  list.dataset.signature = signature;
  list.replaceChildren(...latest.map((one) => {
    const row = part('last');
    find('.ds-sr-only', row).textContent = one.name;
    showPicture(find('[data-picture]', row), one.address, one.icon);
    return row;
  }));
}

function drawToday(app) {
  const figures = app.data.today_with(app.items);
  find('[data-today-name]').textContent = say('today', { station: app.data.station?.name ?? '' });
  for (const [name, figure] of Object.entries(figures)) {
    find(`[data-today="${name}"]`).textContent = number(figure);
  }
  find('[data-pickups-box]').hidden = app.data.pickups.length === 0;
  find('[data-pickups]').replaceChildren(...app.data.pickups.map(({ at_ms, shop, lots }) => {
    const line = document.createElement('li');
    line.textContent = say('pickup', { shop, time: clock(at_ms), n: lots });
    return line;
  }));
}

function savedScreen(app) {
  let timer;
  find('[data-undo]').addEventListener('click', async () => {
    await app.undo(app.last.item.uuid);
    find('[data-next]').focus({ preventScroll: true });
  });
  find('[data-again]').addEventListener('click', () => app.again());
  // Straight to the camera: the first tap on the next thing is this one.
  find('[data-next]').addEventListener('click', () => {
    app.go('start');
    find('#f-photo').click();
  });
  return {
    draw: () => {
      if (app.last !== null) {
        app.last.shown_ms ??= Date.now();
        drawReceipt(app);
      }
      drawToday(app);
      drawLatest(app);
    },
    enter: () => {
      clearTimeout(timer);
      timer = setTimeout(() => app.screen === 'saved' && drawReceipt(app), UNDO_MS + 50);
    },
  };
}

/* ---- the stop list -------------------------------------------------------------------------- */

function drawStop(app) {
  const rule = app.openRule ?? app.data.rule(app.draft.category);
  if (rule === null) {
    return;
  }
  const asks = rule.action === 'ask' && rule.questions.length > 0;
  find('[data-stop-title]').textContent = say(`stop ${rule.action}`, { title: rule.title });
  find('[data-stop-text]').textContent = rule.text;
  find('[data-stop-source]').textContent = rule.source ?? '';
  find('[data-stop-box]').classList.toggle('ob-stop--test', rule.action === 'test');
  find('[data-ask-box]').hidden = !asks && !rule.picture;
  find('[data-stop-picture]').replaceChildren(icon(rule.picture || app.data.category(app.draft.category).icon));
  find('[data-questions]').replaceChildren(...rule.questions.map((question) => {
    const line = document.createElement('li');
    line.textContent = question;
    return line;
  }));
  find('[data-stop-yes]').hidden = !asks;
  const count = rule.questions.length;
  find('[data-stop-yes-text]').textContent = count === 1 ? say('yes') : say('yes to all', { n: count });
  find('[data-stop-test]').hidden = rule.action !== 'test';
  find('[data-stop-refuse]').hidden = rule.action === 'test';
}

function stopScreen(app) {
  const answer = async () => {
    const rule = app.openRule;
    if (rule !== null) {
      await app.change({ rule: { id: rule.id, answers: rule.questions.map(() => true) } });
    }
    app.go('start');
  };
  find('[data-stop-yes]').addEventListener('click', answer);
  find('[data-stop-test]').addEventListener('click', answer);
  find('[data-stop-refuse]').addEventListener('click', () => app.refuse(app.data.rule(app.draft.category)));
  find('[data-stop-other]').addEventListener('click', async () => {
    await app.change({ category: null, rule: null });
    app.go('start');
  });
  return { draw: () => drawStop(app) };
}

/* ---- what waits, what needs help ------------------------------------------------------------ */

function stateWords(item) {
  if (item.state === 'undone') {
    return say('item undone');
  }
  if (item.undo === 'wanted') {
    return say('item undoing');
  }
  if (item.state === 'waiting') {
    return say('item waits');
  }
  if (item.kind === 'refused') {
    return say('item refused');
  }
  return say(isOpen(item) ? 'item photo waits' : 'item sent');
}

const reasonOf = ({ why }) => [why?.title, ...(why?.errors ?? []).map(({ message }) => message)]
  .filter(Boolean).join(' ') || say('unknown reason');

// Every reason why a person must look at it.
function helpWords(item) {
  const words = [];
  if (item.state === 'help') {
    words.push(say('help stored', { why: reasonOf(item) }));
  }
  if (item.state === 'stuck') {
    words.push(say('help stuck', { why: reasonOf(item) }));
  }
  if (item.answer?.help) {
    words.push(say('help label', { label: lastFour(item.body.label ?? ''), code: lastFour(item.answer.code ?? '') }));
  }
  if (item.undo === 'late') {
    words.push(say('help late', { why: reasonOf(item) }));
  }
  for (const photo of item.photos.filter(({ state }) => state === 'help' || state === 'stuck')) {
    words.push(say(photo.why?.code === 'GONE' ? 'help photo lost' : 'help photo'));
  }
  return words.join(' ');
}

async function rowOf(app, item, words) {
  const row = part('row');
  find('b', row).textContent = item.shown?.name ?? '';
  find('[data-state]', row).textContent = words;
  const [photo] = item.photos;
  showPicture(find('[data-picture]', row), photo && await pictureOf(app.store, photo.uuid), item.shown?.icon);
  return row;
}

async function helpRow(app, item) {
  const row = await rowOf(app, item, helpWords(item));
  const acts = part('acts');
  const again = find('[data-act="again"]', acts);
  const seen = find('[data-act="seen"]', acts);
  const stuckPhoto = item.photos.some(({ state, why }) => state === 'stuck' && why?.code !== 'GONE');
  again.hidden = item.state !== 'stuck' && !stuckPhoto;
  seen.hidden = item.state === 'stuck';
  again.addEventListener('click', () => app.tryAgain(item.uuid));
  seen.addEventListener('click', () => app.seen(item.uuid));
  row.append(acts);
  return row;
}

function queueScreen(app) {
  let run = 0;
  const draw = async () => {
    const mine = ++run;
    const waiting = waitingCount(app.items);
    find('[data-waits]').textContent = waiting === 0 ? say('waits none') : say('waits', { n: waiting });
    const help = app.items.filter(needsHelp);
    const listed = app.items.filter((item) => !needsHelp(item))
      .sort((one, two) => isOpen(two) - isOpen(one) || two.made_ms - one.made_ms).slice(0, LISTED);
    const rows = await Promise.all(listed.map((item) => rowOf(app, item, stateWords(item))));
    const helpRows = await Promise.all(help.map((item) => helpRow(app, item)));
    if (mine === run) { // no later drawing has begun
      find('[data-help-box]').hidden = help.length === 0;
      find('[data-help-list]').replaceChildren(...helpRows);
      find('[data-queue-list]').replaceChildren(...rows);
      find('[data-queue-none]').hidden = rows.length > 0;
    }
  };
  return { draw };
}

/* ---- leaving -------------------------------------------------------------------------------- */

function leaveScreen(app) {
  const left = () => waitingCount(app.items) + app.items.filter(({ state }) => state === 'stuck').length;
  for (const button of findAll('[data-leave-act]')) {
    button.addEventListener('click', async () => {
      const gone = await app.leave({ clear: button.dataset.leaveAct !== 'keep' });
      find('[data-leave-failed]').hidden = gone;
    });
  }
  return {
    draw: () => {
      const n = left();
      find('[data-leave-title]').textContent = n === 0 ? say('waits none') : say('waits', { n });
      showOne(find('[data-screen="leave"]'), 'leave', n === 0 ? 'empty' : 'waits');
      find('[data-leave-act="empty"]').hidden = n > 0;
      find('[data-leave-act="keep"]').hidden = n === 0;
      find('[data-leave-act="delete"]').hidden = n === 0;
      find('[data-delete-words]').textContent = say('delete waiting', { n });
    },
    enter: () => (find('[data-leave-failed]').hidden = true),
  };
}

export const afterScreens = (app) => ({
  saved: savedScreen(app), stop: stopScreen(app), queue: queueScreen(app), leave: leaveScreen(app),
});
