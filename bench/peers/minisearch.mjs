import MiniSearch from 'minisearch';
import { tokens } from '../corpus.mjs';

export const name = 'MiniSearch 7, AND then OR';

const OPTIONS = {
  fields: ['code', 'title'],
  storeFields: ['code', 'title'],
  tokenize: tokens,
  processTerm: (term) => term,
  searchOptions: { prefix: true, combineWith: 'AND', boost: { code: 3 }, tokenize: tokens, processTerm: (term) => term },
};

export function build(all) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(all.map(([code, title], id) => ({ id, code, title })));
  return index;
}
export const save = (index) => ({ 'index.json': Buffer.from(JSON.stringify(index)) });
export const load = (read) => MiniSearch.loadJSON(read('index.json').toString(), OPTIONS);

export function search(index, query) {
  let found = index.search(query);
  if (found.length === 0) found = index.search(query, { combineWith: 'OR' });
  return found.slice(0, 10).map((hit) => [hit.code, hit.title]);
}
