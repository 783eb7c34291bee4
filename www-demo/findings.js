// The list of what was found: worst first, with the box it is about, what to do, and fixes that are one click.
import { el } from './dom.js';
import { LETTERS, offered } from './forms/written.js';

export const SAYS = { error: 'Error', warning: 'Warning', info: 'Hint' };
export const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** Days and diagnoses are written in boxes as the form writes them, and in the claim as the format does. */
function inBoxes(text) {
  const said = text.replace(/ (?:written|as) YYYYMMDD/, '');
  return /\(box (?:21|24E)/.test(said) ? said.replace(/\b(diagnosis|pointer) (\d+)\b/g, (all, word, n) => (LETTERS[n - 1] ? `${word} ${LETTERS[n - 1]}` : all)) : said;
}

/** A sentence of a report as one: with a capital, and a stop; `boxed` where it is about a box. */
export function sentence(text, boxed) {
  const said = boxed ? inBoxes(text) : text;
  return said && `${said[0].toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? '' : '.'}`;
}

export function placeOf({ locations: { form, x12 }, line }) {
  const box = form && (form.startsWith('FL') ? form : `Box ${form}`);
  const row = line && `${box ? 'line' : 'Line'} ${line}`;
  // What no form has a box for is named by its place in the 837, where the claim is one.
  return [box, row].filter(Boolean).join(', ') || (x12.line && (x12.element ?? x12.segment)) || 'Claim';
}

export class FindingsList {
  #list;
  #does;
  #items = new Map();

  constructor(list, does) {
    this.#list = list;
    this.#does = does;
  }

  show(findings) {
    const order = ['error', 'warning', 'info'];
    const sorted = findings.map((finding, i) => [finding, i]).sort(([a, i], [b, k]) => order.indexOf(a.severity) - order.indexOf(b.severity) || i - k).map(([finding]) => finding);
    const next = new Map();
    const nodes = sorted.map((finding) => {
      let key = `${finding.rule} ${finding.path} ${finding.message} ${finding.locations.x12?.bytes ?? ''} ${finding.locations.form}`;
      key += this.#does.kind(finding) ?? '';
      while (next.has(key)) key += '+';
      const item = this.#items.get(key) ?? this.#item(finding);
      item.finding = finding;
      next.set(key, item);
      return item;
    });
    for (const [key, item] of this.#items) if (!next.has(key)) item.remove();
    this.#items = next;
    nodes.forEach((node, i) => this.#list.children[i] !== node && this.#list.insertBefore(node, this.#list.children[i] ?? null));
  }

  #item(finding) {
    const { severity, message, help, fix, rule, edit, source } = finding;
    const kind = this.#does.kind(finding);
    const said = (text) => sentence(text, Boolean(kind));
    const item = el('li', { className: severity });
    // Nobody can choose among codes that only their numbers tell apart.
    const options = (fix?.options ?? []).slice(0, 8).map((option) => {
      const title = this.#does.titled(finding, option);
      return el('button', { type: 'button', className: 'option', onclick: () => this.#does.fix(item.finding, option) }, offered(kind, option), title && ' ', title && el('span', {}, title));
    });
    item.append(
      el('p', { className: 'where' }, el('span', { className: 'badge' }, SAYS[severity]), el('button', { type: 'button', className: 'place', onclick: () => this.#does.go(item.finding) }, placeOf(finding))),
      el('p', { className: 'message' }, said(message)),
      ...(fix?.description ? [el('p', { className: 'fix' }, said(fix.description), ...options)] : options),
      el('details', {}, el('summary', {}, 'Why'), el('p', {}, said(help ?? '')), el('p', { className: 'source' }, source?.url ? el('a', { href: source.url, rel: 'noreferrer', target: '_blank' }, source.name) : (source?.name ?? ''), edit ? ` · ${edit.system} ${edit.code}` : ''), el('code', {}, rule)),
    );
    return item;
  }
}
