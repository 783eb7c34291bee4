// node bench/typos.mjs ROWS GOLD...: the queries of gold files, each four times with one typo, on stdout. Seeded by the query
// itself, so that the same queries give the same typos whatever else is in the files.
import { readFileSync } from 'node:fs';

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The keys around each letter: beside it, and touching it in the rows above and below. */
const NEIGHBOURS = Object.fromEntries(KEYBOARD.flatMap((row, y) => [...row].map((letter, x) => {
  const at = (dy, ...xs) => xs.map((dx) => KEYBOARD[y + dy]?.[x + dx] ?? '').join('');
  return [letter, at(0, -1, 1) + at(-1, 0, 1) + at(1, -1, 0)];
})));

/** xorshift from an FNV-1a hash of the text. */
function seeded(text) {
  let state = 0x811c9dc5;
  for (const c of text) state = Math.imul(state ^ c.codePointAt(0), 0x01000193);
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

/** Each takes a word and a place in it; any place, the first and the last letter too. */
const TYPOS = {
  'another key': (word, at, random) => word.slice(0, at) + NEIGHBOURS[word[at]][random(NEIGHBOURS[word[at]].length)] + word.slice(at + 1),
  'left out': (word, at) => word.slice(0, at) + word.slice(at + 1),
  'one more': (word, at, random) => {
    const letters = word[at] + word[at] + NEIGHBOURS[word[at]]; // a doubled letter is the commonest
    return word.slice(0, at + 1) + letters[random(letters.length)] + word.slice(at + 1);
  },
  'swapped': (word, at) => (at + 1 < word.length ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : word.slice(0, at - 1) + word[at] + word[at - 1]),
};

/**
 * Lines "query, codes, kind of typo". A typo that makes another word of a title ("colon" for "colin") is no typo to anybody who
 * knows only the titles: those are kept, as a kind of their own.
 */
export function typos(rows, files) {
  const words = new Set(rows.toLowerCase().match(/[a-z0-9]+/g));
  const out = [];
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'))) {
    const [query, codes] = line.split('\t');
    const places = [...query.matchAll(/[a-z]{4,}/g)];
    if (places.length === 0) continue;
    const random = seeded(query);
    for (const [kind, make] of Object.entries(TYPOS)) {
      const { 0: word, index } = places[random(places.length)];
      let typed = word;
      // Two equal letters can be swapped for ever.
      for (let tries = 0; typed === word && tries < 20; tries++) typed = make(word, random(word.length), random);
      if (typed === word) continue;
      out.push([query.slice(0, index) + typed + query.slice(index + word.length), codes, words.has(typed) ? 'another word' : kind].join('\t'));
    }
  }
  return `${out.join('\n')}\n`;
}

if (import.meta.filename === process.argv[1]) process.stdout.write(typos(readFileSync(process.argv[2], 'utf8'), process.argv.slice(3)));
