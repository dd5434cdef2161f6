// SPDX-License-Identifier: EUPL-1.2
// The page of a published draw: the visitor's own browser fetches the files that the page links to and
// checks them (ui/check). Without this the page lists the files and says how to check by hand.

const language = document.documentElement.lang || 'nb';
const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

// In a worker. Rejects with 'none' where the browser has no such workers.
function inWorker(address, links, { tell, signal }) {
  return new Promise((resolve, reject) => {
    let heard = false;
    const worker = new Worker(address, { type: 'module' });
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    signal.addEventListener('abort', () => end(reject, signal.reason));
    worker.addEventListener('error', () => end(reject, heard ? new Error('worker') : 'none'));
    worker.addEventListener('message', ({ data }) => {
      heard = true;
      if (data.result) {
        end(resolve, data.result);
      } else if (data.failure) {
        end(reject, data.failure);
      } else {
        tell(data.step, data.value, data.file);
      }
    });
    worker.postMessage(links);
  });
}

// On the page itself, which draws itself anew twenty times a second.
async function onPage(address, links, { tell, signal }) {
  let runCheck;
  try {
    ({ runCheck } = await import(address));
  } catch {
    throw Object.assign(new Error(address), { reason: 'start' });
  }
  const breathe = () => new Promise((wake) => setTimeout(wake));
  return runCheck(links, { tell, signal, breathe });
}

async function check(address, links, listener) {
  try {
    return await inWorker(address, links, listener);
  } catch (failure) {
    if (failure !== 'none' && failure.name !== 'TypeError' && failure.name !== 'SecurityError') {
      throw failure;
    }
    return onPage(address, links, listener);
  }
}

class DrawCheck {
  constructor(root) {
    this.root = root;
    this.start = this.part('start');
    this.stop = this.part('stop');
    this.progress = this.part('progress');
    this.status = this.part('status');
    this.results = ['right', 'wrong', 'failed'].map((name) => this.part(name));
    this.words = {};
    for (const item of this.part('words').content.querySelectorAll('[data-key]')) {
      this.words[item.dataset.key] = item.textContent;
    }
    this.start.addEventListener('click', () => this.run());
    this.stop.addEventListener('click', () => this.running.abort());
    this.part('offer').hidden = false;
    this.part('hand').open = false;
    this.show(null);
  }

  part(name) {
    return this.root.querySelector(`[data-draw="${name}"]`);
  }

  // The sentence with the values filled in.
  say(key, values = {}) {
    return this.words[key].replace(/\[(\w+)\]/g, (place, name) => String(values[name] ?? place));
  }

  // As `say`, with figures for people.
  sayFigures({ key, values }) {
    const written = Object.entries(values).map(([name, value]) =>
      [name, typeof value === 'number' && name !== 'round' ? number.format(value) : value]);
    return this.say(key, Object.fromEntries(written));
  }

  // Shows the buttons, the progress while it runs, and one of the results or none.
  show(result, runs = false) {
    this.start.hidden = runs;
    this.stop.hidden = !runs;
    this.progress.hidden = !runs;
    // The heading of a result says it to those who see.
    this.status.classList.toggle('ds-sr-only', result !== null);
    for (const one of this.results) {
      one.hidden = one !== result;
    }
  }

  // Only files of this site, whatever the page says.
  links() {
    const links = [...document.querySelectorAll('a[data-draw-file]')];
    return links.filter((link) => link.origin === location.origin).map((link) =>
      ({ name: link.dataset.drawFile, url: link.href, bytes: Number(link.dataset.bytes) }));
  }

  async run() {
    const began = performance.now();
    this.running = new AbortController();
    const { signal } = this.running;
    this.progress.value = 0;
    this.show(null, true);
    this.stop.focus();
    const tell = (step, value, file) => {
      this.progress.value = Math.max(this.progress.value, value);
      this.setStatus(this.say(`now.${step.replace('step.', '')}`, { file }));
    };
    try {
      const result = await check(this.root.dataset.worker, this.links(), { tell, signal });
      this.end(result, (performance.now() - began) / 1000);
    } catch (failure) {
      if (signal.aborted) {
        this.setStatus(this.say('now.stopped'));
        this.show(null);
        this.start.focus();
      } else {
        this.fail(failure);
      }
    }
    this.start.querySelector('span').textContent = this.say('again');
  }

  // The same text again would be read out again.
  setStatus(text) {
    if (this.status.textContent !== text) {
      this.status.textContent = text;
    }
  }

  end({ findings, steps, notes, complete }, seconds) {
    const box = this.results[findings.length === 0 ? 0 : 1];
    const list = (name, items) => this.list(box, name, items);
    list('steps', steps.map((step) => this.sayFigures(step)));
    if (findings.length === 0) {
      const all = Object.assign({ seconds }, ...steps.map(({ values }) => values));
      this.fill(box, 'summary', this.sayFigures({ key: 'summary', values: all }));
      list('notes', notes.map((note) => this.sayFigures(note)));
    } else {
      const [first, ...others] = findings.map((finding) => this.finding(finding));
      box.querySelector('[data-fill="first"]').replaceChildren(...first);
      list('others', others);
      this.fill(box, 'rest', complete ? '' : this.say('stopped'));
    }
    this.present(box);
  }

  // Where it is, and what is wrong there.
  finding({ file, line, key, values }) {
    const place = document.createElement('b');
    place.textContent = line === null ? file : this.say('place', { file, line });
    return [place, ` ${this.say(key, values)}`];
  }

  fail({ reason = 'program', file, status }) {
    const box = this.results[2];
    this.fill(box, 'why', this.say(`failed.${reason}`, { file, status }));
    this.present(box);
  }

  fill(box, name, text) {
    const element = box.querySelector(`[data-fill="${name}"]`);
    element.textContent = text;
    element.hidden = text === '';
  }

  // A list that is empty does not show, nor does the heading above it.
  list(box, name, items) {
    const list = box.querySelector(`[data-fill="${name}"]`);
    list.replaceChildren(...items.map((item) => {
      const row = document.createElement('li');
      row.append(...[item].flat());
      return row;
    }));
    const whole = list.closest('[data-whole]') ?? list;
    whole.hidden = items.length === 0;
  }

  present(box) {
    const heading = box.querySelector('h3');
    this.show(box);
    this.setStatus(heading.textContent.trim());
    heading.focus();
  }
}

for (const root of document.querySelectorAll('[data-draw-check]')) {
  new DrawCheck(root);
}
