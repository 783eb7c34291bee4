// How a value of the claim is written in a form, and back.
const LETTERS = 'ABCDEFGHIJKL';

const words = (text) => text.toUpperCase().split(/[\s,]+/).filter(Boolean);
const dotted = (code) => (/^[A-Z]\d[0-9A-Z]{2,5}$/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
const shortDay = (text) => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$2/$3/$1');

/** Of a year with two digits: no later than the next one. */
function yearOf(text) {
  const year = 2000 + Number(text);
  return text.length === 4 ? text : String(year > new Date().getFullYear() + 1 ? year - 100 : year);
}

/** A day as people type it: 11/3/2026, 11032026, 11/3/26, 110326, 2026-11-03. What is no day stays as it is, for the rules to judge. */
function day(text) {
  const american = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d\d)$/.exec(text) ?? /^(\d\d)(\d\d)((?:19|20)\d\d|\d\d)$/.exec(text);
  if (american) return `${yearOf(american[3])}${american[1].padStart(2, '0')}${american[2].padStart(2, '0')}`;
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return iso ? iso.slice(1).join('') : text;
}

/** By kind: from what the claim has to what is shown, and from what was typed to what the claim gets. */
export const KINDS = {
  text: { show: String, read: (text) => text },
  // $1,120.00 and 43215-1234: a claim has neither signs of money nor hyphens between digits.
  money: { show: String, read: (text) => text.replace(/^\$\s*/, '').replace(/,(?=\d{3})/g, '') },
  digits: { show: String, read: (text) => (/^[\d -]+$/.test(text) ? text.replace(/\D/g, '') : text) },
  code: { show: String, read: (text) => text.toUpperCase() },
  dx: { show: (code) => dotted(String(code)), read: (text, kind) => (kind === 'fhir' ? text.toUpperCase() : text.toUpperCase().replace(/^([A-Z]\d\w)\.(\w+)$/, '$1$2')) },
  date: { show: (text) => shortDay(String(text)), read: day },
  // "11/03/2026 14:30" or without an hour.
  dayHour: {
    show: (text) => String(text).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?$/, (_, y, m, d, h, min) => `${m}/${d}/${y}${h ? ` ${h}:${min ?? '00'}` : ''}`),
    read: (text) => {
      const [first, hour = ''] = text.split(/\s+/);
      return `${day(first)}${hour.replace(':', '')}`;
    },
  },
  hour: { show: (text) => String(text).replace(/^(\d\d)(\d\d)$/, '$1:$2'), read: (text) => text.replace(':', '') },
  list: { show: (list) => [list].flat().join(' '), read: words },
  // The form's letters are the claim's numbers; what is no letter goes through as it is, for the rules to judge.
  pointers: {
    show: (list) => [list].flat().map((n) => LETTERS[n - 1] ?? n).join(''),
    read: (text) => [...text.toUpperCase().replace(/[\s,]/g, '')].map((c) => (LETTERS.includes(c) ? String(LETTERS.indexOf(c) + 1) : c)),
  },
};

/** An offered value as it is written in a box of that kind. */
export function offered(kind, option) {
  if (kind === 'date') return shortDay(option);
  if (kind === 'pointers') return LETTERS[option - 1] ?? option;
  return kind === 'dx' ? dotted(option) : option;
}
