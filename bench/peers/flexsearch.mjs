import { Index } from 'flexsearch';
import { rows, tokens } from '../corpus.mjs';

export const name = 'FlexSearch 0.8';

const empty = () => new Index({ tokenize: 'forward', encode: tokens, resolution: 9 });

export function build(all) {
  const index = empty();
  all.forEach(([code, title], i) => index.add(i, `${code} ${title}`));
  return { all, index };
}

export async function save({ index }) {
  const parts = {};
  await index.export((key, data) => {
    if (data !== undefined && data !== null) parts[key] = data;
  });
  // The last parts arrive after the promise.
  await new Promise((done) => setTimeout(done, 300));
  return { 'index.json': Buffer.from(JSON.stringify(parts)) };
}

export function load(read) {
  const index = empty();
  for (const [key, data] of Object.entries(JSON.parse(read('index.json').toString()))) index.import(key, data);
  return { all: rows(), index };
}

export const search = ({ all, index }, query) => index.search(query, { limit: 10 }).map((i) => all[i]);
