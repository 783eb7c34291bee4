// What the benches share: where things lie, how a peer is run in a process of its own, tables, sections of BENCHMARKS.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

export const OUT = resolve('target/bench');
/** Rows in force on this day are searched. */
export const DAY = '2026-11-20';
export const PEERS = ['superbill', 'flexsearch', 'minisearch', 'ufuzzy', 'fts5', 'linear'];
mkdirSync(OUT, { recursive: true });

export const say = (text) => console.error(`==> ${text}`);
export const env = {
  ...process.env,
  BENCH_OUT: OUT,
  BENCH_SET: 'icd10cm',
  BENCH_ROWS: join(OUT, 'icd10cm.tsv'),
  BENCH_CONSUMER: resolve('target/consumer/bench.js'),
};
export const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
export const run = (command, args, options = {}) => execFileSync(command, args, { encoding: 'utf8', env, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'], ...options });
export const node = (...args) => JSON.parse(run(process.execPath, ['--expose-gc', ...args]).trim().split('\n').pop());
export const table = (head, rows) => [head, head.map(() => '--:').with(0, '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
export const nameOf = async (peer) => (await import(`./peers/${peer}.mjs`)).name;

/** Rows of a set in force on DAY, in written form, as lines of code, title and whether it is billable, in its file. */
export function writeRows(set) {
  const all = run('cargo', ['run', '--quiet', '--profile', 'tables', '-p', 'codesets', '--', 'rows', set, DAY]).trimEnd().split('\n');
  const rows = all.map((line) => line.split('\t')).filter(([, , , spans]) => spans.split(', ').some((span) => {
    const [, from, to] = /^(\S+)\.\.(\S+)/.exec(span);
    return from <= DAY && DAY <= to;
  }));
  const written = (code) => (set === 'icd10cm' && code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
  const text = rows.map(([code, title, billable]) => `${written(code)}\t${title}\t${billable}`).join('\n');
  writeFileSync(join(OUT, `${set}.tsv`), text);
  return { rows: rows.length, text };
}

/** Puts text between the two marks of its name; what is beside them is written by others or by hand. */
export function writeSection(file, name, text) {
  const whole = readFileSync(file, 'utf8');
  const marked = new RegExp(`<!-- ${name} -->\\n[^]*?<!-- /${name} -->\\n`);
  if (!marked.test(whole)) throw new Error(`${file} has no section between <!-- ${name} --> and <!-- /${name} -->`);
  writeFileSync(file, whole.replace(marked, () => `<!-- ${name} -->\n${text}\n<!-- /${name} -->\n`));
}
