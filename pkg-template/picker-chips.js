// The chosen codes of a <superbill-picker multiple>, in the order of a claim: the first diagnosis is the principal one, and service lines
// point to them by the letters A to L. They are one stop of the Tab key; within, arrow keys go from chip to chip, with Alt they
// move one, and a pointer of any kind drags.
import { make, part } from './picker-rows.js';

/** The twelve places for diagnoses of a professional claim; what is behind them, and codes that are no diagnoses, have numbers. */
const LETTERS = 'ABCDEFGHIJKL';
export const placeOf = (i, diagnoses) => (diagnoses && LETTERS[i]) || String(i + 1);

/** Pixels that a pointer moves before a press is a drag. */
const SLACK = 4;

/**
 * @param {HTMLElement} box where they are shown
 * @param {{ move(from: number, to: number): void, remove(i: number): void, leave(): void }} told what the person has done
 */
export function chips(box, told) {
  /** The chip that Tab comes to. */
  let current = 0;
  let fixed = false;
  let diagnoses = true;
  const all = () => [...box.children];
  const button = (i) => box.children[i]?.querySelector('button');

  function focus(i) {
    current = Math.max(0, Math.min(i, box.children.length - 1));
    all().forEach((_, at) => { button(at).tabIndex = at === current ? 0 : -1; });
    button(current)?.focus();
  }

  function key(event, i) {
    if (fixed || event.ctrlKey || event.metaKey) return;
    const rtl = getComputedStyle(box).direction === 'rtl';
    const last = box.children.length - 1;
    const to = { [rtl ? 'ArrowRight' : 'ArrowLeft']: i - 1, [rtl ? 'ArrowLeft' : 'ArrowRight']: i + 1, Home: 0, End: last }[event.key];
    if (to !== undefined && event.altKey) {
      if (to < 0 || to > last) return;
      told.move(i, to);
      focus(to);
    } else if (to !== undefined && to > last) told.leave();
    else if (to !== undefined) focus(to);
    else if (event.key === 'Delete' || event.key === 'Backspace') event.repeat || remove(i);
    else return;
    event.preventDefault();
  }

  function remove(i) {
    told.remove(i);
    if (box.children.length) focus(i);
    else told.leave();
  }

  function drag(event, chip, i) {
    if (fixed || event.button || event.target.closest('button')) return;
    const begin = [event.clientX, event.clientY];
    let to = i;
    const moved = ({ clientX, clientY }) => {
      if (!chip.classList.contains('dragged') && Math.hypot(clientX - begin[0], clientY - begin[1]) < SLACK) return;
      chip.classList.add('dragged');
      to = all().findIndex((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
      });
      all().forEach((one, at) => one.classList.toggle('target', at === to && to !== i));
    };
    const ended = ({ type }) => {
      chip.removeEventListener('pointermove', moved);
      const dragged = chip.classList.contains('dragged');
      all().forEach((one) => one.classList.remove('dragged', 'target'));
      if (type === 'pointerup' && dragged && to >= 0 && to !== i) told.move(i, to);
    };
    try {
      chip.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is gone already drags nothing.
    }
    chip.addEventListener('pointermove', moved);
    for (const name of ['pointerup', 'pointercancel']) chip.addEventListener(name, ended, { once: true });
    event.preventDefault();
  }

  function chip(hit, i, count) {
    const gone = make('button', { type: 'button', textContent: '×', tabIndex: i === current ? 0 : -1, hidden: fixed });
    const rank = i === 0 && diagnoses ? 'the principal one' : `${placeOf(i, diagnoses)} of ${count}`;
    gone.setAttribute('aria-label', `Remove ${[hit.code, hit.display].filter(Boolean).join(' ')}, ${rank}`);
    gone.setAttribute('aria-description', 'Arrow keys go to the others, with Alt they move it');
    gone.addEventListener('click', () => remove(i));
    gone.addEventListener('keydown', (event) => key(event, i));
    const node = part('span', 'chip', { title: hit.display ?? '' }, part('span', 'place', {}, placeOf(i, diagnoses)), hit.code, gone);
    node.classList.toggle('unknown', Boolean(hit.unknown));
    node.addEventListener('pointerdown', (event) => drag(event, node, i));
    return node;
  }

  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', 'Chosen codes');
  return {
    /** Shows these; with `still` they cannot be changed. Whoever was on one of them stays there. */
    draw(hits, { still, lettered }) {
      const inside = box.contains(box.getRootNode().activeElement);
      [fixed, diagnoses] = [still, lettered];
      current = Math.max(0, Math.min(current, hits.length - 1));
      box.classList.toggle('still', still);
      box.replaceChildren(...hits.map((hit, i) => chip(hit, i, hits.length)));
      if (inside) button(current)?.focus();
    },
    focusLast: () => focus(box.children.length - 1),
  };
}
