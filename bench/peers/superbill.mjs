// Ours, through the installed package: code, title and what matched, as every caller gets them.
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
