// The file as it is: its segments or lines, with what is found marked where it stands.
import { el } from './dom.js';
import { SAYS } from './findings.js';

const ORDER = { error: 0, warning: 1, info: 2 };

/** @param {{ number: number, text: string, marks: { finding: number, severity: string, from: number, to: number }[] }[]} lines */
export function drawFile(root, lines, go) {
  root.replaceChildren(
    ...lines.map(({ number, text, marks }) => {
      const worst = [...marks].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])[0];
      const row = el('li', { className: worst ? `marked ${worst.severity}` : '', 'data-number': number });
      row.append(el('span', { className: 'number', 'aria-hidden': 'true' }, String(number)));
      if (!worst) {
        row.append(el('code', {}, text));
        return row;
      }
      row.dataset.findings = marks.map((m) => m.finding).join(' ');
      const { from, to } = worst;
      const code = el('code', {}, text.slice(0, from), el('mark', {}, text.slice(from, Math.max(to, from + 1))), text.slice(Math.max(to, from + 1)));
      row.append(code, el('button', { type: 'button', className: 'quiet', onclick: () => go(worst.finding) }, marks.length > 1 ? `${marks.length} findings` : SAYS[worst.severity]));
      return row;
    }),
  );
}

export function showInFile(root, index) {
  const row = [...root.children].find((li) => li.dataset.findings?.split(' ').includes(String(index)));
  if (!row) return false;
  for (const other of root.querySelectorAll('.current')) other.classList.remove('current');
  row.classList.add('current');
  row.scrollIntoView({ block: 'center', behavior: 'instant' });
  row.querySelector('button')?.focus({ preventScroll: true });
  return true;
}
