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
const beside = (file) => new URL(file, `file://${createRequire(process.env.BENCH_CONSUMER).resolve('superbill')}`);

/** An instance of the module of its own, without the package around it. */
async function instance() {
  const glue = await import(beside('superbill.js'));
  glue.initSync({ module: readFileSync(beside('superbill_bg.wasm')) });
  return glue;
}

/** The module alone: the numbers of the hits, which stay in its memory. */
export async function crossing({ options }) {
  const search = new (await instance()).Search(options);
  return (query) => search.find(query);
}

/** The package's search, and what makes it forget the texts that it has asked the module for. */
export async function forgetful({ options }) {
  const glue = await instance();
  const { api } = await import(beside('api.js'));
  let search;
  const forget = () => ({ search } = api(() => glue));
  return { forget, search: (query) => search(query, options) };
}
