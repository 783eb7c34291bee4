// node bench/run.mjs [--quick]: keystrokes and claims in one run, ours and the peers, each in a process of its own; writes its section of
// BENCHMARKS.md. --quick leaves out the peers and prints instead of writing, with ours of every sample.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../tools/browser.mjs';
import { serve } from '../tools/serve.mjs';
import { shared } from '../tools/shared.mjs';
import * as common from './common.mjs';
import { OUT, brotli, env, node, run, say, table, writeRows, writeSection } from './common.mjs';

const quick = process.argv.includes('--quick');
const PEERS = quick ? ['superbill'] : common.PEERS;

/** The log in a browser of its own, and the first result there and in six others that do nothing else. */
async function inChromium() {
  const { server, url } = await serve('www-demo', 'target/consumer/node_modules/superbill');
  const log = readFileSync('bench/queries/keystrokes.txt', 'utf8').trimEnd().split('\n');
  const inNew = async (log) => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(`${url}icon.svg`);
    const result = await page.evaluate(async (log) => {
      const { init, search, memoryBytes } = await import('/superbill/browser.js');
      const bytes = new Uint8Array(await (await fetch('/superbill/superbill_bg.wasm')).arrayBuffer());
      const start = performance.now();
      await init(bytes);
      const options = { sets: ['icd10cm'] };
      search('type 2 diab', options);
      const load = performance.now() - start;
      for (let pass = 0; pass < 2; pass++) for (const query of log) search(query, options);
      const passes = Array.from({ length: 5 }, () => {
        const times = log.map((query) => {
          const begin = performance.now();
          search(query, options);
          return performance.now() - begin;
        });
        return times.sort((a, b) => a - b);
      });
      const at = (share) => passes.map((times) => times[Math.min(times.length - 1, Math.floor(times.length * share))]).sort((a, b) => a - b)[2];
      return { load, p50: at(0.5), p99: at(0.99), max: at(1), linear: memoryBytes(), isolated: crossOriginIsolated };
    }, log);
    await browser.close();
    return { ...result, version: browser.version() };
  };
  const result = await inNew(log);
  const loads = [result.load];
  while (loads.length < 7) loads.push((await inNew([])).load);
  server.close();
  return { ...result, load: loads.sort((a, b) => a - b)[3] };
}

/**
 * Fresh processes, to the first result: from bytes in memory, and through `require` from files in the page cache with the share
 * of it before the first call.
 */
function starts() {
  const first = `search('type 2 diab', { sets: ['icd10cm'] });`;
  const wasm = `const file = require.resolve('superbill').replace('node.cjs', 'superbill_bg.wasm'); const bytes = require('node:fs').readFileSync(file);`;
  const required = `${wasm}
    require('node:fs').readFileSync(require.resolve('superbill'));
    const start = performance.now();
    const { search } = require('superbill');
    const ready = performance.now();
    ${first}
    console.log(performance.now() - start, ready - start); process.exit(0);`;
  const inMemory = `${wasm}
    import('./node_modules/superbill/browser.js').then(async ({ init, search }) => {
      const start = performance.now();
      await init(bytes);
      ${first}
      console.log(performance.now() - start); process.exit(0);
    });`;
  const times = (script) => run(process.execPath, ['-e', script], { cwd: 'target/consumer' }).split(' ').map(Number);
  return Array.from({ length: 9 }, () => [...times(inMemory), ...times(required)]);
}

function claimValidator() {
  const venv = join(OUT, 'venv');
  const python = join(venv, 'bin/python');
  if (!existsSync(python)) run('python3', ['-m', 'venv', venv]);
  // It imports httpx and tenacity without asking for them.
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'claim-validator==0.3.0', 'httpx', 'tenacity']);
  return JSON.parse(run(python, ['bench/claim_validator_speed.py']));
}

const us = (ms) => (ms * 1000 < 10 ? (ms * 1000).toFixed(1) : Math.round(ms * 1000).toLocaleString('en'));
const mb = (bytes) => (bytes / 1e6).toFixed(2);
const pct = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
const names = {};

