// Ours, through the installed package: code, title and what matched, as every caller gets them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const name = 'superbill';
export const build = () => ({});
export const save = () => ({});

export function load() {
  const superbill = createRequire(process.env.BENCH_CONSUMER)('superbill');
  const set = process.env.BENCH_SET;
  if (set === 'icd10pcs') superbill.loadTable(readFileSync(beside('tables/icd10pcs.tbl')));
  return { superbill, options: { sets: [set] } };
}

export const search = ({ superbill, options }, query) => superbill.search(query, options).map((hit) => [hit.code, hit.display]);
/** As a caller uses it, without the bench's own reshaping. */
export const timed = ({ superbill, options }, query) => superbill.search(query, options);
export const memory = ({ superbill }) => superbill.memoryBytes();
const beside = (file) => new URL(file, `file://${createRequire(process.env.BENCH_CONSUMER).resolve('superbill')}`);

/** An instance of the module of its own, without the package around it. */
async function instance() {
  const glue = await import(beside('superbill.js'));
  glue.initSync({ module: readFileSync(beside('superbill_bg.wasm')) });
  return glue;
}

/** The module alone: the JSON text of the hits. */
export async function crossing({ options }) {
  const { Superbill } = await instance();
  const superbill = new Superbill();
  return (query) => superbill.search(query, options);
}
