// node bench/answers.mjs: what the peers answer to the samples of `examples/recall`, into its section of BENCHMARKS.md. Each sample is
// asked of the rows of the set that it is about, the same rows for everybody. CPT has no texts that a peer could be given, and samples of
// several sets none that one index answers.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shared } from '../tools/shared.mjs';
import { OUT, PEERS, env, nameOf, node, run, say, table, writeRows, writeSection } from './common.mjs';

const SETS = { icd10cm: 'ICD-10-CM', hcpcs: 'HCPCS', icd10pcs: 'ICD-10-PCS' };
/** Some peers take a third of a second for a long query: of a sample everybody is asked this many lines at most, evenly taken. */
const MOST = 150;

/** The samples of each set as files of at most MOST lines, by set. */
function writeSamples(gold) {
  const folder = join(OUT, 'samples');
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

const gold = shared('bench/gold');
if (!gold) say('SKIPPED the samples drawn from public lists: they are not in the shared folder, so only our own are measured');
const answers = Object.fromEntries(PEERS.map((peer) => [peer, {}]));
for (const [set, files] of Object.entries(writeSamples(gold ? [gold] : []))) {
  writeRows(set);
  Object.assign(env, { BENCH_SET: set, BENCH_ROWS: join(OUT, `${set}.tsv`), BENCH_GOLD: JSON.stringify(files) });
  for (const peer of PEERS) {
    say(`${peer}: ${files.length} samples of ${SETS[set]} (up to 5 min)`);
    node('bench/one.mjs', 'build', peer);
    answers[peer][set] = node('bench/one.mjs', 'gold', peer);
  }
}

const close = [];
const rows = Object.keys(SETS).flatMap((set) => Object.entries(answers[PEERS[0]][set]).map(([name, { n }]) => {
  const shares = PEERS.map((p) => answers[p][set][name]).map(({ first, ten }) => ({ first: (100 * first) / n, ten: (100 * ten) / n }));
  const [ours, ...others] = shares;
  const ahead = (of) => ours[of] - Math.max(...others.map((other) => other[of]));
  for (const [of, said] of [['first', 'first'], ['ten', 'in the first ten']]) if (ahead(of) < 10) close.push(`${name} ${said} (${ahead(of).toFixed(1)})`);
  return [name, SETS[set], n, ...shares.map(({ first, ten }) => `${first.toFixed(1)} / ${ten.toFixed(1)}`), `${ahead('first').toFixed(1)} / ${ahead('ten').toFixed(1)}`];
}));
const head = ['sample', 'of', 'queries', ...(await Promise.all(PEERS.map(nameOf))), 'ahead of the next'];
const text = `## Answers

Written by \`./x bench answers\`. Share of queries with an acceptable code, or one below it, in the first place / in the first ten, in percent. Everybody has
the same rows: of HCPCS with our spelled-out texts, since the registries have only the shortened ones. Of a sample everybody is asked
the same ${MOST} lines at most, evenly taken; \`./x bench --quick\` prints ours over all of them, and CPT, for which there are no texts that a
peer could be given. The samples of bench/gold are our own: what \`phrases\`, \`phrases-2\` and those of the specialties missed was added to
the everyday terms since, for \`phrases-3\` nothing was. The others are drawn from public lists. Typos, words run together or split, British and
plural ones are made from the diagnoses by rule.

${table(head, rows)}

${close.length ? `A peer is within ten points of ours on ${close.join(', ')}.` : 'No peer is within ten points of ours on any sample.'}
`;
writeSection('BENCHMARKS.md', 'answers', text);
console.log(text);