say('writing the rows in force (1 min)');
const corpus = writeRows('icd10cm');
const results = {};
const fresh = [];
for (const peer of PEERS) {
  // A few at a time: the machine has quicker and slower minutes.
  fresh.push(...starts());
  say(`${peer}: build, keystrokes (1 to 2 min)`);
  names[peer] = await common.nameOf(peer);
  const { ships } = node('bench/one.mjs', 'build', peer);
  results[peer] = { ...node('bench/one.mjs', 'measure', peer), ships: peer === 'superbill' ? brotli(readFileSync('pkg/superbill_bg.wasm')) : ships + (['flexsearch', 'ufuzzy', 'linear'].includes(peer) ? brotli(Buffer.from(corpus.text)) : 0) };
}
say('fresh starts, Chromium, native (2 min)');
fresh.push(...starts());
const chromium = await inChromium();
// In turns, for the same reason.
const turns = Array.from({ length: 7 }, () => ({
  native: JSON.parse(run('cargo', ['run', '--quiet', '--release', '--example', 'keystrokes'])),
  wasm: { ...node('bench/one.mjs', 'alone', 'superbill'), ...node('bench/one.mjs', 'steady', 'superbill') },
}));
fresh.push(...starts());
const [memory, whole, start] = [0, 1, 2].map((i) => fresh.map((times) => times[i]).sort((a, b) => a - b)[fresh.length >> 1]);
const load = { memory, whole, start };
const middle = (of) => turns.map(of).sort((a, b) => a - b)[turns.length >> 1];
const native = { p50: middle((t) => t.native.p50), p99: middle((t) => t.native.p99), max: middle((t) => t.native.max), mean: middle((t) => t.native.mean) };
const steady = { mean: middle((t) => t.wasm.mean * 1000), alone: middle((t) => t.wasm.alone * 1000), crossing: middle((t) => t.wasm.crossing * 1000) };
say('claims (2 min)');
const claims = node('bench/claims.mjs');
const other = claimValidator();

const ours = results.superbill;
const sizes = ['pkg/superbill_bg.wasm', ...readdirSync('pkg/tables').filter((name) => name.endsWith('.tbl')).map((f) => `pkg/tables/${f}`)].map((path) => {
  const bytes = readFileSync(path);
  return [path.replace('pkg/', ''), mb(bytes.length), mb(brotli(bytes))];
});

