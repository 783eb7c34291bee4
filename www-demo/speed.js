// A panel that measures in the visitor's own browser, with what is loaded there.
import { el } from './dom.js';
import { ask } from './engine.js';
import { summed, timeOf } from './measure.js';

const QUERIES = ['hypertension', 'type 2 diab neurop', 'copd', 'kidney s', 'fracture left femur', 'e11.4', 'chest pain', 'wheelchair', 'ckd stage 3', '99213'];
/** Each query, as it is typed: all of its beginnings. */
const KEYSTROKES = QUERIES.flatMap((query) => Array.from(query, (_, i) => query.slice(0, i + 1)));

const time = (ms) => (ms < 0.001 ? 'under 1 µs' : ms < 1 ? `${Math.round(ms * 1000)} µs` : `${ms.toFixed(1)} ms`);
const breath = () => new Promise((done) => setTimeout(done));

async function keystrokes(search) {
  const times = [];
  for (const text of KEYSTROKES) {
    times.push(timeOf(() => search(text, { limit: 10 }), 3));
    // The page stays alive in between.
    if (times.length % 4 === 0) await breath();
  }
  return summed(times);
}

/** @param {{ search: Function, first: () => number }} page its search, and when that could first be used */
export function startSpeed(root, { search, first }) {
  root.hidden = false;
  const rows = root.querySelector('dl');
  const button = root.querySelector('button');
  const row = (name, value, id) => rows.append(el('div', {}, el('dt', {}, name), el('dd', id ? { id } : {}, value)));
  button.addEventListener('click', async () => {
    button.disabled = true;
    button.textContent = 'Measuring …';
    try {
      const keys = await keystrokes(search);
      const { one, claimsPerSecond } = await ask('speed');
      rows.replaceChildren();
      if (first()) row('Page opened to codes searchable', time(first()));
      row('A keystroke answered, typical', time(keys.median), 'speed-keys');
      row('A keystroke answered, slowest of 100', time(keys.p99));
      row('One claim of five lines checked', time(one.median));
      row('Claims of a file checked in a second', Math.round(claimsPerSecond).toLocaleString('en-US'), 'speed-claims');
    } finally {
      button.disabled = false;
      button.textContent = 'Measure again';
    }
  });
}
