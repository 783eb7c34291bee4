// Ours, through the installed package: code, title and what matched, as every caller gets them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const name = 'superbill';
export const build = () => ({});
export const save = () => ({});

export function load() {
  const superbill = createRequire(process.env.BENCH_CONSUMER)('superbill');
  return { superbill, options: { sets: ['icd10cm'] } };
}

export const search = ({ superbill, options }, query) => superbill.search(query, options).map((hit) => [hit.code, hit.display]);
/** As a caller uses it, without the bench's own reshaping. */
export const timed = ({ superbill, options }, query) => superbill.search(query, options);
export const memory = ({ superbill }) => superbill.memoryBytes();
/** The module alone, without the package around it: the texts in which answers cross from WebAssembly, from an instance of its own. */
export async function crossing({ options }) {
  const beside = new URL('./', `file://${createRequire(process.env.BENCH_CONSUMER).resolve('superbill')}`);
  const glue = await import(new URL('superbill.js', beside));
  glue.initSync({ module: readFileSync(new URL('superbill_bg.wasm', beside)) });
  const search = new glue.Search(options);
  return (query) => search.find(query);
}
