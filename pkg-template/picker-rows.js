// What <superbill-picker> shows of its hits.
const SETS = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS', hcpcs: 'HCPCS', cpt: 'CPT' };
/** The first day of ICD-10: of a code in force since then, the day says nothing. */
const BEGAN = '2015-10-01';

export const make = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

/** With a part, so that pages can style it. */
export const part = (name, part, properties = {}, ...children) => {
  const node = make(name, { className: part, ...properties }, ...children);
  node.setAttribute('part', part);
  return node;
};

/** What a unit of an HCPCS code is, as its title says it at its end: where the title stops, and the unit. */
function unitOf(hit) {
  const found = hit.set === 'hcpcs' && /, (per \S.*)$/.exec(hit.display);
  return found ? [found.index, found[1]] : [hit.display.length, ''];
}

/** The title with what matched marked, to where it stops. */
function marked(hit, stop) {
  const out = part('span', 'text');
  let at = 0;
  for (const [start, end] of hit.matches ?? []) {
    if (start >= stop) break;
    out.append(hit.display.slice(at, start), make('mark', {}, hit.display.slice(start, Math.min(end, stop))));
    at = Math.min(end, stop);
  }
  out.append(hit.display.slice(at, stop));
  return out;
}

/** That a code is of ICD-9, which the note of what became of it says. */
export const icd9 = (hit) => (/ is ICD-9-CM/.test(hit.note ?? '') ? hit.note : undefined);

/** What a coder must know before taking the code. */
function aside(hit) {
  const parts = [];
  if (hit.note && !icd9(hit)) parts.push(hit.note);
  if (!hit.billable && !hit.to && !hit.note) parts.push('not billable: opens the codes below it');
  // The marks keep the quotes at their words on a page that runs from the right.
  if (hit.matchedName) parts.push(`\u2066“${hit.matchedName}”\u2069`);
  return parts.join(' · ');
}

function row(hit, id, favorite) {
  const item = part('li', 'option', { id });
  item.className = [!hit.billable && 'header', hit.to && 'ended'].filter(Boolean).join(' ');
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  const [stop, unit] = unitOf(hit);
  const body = make('span', { className: 'body' }, marked(hit, stop));
  if (unit) body.append(' ', part('span', 'unit', {}, unit));
  const note = aside(hit);
  if (note) body.append(part('small', 'note', {}, note));
  item.append(part('span', 'code', {}, hit.code), ' ', body);
  if (hit.from && hit.from !== BEGAN && !hit.note) item.append(' ', part('small', 'days', {}, `since ${hit.from}`));
  if (favorite) {
    const star = part('span', 'star', { textContent: favorite(hit) ? '★' : '☆', title: 'Favorite (Ctrl+Enter)' });
    // Within an option nothing can be pressed; the keyboard has Ctrl+Enter.
    star.setAttribute(...(favorite(hit) ? ['role', 'img'] : ['aria-hidden', 'true']));
    if (favorite(hit)) star.setAttribute('aria-label', 'favorite');
    item.append(star);
  }
  return item;
}

/** Hits with their kind together, in the order of the first of each: by what they are kept as, else by their sets. */
export function grouped(hits) {
  const groups = new Map();
  for (const hit of hits) {
    const name = hit.group ?? SETS[hit.set] ?? '';
    groups.set(name, [...(groups.get(name) ?? []), hit]);
  }
  return groups;
}

/**
 * The rows of a list, and what goes into it: the rows, or groups of them where there are several or a group has a name of its own.
 * `favorite` says of a hit whether it is one, where favorites are kept.
 */
export function rows(groups, id, favorite) {
  let n = 0;
  const items = [];
  const named = groups.size > 1 || [...groups.values()].some(([hit]) => hit?.group);
  const nodes = [...groups].flatMap(([name, hits]) => {
    const own = hits.map((hit) => row(hit, `${id}-${n++}`, favorite));
    items.push(...own);
    if (!named) return own;
    const heading = part('div', 'group', { id: `${id}-group-${n}`, textContent: name });
    heading.setAttribute('role', 'presentation');
    const group = make('div', {}, heading, ...own);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-labelledby', heading.id);
    return [group];
  });
  return { nodes, items };
}
