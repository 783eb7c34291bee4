// The claims of a file: one row each with its account, charge and what was found. Long files are shown a part at a time.
import { el } from './dom.js';
import { plural } from './findings.js';

const PART = 200;
const FORMS = { professional: '1500', institutional: 'UB-04', dental: 'Dental' };

export class ClaimsList {
  #root;
  #choose;
  #shown = PART;
  #claims = [];
  #at = 0;
  #filter = 'all';

  constructor(root, choose) {
    this.#root = root;
    this.#choose = choose;
    root.querySelector('select').addEventListener('change', ({ target }) => {
      this.#filter = target.value;
      this.#shown = PART;
      this.#draw();
    });
    root.querySelector('ol').addEventListener('click', ({ target }) => {
      const row = target.closest('button[data-index]');
      if (row) this.#choose(Number(row.dataset.index));
    });
    root.querySelector('.more').addEventListener('click', () => {
      const next = this.#shown;
      this.#shown += PART;
      this.#draw();
      // Whoever asked for more goes on with it; the button may be gone.
      root.querySelectorAll('ol button')[next]?.focus({ preventScroll: true });
    });
  }

  /** @param {object[]} changed claims that are new or other than before */
  show(changed, at, { name, count }, opened) {
    if (opened) this.#claims = [];
    const same = !changed.length && at === this.#at && !opened;
    if (same) return;
    for (const claim of changed) this.#claims[claim.index] = claim;
    this.#at = at;
    this.#root.hidden = count < 2;
    const wrong = this.#claims.filter((c) => c.errors).length;
    this.#root.querySelector('.name').textContent = name;
    this.#root.querySelector('.sum').textContent = `${plural(count, 'claim')}, ${wrong ? `${wrong} with errors` : 'none with errors'}`;
    if (count > 1) this.#draw();
  }

  #draw() {
    const fits = { all: () => true, errors: (c) => c.errors, clean: (c) => !c.errors && !c.warnings }[this.#filter];
    const all = this.#claims.filter(fits);
    const list = this.#root.querySelector('ol');
    const { index } = list.contains(document.activeElement) ? document.activeElement.dataset : {};
    list.replaceChildren(...all.slice(0, this.#shown).map((claim) => this.#row(claim)));
    if (!all.length) list.append(el('li', { className: 'none' }, 'No claim of this file.'));
    // Whoever chose by keyboard stays at the row.
    list.querySelector(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    this.#root.querySelector('.more').hidden = all.length <= this.#shown;
  }

  #row({ index, account, charge, form, errors, warnings, unreadable }) {
    const state = unreadable || errors ? 'error' : warnings ? 'warning' : 'good';
    const says = unreadable ? 'unreadable' : errors ? plural(errors, 'error') : warnings ? plural(warnings, 'warning') : 'clean';
    return el(
      'li',
      {},
      el('button', { type: 'button', 'data-index': index, className: state, 'aria-current': index === this.#at ? 'true' : undefined },
        el('span', { className: 'account' }, account || `Claim ${index + 1}`), el('span', { className: 'charge' }, charge && `$${charge}`),
        el('span', { className: 'kind' }, FORMS[form]), el('span', { className: 'state' }, says)),
    );
  }
}
