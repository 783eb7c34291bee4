// All that is known of one code, with everything in it that is itself a code leading on.
import { lookup } from '/superbill/browser.js';
import { el } from './dom.js';

const KINDS = {
  includes: 'Includes',
  inclusionTerm: 'Also called',
  excludes1: 'Excludes 1: never together',
  excludes2: 'Excludes 2: may be coded too',
  codeFirst: 'Code first',
  useAdditional: 'Use additional code',
  useAdditionalCode: 'Use additional code',
  codeAlso: 'Code also',
  seventhCharacter: '7th character',
  note: 'Note',
  notes: 'Note',
};

const panel = () => document.querySelector('#detail');

function codeButton(set, code, on, isCode = true) {
  if (!isCode) return el('span', { className: 'range' }, code);
  return el('button', { type: 'button', className: 'code', onclick: () => showDetail(set, code, on) }, code);
}

function list(title, set, rows, on) {
  if (!rows?.length) return undefined;
  const shown = rows.slice(0, 40);
  return el(
    'section',
    {},
    el('h4', {}, title),
    el(
      'ul',
      { className: 'codes' },
      ...shown.map((r) => el('li', { className: r.billable ? 'billable' : '' }, codeButton(set, r.code, on, !r.code.includes('-')), el('span', {}, r.display))),
      rows.length > shown.length && el('li', { className: 'more' }, `and ${rows.length - shown.length} more`),
    ),
  );
}

function chips(title, set, codes, on) {
  if (!codes?.length) return undefined;
  return el('section', {}, el('h4', {}, title), el('p', { className: 'chips' }, ...codes.map((code) => codeButton(set, code, on))));
}

function notes(info) {
  if (!info.notes) return info.notesHint && el('p', { className: 'hint' }, 'The official notes are not loaded.');
  const groups = Map.groupBy ? Map.groupBy(info.notes, (n) => n.kind) : new Map([['note', info.notes]]);
  return el(
    'div',
    {},
    ...[...groups].map(([kind, rows]) =>
      el(
        'section',
        { className: `note ${kind}` },
        el('h4', {}, KINDS[kind] ?? kind),
        el('ul', {}, ...rows.slice(0, 30).map((n) => el('li', {}, n.text, n.at !== info.code && el('small', {}, ` from ${n.at}`)))),
      ),
    ),
  );
}

/** "valid since 2015-10-01", in words that a coder reads at a glance. */
function state(info) {
  const since = info.from ? ` since ${info.from}` : '';
  if (info.status === 'valid') return ['good', `Billable${since}${info.to ? ` until ${info.to}` : ''}`];
  if (info.status === 'header') return ['warn', `Not billable: a heading${info.note ? `; ${info.note}` : ''}`];
  return ['bad', info.note ?? info.status];
}

export function showDetail(set, code, on) {
  const info = lookup(set, code, { on });
  const inside = panel().contains(document.activeElement);
  // All of the panel would be read before anybody could go on.
  document.querySelector('#told').textContent = info ? `${info.code} ${info.display}. ${state(info)[1]}.` : `${code} is not in the table.`;
  panel().replaceChildren(...(info ? known(info, set, on) : [el('p', { className: 'empty' }, `${code} is not in the table.`)]));
  panel().scrollTop = 0;
  // The code that was pressed is not there any more.
  if (inside) panel().focus({ preventScroll: true });
}

function known(info, set, on) {
  const [mood, words] = state(info);
  return [
    info.parents.length > 0 &&
      el('nav', { 'aria-label': 'Where it stands' }, ...info.parents.map((p) => el('span', { title: p.display }, codeButton(set, p.code, on, !p.code.includes('-'))))),
    el('h3', {}, el('span', { className: 'code' }, info.code), ` ${info.display}`),
    el('p', { className: `state ${mood}` }, words, el('small', {}, ` ${info.release}`)),
    list('7th character needed', set, info.seventh?.map((s) => ({ code: s.code, display: `${s.character}: ${s.display}`, billable: true })), on),
    list('Below it', set, info.children, on),
    list('Other sides', set, info.laterality, on),
    chips('Became', set, info.successors, on),
    chips('Was', set, info.predecessors, on),
    info.synonyms.length > 0 && el('section', {}, el('h4', {}, 'Also called'), el('p', {}, info.synonyms.slice(0, 24).join(' · '))),
    notes(info),
  ].filter(Boolean);
}
