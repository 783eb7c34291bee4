// What <superbill-picker> asks of the library: with the options that its attributes are, whether they make sense, and one code alone.
import { turn } from './turn.js';

const plain = (code) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** @param {{ init: Function, search: Function, browse: Function }} library of the entry that the picker belongs to */
export const asking = ({ init, search, browse }) => {
  let there = false;

  function options(picker) {
    if (picker.max !== undefined && !(picker.max >= 1)) throw new Error(`max="${picker.getAttribute('max')}" is no number of codes`);
    const given = { limit: picker.limit ?? 10 };
    if (picker.set) given.sets = picker.set.split(/[\s,]+/).filter(Boolean);
    const on = picker.getAttribute('service-date') ?? picker.getAttribute('on');
    if (on) given.on = on;
    if (picker.within) given.within = picker.within;
    if (picker.billable) given.billable = true;
    return given;
  }

  /** The hit that is this code, in any writing and billable or not; as a hit, undefined when there is none. */
  const exact = (picker, code) => search(code, { ...options(picker), billable: undefined, limit: 5 }).find((hit) => plain(hit.code) === plain(code));

  const isBranch = (set, code) =>
    browse(set, code).length > 0 || search(code, { sets: [set], limit: 1 }).some((hit) => plain(hit.code) === plain(code));

  /** The billable codes that a text is, in a field of several one after the other; undefined when any of it is none. */
  function codes(picker, text) {
    const whole = exact(picker, text);
    const hits = whole || !picker.multiple ? [whole] : text.split(/[\s,;]+/).filter(Boolean).map((code) => exact(picker, code));
    return hits.every((hit) => hit?.billable) ? hits : undefined;
  }

  return {
    /**
     * Whether the module is there is asked anew each time: one that failed to come may come later. One that has only come now is asked in
     * the next turn: in this one goes on whatever else has waited for it, the page and other fields. Resolves to whether it has only come now.
     */
    async ready() {
      if (there) return false;
      await init();
      await turn();
      there = true;
      return true;
    },
    codes,
    find: (picker, text) => search(text, options(picker)),
    exact,
    /** What lies below a code. */
    below(picker, { set, code }) {
      const { on } = options(picker);
      return browse(set, code, on ? { on } : {}).map((branch) => ({ ...branch, set, matches: [] }));
    },
    /** @throws when the attributes make no sense, which an empty answer would hide */
    check(picker) {
      const { within, ...given } = options(picker);
      search('', given);
      if (within && !(given.sets ?? ['icd10cm', 'hcpcs']).some((set) => isBranch(set, within))) throw new Error(`within="${within}" is no code, block or chapter`);
    },
  };
};
