// SPDX-License-Identifier: EUPL-1.2
// A wish is one press: it shows at once, is sent, and only the card and the bar are drawn anew. Without
// this each press is a form that brings the page back at the same card.
const form = document.querySelector('[data-wishes]');
let last = Promise.resolve();

// How many presses of each card wait for their answers.
const waiting = new Map();

// Only what differs is replaced: a finger may be on a button while an answer comes, and a button that is taken
// away between down and up is never pressed.
function renew(old, fresh) {
  if (old.isEqualNode(fresh)) {
    return;
  }
  const [parts, others] = [[...old.children], [...fresh.children]];
  if (parts.length > 0 && parts.length === others.length && old.tagName === fresh.tagName) {
    parts.forEach((part, place) => renew(part, others[place]));
  } else {
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (focused) {
      fresh.focus({ preventScroll: true });
    }
  }
}

// What the answer holds stands on the page under the same id; the place of announcements stays, so that
// it is read out. A card that was pressed again since shows the newer press until its own answer comes.
function draw(markup, stale) {
  const answer = new DOMParser().parseFromString(markup, 'text/html').body;
  for (const fresh of [...answer.children]) {
    const old = document.getElementById(fresh.id);
    if (fresh.id === 'said') {
      old.textContent = fresh.textContent;
    } else if (!stale || fresh.id === 'bar') {
      renew(old, fresh);
    }
  }
}

// The browser sends the press itself and shows whatever the server answers.
function sendPlainly(action, value) {
  const input = Object.assign(document.createElement('input'), { type: 'hidden', name: 'stars', value });
  form.append(input);
  form.action = action;
  form.submit();
}

async function send(action, value) {
  const body = new URLSearchParams(new FormData(form));
  body.set('stars', value);
  try {
    const answer = await fetch(action, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
    if (answer.ok && !answer.redirected) {
      const markup = await answer.text();
      draw(markup, waiting.get(action) > 1);
      waiting.set(action, waiting.get(action) - 1);
      return;
    }
  } catch {
    // No connection: the browser says so better than we can.
  }
  sendPlainly(action, value);
}

form?.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (button === null) {
    return;
  }
  event.preventDefault();
  const { formAction, value } = button;
  // As the server will draw it: what is chosen takes itself away with the next press.
  [...button.parentElement.children].forEach((other, place) => {
    const chosen = other === button && value !== '0';
    other.setAttribute('aria-pressed', String(chosen));
    other.value = chosen ? '0' : String(place + 1);
  });
  waiting.set(formAction, (waiting.get(formAction) ?? 0) + 1);
  // One after the other, so that the last press is the last word.
  last = last.then(() => send(formAction, value));
});
