// How a value of the claim is written in a form, and back.
export const LETTERS = 'ABCDEFGHIJKL';

const words = (text) => text.toUpperCase().split(/[\s,]+/).filter(Boolean);
/** A code in capitals; words that were left where one belongs stay as they were typed. */
const coded = (text) => (/^\S*\d\S*$/.test(text) ? text.toUpperCase() : text);
const dotted = (code) => (/^[A-Z]\d[0-9A-Z]{2,5}$/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
const shortDay = (text) => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$2/$3/$1');

/** The last day that a year of two digits may mean: of the next year, or of a birth today. */
const LATEST = {
  day: () => `${new Date().getFullYear() + 1}1231`,
  birth: () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10).replaceAll('-', ''),
};

/**
 * A day as people type it: 11/3/2026, 11032026, 2026-11-03; once it is `done` also 11/3/26 and 110326, which before may be the beginnings of
 * others. What is no day stays as it is, for the rules to judge.
 */
function day(text, done, latest = LATEST.day) {
  const american = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d\d)$/.exec(text) ?? /^(\d\d)(\d\d)((?:19|20)\d\d|\d\d)$/.exec(text);
  if (american) {
    const [month, date] = american.slice(1, 3).map((part) => part.padStart(2, '0'));
    const of = (year) => `${year}${month}${date}`;
    const year = american[3];
    if (year.length === 4) return of(year);
    if (!done) return text;
    return of(`20${year}`) > latest() ? of(`19${year}`) : of(`20${year}`);
  }
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return iso ? iso.slice(1).join('') : text;
}

/** By kind: from what the claim has to what is shown, and from what was typed to what the claim gets; `done` once its box was left. */
export const KINDS = {
  text: { show: String, read: (text) => text },
  // $1,120.00 and 43215-1234: a claim has neither signs of money nor hyphens between digits.
  money: { show: String, read: (text) => text.replace(/^\$\s*/, '').replace(/^\d{1,3}(,\d{3})+(\.\d*)?$/, (amount) => amount.replaceAll(',', '')) },
  digits: { show: String, read: (text) => (/^[\d -]+$/.test(text) ? text.replace(/\D/g, '') : text) },
  code: { show: String, read: (text) => text.toUpperCase() },
  procedure: { show: String, read: coded },
  dx: { show: (code) => dotted(String(code)), read: (text, kind) => (kind === 'fhir' ? coded(text) : coded(text).replace(/^([A-Z]\d\w)\.(\w+)$/, '$1$2')) },
  date: { show: (text) => shortDay(String(text)), read: (text, kind, done) => day(text, done) },
  birth: { show: (text) => shortDay(String(text)), read: (text, kind, done) => day(text, done, LATEST.birth) },
  // "11/03/2026 14:30" or without an hour.
  dayHour: {
    show: (text) => String(text).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?$/, (_, y, m, d, h, min) => `${m}/${d}/${y}${h ? ` ${h}:${min ?? '00'}` : ''}`),
    read: (text, kind, done) => {
      // "11 03 2026" is a day and no day with the hour 20:26.
      const whole = day(text, done);
      const [, first, hour] = /^(.*?)\s+(\d\d(?::?\d\d)?)$/.exec(text) ?? [];
      const date = first && whole === text ? day(first, done) : '';
      return /^\d{8}$/.test(date) ? `${date}${hour.replace(':', '')}` : whole;
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
  if (kind === 'date' || kind === 'birth') return shortDay(option);
  if (kind === 'pointers') return LETTERS[option - 1] ?? option;
  return kind === 'dx' ? dotted(option) : option;
}
