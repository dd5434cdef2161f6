// SPDX-License-Identifier: EUPL-1.2
// A network between a browser and the site that can be bad on purpose.
//
//   const net = await startProxy(site.url);
//   net.url             what the browser opens instead
//   net.cut = true      no network: every connection is broken off
//   net.block = /path/  no network for these
//   net.bad = random    () => 0…1: what the phone sends to /inn/data/… and /inn/photo/… is dropped on its
//                       way, its answer is dropped, it comes twice, or it comes late and after others
//   net.rewrite = (path, text) => text         changes answers that are text
//   net.log             [{ method, path, status }]     await net.stop()
import http from 'node:http';

const LATE_MS = 400;

function forward(target, { method, url, headers }, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(target + url, { method, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ response, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

class Proxy {
  constructor(target) {
    Object.assign(this, { target, cut: false, block: null, bad: null, rewrite: null, log: [], late: new Set() });
    this.server = http.createServer((request, answer) => this.take(request, answer).catch(() => request.socket.destroy()));
  }

  async take(request, answer) {
    const { method } = request;
    const path = request.url.replace(/\?.*/, '');
    const note = { method, path, status: 0 };
    this.log.push(note);
    const body = await bodyOf(request);
    if (this.cut || this.block?.test(path)) {
      request.socket.destroy();
      return;
    }
    if (this.rewrite !== null) {
      delete request.headers['accept-encoding'];
      delete request.headers['if-none-match'];
    }
    const fate = this.bad !== null && /^\/inn\/(data\/|photo\/)/.test(path) ? this.bad() : 1;
    if (fate < 0.15) {
      request.socket.destroy();
      return;
    }
    if (fate < 0.3) {
      this.later(request, body);
      request.socket.destroy();
      return;
    }
    if (fate < 0.45) {
      this.later(request, body);
    }
    const { response, body: told } = await forward(this.target, request, body);
    note.status = response.statusCode;
    if ((fate >= 0.45 && fate < 0.6) || this.cut) {
      request.socket.destroy();
      return;
    }
    this.tell(path, response, told, answer);
  }

  later(request, body) {
    const work = new Promise((wake) => setTimeout(wake, LATE_MS))
      .then(() => forward(this.target, request, body)).catch(() => {}).finally(() => this.late.delete(work));
    this.late.add(work);
  }

  tell(path, response, body, answer) {
    const headers = { ...response.headers };
    let told = body;
    if (this.rewrite !== null && response.statusCode === 200) {
      told = Buffer.from(this.rewrite(path, body.toString('utf8')));
      if (!/text|json|javascript|xml/.test(headers['content-type'] ?? '')) {
        told = body;
      }
      headers['content-length'] = told.length;
    }
    headers.connection = 'close'; // or the browser sends what was broken off again by itself
    answer.writeHead(response.statusCode, headers);
    answer.end(told);
  }

  // Until everything that was sent late has come.
  async settled() {
    while (this.late.size > 0) {
      await Promise.all(this.late);
    }
  }

  async stop() {
    await this.settled();
    this.server.closeAllConnections?.();
    await new Promise((done) => this.server.close(done));
  }
}

export async function startProxy(target) {
  const proxy = new Proxy(target);
  await new Promise((ready) => proxy.server.listen(0, '127.0.0.1', ready));
  proxy.url = `http://127.0.0.1:${proxy.server.address().port}`;
  return proxy;
}
