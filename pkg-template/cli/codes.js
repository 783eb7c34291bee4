// Codes, rules and tables, printed.
import { rules as allRules, lookup as lookUp, search as find, tables as loaded } from '../node.js';
import { color, line, note } from './output.js';
import { Unusable, loadTables } from './shared.js';

/** The sets that codes can be looked up in; tables of edits are none. */
const SETS = ['icd10cm', 'icd10pcs', 'hcpcs', 'cpt'];

export function search(words, values) {
  const query = words.join(' ');
  if (query.trim() === '') throw new Unusable('search waits for words or a code: superbill search type 2 diabetes');
  loadTables(values);
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  const hits = find(query, { sets: values.set, on: values.on, limit, billable: values.billable });
  if (values.json) line(JSON.stringify(hits));
  else for (const hit of hits) line(hitLine(hit));
  if (hits.length > 0) return 0;
  note('superbill: no code was found for these words');
  return 1;
}

function hitLine(h) {
  const asides = [!h.billable && 'header', h.matchedName && `via "${h.matchedName}"`, h.note].filter(Boolean);
  return `${h.code.padEnd(9)} ${h.display}${asides.length ? `  [${asides.join('; ')}]` : ''}`;
}

export function lookup(codes, values) {
  if (codes.length === 0) throw new Unusable('lookup waits for a code: superbill lookup E11.40');
  loadTables(values);
  let missing = 0;
  for (const code of codes) {
    const sets = values.set ?? loaded().map((t) => t.set).filter((set) => SETS.includes(set));
    const info = sets.map((set) => lookUp(set, code, { on: values.on })).find(Boolean);
    if (!info) {
      note(`superbill: there is no code ${code.slice(0, 40)} in ${sets.join(', ')}`);
      missing++;
    } else if (values.json) line(JSON.stringify(info));
    else infoLines(info).forEach(line);
  }
  return missing > 0 ? 1 : 0;
}

const infoLines = (c) => [
  `${c.code}  ${c.display}`,
  `${c.set} ${c.release}: ${c.status}${c.billable ? ', billable' : ''}${c.note ? ` (${c.note})` : ''}, since ${c.from ?? 'before the data begins'}`,
  ...c.parents.map((p) => `  ${p.code}  ${p.display}`),
  ...c.children.map((p) => `    ${p.code}  ${p.display}`),
];

export function rules(ids, values) {
  const all = allRules();
  const chosen = ids.length === 0 ? all : all.filter((rule) => ids.some((id) => isNamed(rule.id, id)));
  if (values.json) line(JSON.stringify(chosen));
  else if (ids.length === 0) for (const rule of chosen) line(`${rule.id.padEnd(36)} ${rule.severity.padEnd(8)} ${rule.title}`);
  else for (const rule of chosen) ruleLines(rule).forEach(line);
  const unknown = ids.filter((id) => !all.some((rule) => isNamed(rule.id, id)));
  for (const id of unknown) note(`superbill: there is no rule ${id.slice(0, 60)}; superbill rules lists them`);
  return unknown.length > 0 ? 1 : 0;
}

const ruleLines = (r) => [
  `${color.strong(r.id)}  ${r.severity}: ${r.title}`,
  `  ${r.help}`,
  `  fix: ${r.fix}`,
  `  reads: ${r.fields.join(', ')}`,
  `  source: ${r.source.name}${r.source.url ? `, ${r.source.url}` : ''}`,
];

/** Whether a rule is the one named, or of the group named: `dx.*`. */
export const isNamed = (id, name) => id === name || (name.endsWith('*') && id.startsWith(name.slice(0, -1)));

export function tables(_, values) {
  loadTables(values);
  if (values.json) line(JSON.stringify(loaded()));
  else for (const t of loaded()) line(`${t.set.padEnd(22)} ${t.release.padEnd(13)} ${t.from}..${t.to}  ${t.rows} rows`);
  return 0;
}
