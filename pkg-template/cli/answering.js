// Answers as texts: done here, or in a worker on its share of the claims.
import { Totals } from './totals.js';

/** So much is gone through before a worker's answers are sent. */
const NONE = [];

/** Turns the answers of one file into texts and totals. An entry is [place among all answers of the file, text, is it broken]. */
export class Answering {
  #writer;
  #file;
  #place = 0;
  #entries = [];
  #totals = new Totals();

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
    if (text !== '') this.#entries.push([place, text, item.error !== undefined]);
  }

  /** How many answers there were. */
  get count() {
    return this.#place;
  }

  get totals() {
    return this.#totals;
  }

  /** The entries since the last time. */
  take() {
    if (this.#entries.length === 0) return NONE;
    const taken = this.#entries;
    this.#entries = [];
    return taken;
  }
}
