// SPDX-License-Identifier: EUPL-1.2
// Builds the front end into ui/dist: style sheets, scripts, fonts, icons and drawings under hashed
// names with .gz and .br twins, manifest.json for tools/embed, and LICENSES.txt. Fails over budget.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { tooWeak } from './contrast.mjs';
import { sprite } from './sprite.mjs';
import { scene } from './scene.mjs';
import { colorCss } from './tokens.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'dist');
const modules = join(here, 'node_modules');
const target = ['chrome109', 'firefox115', 'safari16'];

// Bytes after brotli (fonts as they are), for the files a first view needs.
const budgets = [
  { what: 'intake app', names: ['intake-app.js', 'intake-sw.js'], bytes: 20_000 },
  { what: 'CSS', names: ['app.css'], bytes: 22_000 },
  { what: 'fonts', names: ['inter.woff2', 'bricolage.woff2'], bytes: 58_000 },
  { what: 'JS', names: ['app.js', 'htmx.js'], bytes: 18_000 },
];

const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const manifest = {};

function emit(name, bytes) {
  const extension = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const file = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  writeFileSync(join(out, file), bytes);
  let brotli = bytes.length;
  if (!['.woff2', '.png'].includes(extension)) {
    const packed = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    brotli = packed.length;
    writeFileSync(join(out, `${file}.br`), packed);
    writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
  manifest[name] = { file, type: types[extension] };
  return { name, raw: bytes.length, brotli };
}

async function bundle(entry, extra = {}) {
  const result = await esbuild.build({
    entryPoints: [join(here, entry)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    write: false,
    target,
    legalComments: 'none',
    logLevel: 'warning',
    external: ['/a/*'],
    ...extra,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

const weak = tooWeak(JSON.parse(readFileSync(join(here, 'tokens.json'), 'utf8')));
if (weak.length > 0) {
  console.error('ui: colours under the contrast floor:', weak);
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const sizes = [];

// Fonts first: the style sheet names them by their hashed address.
const fonts = mkdtempSync(join(tmpdir(), 'ombruk-fonts-'));
try {
  execFileSync('/usr/bin/python3', [join(here, 'fonts.py'), modules, fonts], {
    stdio: 'inherit',
    env: { ...process.env, PYTHONHASHSEED: '0' },
  });
  for (const name of readdirSync(fonts).sort()) {
    sizes.push(emit(name, readFileSync(join(fonts, name))));
  }
} finally {
  rmSync(fonts, { recursive: true, force: true });
}

// @generated/…: colours from tokens.json for the style sheets. asset:…: the served address of an asset.
const generated = {
  name: 'generated',
  setup(build) {
    build.onResolve({ filter: /^@generated\// }, (args) => ({ path: args.path, namespace: 'made' }));
    build.onLoad({ filter: /colors\.css$/, namespace: 'made' }, () => ({
      contents: colorCss(JSON.parse(readFileSync(join(here, 'tokens.json'), 'utf8'))),
      loader: 'css',
    }));
    build.onResolve({ filter: /^asset:/ }, (args) => {
      const asset = manifest[args.path.slice('asset:'.length)];
      return asset === undefined
        ? { errors: [{ text: `no asset ${args.path}` }] }
        : { path: `/a/${asset.file}`, external: true };
    });
  },
};

for (const name of ['app.css', 'station.css', 'intake.css']) {
  sizes.push(emit(name, await bundle(`css/${name}`, { plugins: [generated] })));
}
// WeasyPrint 57 does not know the shorthand `inset`, into which newer targets fold four sides.
sizes.push(emit('print.css', await bundle('css/print.css', { plugins: [generated], target: 'chrome80' })));
// qr.js before scan.js, which names it by its hashed address.
for (const name of ['app.js', 'photo.js', 'seller.js', 'intake.js', 'qr.js', 'scan.js', 'intake-app.js', 'intake-sw.js', 'wishes.js',
  'draw-check-worker.js', 'draw-check.js']) {
  sizes.push(emit(name, await bundle(`js/${name}`, { format: 'esm', plugins: [generated] })));
}
sizes.push(emit('htmx.js', readFileSync(join(modules, 'htmx.org/dist/htmx.min.js'))));

const icons = JSON.parse(readFileSync(join(here, 'icons.json'), 'utf8'));
sizes.push(emit('icons.svg', Buffer.from(sprite(icons, modules, join(here, 'icons')))));
const mark = readFileSync(join(here, 'icons/mark.svg'), 'utf8').replaceAll('currentColor', '#1F6B4A');
sizes.push(emit('mark.svg', Buffer.from(mark)));
// The same with room around it, for phones that cut an app's icon to their own shape.
const ground = '<path fill="#fff" d="M-10-10h48v48h-48z"/>';
sizes.push(emit('mark-app.svg', Buffer.from(mark.replace('viewBox="0 0 28 28">', `viewBox="-10 -10 48 48">${ground}`))));
const pictures = join(here, '../demo/pictures');
const teddy = { object: 'teddy-1', backdrop: 'sky-sweep', shadow: 120, crop: '30 95 340 162' };
sizes.push(emit('scene-teddy.svg', Buffer.from(scene(pictures, teddy))));
// The file called hall shows the shelf and the pram; the other one shows the hall.
const scenes = {
  shelf: 'hall', night: 'night-shelf', hall: 'shelf-and-pram', entrance: 'entrance',
  clothes: 'clothes-shop', bikes: 'bicycle-workshop', toys: 'toy-shop', furniture: 'furniture-shop',
  sport: 'sports-shop', workshop: 'workshop', cafe: 'cafe',
};
for (const [name, file] of Object.entries(scenes)) {
  const drawing = readFileSync(join(pictures, 'scenes', `${file}.svg`));
  sizes.push(emit(`scene-${name}.svg`, drawing));
}

// What others show when somebody shares a page that has no photo of its own: they take no drawings.
sizes.push(emit('house.png', execFileSync('rsvg-convert',
  ['--width=1200', '--keep-aspect-ratio', join(pictures, 'scenes', `${scenes.hall}.svg`)],
  { maxBuffer: 4_000_000 })));

const packages = ['@digdir/designsystemet-css', '@fontsource-variable/inter',
  '@fontsource-variable/bricolage-grotesque', '@navikt/aksel-icons', 'htmx.org', 'qr'];
let licences = 'What others made and this program serves to browsers.\n';
for (const name of packages) {
  const folder = join(modules, name);
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { version, license } = about;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  // The icons come without their licence's text, so it stands here.
  const text = readFileSync(file === undefined ? join(here, 'licences', `${license}.txt`) :
    join(folder, file), 'utf8').trim();
  licences += `\n${'='.repeat(80)}\n${name} ${version} (${license})\n${about.homepage ?? ''}\n\n${text}\n`;
}
sizes.push(emit('LICENSES.txt', Buffer.from(licences)));

writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

let failed = false;
for (const { name, raw, brotli } of sizes) {
  console.log(`${name.padEnd(22)} ${String(raw).padStart(7)} B ${String(brotli).padStart(7)} B br`);
}
for (const { what, names, bytes } of budgets) {
  const sum = sizes.filter((size) => names.includes(size.name)).reduce((all, s) => all + s.brotli, 0);
  console.log(`${what}: ${sum} of ${bytes} B`);
  if (sum > bytes) {
    console.error(`ui: ${what} is over its budget`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
