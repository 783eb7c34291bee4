// What <superbill-picker> shows of a hit.
const SETS = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS', hcpcs: 'HCPCS', cpt: 'CPT' };

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

/** The title with what matched marked. */
function marked(hit) {
  const out = part('span', 'text');
  let at = 0;
  for (const [start, end] of hit.matches ?? []) {
    out.append(hit.display.slice(at, start), make('mark', {}, hit.display.slice(start, end)));
    at = end;
  }
  out.append(hit.display.slice(at));
  return out;
}

/** What a coder must know before taking the code. */
function aside(hit, sets) {
  const parts = [];
  if (sets) parts.push(SETS[hit.set]);
  if (hit.note) parts.push(hit.note);
  if (!hit.billable && !hit.to && !hit.note) parts.push('not billable: opens the codes below it');
  if (hit.matchedName) parts.push(`“${hit.matchedName}”`);
  return parts.join(' · ');
}

/** The rows of a list; `sets` says of each which set it is of. */
export function rows(hits, id, sets) {
  return hits.map((hit, i) => {
    const item = part('li', 'option', { id: `${id}-${i}` });
    item.className = [!hit.billable && 'header', hit.to && 'ended'].filter(Boolean).join(' ');
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.append(part('span', 'code', {}, hit.code), marked(hit));
    const note = aside(hit, sets);
    if (note) item.append(part('small', 'note', {}, note));
    return item;
  });
}

/** No list is higher, in CSS pixels. */
const MOST = 520;

/** Where a list fits: below its field, or above where there is more room; as wide as the field at least. */
export function place(popup, field) {
  const box = field.getBoundingClientRect();
  const [width, height] = [document.documentElement.clientWidth, window.innerHeight];
  const [below, above] = [height - box.bottom - 6, box.top - 6];
  const wanted = Math.min(popup.scrollHeight || 300, MOST);
  const down = below >= wanted || below >= above;
  const wide = Math.min(Math.max(box.width, parseFloat(getComputedStyle(field).getPropertyValue('--superbill-list-width')) || 0, Math.min(320, width - 8)), width - 8);
  const rightToLeft = getComputedStyle(field).direction === 'rtl';
  const left = Math.max(4, Math.min(rightToLeft ? box.right - wide : box.left, width - wide - 4));
  Object.assign(popup.style, { left: `${left}px`, width: `${wide}px`, maxHeight: `${Math.max(80, Math.min(MOST, down ? below : above))}px` });
  Object.assign(popup.style, down ? { top: `${box.bottom + 2}px`, bottom: 'auto' } : { top: 'auto', bottom: `${height - box.top + 2}px` });
}
