// <superbill-picker>: a form field that takes codes. A combobox over `search` after the ARIA authoring practices (list autocomplete,
// manual selection), as a form-associated element; its list is a popover, so that nothing clips it.
//
// The field holds a code or nothing: text that is no code is not its value unless `allow-text` says so. Nothing is taken that was
// not highlighted.
//
// The page may set `storage`, `{ list(): Hit[], remember(hit) }`: recently taken and favorite codes, shown when the empty field is opened.
import { browse, init, search } from './browser.js';
import { make, part, place, rows } from './picker-rows.js';
import { STYLE } from './picker-style.js';

/** Attribute to property, for frameworks that set either. */
const BOOLEANS = { billable: 'billable', required: 'required', readonly: 'readOnly', multiple: 'multiple', 'allow-text': 'allowText', 'open-list': 'openList' };
const TEXTS = { set: 'set', 'service-date': 'serviceDate', within: 'within', placeholder: 'placeholder', name: 'name', limit: 'limit' };
const ARIA = ['aria-label', 'aria-invalid', 'aria-description'];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SAY_AFTER = 400;

let count = 0;
const plain = (code) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

// On a server there are no elements: importing this does nothing there.
export class SuperbillPicker extends (globalThis.HTMLElement ?? Object) {
  static formAssociated = true;
  // `on` is the name that `service-date` had; Svelte, Preact and Angular take it for an event.
  static observedAttributes = ['value', 'disabled', 'on', ...ARIA, ...Object.keys(BOOLEANS), ...Object.keys(TEXTS)];

