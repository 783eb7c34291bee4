// Every query word must begin a word of the row: a scan of all rows, shorter titles first.
import { rows, tokens } from '../corpus.mjs';

export const name = 'linear scan, ranked';

export function build(all) {
  return { all, texts: all.map(([code, title]) => ` ${tokens(`${code} ${title}`).join(' ')}`) };
}
export const save = () => ({});
export const load = () => build(rows());

export function search({ all, texts }, query) {
  const words = tokens(query).map((word) => ` ${word}`);
  if (words.length === 0) return [];
  const found = [];
  texts.forEach((text, i) => {
    if (words.every((word) => text.includes(word))) found.push([text.startsWith(words[0]) ? 0 : 1, text.length, i]);
  });
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return found.slice(0, 10).map(([, , i]) => all[i]);
}
