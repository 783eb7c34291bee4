// What the peers answer to the samples of `examples/recall`: each sample is asked of the rows of the set that it is about, the same rows
// for everybody. CPT has no texts that a peer could be given, and samples of several sets none that one index answers.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SETS = { icd10cm: 'ICD-10-CM', hcpcs: 'HCPCS', icd10pcs: 'ICD-10-PCS' };
/** Some peers take a third of a second for a long query: of a sample everybody is asked this many lines at most, evenly taken. */
const MOST = 150;

/** Rows of a set in force on a day, in written form, as lines of code, title and whether it is billable. */
export function writeRows(run, set, day, file) {
  const all = run('cargo', ['run', '--quiet', '--profile', 'tables', '-p', 'codesets', '--', 'rows', set, day]).trimEnd().split('\n');
  const rows = all.map((line) => line.split('\t')).filter(([, , , spans]) => spans.split(', ').some((span) => {
    const [, from, to] = /^(\S+)\.\.(\S+)/.exec(span);
    return from <= day && day <= to;
  }));
  const written = (code) => (set === 'icd10cm' && code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
  const text = rows.map(([code, title, billable]) => `${written(code)}\t${title}\t${billable}`).join('\n');
  writeFileSync(file, text);
  return { rows: rows.length, text };
}

/** The samples of each set as files of at most MOST lines, by set. */
export function writeSamples(run, folder, gold) {
  rmSync(folder, { recursive: true, force: true });
  for (const set of Object.keys(SETS)) mkdirSync(join(folder, set), { recursive: true });
  run('cargo', ['run', '--quiet', '--release', '--example', 'recall', '--', `--write=${folder}`, ...gold]);
  return Object.fromEntries(Object.keys(SETS).map((set) => [set, readdirSync(join(folder, set)).sort().map((name) => {
    const file = join(folder, set, name);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const few = Math.min(MOST, lines.length);
    writeFileSync(file, Array.from({ length: few }, (_, i) => `${lines[Math.floor((i * lines.length) / few)]}\n`).join(''));
    return file;
  })]));
}

const share = (found, n) => (100 * found) / n;

/** Samples in rows, peers in columns: `first / in the first ten`, in percent; and how far ahead of the next ours is. */
export function answersTable(table, names, peers, golds) {
  const head = ['sample', 'of', 'queries', ...peers.map((p) => names[p]), 'ahead of the next'];
  const close = [];
  const rows = Object.keys(SETS).flatMap((set) => Object.entries(golds[peers[0]][set]).map(([name, { n }]) => {
    const [ours, ...others] = peers.map((p) => golds[p][set][name]).map(({ first, ten }) => ({ first: share(first, n), ten: share(ten, n) }));
    const ahead = (of) => ours[of] - Math.max(0, ...others.map((other) => other[of]));
    for (const [of, said] of [['first', 'first'], ['ten', 'in the first ten']]) if (ahead(of) < 10) close.push(`${name} ${said} (${ahead(of).toFixed(1)})`);
    const cell = ({ first, ten }) => `${first.toFixed(1)} / ${ten.toFixed(1)}`;
    return [name, SETS[set], n, cell(ours), ...others.map(cell), `${ahead('first').toFixed(1)} / ${ahead('ten').toFixed(1)}`];
  }));
  return { text: table(head, rows), close };
}
