// SPDX-License-Identifier: EUPL-1.2
// A wish is one press: it shows at once, is sent, and only the card and the bar are drawn anew. Without
// this each press is a form that brings the page back at the same card.
const form = document.querySelector('[data-wishes]');
let last = Promise.resolve();

// What the answer holds stands on the page under the same id; the place of announcements stays, so that
// it is read out.
function draw(markup) {
  const answer = new DOMParser().parseFromString(markup, 'text/html').body;
  for (const fresh of [...answer.children]) {
    const old = document.getElementById(fresh.id);
    if (fresh.id === 'said') {
      old.textContent = fresh.textContent;
      continue;
    }
    const place = [...old.querySelectorAll('button')].indexOf(document.activeElement);
    old.replaceWith(fresh);
    if (place >= 0) {
      fresh.querySelectorAll('button')[place]?.focus({ preventScroll: true });
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
      draw(await answer.text());
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
  // One after the other, so that the last press is the last word.
  last = last.then(() => send(formAction, value));
});
