// Answers as text in bytes: done here, or in a worker on its share of the claims.
import { Totals } from './totals.js';

/** Room for the texts of a piece, which grows as needed. */
const ROOM = 1 << 17;

/**
 * What was answered since the last time, made to be handed over without a copy: the texts one behind the other in `bytes`, and of
 * each in `entries` its place among all answers of the file, where it ends, and whether it is of a claim that could not be read.
 */
export class Answering {
  #writer;
  #file;
  #place = 0;
  #totals = new Totals();
  #bytes = Buffer.alloc(0);
  #length = 0;
  #entries = [];

  constructor(writer, file) {
    this.#writer = writer;
    this.#file = file;
  }

  add(item) {
    const place = this.#place++;
    // For another worker to answer.
    if (!item.report && !item.error) return;
    this.#totals.add(item);
    const text = this.#writer.item(this.#file, item);
    if (text === '') return;
    this.#length += this.#room(text.length * 3).write(text, this.#length);
    this.#entries.push(place, this.#length, item.error ? 1 : 0);
  }

  /** How many answers there were. */
  get count() {
    return this.#place;
  }

  get totals() {
    return this.#totals;
  }

  take() {
    const taken = { bytes: this.#bytes.subarray(0, this.#length), entries: new Uint32Array(this.#entries) };
    [this.#bytes, this.#length, this.#entries] = [Buffer.alloc(0), 0, []];
    return taken;
  }

  #room(most) {
    const wanted = this.#length + most;
    if (wanted > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(ROOM, wanted * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}

/** The texts of several that shared a file, in the order of their places: [bytes, whether of a claim that could not be read]. */
export function* texts(parts) {
  const next = parts.map(({ bytes, entries }) => ({ bytes, entries, at: 0, from: 0 })).filter(({ entries }) => entries.length > 0);
  while (next.length > 0) {
    let first = 0;
    for (let i = 1; i < next.length; i++) if (next[i].entries[next[i].at] < next[first].entries[next[first].at]) first = i;
    const one = next[first];
    const to = one.entries[one.at + 1];
    yield [one.bytes.subarray(one.from, to), one.entries[one.at + 2] === 1];
    one.from = to;
    one.at += 3;
    if (one.at === one.entries.length) next.splice(first, 1);
  }
}