const text = `
Written by \`./x bench\` in one run: ${cpus()[0].model.trim()}, ${cpus().length} cores, Node ${process.versions.node}, Chromium ${chromium.version}.
Compare only within a run. The log is every prefix of at least two characters of ${readFileSync('bench/queries/queries.txt', 'utf8').trim().split('\n').length} things that a clinician types
(${readFileSync('bench/queries/keystrokes.txt', 'utf8').trim().split('\n').length.toLocaleString('en')} keystrokes); everybody searches the same ${corpus.rows.toLocaleString('en')} ICD-10-CM rows and returns ten hits.

## One keystroke

Ours through the installed npm package, with code, title, what matched, validity and notes as JavaScript objects; fallbacks and
typos included. The times of a keystroke are medians of up to five passes through the log, as many as a minute holds.

${table(
  ['', 'ships, brotli MB', 'load to first result ms', 'memory MB', 'p50 µs', 'p99 µs', 'max µs', 'no answer'],
  PEERS.map((p) => [names[p], mb(results[p].ships), Math.round(results[p].load), mb(results[p].memory), us(results[p].p50), us(results[p].p99), us(results[p].max), pct(results[p].empty, 1)]),
)}

"Ships" is the index as the engine saves it, with the rows where the index does not hold them; the engines' own scripts come on
top. For us it is the whole module: both ICD-10-CM releases, HCPCS, CPT values, other names, search and validation. Memory is the
growth of the process. Our slowest: ${ours.slowest.join(', ')}.

## The same, elsewhere

${table(
  ['superbill', 'p50 µs', 'p99 µs', 'max µs', 'load to first result ms'],
  [
    ['Node, through the package', us(ours.p50), us(ours.p99), us(ours.max), load.memory.toFixed(1)],
    [`Chromium${chromium.isolated ? '' : ' (clock of 100 µs)'}`, us(chromium.p50), us(chromium.p99), us(chromium.max), chromium.load.toFixed(1)],
    ['native, through the library', native.p50.toFixed(1), native.p99.toFixed(0), native.max.toFixed(0), ''],
  ],
)}

- Node's load is the median of ${fresh.length} fresh processes, nine at a time all through the run, from the module's bytes in memory to the first result. Through \`require\`, from
  files in the page cache, it is ${load.whole.toFixed(1)} ms, of which ${load.start.toFixed(1)} go by before the first call (reading, compiling, instantiating); the
  rest is opening ICD-10-CM in code that the engine has not optimized yet, while it optimizes on the same ${cpus().length} cores.
- Through the package, with JavaScript objects as the answer, a keystroke takes ${(steady.mean / native.mean).toFixed(2)} times as long as natively through the library, with
  hits as the answer: ${steady.mean.toFixed(1)} against ${native.mean.toFixed(1)} µs, means over the log, medians of ${turns.length} turns each, once the engine has optimized it.
- WebAssembly alone, where the answer is JSON text, takes ${steady.alone.toFixed(1)} µs.
  ${steady.crossing.toFixed(1)} µs of them are an empty query, mostly the way to the module and back; for the rest see PERFORMANCE.md.
- Chromium's load is the median of seven browsers, each started for it.
- Linear memory after the log: ${mb(ours.linear)} MB in Node, ${mb(chromium.linear)} MB in Chromium; growth over a million further keystrokes: ${ours.growth} bytes.

## Claims

An eight-line claim with every table of the package loaded (findings: ${claims.findings}), medians in Node through the package.

${table(
  ['', 'µs'],
  [
    ['validate(object)', claims.object.toFixed(1)],
    ['validate(bytes)', claims.bytes.toFixed(1)],
    ...claims.field.map((field) => [`validate(bytes, { field }), typing in the ${field.name}`, field.bytes.toFixed(1)]),
    ...claims.field.map((field) => [`validate(object, { field }), typing in the ${field.name}`, field.object.toFixed(1)]),
    ['of each: reading the claim and crossing both ways, with nothing to check', claims.boundary.toFixed(1)],
    ['of each with an object: writing the claim as JSON', claims.write.toFixed(1)],
    ['of each: reading such a report from JSON', claims.read.toFixed(1)],
  ],
)}

Reading the claim and crossing both ways is ${pct(claims.boundary, claims.bytes)} of validate(bytes).

\`validateMany\` of claims as NDJSON bytes, each of another patient: ${Math.round(claims.perSecond.eight).toLocaleString('en')} eight-line claims a second, ${Math.round(claims.perSecond.two).toLocaleString('en')} two-line ones.
claim-validator 0.3.0 (PyPI), an eight-line claim: ${Math.round(other.perSecond).toLocaleString('en')} a second.

## Sizes

${table(['file', 'raw MB', 'brotli-11 MB'], sizes)}`;
if (quick) {
  console.log(text);
  say('recall of every sample, and of the same altered by rule (about 1 min)');
  const args = ['run', '--quiet', '--release', '--example', 'recall', '--'];
  console.log(run('cargo', [...args, ...[shared('bench/gold')].filter(Boolean)]));
  say('microseconds of the log, and of every beginning of every query of the samples (about 1 min)');
  const keystrokes = ['run', '--quiet', '--release', '--example', 'keystrokes', '--'];
  console.log(run('cargo', [...keystrokes, shared('bench/gold') ?? 'bench/gold']));
}
else {
  writeSection('BENCHMARKS.md', 'search', text);
  // PERFORMANCE.md quotes the run.
  const quoted = table(
    ['', 'ships, brotli MB', 'memory MB', 'p50 µs', 'p99 µs', 'max µs'],
    PEERS.map((p) => [names[p], mb(results[p].ships), Math.round(results[p].memory / 1e6), us(results[p].p50), us(results[p].p99), us(results[p].max)]),
  );
  writeSection('PERFORMANCE.md', 'bench', quoted);
  console.log(text);
}
