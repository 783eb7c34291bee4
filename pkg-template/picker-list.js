// The list of <superbill-picker>: a listbox in a popover, which of its rows is highlighted, and what is said of it to those who listen.
import { follow, place } from './picker-place.js';
import { grouped, make, part, rows } from './picker-rows.js';

/** Whoever listens is told when the typing pauses, once. */
const SAY_AFTER = 400;

export class CodeList {
  hits = [];
  /** Which is highlighted, -1 when none is. */
  at = -1;
  open = false;
  /** It stays in the page, below the field. */
  fixed = false;
  popup = part('div', 'list');
  said = make('div', { className: 'said' });
  #list;
  #status = part('div', 'status');
  #none = make('slot', { name: 'empty', hidden: true });
  #items = [];
  #timer;
  #unsaid = '';
  #unfollow = () => {};
  #id;
  #input;
  #field;
  #told;

  /**
   * @param {string} id the beginning of the ids in it
   * @param {HTMLInputElement} input the combobox that it belongs to
   * @param {HTMLElement} field where it is placed at
   * @param {{ take(at: number): void, favor(at: number): void, toggled(): void, left(): void }} told what has happened
   */
  constructor(id, input, field, told) {
    [this.#id, this.#input, this.#field, this.#told] = [id, input, field, told];
    this.#list = make('ul', { id: `${id}-list` });
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', 'Codes');
    const roles = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': this.#list.id, 'aria-expanded': 'false' };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    this.said.setAttribute('aria-live', 'polite');
    this.popup.className = 'popup';
    this.popup.append(this.#status, this.#none, this.#list);
    // Before the click, the field would lose the focus and close the list.
    this.popup.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target, detail }) => {
      const at = this.#items.indexOf(target.closest('li'));
      if (at < 0) return;
      if (target.closest('.star')) told.favor(at);
      // The second click of two meant the row of the first: by now another may lie there.
      else if (detail < 2) told.take(at);
    });
  }

  /** Whether the person is in its field. */
  get focused() {
    return this.#input.getRootNode().activeElement === this.#input;
  }

  get last() {
    return this.hits.length - 1;
  }

  /** Shows these, and a text about them or in their place; `none` says that nothing was found, which the page may say otherwise. */
  show(hits, { status = '', none = '', busy = false, favorite } = {}) {
    const groups = grouped(hits);
    this.hits = [...groups.values()].flat();
    this.#status.textContent = status;
    [this.#none.textContent, this.#none.hidden] = [none, !none];
    const { nodes, items } = rows(groups, this.#id, favorite);
    this.#items = items;
    this.#list.replaceChildren(...nodes);
    this.#list.hidden = !items.length;
    if (busy) this.#list.setAttribute('aria-busy', 'true');
    else this.#list.removeAttribute('aria-busy');
    this.at = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#input.setAttribute('aria-expanded', String(items.length > 0));
    this.#toggle(items.length > 0 || Boolean(status || none));
    this.#unsaid = status || none;
    const count = items.length ? `${items.length} ${items.length === 1 ? 'code' : 'codes'}` : '';
    this.#saySoon([this.#unsaid, count].filter(Boolean).join('. '));
  }

  #toggle(open) {
    if (open !== this.open) {
      this.open = open;
      this.popup.classList.toggle('open', open);
      this.#unfollow();
      // Only an open list follows its field; a closed one keeps nothing that the page holds on to.
      this.#unfollow = open && !this.fixed ? this.#attend() : () => {};
      if (!this.fixed && this.popup.isConnected) {
        this.popup.setAttribute('popover', 'manual');
        if (open) this.popup.showPopover?.();
        else this.popup.hidePopover?.();
      } else this.popup.removeAttribute('popover');
      this.#told.toggled();
    }
    if (open && !this.fixed) place(this.popup, this.#field);
  }

  /** It follows its field; shown while the person is elsewhere, it has no focus to lose, and a click there or Escape closes it. */
  #attend() {
    const around = this.#field.ownerDocument;
    const unfollow = follow(around.defaultView, () => place(this.popup, this.#field));
    // A field that is scrolled out of sight has no list, which would lie over something else.
    let seen = false;
    const sight = around.defaultView.IntersectionObserver && new around.defaultView.IntersectionObserver((all) => {
      const { isIntersecting } = all.at(-1);
      if (seen && !isIntersecting) this.#told.left();
      seen = isIntersecting;
    });
    sight?.observe(this.#field);
    const elsewhere = (event) => {
      const inside = event.composedPath().includes(this.popup.getRootNode());
      if (!this.focused && (event.key === 'Escape' || (event.type === 'pointerdown' && !inside))) this.#told.left();
    };
    const both = ['pointerdown', 'keydown'];
    for (const name of both) around.addEventListener(name, elsewhere, true);
    return () => {
      unfollow();
      sight?.disconnect();
      for (const name of both) around.removeEventListener(name, elsewhere, true);
    };
  }

  close() {
    if (this.fixed) return;
    this.show([]);
    this.say('');
  }

  /** Highlights a row, or none. */
  choose(at) {
    this.#items[this.at]?.setAttribute('aria-selected', 'false');
    const item = this.#items[at];
    this.at = item ? at : -1;
    if (!item) return this.#input.removeAttribute('aria-activedescendant');
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView?.({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', item.id);
    // The option is read as it is highlighted; that says nothing of how far the list goes.
    this.#saySoon([this.#unsaid, `${this.hits[at].code}, ${at + 1} of ${this.hits.length}`].filter(Boolean).join('. '));
  }

  /** Says it now, and nothing else. */
  say(text) {
    clearTimeout(this.#timer);
    this.#unsaid = '';
    this.said.textContent = text;
  }

  #saySoon(text) {
    clearTimeout(this.#timer);
    if (text) this.#timer = setTimeout(() => this.say(text), SAY_AFTER);
  }
}
