// <superbill-picker>: a combobox over `search`, after the ARIA authoring practices' pattern (list autocomplete, manual
// selection). No framework and no shadow styles to fight: colours and sizes are custom properties.
import { init, search } from './browser.js';

const STYLE = `
:host { display: block; position: relative; font: inherit; color: inherit; }
input { font: inherit; color: inherit; width: 100%; box-sizing: border-box; padding: .45em .6em; background: var(--superbill-field, #fff);
  border: 1px solid var(--superbill-line, #9aa7b0); border-radius: var(--superbill-radius, 4px); }
input:focus { outline: 2px solid var(--superbill-accent, #0b6e8a); outline-offset: 0; border-color: transparent; }
ul { list-style: none; margin: 2px 0 0; padding: 0; position: absolute; z-index: 10; inset-inline-start: 0; width: max(100%, var(--superbill-list-width, 0px)); max-width: 94vw; box-sizing: border-box; max-height: var(--superbill-height, 26em);
  overflow-y: auto; background: var(--superbill-list, #fff); border: 1px solid var(--superbill-line, #9aa7b0);
  border-radius: var(--superbill-radius, 4px); box-shadow: 0 6px 20px rgb(20 40 60 / .16); }
:host([open-list]) ul { position: static; width: auto; box-shadow: none; max-height: none; }
ul:empty { display: none; }
li { display: grid; grid-template-columns: 5.6em 1fr; gap: 0 .6em; padding: .35em .6em; cursor: pointer; border-top: 1px solid var(--superbill-hair, #e6ebee); }
li:first-child { border-top: 0; }
li[aria-selected=true] { background: var(--superbill-chosen, #e2f0f4); }
.code { font-family: var(--superbill-mono, ui-monospace, monospace); font-weight: 600; }
.header .code, .ended .code { font-weight: 400; opacity: .75; }
.ended .text { text-decoration: line-through; text-decoration-color: #a33; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; text-decoration-color: var(--superbill-accent, #0b6e8a); text-underline-offset: 2px; }
small { grid-column: 2; color: var(--superbill-muted, #566570); font-size: .86em; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

let count = 0;

const make = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

/** The title with what matched marked. */
function marked(hit) {
  const out = make('span', { className: 'text' });
  let at = 0;
  for (const [start, end] of hit.matches) {
    out.append(hit.display.slice(at, start), make('mark', {}, hit.display.slice(start, end)));
    at = end;
  }
  out.append(hit.display.slice(at));
  return out;
}

/** What a coder must know before taking the code. */
function aside(hit) {
  const parts = [];
  if (hit.note) parts.push(hit.note);
  if (!hit.billable && !hit.to && !hit.note) parts.push('not billable: choose a code below it');
  if (hit.matchedName) parts.push(`“${hit.matchedName}”`);
  return parts.join(' · ');
}

// On a server there are no elements: importing this does nothing there.
export class SuperbillPicker extends (globalThis.HTMLElement ?? Object) {
  static formAssociated = true;
  static observedAttributes = ['set', 'on', 'billable', 'limit', 'within', 'placeholder', 'aria-label', 'aria-invalid', 'aria-description', 'disabled'];

  // The document objects that test runners make lack some of this.
  #internals = Object.assign(this.attachInternals?.() ?? {}, globalThis.ElementInternals?.prototype.setFormValue ? {} : { setFormValue() {} });
  #id = `superbill-${++count}`;
  #input;
  #list;
  #said;
  #hits = [];
  #chosen = -1;
  #took = 0;

  constructor() {
    super();
    this.#list = make('ul', { id: `${this.#id}-list`, role: 'listbox' });
    this.#input = make('input', { type: 'text', autocomplete: 'off', spellcheck: false, role: 'combobox' });
    this.#input.setAttribute('aria-autocomplete', 'list');
    this.#input.setAttribute('aria-controls', this.#list.id);
    this.#input.setAttribute('aria-expanded', 'false');
    this.#list.setAttribute('aria-label', 'Codes');
    this.#said = make('div', { className: 'said' });
    this.#said.setAttribute('aria-live', 'polite');
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    // A constructed style sheet also works where the page's policy forbids inline styles.
    if (globalThis.CSSStyleSheet?.prototype.replaceSync) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      shadow.adoptedStyleSheets = [sheet];
    }
    shadow.append(this.#input, this.#list, this.#said);
    this.#input.addEventListener('input', () => this.#ask());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('focus', () => this.#input.value && !this.#hits.length && this.#ask());
    // Before the click, the field would lose the focus and close the list.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const at = [...this.#list.children].indexOf(event.target.closest('li'));
      if (at >= 0) this.#take(at);
    });
  }

  connectedCallback() {
    init().catch((error) => this.#say(error.message));
  }

  attributeChangedCallback(name, _, value) {
    if (name === 'placeholder') this.#input.placeholder = value ?? '';
    else if (name.startsWith('aria-')) this.#forward(name, value);
    else if (name === 'disabled') this.#input.disabled = value !== null;
    // Filters that change under an open list change its answer.
    else if (this.#hits.length) this.#ask();
  }

  /** What the page says of the element is true of the field in it, which is what assistive software meets. */
  #forward(name, value) {
    if (value === null) this.#input.removeAttribute(name);
    else this.#input.setAttribute(name, value);
  }

  get value() {
    return this.#input.value;
  }

  set value(text) {
    this.#input.value = text ?? '';
    this.#internals.setFormValue(this.#input.value);
    if (this.hasAttribute('open-list')) this.#ask();
  }

  get hits() {
    return this.#hits;
  }

  get took() {
    return this.#took;
  }

  #options() {
    const options = { limit: Number(this.getAttribute('limit') ?? 10) };
    const set = this.getAttribute('set');
    if (set) options.sets = set.split(/[\s,]+/).filter(Boolean);
    for (const name of ['on', 'within']) if (this.getAttribute(name)) options[name] = this.getAttribute(name);
    if (this.hasAttribute('billable')) options.billable = true;
    return options;
  }

  async #ask() {
    this.#internals.setFormValue(this.#input.value);
    await init();
    const start = performance.now();
    try {
      this.#hits = this.#input.value.trim() ? search(this.#input.value, this.#options()) : [];
    } catch (error) {
      this.#hits = [];
      this.#say(error.message);
    }
    this.#took = performance.now() - start;
    this.#draw();
    this.dispatchEvent(new CustomEvent('superbill-hits', { bubbles: true, detail: { hits: this.#hits, took: this.#took } }));
  }

  #draw() {
    this.#chosen = -1;
    this.#list.replaceChildren(
      ...this.#hits.map((hit, i) => {
        const item = make('li', { id: `${this.#id}-${i}`, role: 'option' });
        item.className = [!hit.billable && 'header', hit.to && 'ended'].filter(Boolean).join(' ');
        item.setAttribute('aria-selected', 'false');
        item.append(make('span', { className: 'code' }, hit.code), marked(hit));
        const note = aside(hit);
        if (note) item.append(make('small', {}, note));
        return item;
      }),
    );
    const open = this.#hits.length > 0;
    this.#input.setAttribute('aria-expanded', String(open));
    this.#input.removeAttribute('aria-activedescendant');
    if (this.#input.value.trim()) this.#say(open ? `${this.#hits.length} codes` : 'no code found');
  }

  #say(text) {
    this.#said.textContent = text;
  }

  #close() {
    if (this.hasAttribute('open-list')) return;
    this.#hits = [];
    this.#draw();
    this.#say('');
  }

  #key(event) {
    const last = this.#hits.length - 1;
    if (event.key === 'ArrowDown' && last < 0 && this.#input.value) this.#ask();
    else if (event.key === 'ArrowDown' && last >= 0) this.#choose(this.#chosen >= last ? 0 : this.#chosen + 1);
    else if (event.key === 'ArrowUp' && last >= 0) this.#choose(this.#chosen <= 0 ? last : this.#chosen - 1);
    else if (event.key === 'Enter' && last >= 0) this.#take(Math.max(this.#chosen, 0));
    else if (event.key === 'Escape' && last >= 0) this.#close();
    else return;
    event.preventDefault();
  }

  #choose(at) {
    this.#list.children[this.#chosen]?.setAttribute('aria-selected', 'false');
    this.#chosen = at;
    const item = this.#list.children[at];
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView?.({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', item.id);
  }

  #take(at) {
    const hit = this.#hits[at];
    if (this.hasAttribute('open-list')) {
      this.#choose(at);
    } else {
      this.#input.value = hit.code;
      this.#internals.setFormValue(hit.code);
      this.#close();
    }
    this.dispatchEvent(new CustomEvent('superbill-pick', { bubbles: true, composed: true, detail: hit }));
  }
}

if (globalThis.customElements && !customElements.get('superbill-picker')) customElements.define('superbill-picker', SuperbillPicker);
