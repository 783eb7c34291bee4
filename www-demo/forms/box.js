// One field of a form: its number, its label, its control, and room for what is found in it.
import { el } from '../dom.js';

const id = (path) => `f${path.replaceAll('/', '-')}`;

/** How what is typed into a box is written, where nothing else is said. */
const kindOf = (path, className) => (className === 'money' ? 'money' : /\/(npi|employerId|postalCode)$/.test(path) ? 'digits' : 'text');

function control(path, { choices, set, placeholder, className, kind = kindOf(path, className), upper }) {
  const shared = { id: id(path), 'data-path': path, 'data-kind': kind, 'aria-describedby': `${id(path)}-says` };
  if (choices) {
    return el('select', shared, el('option', { value: '' }, '—'), ...choices.map(([value, text]) => el('option', { value }, text)));
  }
  if (set) {
    // A claim may hold what is no code: that is what the findings are for.
    return el('superbill-picker', { ...shared, set, limit: '8', 'allow-text': true });
  }
  const numeric = ['date', 'birth', 'hour', 'dayHour', 'digits'].includes(kind);
  return el('input', {
    ...shared, type: 'text', spellcheck: false, autocomplete: 'off', placeholder: placeholder ?? (kind === 'date' || kind === 'birth' ? 'MM/DD/YYYY' : ''),
    inputMode: numeric ? 'numeric' : kind === 'money' ? 'decimal' : '', className: upper ? 'upper' : '',
  });
}

/**
 * @param {string} number of the box or form locator, as it is printed on the form
 * @param {string} label in our own words
 * @param {string} path of the claim's field
 * @param {object} [how] `kind` of writing, `choices`, code `set`, `span` of columns, a `short` label for the eye and what `full` adds to it for the ear
 */
export function box(number, label, path, how = {}) {
  return el(
    'div',
    { className: `box ${how.className ?? ''}`, 'data-box': number || undefined, 'data-span': how.span },
    el('label', { for: id(path) }, number && el('b', {}, number), number && ' ', how.short ?? label, how.full && el('span', { className: 'unseen' }, how.full)),
    control(path, how),
    el('div', { className: 'says', id: `${id(path)}-says` }),
  );
}

/** A form of its own: browsers look over the whole form of a field at every keystroke in it, for what they could fill in. */
export function apart(part) {
  return el('form', { className: 'apart', autocomplete: 'off', noValidate: true }, part);
}

/** The lines come later, and each is apart. */
export function section(number, title, className, ...children) {
  const part = el('fieldset', { className }, el('legend', {}, number && el('b', {}, number), number && ' ', title), ...children);
  return className === 'lines' ? part : apart(part);
}

/** The address of somebody, in the box of their name; `full` says to the ear whose it is. */
export function address(number, owner, full) {
  return [
    box(number, 'Street', `${owner}/address/address1`, { span: 2, full }),
    box('', 'City', `${owner}/address/city`, { full }),
    box('', 'State', `${owner}/address/state`, { kind: 'code', className: 'tiny', full }),
    box('', 'ZIP', `${owner}/address/postalCode`, { full }),
  ];
}
