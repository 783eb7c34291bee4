// node bench/run.mjs [--quick] [--peers=a,b]: everything in one run, ours and the peers, each in a process of its own; writes
// BENCHMARKS.md. --quick leaves out the peers; it and --peers print instead of writing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { openBrowser } from '../tools/browser.mjs';
import { serve } from '../tools/serve.mjs';
import { shared } from '../tools/shared.mjs';
import { SETS, answersTable, writeRows, writeSamples } from './answers.mjs';

const quick = process.argv.includes('--quick');
const OUT = resolve('target/bench');
const DAY = '2026-11-20';
const asked = process.argv.find((a) => a.startsWith('--peers='))?.slice(8).split(',');
const PEERS = ['superbill', ...(quick ? [] : (asked ?? ['flexsearch', 'minisearch', 'ufuzzy', 'fts5', 'linear']))];
mkdirSync(OUT, { recursive: true });

const say = (text) => console.error(`==> ${text}`);
const env = {
  ...process.env,
  BENCH_OUT: OUT,
  BENCH_SET: 'icd10cm',
  BENCH_ROWS: join(OUT, 'icd10cm.tsv'),
  BENCH_CONSUMER: resolve('target/consumer/bench.js'),
};
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const run = (command, args, options = {}) => execFileSync(command, args, { encoding: 'utf8', env, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'], ...options });
const node = (...args) => JSON.parse(run(process.execPath, ['--expose-gc', ...args]).trim().split('\n').pop());

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
const table = (head, rows) => [head, head.map(() => '--:').with(0, '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const names = {};

say('writing the rows in force and the samples (1 min)');
const rows = (set) => writeRows(run, set, DAY, join(OUT, `${set}.tsv`));
const corpus = rows('icd10cm');
const gold = shared('bench/gold');
if (!gold) say('SKIPPED the samples drawn from public lists: they are not in the shared folder, so only our own are measured');
const samples = quick ? {} : writeSamples(run, join(OUT, 'samples'), gold ? [gold] : []);
const results = {};
const golds = {};
const fresh = [];
for (const peer of PEERS) {
  // A few at a time: the machine has quicker and slower minutes.
  fresh.push(...starts());
  say(`${peer}: build, keystrokes (1 to 2 min)`);
  names[peer] = (await import(`./peers/${peer}.mjs`)).name;
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
for (const [set, files] of Object.entries(samples)) {
  Object.assign(env, { BENCH_SET: set, BENCH_ROWS: join(OUT, `${set}.tsv`), BENCH_GOLD: JSON.stringify(files) });
  if (set !== 'icd10cm') rows(set);
  for (const peer of PEERS) {
    say(`${peer}: ${files.length} samples of ${SETS[set]} (up to 5 min)`);
    if (set !== 'icd10cm') node('bench/one.mjs', 'build', peer);
    (golds[peer] ??= {})[set] = node('bench/one.mjs', 'gold', peer);
  }
}
Object.assign(env, { BENCH_SET: 'icd10cm', BENCH_ROWS: join(OUT, 'icd10cm.tsv') });
say('claims (2 min)');
const claims = node('bench/claims.mjs');
const other = claimValidator();

const ours = results.superbill;
const sizes = ['pkg/superbill_bg.wasm', ...readdirSync('pkg/tables').filter((name) => name.endsWith('.tbl')).map((f) => `pkg/tables/${f}`)].map((path) => {
  const bytes = readFileSync(path);
  return [path.replace('pkg/', ''), mb(bytes.length), mb(brotli(bytes))];
});

const answered = quick ? undefined : answersTable(table, names, PEERS, golds);
const answers = answered ? `## Answers

Share of queries with an acceptable code, or one below it, in the first place / in the first ten, in percent. Everybody has the same rows: of
HCPCS with our spelled-out texts, since the registries have only the shortened ones. Of a sample everybody is asked the same 150 lines at most, evenly taken; \`./x bench --quick\`
prints ours over all of them, and CPT, for which there are no texts that a peer could be given. The samples of bench/gold are our own, what
\`phrases\`, \`phrases-2\` and those of the specialties missed was added to the everyday terms; the others are drawn from public lists (see
bench/gold). Typos, words run together or split, British and plural ones are made from the diagnoses by rule.

${answered.text}

${answered.close.length ? `A peer is within ten points of ours on ${answered.close.join(', ')}.` : 'No peer is within ten points of ours on any sample.'}

` : '';
const text = `<!-- search -->

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
  rest is opening ICD-10-CM in code that the engine has not optimised yet, while it optimises on the same ${cpus().length} cores.
- Through the package, with JavaScript objects as the answer, a keystroke takes ${(steady.mean / native.mean).toFixed(2)} times as long as natively through the library, with
  hits as the answer: ${steady.mean.toFixed(1)} against ${native.mean.toFixed(1)} µs, means over the log, medians of ${turns.length} turns each, once the engine has optimised it.
- WebAssembly alone, where the answer is JSON text, takes ${steady.alone.toFixed(1)} µs.
  ${steady.crossing.toFixed(1)} µs of them are an empty query, mostly the way to the module and back; for the rest see PERFORMANCE.md.
- Chromium's load is the median of seven browsers, each started for it.
- Linear memory after the log: ${mb(ours.linear)} MB in Node, ${mb(chromium.linear)} MB in Chromium; growth over a million further keystrokes: ${ours.growth} bytes.

${answers}## Claims

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

${table(['file', 'raw MB', 'brotli-11 MB'], sizes)}
<!-- /search -->
`;
if (quick) {
  console.log(text);
  say('recall of every sample, and of the same altered by rule (about 1 min)');
  const args = ['run', '--quiet', '--release', '--example', 'recall', '--'];
  console.log(run('cargo', [...args, ...[shared('bench/gold')].filter(Boolean)]));
  say('microseconds of the log, and of every beginning of every query of the samples (about 1 min)');
  const keystrokes = ['run', '--quiet', '--release', '--example', 'keystrokes', '--'];
  console.log(run('cargo', [...keystrokes, shared('bench/gold') ?? 'bench/gold']));
}
// Some of the peers alone say nothing of all.
else if (asked) console.log(text);
else {
  // What is not between these marks is written by others: bench/x12.mjs, engine/bench/spark.py, tools/hosts.mjs, by hand.
  const whole = readFileSync('BENCHMARKS.md', 'utf8');
  const marked = /<!-- search -->\n[^]*?<!-- \/search -->\n/;
  if (!marked.test(whole)) throw new Error('BENCHMARKS.md has no section between <!-- search --> and <!-- /search -->');
  writeFileSync('BENCHMARKS.md', whole.replace(marked, () => text));
  // PERFORMANCE.md quotes the run, between its two marks.
  const quoted = table(
    ['', 'ships, brotli MB', 'memory MB', 'p50 µs', 'p99 µs', 'max µs', 'phrases top 10', 'typos top 10'],
    PEERS.map((p) => [names[p], mb(results[p].ships), Math.round(results[p].memory / 1e6), us(results[p].p50), us(results[p].p99), us(results[p].max), ...['phrases', 'one typo'].map((g) => pct(golds[p].icd10cm[g].ten, golds[p].icd10cm[g].n))]),
  );
  const document = readFileSync('PERFORMANCE.md', 'utf8');
  writeFileSync('PERFORMANCE.md', document.replace(/(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/, `$1${quoted}\n$2`));
  console.log(text);
}
