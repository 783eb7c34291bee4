// What every peer is given: the rows in force, and the same words.
import { readFileSync } from 'node:fs';

/** [code, title, billable] of every row. */
export function rows(file = process.env.BENCH_ROWS) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => {
    const [code, title, billable] = line.split('\t');
    return [code, title, billable === '1'];
  });
}

export const lines = (file) => readFileSync(new URL(file, import.meta.url), 'utf8').trimEnd().split('\n');

/** Lower case, accents folded, dots within words dropped (so that E11.6 is E116), cut at everything else. */
export function tokens(text) {
  return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/([a-z0-9])[.'’]([a-z0-9])/g, '$1$2').match(/[a-z0-9]+/g) ?? [];
}

export const undot = (code) => code.replace('.', '');
