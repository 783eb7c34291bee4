// Browser bundles without any configuration, built and opened in Chromium; and Vite's development servers.
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { clean, html, IMPORT, port, posts, put, run, SAID, served, started, title, titled, titleIn, types } from './lib.mjs';
import { registers, service } from './plain-pages.mjs';
import { group } from './tools.mjs';

const home = group('bundlers');
const SPAWN = `const w = new Worker(new URL('./inworker.js', import.meta.url), { type: 'module' }); w.onmessage = (m) => { document.title = m.data; }; w.onerror = (e) => { document.title = 'ERR ' + e.message; };`;
const TABLES = `import { init, tables } from 'superbill'; import addon from 'superbill/tables/addon';
init({ tables: [addon] }).then(() => { document.title = tables().at(-1).set; }, (e) => { document.title = 'ERR ' + e.message; });`;
// The picker waits for the table that its page has asked for.
const SLIM = `import { init } from 'superbill/slim'; import icd10cm from 'superbill/tables/icd10cm';
init({ tables: [icd10cm] }).catch((e) => { document.title = 'ERR ' + e.message; });
${types('superbill/slim-picker')}`;
const THREAD = `import { search } from 'superbill/worker'; search('type 2 diab neurop').then((hits) => { document.title = hits[0].code; }, (e) => { document.title = 'ERR ' + e.message; });`;
const FILES = { main: titled(), picker: types(), worker: SPAWN, tables: TABLES, slim: SLIM, thread: THREAD };
put(home, { 'inworker.js': posts() });
for (const [name, text] of Object.entries(FILES)) put(home, { [`${name}.js`]: text, [`${name}.html`]: html(`/${name}.js`) });
const WANT = { main: SAID, picker: /^E11\.40/, worker: SAID, tables: 'addon', slim: /^E11\.40/, thread: 'E11.40' };
const fits = (got, name) => (WANT[name] instanceof RegExp ? assert.match(got, WANT[name]) : assert.equal(got, WANT[name]));
const all = (folder) => readdirSync(folder, { recursive: true });

