// Which fields of a page are those of a claim, told by what a person reads there and by their names. A field is known by what it
// means ("the second modifier of the first line") and never by its node: portals make their nodes anew while one types.
import { closest, elementsOf } from './page.js';

/** The first that fits decides. What is the patient's is never looked at, whatever else its label says. */
const KINDS = [
  [null, /birth|\bdob\b|patient|member|subscriber|insured|policy|onset|accident|admission|discharge|pointer|\bptr\b|charge|units?\b|\bqty\b|place of service|qualifier|indicator|description/],
  ['npi', /\bnpi\b|national provider id/],
  ['modifier', /\bmod(ifier)?s?\b/],
  ['date', /\bdos\b|dates? of service|\b(service|serv|svc|procedure) (date|dt)/],
  ['diagnosis', /\bdx\b|\bdiag|\bicd/],
  ['procedure', /\bcpt\b|\bhcpcs?\b|procedure|\bproc\b/],
];
/** A field for that says so to the person; many that take a code are only named after the search behind them. */
const SEARCH = /\bsearch\b|\bfind\b|\blook ?up\b|\bfilter\b/;
/** An id is often made by a program ("mod-3-input", "proc-1"): it says something where one of these is in it. */
const TELLING = /\b(codes?|dx|diag\w*|icd\w*|cpt|hcpcs?|npi|dos|serv\w*|svc|procedure|modifiers?)\b/;
/** What a field is called that the page itself calls nothing. */
const NAMES = { npi: 'NPI', modifier: 'Modifier', date: 'Date of service', diagnosis: 'Diagnosis', procedure: 'Procedure' };
const PROVIDERS = [['rendering', /render|perform/], ['referring', /refer/], ['ordering', /order/], ['supervising', /supervis/], ['facility', /facilit|location/], ['billing', /./]];

/** "serviceDateFrom", "proc_code" and "lines[0].cpt" as words. */
const words = (text) => text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/([A-Za-z])(\d)/g, '$1 $2').replace(/[^A-Za-z0-9]+/g, ' ').trim().toLowerCase();

const textOf = (ids, root) => ids.split(/\s+/).map((id) => root.getElementById(id)?.textContent ?? '').join(' ');

/** What the field is called on the page. */
function labelOf(node) {
  const by = node.getAttribute('aria-labelledby');
  const labels = [...(node.labels ?? [])].map((label) => label.textContent).join(' ');
  const host = node.getRootNode().host?.getAttribute('label');
  return ((by && textOf(by, node.getRootNode())) || node.getAttribute('aria-label') || labels || host || '').replace(/\s+/g, ' ').trim();
}

const FIELDS = 'input, select, textarea';

/** What stands before it where nothing names it: beside it, or in the cell before its own. */
function textBefore(node) {
  const around = closest(node, 'td, dd') ?? node.parentElement;
  const ofIt = around?.matches('td, dd') || around?.querySelectorAll(FIELDS).length === 1;
  const said = [node, ofIt && around].map((at) => at && at.previousElementSibling);
  const text = said.find((one) => one && /\w/.test(one.textContent) && !one.matches(FIELDS) && !one.querySelector(FIELDS) && !one.control)?.textContent ?? '';
  return text.length < 60 ? text.replace(/\s+/g, ' ').trim() : '';
}

/** The head of its column. */
function columnOf(node) {
  const cell = closest(node, 'td');
  const heads = cell?.closest('table')?.tHead?.rows[0]?.cells ?? [];
  const columns = [...heads].flatMap((head) => Array(head.colSpan).fill(head.textContent));
  return cell ? columns[[...cell.parentNode.cells].slice(0, cell.cellIndex).reduce((sum, { colSpan }) => sum + colSpan, 0)] ?? '' : '';
}

const kindOf = (text) => KINDS.find(([, clue]) => clue.test(text));

/** The service line that a field stands on: its row, or the number in its name ("line 2", "cpt 2", "mod 2 b"). */
function lineOf(node, kind, text) {
  const number = kind === 'modifier' ? /\bmod(?:ifier)?s? (\d+) \w\b/ : /\b(\d+)$/;
  return closest(node, 'tr, [role=row]') ?? (/\b(?:line|row|service)s? ?(\d+)/.exec(text) ?? number.exec(text))?.[1] ?? 'the only one';
}

/** "From" and "To" under "Dates of service". */
const legendOf = (node, text) => (/\b(from|to|thru|through|start|end|begin)\b/.test(text) ? closest(node, 'fieldset, [role=group]')?.querySelector('legend')?.textContent ?? '' : '');

/** The claim's fields in the order of the page: `{ key, kind, node, label, fixed, line?, provider? }`; `roots` is told where one looked. */
export function findFields(roots) {
  const found = [];
  const lines = [];
  const seen = new Map();
  for (const node of elementsOf(document, roots)) {
    if (!node.matches('input, textarea')) continue;
    if (node.localName === 'input' && !['text', 'search', 'tel', 'number', 'date'].includes(node.type)) continue;
    if (closest(node, '[role=search]') || !node.checkVisibility()) continue;
    const given = labelOf(node);
    const hint = node.title || node.placeholder;
    const name = node.name || node.getRootNode().host?.getAttribute('name') || '';
    let label = given || hint;
    let own = words(`${label} ${name}`);
    let known = kindOf(own) ?? kindOf(words(columnOf(node))) ?? kindOf(words(legendOf(node, own)));
    // A label says what a field is, and where it says that it is none of these nothing beside it says otherwise.
    if (!known && !given && !name && TELLING.test(words(node.id))) {
      own = words(`${label} ${node.id}`);
      known = kindOf(own);
    }
    if (!known && !given) {
      label = textBefore(node);
      own = words(`${label} ${hint} ${name}`);
      known = kindOf(own);
    }
    const hinted = !given && label === hint && node.type !== 'search';
    if (!known?.[0] || (!hinted && SEARCH.test(words(label)))) continue;
    const [kind] = known;
    const field = { kind, node, label: label.replace(/[\s:*]+$/, '') || NAMES[kind], fixed: node.readOnly || node.matches(':disabled') || node.ariaReadOnly === 'true' };
    let key = kind;
    if (kind === 'npi') {
      field.provider = PROVIDERS.find(([, clue]) => clue.test(own))[0];
      key = `npi ${field.provider}`;
    } else if (kind !== 'diagnosis') {
      const line = lineOf(node, kind, own);
      if (!lines.includes(line)) lines.push(line);
      field.line = lines.indexOf(line);
      key = `line ${field.line} ${kind}`;
    }
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    found.push({ ...field, nth, key: `${key} ${nth}` });
  }
  return found;
}
