import uFuzzy from '@leeoniya/ufuzzy';
import { rows, undot } from '../corpus.mjs';

export const name = 'uFuzzy 1.0';

export function build(all) {
  // interLft 2: every term begins a word.
  return { all, engine: new uFuzzy({ interLft: 2 }), texts: all.map(([code, title]) => `${code} ${undot(code)} ${title}`) };
}
export const save = () => ({});
export const load = () => build(rows());

export function search({ all, engine, texts }, query) {
  const [found, info, order] = engine.search(texts, query, 5, 1e3);
  if (!found) return [];
  const best = order ? order.slice(0, 10).map((i) => info.idx[i]) : Array.from(found.slice(0, 10));
  return best.map((i) => all[i]);
}