for (const [vite, label] of [['vite5', 'Vite 5'], ['vite6', 'Vite 6'], ['vite7', 'Vite 7'], ['vite', 'Vite 8']]) {
  const cli = [`node_modules/${vite}/bin/vite.js`];
  for (const name of Object.keys(FILES)) {
    test(`${label} build, ${name}`, async () => {
      const out = `out/${vite}-${name}`;
      put(home, { 'index.html': html(`/${name}.js`) });
      run(home, 'node', [...cli, 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn']);
      fits(await titleIn(`${home}/${out}`), name);
      const tables = all(`${home}/${out}`).filter((f) => f.endsWith('.tbl'));
      assert.equal(tables.length, ['tables', 'slim'].includes(name) ? 1 : 0, `tables that were copied: ${tables}`);
    });
  }
  test(`${label} dev`, async (t) => {
    clean(home, 'node_modules/.vite');
    const at = await port();
    const url = `http://127.0.0.1:${at}/`;
    await started(t, home, 'node', [...cli, '--port', at, '--strictPort', '--host', '127.0.0.1'], `${url}main.html`);
    for (const name of Object.keys(FILES)) fits(await title(`${url}${name}.html`), name);
    put(home, { 'url.js': `import { tableUrl } from 'superbill'; fetch(tableUrl('addon')).then((r) => r.arrayBuffer()).then((b) => { document.title = new TextDecoder().decode(b.slice(0, 8)); });`, 'url.html': html('/url.js') });
    assert.equal(await title(`${url}url.html`), 'SUPRBILL');
  });
}
for (const [base, at] of [['/app/', 'app/'], ['./', 'deep/er/']]) {
  test(`Vite 8 build --base ${base}`, async () => {
    put(home, { 'index.html': html('/main.js') });
    clean(home, 'out/based');
    run(home, 'node', ['node_modules/vite/bin/vite.js', 'build', '--base', base, '--outDir', `out/based/${at}`, '--logLevel', 'warn']);
    assert.equal(await titleIn(`${home}/out/based`, at), SAID);
  });
}

/** A bundler whose output is a script of its own name. */
function bundler(label, short, command, args, script = (name) => `${name}.js`, names = ['main', 'picker', 'tables', 'slim', 'thread']) {
  for (const name of names) {
    test(`${label}, ${name}`, async () => {
      const out = `out/${short}-${name}`;
      clean(home, out);
      run(home, command, args(name, out));
      put(home, { [`${out}/index.html`]: html(`/${script(name)}`) });
      fits(await titleIn(`${home}/${out}`), name);
    });
  }
}
for (const mode of ['production', 'development']) {
  bundler(`webpack 5, ${mode}`, `webpack-${mode}`, 'webpack', (name, out) => ['--mode', mode, '--entry', `./${name}.js`, '--output-path', out, '--no-performance'], () => 'main.js', Object.keys(FILES));
}
bundler('esbuild', 'esbuild', 'esbuild', (name, out) => [`${name}.js`, '--bundle', '--format=esm', `--outdir=${out}`, '--log-level=warning']);
bundler('esbuild, one classic script, minified', 'esbuild-iife', 'esbuild', (name, out) => [`${name}.js`, '--bundle', '--minify', '--format=iife', `--outdir=${out}`, '--log-level=error']);
bundler('rollup', 'rollup', 'rollup', (name, out) => [`${name}.js`, '-p', 'node-resolve', '-f', 'es', '-d', out, '--silent']);
bundler('rollup, one classic script', 'rollup-iife', 'rollup', (name, out) => [`${name}.js`, '-p', 'node-resolve', '-f', 'iife', '-o', `${out}/${name}.js`, '--silent']);
bundler('bun build --target=browser', 'bun', 'bun', (name, out) => ['build', `${name}.js`, '--target=browser', `--outdir=${out}`]);

for (const [label, command, args, type] of [
  ['webpack 5, --target webworker', 'webpack', ['--mode', 'production', '--target', 'webworker', '--entry', './sw.js', '--output-path', 'out/sw', '--output-filename', 'sw.js', '--no-performance'], ''],
  ['rollup', 'rollup', ['sw.js', '-p', 'node-resolve', '-f', 'es', '-d', 'out/sw', '--silent'], ", { type: 'module' }"],
]) {
  test(`${label}, a service worker`, async () => {
    clean(home, 'out/sw');
    put(home, { 'sw.js': service(IMPORT) });
    run(home, command, args);
    put(home, { 'out/sw/page.js': registers('/sw.js', type), 'out/sw/index.html': html('/page.js') });
    assert.equal(await titleIn(`${home}/out/sw`), SAID);
  });
}

/** As pages with a strict policy are served; the JavaScript build is asked then. */
const strict = { headers: { 'content-security-policy': "default-src 'self'; script-src 'self'" } };
test('Vite 8 build, WebAssembly refused', async () => assert.equal(await titleIn(`${home}/out/vite-main`, '', strict), SAID));
test('webpack 5, WebAssembly refused: the JavaScript build is copied by hand', async () => {
  const out = `${home}/out/webpack-production-main`;
  clean(out, 'without-wasm.js');
  assert.match(await titleIn(out, '', strict), /refused.*'wasm-unsafe-eval'.*without-wasm\.js/);
  copyFileSync(`${home}/node_modules/superbill/without-wasm.js`, `${out}/without-wasm.js`);
  assert.equal(await titleIn(out, '', strict), SAID);
});

test('webpack copies no table unasked, and nothing of where it was built', async () => {
  const files = all(`${home}/out/webpack-production-main`);
  assert.deepEqual(files.filter((f) => f.endsWith('.tbl')), []);
  const { url, close } = await served(`${home}/out/webpack-production-main`);
  const script = await fetch(`${url}main.js`).then((r) => r.text());
  close();
  assert.ok(!script.includes(home), "the build machine's path is in the bundle");
});
