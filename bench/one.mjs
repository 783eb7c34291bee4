// node --expose-gc bench/one.mjs build|measure|alone|steady|gold PEER: one peer in a process of its own, the answer as JSON on stdout.
// A build writes what a page would download; measuring starts from those files.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { lines, rows, undot } from './corpus.mjs';

const [, , task, peer] = process.argv;
const out = process.env.BENCH_OUT;
const P = await import(`./peers/${peer}.mjs`);
const read = (file) => readFileSync(`${out}/${peer}.${file}`);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const used = () => {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().rss;
};

async function build() {
  const files = await P.save(await P.build(rows()));
  let ships = 0;
  mkdirSync(out, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) {
    writeFileSync(`${out}/${peer}.${file}`, bytes);
    ships += brotli(bytes);
  }
  return { ships };
}

async function measure() {
  const before = used();
  const start = performance.now();
  const state = await P.load(read);
  await P.search(state, 'type 2 diab');
  const load = performance.now() - start;
  const after = used();

  const search = P.timed ?? P.search;
  const keystrokes = lines('queries/keystrokes.txt');
  const budget = 60_000;
  // Twice through to warm the engine, as in Chromium, unless that alone would take minutes.
  const warming = performance.now();
  for (const query of [...keystrokes, ...keystrokes]) {
    search(state, query);
    if (performance.now() - warming > budget / 2) break;
  }
  const passes = [];
  let slow;
  let empty = 0;
  const started = performance.now();
  do {
    slow = [];
    empty = 0;
    for (const query of keystrokes) {
      const begin = performance.now();
      const found = search(state, query);
      slow.push([query, performance.now() - begin]);
      if (found.length === 0) empty++;
    }
    slow.sort((a, b) => b[1] - a[1]);
    passes.push(slow.map(([, took]) => took).reverse());
  } while (passes.length < 5 && performance.now() - started < budget);
  const middle = (share) => at(passes.map((times) => at(times, share)).sort((a, b) => a - b), 0.5);
  const result = {
    load, memory: after - before, p50: middle(0.5), p99: middle(0.99), max: middle(1), empty: empty / keystrokes.length,
    slowest: slow.slice(0, 5).map(([query, took]) => `${query} (${(took * 1000).toFixed(0)} µs)`),
  };
  if (P.memory) {
    const linear = P.memory(state);
    for (let n = 0; n < 1_000_000; n++) search(state, keystrokes[n % keystrokes.length]);
    Object.assign(result, { linear, growth: P.memory(state) - linear });
  }
  return result;
}

/**
 * The module alone, as the native program runs it, in a process of its own as that is; once the engine has optimised everything.
 */
async function alone() {
  const keystrokes = lines('queries/keystrokes.txt');
  const find = await P.crossing(P.load(read));
  // An empty query is nothing but the way there and back.
  return means(keystrokes, { alone: find, crossing: () => find('') });
}

/** The package, through `search`. */
async function steady() {
  const state = await P.load(read);
  return means(lines('queries/keystrokes.txt'), { mean: (query) => P.timed(state, query) });
}

/** The mean of a keystroke, median of nine passes behind twelve: until then single functions are still being optimised. */
function means(keystrokes, runs) {
  const passes = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let pass = 0; pass < 21; pass++) {
    for (const [name, run] of Object.entries(runs)) {
      const begin = performance.now();
      for (const query of keystrokes) run(query);
      if (pass >= 12) passes[name].push((performance.now() - begin) / keystrokes.length);
    }
  }
  return Object.fromEntries(Object.entries(passes).map(([name, means]) => [name, at(means.sort((a, b) => a - b), 0.5)]));
}

/** How many of the queries of each sample have an acceptable code, or one below it, first and among the first ten. */
async function gold() {
  const state = await P.load(read);
  const out = {};
  for (const file of JSON.parse(process.env.BENCH_GOLD)) {
    const counts = { n: 0, first: 0, ten: 0 };
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
      const [query, codes] = line.split('\t');
      const fits = (code) => codes.split(',').some((c) => undot(code).startsWith(undot(c)));
      const found = (await P.search(state, query)).slice(0, 10).map(([code]) => code);
      counts.n++;
      if (found.length > 0 && fits(found[0])) counts.first++;
      if (found.some(fits)) counts.ten++;
    }
    out[basename(file, '.tsv')] = counts;
  }
  return out;
}

console.log(JSON.stringify(await { build, measure, alone, steady, gold }[task]()));
// Some peers keep handles open.
process.exit(0);
