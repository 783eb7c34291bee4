// What a <superbill-picker> asks of the module, which may come late, or not at all: whoever has left or typed on is not interrupted by a
// late answer, and what keeps it from working is said once.
import { kept } from './picker-kept.js';
import { icd9 } from './picker-rows.js';
import { turn } from './turn.js';

/** A module that takes longer to come is said to be loading. */
const WAIT_AFTER = 150;

export class Answers {
  /** Milliseconds of the last search. */
  took = 0;
  /** What keeps it from working, empty when nothing does. */
  fault = '';
  /** What is asked and not answered yet. */
  #asked;
  /** Runs since the first question that is not answered: whoever types on is told, too. */
  #slow;
  #ask;
  #picker;
  #list;
  #told;

  /**
   * @param {ReturnType<import('./picker-codes.js').asking>} ask
   * @param {HTMLElement} picker the element, whose attributes are the options
   * @param {import('./picker-list.js').CodeList} list where answers are shown
   * @param {{ show(hits: object[], texts: object): void, titled(codes: object[]): void, fault(): void }} told what there is to draw
   */
  constructor(ask, picker, list, told) {
    [this.#ask, this.#picker, this.#list, this.#told] = [ask, picker, list, told];
  }

  /** Once the element is there: whether the module comes and the attributes make sense, before anybody types; and titles of the given codes. */
  async check() {
    try {
      await this.#ask.ready();
      if (!this.#picker.isConnected) return;
      this.#ask.check(this.#picker);
      this.failed();
      await this.titles();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Gives the titles of codes that were set from outside. */
  async titles() {
    const picker = this.#picker;
    if (!picker.selected.some((hit) => !hit.display && !hit.unknown)) return;
    try {
      await this.#ask.ready();
      this.#told.titled(picker.selected.map((hit) => {
        if (hit.display || hit.unknown) return hit;
        const found = this.#ask.exact(picker, hit.code);
        // Written as the page wrote it, with or without the point.
        return found ? { ...found, code: hit.code } : { ...hit, unknown: true };
      }));
    } catch {
      // Without the module, or with a wrong attribute, a code is shown as it is; what is wrong was said.
    }
  }

  /**
   * Answers a text, in a turn of its own behind the key that typed it: a slow machine takes other keys and draws between. With a key that
   * opens the list, `first` or `last` row is highlighted, or none, and without a text what is kept is shown.
   */
  async to(text, opened) {
    const asked = (this.#asked = { text, opened });
    if (!text && !opened) {
      this.drop();
      return this.#list.show([]);
    }
    this.#waits(true);
    try {
      const waited = await this.#ask.ready();
      // What waits now waits for its turn and not for the tables.
      if (asked === this.#asked) this.#waits(false);
      if (!waited && !opened) await turn();
      if (asked === this.#asked) this.now();
    } catch (error) {
      this.#answered(asked, error);
    }
  }

  /** Answers at once what waits for its turn: a key that means the list must not meet the one before. */
  now() {
    const asked = this.#asked;
    if (!asked) return;
    const { text, opened } = asked;
    const [picker, list] = [this.#picker, this.#list];
    try {
      const start = performance.now();
      const hits = text ? this.#ask.find(picker, text) : kept(picker.storage, (hit) => this.#ask.exact(picker, hit.code));
      this.took = performance.now() - start;
      this.failed();
      this.#told.show(hits, { status: hits.map(icd9).find(Boolean), none: text && !hits.length ? 'No code found' : '' });
      if (opened) list.choose({ first: 0, last: hits.length - 1 }[opened] ?? -1);
      this.#answered(asked);
    } catch (error) {
      // Without the tables `to` still waits for them, and answers.
      if (error.code !== 'not-ready') this.#answered(asked, error);
    }
  }

  #answered(asked, error) {
    if (error) this.failed(error);
    if (asked !== this.#asked) return;
    if (error) this.#list.show([], { status: error.message });
    this.drop();
    this.#picker.dispatchEvent(new CustomEvent('superbill-hits', { bubbles: true, detail: { hits: this.#list.hits, took: this.took } }));
  }

  /** The person has left, or what was asked is no question any more: no answer comes. */
  drop() {
    this.#asked = undefined;
    this.#waits(false);
  }

  #waits(on) {
    if (!on) this.#slow = clearTimeout(this.#slow);
    else this.#slow ??= setTimeout(() => this.#list.show([], { status: 'Loading the code tables …', busy: true }), WAIT_AFTER);
  }

  /** The billable codes that a text is, all of it, if it is; where the module is not there yet, `later` is called when it has come. */
  codes(text, later) {
    try {
      return this.#ask.codes(this.#picker, text);
    } catch {
      // Not there yet, or an attribute is wrong, which was said: the text stays, and is no value.
      if (later) this.#ask.ready().then(later, () => {});
      return undefined;
    }
  }

  /** What keeps it from working is shown, logged and sent, once; without an error it works again. */
  failed(error) {
    const text = error?.message ?? '';
    if (this.fault === text) return;
    this.fault = text;
    this.#told.fault();
    if (!error) return;
    console.error(`<superbill-picker>: ${text}`);
    this.#picker.dispatchEvent(new CustomEvent('superbill-error', { bubbles: true, composed: true, detail: error }));
  }
}
