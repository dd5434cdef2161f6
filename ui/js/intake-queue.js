// SPDX-License-Identifier: EUPL-1.2
// The queue of the intake as pure rules: what an item is, what is sent next, and what an answer makes
// of it. No page, no storage, no network, no clock; tests/intake runs it against a model.
//
// An item is plain data, kept in IndexedDB as it stands:
//   uuid      made by the phone; the server takes the same one twice as one
//   kind      'lot', or 'refused': turned away because of the stop list
//   body      what is sent, but for sent_ms
//   photos    [{ uuid, n, size, sha256, have, state, restarts, why }]; have is null: ask the server
//   state     'waiting'   the server has not said that it has it
//             'sent'      it has; photos may still be on their way
//             'help'      it has, in its help pile
//             'stuck'     it says no and has kept nothing: only the phone has it
//             'undone'    gone, on the phone and on the server
//   tried     a request may have left the phone, whatever came back
//   undo      null, 'wanted', 'late'
//   answer    { id, code, name, help } of the server; why: { code, title, errors } of its refusal
//   seen      a person has seen that it needs help
// A photo's state: 'waiting', 'done', 'help' or 'stuck', as of the item.

export const FORMAT = 1; // of an item; rises when its meaning changes
export const WARN_ABOVE = 50;
export const RETRY_MS = 30_000;
const RETRY_MOST_MS = 600_000;
const RESTARTS_MOST = 10; // of a photo's upload without getting further
const KEEP_FINISHED = 30; // for the last things, and to know which labels are used

export function newItem(kind, body, photos, now) {
  return {
    format: FORMAT, uuid: body.uuid, kind, body, made_ms: now, state: 'waiting', tried: false, undo: null,
    photos: photos.map(({ uuid, size, sha256 }, at) => ({
      uuid, n: at + 1, size, sha256, have: 0, state: 'waiting', restarts: 0, why: null,
    })),
    answer: null, why: null, seen: false, failures: 0, next_ms: 0,
  };
}

const photoLeft = (item) => item.photos.find((photo) => photo.state === 'waiting');
const onServer = (item) => item.state === 'sent' || item.state === 'help';

// Something of it must still be said to the server.
export function isOpen(item) {
  if (item.state === 'undone') {
    return false;
  }
  return item.state === 'waiting' || item.undo === 'wanted' || (onServer(item) && photoLeft(item) !== undefined);
}

export const waitingCount = (items) => items.filter(isOpen).length;

export function needsHelp(item) {
  return item.state === 'stuck' || (!item.seen && item.state !== 'undone' && (item.state === 'help' ||
    item.undo === 'late' || Boolean(item.answer?.help) ||
    item.photos.some(({ state }) => state === 'help' || state === 'stuck')));
}

// A clock that was set back must not make anything wait for days.
function isDue(item, now) {
  return item.next_ms <= now || item.next_ms - now > RETRY_MOST_MS;
}

// What to send now: undoing first, then records, then photos; the oldest of each. null: nothing.
export function nextStep(items, now) {
  const due = items.filter((item) => isOpen(item) && isDue(item, now))
    .sort((one, two) => one.made_ms - two.made_ms || (one.uuid < two.uuid ? -1 : 1));
  const undo = due.find((item) => item.undo === 'wanted');
  if (undo !== undefined) {
    return { step: 'undo', item: undo };
  }
  const record = due.find((item) => item.state === 'waiting');
  if (record !== undefined) {
    return { step: record.kind, item: record };
  }
  const withPhoto = due.find((item) => onServer(item) && photoLeft(item) !== undefined);
  return withPhoto === undefined ? null : { step: 'photo', item: withPhoto, photo: photoLeft(withPhoto) };
}

// A person wants it undone. What never left the phone is gone at once.
export function undo(item) {
  if (item.state === 'undone' || item.undo !== null) {
    return item;
  }
  if (!item.tried && item.state === 'waiting') {
    return { ...item, state: 'undone' };
  }
  return { ...item, undo: 'wanted', next_ms: 0 };
}

// A person wants what is stuck to be sent once more, perhaps corrected.
export function tryAgain(item, changes = {}) {
  return {
    ...item, body: { ...item.body, ...changes }, state: item.state === 'stuck' ? 'waiting' : item.state, why: null,
    failures: 0, next_ms: 0, seen: false,
    photos: item.photos.map((photo) => (photo.state === 'stuck' ?
      { ...photo, state: 'waiting', have: null, restarts: 0, why: null } : photo)),
  };
}

