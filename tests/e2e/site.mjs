// SPDX-License-Identifier: EUPL-1.2
// Starts build/ombruk on demo data of its own and a free port, and stops it.
//
//   const site = await startSite({ engine: 'sqlite' });    or 'postgres': needs OMBRUK_TEST_POSTGRES
//   site.url                'http://127.0.0.1:40123', without a slash at the end
//   site.engine             which of the two it runs on
//   site.data               its data folder, for build/ombruk commands beside the server
//   await site.command('ledger', 'verify')     runs build/ombruk with --data (and --database);
//                           resolves to { status, stdout, stderr }
//   await site.stop()       SIGTERM; resolves to { status, log }: exit status, what it wrote
//
// OMBRUK_PROGRAM names another program than build/ombruk, OMBRUK_E2E_THINGS another size of the demo
// (300 things), OMBRUK_E2E_PICTURES of its pictures (12), OMBRUK_E2E_URL a site that runs already
// (then nothing is started or stopped).
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.OMBRUK_PROGRAM || path.join(root, 'build/ombruk');
const things = process.env.OMBRUK_E2E_THINGS || '300';
// Enough drawn pictures to be seen; making more would take the time of what is tested.
const pictures = process.env.OMBRUK_E2E_PICTURES || '12';

let template; // the demo data that sites copy: its folder, and the name of its database on PostgreSQL
let count = 0;

export function run(file, args, options = {}) {
  return new Promise((resolve) => {
    const limits = { timeout: 300_000, maxBuffer: 64 * 1024 * 1024, cwd: root };
    execFile(file, args, { ...limits, ...options }, (error, stdout, stderr) => {
      resolve({ status: error ? (error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

async function mustRun(file, args) {
  const done = await run(file, args);
  if (done.status !== 0) {
    throw new Error(`${path.basename(file)} ${args.join(' ')}: ${done.stderr || done.status}`);
  }
  return done;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function temporary(name) {
  return fs.mkdtemp(path.join(os.tmpdir(), `ombruk-e2e-${name}-`));
}

async function demoOnSqlite() {
  template ??= (async () => {
    const folder = path.join(await temporary('demo'), 'data');
    await mustRun(program, ['demo', '--data', folder, '--things', things, '--pictures', pictures]);
    return { folder };
  })();
  const data = path.join(await temporary('site'), 'data');
  await fs.cp((await template).folder, data, { recursive: true });
  return { data, database: [] };
}

// Not a URL to JavaScript: the host may be empty and stand behind the question mark, as a folder.
function databaseUrl(name) {
  return process.env.OMBRUK_TEST_POSTGRES.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`);
}

async function createDatabase(more = '') {
  const name = `ombruk_e2e_${process.pid}_${count++}`;
  await mustRun('psql', ['-q', '-d', process.env.OMBRUK_TEST_POSTGRES, '-c', `CREATE DATABASE ${name} ${more}`]);
  return { name, database: ['--database', databaseUrl(name)] };
}

async function demoOnPostgres() {
  if (!process.env.OMBRUK_TEST_POSTGRES) {
    throw new Error('OMBRUK_TEST_POSTGRES is not set; run it through tests/pg_server.sh');
  }
  template ??= (async () => {
    const { name, database } = await createDatabase();
    const folder = path.join(await temporary('demo'), 'data');
    await mustRun(program, ['demo', '--data', folder, '--things', things, '--pictures', pictures, ...database]);
    return { name, folder };
  })();
  const { name, folder } = await template;
  const { database } = await createDatabase(`TEMPLATE ${name}`);
  const data = path.join(await temporary('site'), 'data');
  await fs.cp(folder, data, { recursive: true });
  return { data, database };
}

async function answers(url, child, log) {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) {
      break;
    }
    try {
      await fetch(url, { redirect: 'manual' });
      return;
    } catch {
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  throw new Error(`the program does not answer on ${url}:\n${log.text}`);
}

async function runningSite(url) {
  const none = async () => ({ status: 0, stdout: '', stderr: '', log: '' });
  return { url: url.replace(/\/$/, ''), engine: 'sqlite', data: null, command: none, stop: none };
}

export async function startSite({ engine = 'sqlite' } = {}) {
  if (process.env.OMBRUK_E2E_URL) {
    return runningSite(process.env.OMBRUK_E2E_URL);
  }
  const { data, database } = await (engine === 'postgres' ? demoOnPostgres() : demoOnSqlite());
  const listen = `127.0.0.1:${await freePort()}`;
  const args = ['serve', '--data', data, '--listen', listen, '--demo', ...database];
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = { text: '' };
  child.stdout.on('data', (bytes) => (log.text += bytes));
  child.stderr.on('data', (bytes) => (log.text += bytes));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const url = `http://${listen}`;
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const status = await ended;
    clearTimeout(late);
    await fs.rm(path.dirname(data), { recursive: true, force: true });
    return { status, log: log.text };
  };
  try {
    await answers(url, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  const command = (...words) => run(program, [...words, '--data', data, ...database]);
  return { url, engine, data, command, stop };
}

// Removes the demo data that sites were copied from.
export async function forgetDemo() {
  if (template) {
    const made = await template.catch(() => null);
    if (made) {
      await fs.rm(path.dirname(made.folder), { recursive: true, force: true });
    }
  }
}