  // The document objects that test runners make lack some of this.
  #internals = Object.assign(this.attachInternals?.() ?? {}, globalThis.ElementInternals?.prototype.setFormValue ? {} : { setFormValue() {}, setValidity() {}, labels: [] });
  #id = `superbill-${++count}`;
  #input = make('input', { type: 'text', size: 1, autocomplete: 'off', spellcheck: false, autocapitalize: 'off', enterKeyHint: 'done' });
  #list = make('ul', { id: `${this.#id}-list` });
  #status = part('div', 'status');
  #popup = part('div', 'list');
  #clear = part('span', 'clear', { hidden: true, textContent: '×' });
  #chips = part('span', 'chips');
  #title = part('div', 'title');
  #said = make('div', { className: 'said' });
  #field;
  #hits = [];
  #codes = [];
  #at = -1;
  #took = 0;
  #open = false;
  #composing = false;
  #disabledAround = false;
  #custom = '';
  #fault = '';
  #timer;
  #before = '';
  #moved = () => place(this.#popup, this.#field);

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    // A constructed style sheet also works where the page's policy forbids inline styles.
    if (globalThis.CSSStyleSheet?.prototype.replaceSync) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      shadow.adoptedStyleSheets = [sheet];
    }
    this.#input.setAttribute('role', 'combobox');
    this.#input.setAttribute('part', 'input');
    this.#input.setAttribute('aria-autocomplete', 'list');
    this.#input.setAttribute('aria-controls', this.#list.id);
    this.#input.setAttribute('aria-expanded', 'false');
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', 'Codes');
    // As in a native search field it is for the pointer; the keyboard has its own ways.
    this.#clear.setAttribute('role', 'button');
    this.#clear.setAttribute('aria-label', 'Clear');
    this.#said.setAttribute('aria-live', 'polite');
    this.#popup.className = 'popup';
    this.#popup.append(this.#list, this.#status);
    this.#field = part('div', 'field', {}, this.#chips, this.#input, this.#clear);
    shadow.append(this.#field, this.#title, this.#popup, this.#said);
    this.#listen();
  }

  #listen() {
    const input = this.#input;
    input.addEventListener('compositionstart', () => (this.#composing = true));
    input.addEventListener('compositionend', () => {
      this.#composing = false;
      this.#typed();
    });
    input.addEventListener('input', () => this.#composing || this.#typed());
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('focus', () => {
      this.#before = this.#mark();
      this.#name();
    });
    input.addEventListener('blur', () => this.#settle());
    // Before the click, the field would lose the focus and close the list.
    this.#popup.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const at = [...this.#list.children].indexOf(event.target.closest('li'));
      if (at >= 0) this.#take(at);
    });
    this.#clear.addEventListener('click', () => {
      this.#set([], '');
      this.#told();
      input.focus();
    });
  }

  connectedCallback() {
    // Properties that were set before the element was known.
    for (const name of ['value', 'disabled', ...Object.values(BOOLEANS), ...Object.values(TEXTS)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#name();
    this.#judge();
    this.#ready().then(() => this.#titles(), () => {});
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#close();
  }

  attributeChangedCallback(name, before, value) {
    if (ARIA.includes(name)) this.#forward(name, value);
    else if (name === 'placeholder') this.#input.placeholder = value ?? '';
    else if (name === 'disabled' || name === 'readonly') this.#enable();
    else if (name === 'required') this.#judge();
    else if (name === 'value') {
      // As in a native field: the attribute is what it begins with, and what a reset gives back.
      if (before !== value && !this.#codes.length && !this.#input.value) this.value = value;
    } else if (name === 'multiple') this.#draw();
    // Filters that change under an open list change its answer.
    else if (this.#open || this.openList) this.#ask();
  }

  formDisabledCallback(disabled) {
    this.#disabledAround = disabled;
    this.#enable();
  }

  formResetCallback() {
    this.value = this.getAttribute('value') ?? '';
  }

  formStateRestoreCallback(state) {
    if (typeof state !== 'string') return;
    const [codes, text = ''] = state.split('\n');
    this.value = codes;
    if (!codes || this.multiple) this.#set(this.#codes, text);
  }

  #enable() {
    this.#input.disabled = this.disabled || this.#disabledAround;
    this.#input.readOnly = this.readOnly;
    this.#drawValue();
  }

  /** What the page says of the element is true of the field in it, which is what assistive software meets. */
  #forward(name, value) {
    if (value === null) this.#input.removeAttribute(name);
    else this.#input.setAttribute(name, value);
    if (name === 'aria-label') this.#name();
  }

  #name() {
    if (this.hasAttribute('aria-label')) return;
    const text = [...(this.#internals.labels ?? [])].map((label) => label.textContent.trim()).join(' ');
    if (text) this.#input.setAttribute('aria-label', text);
  }

  /** The code, empty when none was chosen; with `multiple` the list of codes in their order. */
  get value() {
    return this.multiple ? this.values : this.#text();
  }

  set value(given) {
    const text = Array.isArray(given) ? given.join(' ') : String(given ?? '');
    const codes = (this.multiple ? text.split(/[\s,;]+/) : [text.trim()]).filter(Boolean);
    const known = new Map(this.#codes.map((hit) => [hit.code, hit]));
    if (this.openList || (this.allowText && !this.multiple)) this.#set([], text);
    else this.#set(codes.map((code) => known.get(code) ?? { code }), '');
    this.#before = this.#mark();
    this.#titles();
    if (this.openList) this.#ask();
  }

  #text() {
    return this.#codes.map((hit) => hit.code).join(' ') || (this.allowText && !this.multiple ? this.#input.value : '');
  }

  get values() {
    return this.#codes.map((hit) => hit.code);
  }

  /** What was chosen, as hits. */
  get selected() {
    return this.#codes;
  }

  get hits() {
    return this.#hits;
  }

  get took() {
    return this.#took;
  }

  get open() {
    return this.#open;
  }

  get disabled() {
    return this.hasAttribute('disabled') && this.getAttribute('disabled') !== 'false';
  }

  set disabled(on) {
    this.toggleAttribute('disabled', Boolean(on));
  }

  get type() {
    return this.localName;
  }

  get form() {
    return this.#internals.form;
  }

  get labels() {
    return this.#internals.labels;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  setCustomValidity(message) {
    this.#custom = String(message);
    this.#judge();
  }

  select() {
    this.#input.select();
  }

  #judge() {
    const text = this.#input.value.trim();
    const unknown = !this.allowText && this.#codes.find((hit) => hit.unknown);
    if (this.#custom) this.#internals.setValidity({ customError: true }, this.#custom, this.#input);
    else if (unknown) this.#internals.setValidity({ badInput: true }, `${unknown.code} is not a code on this date.`, this.#input);
    else if (this.required && !this.#text()) this.#internals.setValidity({ valueMissing: true }, text ? 'This is no code: choose one from the list.' : 'Choose a code.', this.#input);
    else this.#internals.setValidity({});
    this.#input.toggleAttribute('required', this.required);
  }

  #set(codes, text) {
    this.#codes = codes;
    this.#input.value = this.multiple || !codes.length ? text : codes[0].code;
    this.#drawValue();
  }

  #drawValue() {
    const name = this.name;
    if (this.multiple && name) {
      const data = new FormData();
      for (const { code } of this.#codes) data.append(name, code);
      this.#internals.setFormValue(data, this.#mark());
    } else this.#internals.setFormValue(this.openList ? this.#input.value : this.#text(), this.#mark());
    this.#clear.hidden = !(this.#input.value || this.#codes.length) || this.#input.disabled || this.readOnly || this.openList;
    this.#title.textContent = this.multiple ? '' : (this.#codes[0]?.display ?? '');
    this.#title.title = this.#title.textContent;
    this.#chips.replaceChildren(...(this.multiple ? this.#codes.map((hit, i) => this.#chip(hit, i)) : []));
    this.#judge();
  }

  #chip(hit, i) {
    const gone = make('button', { type: 'button', textContent: '×' });
    gone.setAttribute('aria-label', `Remove ${hit.code}`);
    gone.addEventListener('click', () => this.#without(i));
    const chip = part('span', 'chip', { draggable: true, title: hit.display ?? '' }, make('i', {}, LETTERS[i] ?? String(i + 1)), hit.code, gone);
    gone.addEventListener('keydown', (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.altKey && by) this.#move(i, i + by, true);
      else if (event.key === 'Delete' || event.key === 'Backspace') this.#without(i);
      else return;
      event.preventDefault();
    });
    chip.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', String(i)));
    chip.addEventListener('dragover', (event) => event.preventDefault());
    chip.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#move(Number(event.dataTransfer.getData('text/plain')), i);
    });
    return chip;
  }

  #move(from, to, focus) {
    if (!(from in this.#codes) || to < 0 || to >= this.#codes.length) return;
    const codes = [...this.#codes];
    codes.splice(to, 0, ...codes.splice(from, 1));
    this.#set(codes, this.#input.value);
    this.#told();
    this.#say(`${codes[to].code} is ${LETTERS[to] ?? to + 1}`);
    if (focus) this.#chips.children[to]?.querySelector('button')?.focus();
  }

  #without(i) {
    this.#set(this.#codes.filter((_, at) => at !== i), this.#input.value);
    this.#told();
    this.#input.focus();
  }

  /** `input` and `change`, as a native field sends them. */
  #told() {
    this.#before = this.#mark();
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Gives the titles of codes that were set from outside. */
  async #titles() {
    if (!this.#codes.some((hit) => !hit.display && !hit.unknown)) return;
    try {
      await this.#ready();
      this.#codes = this.#codes.map((hit) => {
        if (hit.display || hit.unknown) return hit;
        const found = this.#exact(hit.code);
        // Written as the page wrote it, with or without the point.
        return found ? { ...found, code: hit.code } : { ...hit, unknown: true };
      });
      this.#drawValue();
    } catch {
      // Without the module, or with a wrong attribute, a code is shown as it is; asking says why.
    }
  }

  #exact(text) {
    return search(text, { ...this.#options(), billable: undefined, limit: 5 }).find((hit) => plain(hit.code) === plain(text));
  }

  #options() {
    const options = { limit: Number(this.getAttribute('limit') ?? 10) };
    const set = this.getAttribute('set');
    if (set) options.sets = set.split(/[\s,]+/).filter(Boolean);
    const on = this.getAttribute('service-date') ?? this.getAttribute('on');
    if (on) options.on = on;
    if (this.within) options.within = this.within;
    if (this.billable) options.billable = true;
    return options;
  }

  #ready() {
    return init();
  }

  #typed() {
    if (!this.multiple) this.#codes = [];
    this.#drawValue();
    this.#ask();
  }

  async #ask(opened = false) {
    const text = this.#input.value.trim();
    if (!text && !opened) return this.#show([], '');
    const slow = setTimeout(() => this.#wait(), 150);
    try {
      await this.#ready();
      clearTimeout(slow);
      this.#list.removeAttribute('aria-busy');
      // Whoever has left, or typed on, is not interrupted by a late answer.
      if (!this.openList && !this.#focused()) return;
      if (text !== this.#input.value.trim()) return;
      const start = performance.now();
      const hits = text ? search(text, this.#options()) : (this.storage?.list?.() ?? []);
      this.#took = performance.now() - start;
      this.#fault = '';
      this.#show(hits, hits.length || !text ? '' : 'No code found');
    } catch (error) {
      clearTimeout(slow);
      this.#list.removeAttribute('aria-busy');
      this.#failed(error);
    }
    this.dispatchEvent(new CustomEvent('superbill-hits', { bubbles: true, detail: { hits: this.#hits, took: this.#took } }));
  }

  #wait() {
    this.#show([], 'Loading the code tables …');
    this.#list.setAttribute('aria-busy', 'true');
    this.#say('Loading the code tables');
  }

  #focused() {
    return this.shadowRoot.activeElement === this.#input;
  }

  #failed(error) {
    this.#show([], error.message);
    if (this.#fault === error.message) return;
    this.#fault = error.message;
    console.error(`<superbill-picker>: ${error.message}`);
    this.dispatchEvent(new CustomEvent('superbill-error', { bubbles: true, composed: true, detail: error }));
  }

  #show(hits, status) {
    this.#hits = hits;
    this.#status.textContent = status;
    this.#draw();
    clearTimeout(this.#timer);
    const text = status || (hits.length ? `${hits.length} ${hits.length === 1 ? 'code' : 'codes'}` : '');
    if (text) this.#timer = setTimeout(() => this.#say(text), SAY_AFTER);
  }

  #draw() {
    this.#at = -1;
    const sets = new Set(this.#hits.map((hit) => hit.set)).size > 1;
    this.#list.replaceChildren(...rows(this.#hits, this.#id, sets));
    this.#list.hidden = !this.#hits.length;
    this.#input.removeAttribute('aria-activedescendant');
    const open = this.#hits.length > 0 || this.#status.textContent !== '';
    this.#input.setAttribute('aria-expanded', String(this.#hits.length > 0));
    if (open === this.#open) return open && this.#lay();
    this.#open = open;
    this.#popup.classList.toggle('open', open);
    // Only an open list follows its field; a closed one keeps nothing that the page holds on to.
    const follow = open && !this.openList ? addEventListener : removeEventListener;
    for (const name of ['scroll', 'resize']) follow.call(globalThis, name, this.#moved, { capture: true, passive: true });
    if (!this.openList && this.isConnected) {
      this.#popup.setAttribute('popover', 'manual');
      if (open) this.#popup.showPopover?.();
      else this.#popup.hidePopover?.();
    } else this.#popup.removeAttribute('popover');
    if (open) this.#lay();
  }

  #lay() {
    if (!this.openList) this.#moved();
  }

  #say(text) {
    this.#said.textContent = text;
  }

  #close() {
    if (this.openList) return;
    this.#show([], '');
    clearTimeout(this.#timer);
    this.#said.textContent = '';
  }

  /** The focus has gone, or Enter was pressed: a code that was typed in full is chosen, anything else is only text. */
  #settle() {
    this.#close();
    const text = this.#input.value.trim();
    if (text && !this.openList && (this.multiple || !this.#codes.length)) {
      try {
        const hit = this.#exact(text);
        if (hit?.billable) this.#set(this.multiple ? [...this.#codes, hit] : [hit], '');
      } catch {
        // The module is not there yet, or an attribute is wrong: the text stays, and is no value.
      }
    }
    // The text stays, and says that it is no value; only `required` keeps a form from being sent.
    if (this.#input.value.trim() && !this.#text() && !this.openList) this.#title.textContent = 'no code chosen';
    // As a native field says it, once for each change.
    if (this.#mark() !== this.#before) {
      this.#before = this.#mark();
      this.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  /** What a change is told by: the codes, and text that is none. */
  #mark() {
    return `${this.#text()}\n${this.#input.value}`;
  }

  #key(event) {
    // A key that ends a composition is the input method's.
    if (event.isComposing || this.#composing || event.keyCode === 229 || this.readOnly) return;
    const last = this.#hits.length - 1;
    const { key, altKey } = event;
    if (key === 'ArrowDown' && last < 0) this.#ask(true);
    else if (key === 'ArrowUp' && altKey && this.#open) this.#close();
    else if (key === 'ArrowDown' && !altKey) this.#choose(this.#at >= last ? 0 : this.#at + 1);
    else if (key === 'ArrowUp' && last >= 0) this.#choose(this.#at <= 0 ? last : this.#at - 1);
    else if (key === 'PageDown' && last >= 0) this.#choose(Math.min(this.#at + 5, last));
    else if (key === 'PageUp' && last >= 0) this.#choose(Math.max(this.#at - 5, 0));
    else if (key === 'Enter' && this.#at >= 0) this.#take(this.#at);
    else if (key === 'Enter' && this.#open && !this.openList) this.#settle();
    else if (key === 'Enter') {
      this.#settle();
      this.form?.requestSubmit?.();
    }
    else if (key === 'Escape' && this.#open && !this.openList) {
      this.#close();
      // The dialog around it stays.
      event.stopPropagation();
    } else if (key === 'Backspace' && this.multiple && !this.#input.value && this.#codes.length) this.#without(this.#codes.length - 1);
    else return;
    event.preventDefault();
  }

  #choose(at) {
    this.#list.children[this.#at]?.setAttribute('aria-selected', 'false');
    this.#at = at;
    const item = this.#list.children[at];
    if (!item) return;
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView?.({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', item.id);
  }

  #take(at) {
    const hit = this.#hits[at];
    if (this.openList) this.#choose(at);
    else if (!hit.billable && !hit.to && hit.set && this.#drill(hit)) return;
    else {
      const codes = this.multiple ? [...this.#codes.filter((other) => other.code !== hit.code), hit] : [hit];
      this.#set(codes, '');
      this.#close();
      this.storage?.remember?.(hit);
      this.#told();
    }
    this.dispatchEvent(new CustomEvent('superbill-pick', { bubbles: true, composed: true, detail: hit }));
  }

  /** Shows what lies below a code that cannot be billed; false when nothing does. */
  #drill(hit) {
    const { on } = this.#options();
    const below = browse(hit.set, hit.code, on ? { on } : {}).map((branch) => ({ ...branch, set: hit.set, matches: [] }));
    if (!below.length) return false;
    this.#show(below, '');
    this.#choose(0);
    return true;
  }
}

// Frameworks set properties or attributes, and `false` in either is false.
for (const [attribute, name] of Object.entries(BOOLEANS)) {
  Object.defineProperty(SuperbillPicker.prototype, name, {
    get() {
      return this.hasAttribute(attribute) && this.getAttribute(attribute) !== 'false';
    },
    set(on) {
      this.toggleAttribute(attribute, Boolean(on) && on !== 'false');
    },
    configurable: true,
    enumerable: true,
  });
}
for (const [attribute, name] of Object.entries(TEXTS)) {
  Object.defineProperty(SuperbillPicker.prototype, name, {
    get() {
      return this.getAttribute(attribute) ?? '';
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
    configurable: true,
    enumerable: true,
  });
}

if (globalThis.customElements && !customElements.get('superbill-picker')) customElements.define('superbill-picker', SuperbillPicker);