export const tried = (item) => (item.tried ? item : { ...item, tried: true });

// It will be tried again later, and later each time.
function later(item, now) {
  const failures = item.failures + 1;
  return { ...item, failures, next_ms: now + Math.min(RETRY_MOST_MS, RETRY_MS * 2 ** (failures - 1)) };
}

const whyOf = (status, body) =>
  ({ code: body?.code ?? String(status), title: body?.title ?? '', errors: body?.errors ?? [], help: body?.help });

function recordAnswered(item, { status, body }, now) {
  const done = { ...item, failures: 0, next_ms: 0, sent_ms: now };
  if (status === 200 || status === 201) {
    const { id = null, code = null, name = null, help = null } = body ?? {};
    return { ...done, state: 'sent', answer: { id, code, name, help } };
  }
  if (status === 409 && body?.code === 'UNDONE') {
    return { ...done, state: 'undone', undo: null };
  }
  if (status === 422 && body?.code === 'HELP') {
    return { ...done, state: 'help', why: whyOf(status, body) };
  }
  return { ...done, state: 'stuck', why: whyOf(status, body) };
}

function undoAnswered(item, { status, body }) {
  const done = { ...item, failures: 0, next_ms: 0 };
  return status === 200 ? { ...done, state: 'undone', undo: null } :
    { ...done, undo: 'late', why: item.why ?? whyOf(status, body) };
}

function photoAnswered(photo, { status, body }) {
  if (status === 200) {
    const restarts = body.have > photo.have ? 0 : photo.restarts + 1;
    return { ...photo, have: body.have, restarts, state: body.done ? 'done' : 'waiting' };
  }
  const goesOn = (status === 409 && Number.isInteger(body?.have)) || (status === 422 && body?.code === 'HASH');
  if (goesOn && photo.restarts < RESTARTS_MOST) {
    return { ...photo, have: body.have ?? 0, restarts: photo.restarts + 1 };
  }
  return { ...photo, state: status === 422 && body?.code === 'HELP' ? 'help' : 'stuck', why: whyOf(status, body) };
}

export function changePhoto(item, uuid, change) {
  return { ...item, photos: item.photos.map((photo) => (photo.uuid === uuid ? change(photo) : photo)) };
}

// What a status means for the whole queue: null, 'sign-in', 'device', 'forbidden' or 'later'.
export function stopOf({ status, body }) {
  if (status === 401) {
    return body?.code === 'DEVICE' ? 'device' : 'sign-in';
  }
  if (status === 403) {
    return 'forbidden';
  }
  return status === 408 || status === 429 || status >= 500 ? 'later' : null;
}

// What becomes of `item`, as it stands now, by the answer to `step`. An answer that stops the queue
// leaves it, but for when it is tried again.
export function answered(item, { step, photo }, answer, now) {
  const stop = stopOf(answer);
  if (stop !== null) {
    return stop === 'later' ? later(item, now) : item;
  }
  if (step === 'undo') {
    return item.undo === 'wanted' ? undoAnswered(item, answer) : item;
  }
  if (step === 'photo') {
    return changePhoto({ ...item, failures: 0, next_ms: 0 }, photo.uuid, (one) => photoAnswered(one, answer));
  }
  return item.state === 'waiting' ? recordAnswered(item, answer, now) : item;
}

// Nothing came back: whatever was sent may have arrived or may arrive yet.
export function unanswered(item, { step, photo }) {
  return step === 'photo' ? changePhoto(item, photo.uuid, (one) => ({ ...one, have: null })) : item;
}

// Which items may leave the phone: finished, nobody needs to see them, and not among the newest.
export function removable(items) {
  const finished = items.filter((item) => !isOpen(item) && !needsHelp(item))
    .sort((one, two) => two.made_ms - one.made_ms);
  return finished.slice(KEEP_FINISHED).map(({ uuid }) => uuid);
}

// Codes that things on this phone have or will have.
export function usedLabels(items) {
  return new Set(items.filter(({ state, kind }) => kind === 'lot' && state !== 'undone')
    .map(({ answer, body }) => answer?.code ?? body.label).filter(Boolean));
}

// Lots that figures from the server, asked for at `data_ms`, do not hold yet.
export function notCounted(items, data_ms) {
  return items.filter(({ kind, state, undo: undoing, sent_ms }) => kind === 'lot' && undoing === null &&
    (state === 'waiting' || (state === 'sent' && sent_ms > data_ms)));
}
