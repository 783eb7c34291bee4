// <superbill-picker>: a form field that takes codes. A combobox over `search` after the ARIA authoring practices (list autocomplete,
// manual selection), as a form-associated element; its list is a popover, so that nothing clips it.
//
// The field holds a code or nothing: text that is no code is not its value unless `allow-text` says so. Nothing is taken that was
// not highlighted.
import { browse, init, search } from './browser.js';
import { Answers } from './picker-answers.js';
import { chips, placeOf } from './picker-chips.js';
import { asking } from './picker-codes.js';
import { FormField, INTERNALS, NAMING, reflect } from './picker-field.js';
import { titleOf, wrongWith } from './picker-judge.js';
import { favoritesOf, keep, storedCodes } from './picker-kept.js';
import { CodeList } from './picker-list.js';
import { make, part } from './picker-rows.js';
import { dress } from './picker-style.js';

export { storedCodes };

const BOOLEANS = { disabled: 'disabled', billable: 'billable', required: 'required', readOnly: 'readonly', multiple: 'multiple', allowText: 'allow-text', openList: 'open-list' };
const NUMBERS = { limit: 'limit', max: 'max' };
const TEXTS = { set: 'set', serviceDate: 'service-date', within: 'within', placeholder: 'placeholder', name: 'name' };
/** What codes are judged by: with another date, one may be none. */
const FILTERS = ['set', 'service-date', 'on', 'within', 'billable', 'limit', 'max'];

const ask = asking({ init, search, browse });
let count = 0;

export class SuperbillPicker extends FormField {
  // `on` is the name that `service-date` had; Svelte, Preact and Angular take it for an event.
  static observedAttributes = ['value', 'on', ...NAMING, ...Object.values({ ...BOOLEANS, ...NUMBERS, ...TEXTS })];

  #input = make('input', { type: 'text', size: 1, autocomplete: 'off', spellcheck: false, autocapitalize: 'off', enterKeyHint: 'done' });
  // As in a native search field it is for the pointer; the keyboard has its own ways.
  #clear = part('span', 'clear', { hidden: true, textContent: '×', role: 'button', ariaLabel: 'Clear' });
  #chosen = part('span', 'chips');
  #title = part('div', 'title');
  #below = '';
  #list;
  #chips;
  #answers;
  #codes = [];
  #before = '';

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    dress(shadow);
    this.#input.setAttribute('part', 'input');
    const slot = (name) => make('slot', { name });
    const field = part('div', 'field', {}, slot('start'), this.#chosen, this.#input, this.#clear, slot('end'));
    this.#chips = chips(this.#chosen, { move: (from, to) => this.#move(from, to), remove: (i) => this.#without(i), leave: () => this.#input.focus() });
    const told = { take: (at) => this.#take(at), favor: (at) => this.#favor(at), toggled: () => this.#drawTitle(), left: () => this.#close() };
    this.#list = new CodeList(`superbill-${++count}`, this.#input, field, told);
    this.#answers = new Answers(ask, this, this.#list, {
      show: (hits, texts) => this.#show(hits, texts),
      titled: (codes) => {
        this.#codes = codes;
        this.#drawValue();
      },
      fault: () => this.#drawTitle(),
    });
    shadow.append(field, this.#title, slot('help'), this.#list.popup, this.#list.said);
    this.#listen(shadow);
  }

  #listen(shadow) {
    const input = this.#input;
    input.addEventListener('compositionend', () => this.#typed());
    input.addEventListener('input', (event) => this.#typed(event));
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('focus', () => {
      this.#before = this.#mark();
      this.#name();
    });
    input.addEventListener('blur', () => this.#settle());
    this.#clear.addEventListener('click', () => {
      this.#set([], '');
      this.#close();
      this.#told();
      input.focus();
    });
    shadow.addEventListener('slotchange', () => this.#name());
    // What a click on its label does; the platform has given the focus to the first that takes one, which may be a chip.
    this.addEventListener('click', (event) => event.composedPath()[0] === this && this.focus());
  }

  focus(options) {
    this.#input.focus(options);
  }

  adoptedCallback() {
    dress(this.shadowRoot);
  }

  connectedCallback() {
    this.upgrade(['value', 'storage', ...Object.keys({ ...BOOLEANS, ...NUMBERS, ...TEXTS })]);
    this.judge();
    this.#name();
    this.#answers.check();
    this.takeFocus();
  }

  disconnectedCallback() {
    this.#answers.drop();
    this.#close();
  }

  attributeChangedCallback(name, before, value) {
    // What a framework writes for false; of `disabled` and `readonly` the platform would see that they are there.
    if (value === 'false' && Object.values(BOOLEANS).includes(name)) return this.removeAttribute(name);
    if (NAMING.includes(name)) this.#name();
    else if (name === 'placeholder') this.#input.placeholder = value ?? '';
    else if (name === 'disabled' || name === 'readonly') this.enable();
    else if (name === 'required' || name === 'name') this.#drawValue();
    // As in a native field: the attribute is what it begins with, and what a reset gives back.
    else if (name === 'value') before !== value && !this.#codes.length && !this.#input.value && (this.value = value);
    else if (name === 'open-list') this.#list.fixed = value !== null;
    else if (name === 'multiple') this.value = this.#codes.map((hit) => hit.code).slice(0, this.multiple ? undefined : 1);
    else if (FILTERS.includes(name) && before !== value) {
      // How many codes there may be is known without the module.
      if (name === 'max') this.#drawValue();
      this.#codes = this.#codes.map(({ code }) => ({ code }));
      if (this.isConnected) this.#answers.check();
      if (this.open || this.openList) this.#ask();
    }
  }

  formResetCallback() {
    this.#close();
    this.#set([], '');
    this.value = this.getAttribute('value') ?? '';
  }

  formStateRestoreCallback(state) {
    if (typeof state !== 'string') return;
    const [codes, text = ''] = state.split('\n');
    this.value = codes;
    if (!text || (codes && !this.multiple)) return;
    this.#set(this.#codes, text);
    if (this.openList) this.#ask();
    // The page was left before the field was: a code that was typed in full is chosen, as in leaving the field; and as in a native
    // field, nobody is told of what comes back.
    this.#complete(() => {});
  }

  enable() {
    this.#input.disabled = this.disabledByAny;
    this.#input.readOnly = this.readOnly;
    if (this.disabledByAny || this.readOnly) this.#close();
    this.#drawValue();
  }

  /** The code, empty when none was chosen; with `multiple` the list of codes in their order. */
  get value() {
    return this.multiple ? this.values : this.#text();
  }

  set value(given) {
    const text = Array.isArray(given) ? given.join(' ') : String(given ?? '');
    // A framework gives back what it was told while somebody types: the typed text stays.
    if (text === this.#text() && this.#list.focused && !this.openList) return;
    const codes = (this.multiple ? text.split(/[\s,;]+/) : [text.trim()]).filter(Boolean);
    const known = new Map(this.#codes.map((hit) => [hit.code, hit]));
    if (this.openList || (this.allowText && !this.multiple)) this.#set([], text);
    else this.#set([...new Set(codes)].map((code) => known.get(code) ?? { code }), '');
    this.#before = this.#mark();
    this.#answers.titles();
    if (this.openList) this.#ask();
    else this.#close();
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

  /** What is shown for the text as it is: an answer that waits for its turn comes now. */
  get hits() {
    this.#answers.now();
    return this.#list.hits;
  }

  get took() {
    return this.#answers.took;
  }

  get open() {
    return this.#list.open;
  }

  select() {
    this.#input.select();
  }

  /** Says to its form whether what it holds can be sent. */
  judge() {
    const [flag, message] = wrongWith(this, this.#input.value.trim(), this.customMessage) ?? [];
    this[INTERNALS].setValidity(flag ? { [flag]: true } : {}, message, flag && this.#input);
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
      this[INTERNALS].setFormValue(data, this.#mark());
    } else this[INTERNALS].setFormValue(this.openList ? this.#input.value : this.#text(), this.#mark());
    const still = this.#input.disabled || this.readOnly;
    this.#clear.hidden = !(this.#input.value || this.#codes.length) || still || this.openList;
    this.#chips.draw(this.multiple ? this.#codes : [], { still, lettered: this.#diagnoses });
    this.judge();
    this.#drawTitle();
  }

  #drawTitle() {
    const left = !this.#list.focused && !this.openList && (this.multiple || !this.#text()) ? this.#input.value.trim() : '';
    const [text, wrong, said = text] = this.#answers.fault && !this.open ? [this.#answers.fault, true] : titleOf(this, left, this.#diagnoses);
    this.#title.textContent = text;
    this.#below = said;
    this.#title.classList.toggle('wrong', wrong);
    this.#name();
  }

  #name() {
    this.nameInput(this.#input, this.#below);
  }

  /** Whether it takes diagnoses, whose places on a claim are letters. */
  get #diagnoses() {
    return !this.set || this.set.includes('icd10cm');
  }

  #move(from, to) {
    const codes = [...this.#codes];
    codes.splice(to, 0, ...codes.splice(from, 1));
    this.#set(codes, this.#input.value);
    this.#told();
    this.#list.say(`${codes[to].code} is ${placeOf(to, this.#diagnoses)}`);
  }

  #without(i) {
    const { code } = this.#codes[i];
    this.#set(this.#codes.filter((_, at) => at !== i), this.#input.value);
    this.#told();
    this.#list.say(`${code} removed`);
  }

  /** `input`, unless only the text has changed, which told it as it was typed, and `change`, as a native field sends them. */
  #told(input = true) {
    this.#before = this.#mark();
    if (input) this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** The text is another one; without an event, an input method has ended. */
  #typed(event) {
    // To undo what was typed before gives back nothing, and is no other text.
    if (!this.multiple && this.#input.value === this.#codes[0]?.code) return;
    // Several codes that are pasted, or dropped, are chosen at once.
    if (this.multiple && event?.inputType?.startsWith('insertFrom') && /\S[\s,;]+\S/.test(this.#input.value)) {
      const changed = this.#complete();
      if (changed) {
        // The browser's own event would reach the page after `change`.
        event.stopPropagation();
        this.#told();
      }
      if (!this.#input.value) {
        this.#close();
        return this.#list.say(`Chosen: ${this.values.join(', ')}`);
      }
    }
    if (!this.multiple) this.#codes = [];
    this.#drawValue();
    // What is composed is searched at its end; but a keyboard on the screen composes every word.
    if (event?.isComposing && !this.ownerDocument.defaultView?.matchMedia?.('(pointer: coarse)').matches) return;
    this.#ask();
  }

  /** Answers what the field holds. */
  #ask(opened) {
    this.#answers.to(this.#input.value.trim(), opened);
  }

  #show(hits, texts) {
    this.#list.show(hits, { ...texts, favorite: this.storage?.favor && favoritesOf(this.storage) });
  }

  /**
   * Billable codes that were typed in full are chosen: all of the text or nothing of it. Says whether the value is another one now. Where
   * the module is still to come, nobody has to come back: `later` is called when they have been chosen.
   */
  #complete(later) {
    const text = this.#input.value.trim();
    const still = !this.isConnected || this.disabledByAny || this.readOnly;
    if (!text || still || this.openList || (!this.multiple && this.#codes.length)) return false;
    const before = this.#text();
    const hits = this.#answers.codes(text, later && (() => this.#input.value.trim() === text && !this.#list.focused && this.#complete() && later()));
    if (hits) this.#set(hits.reduce((codes, hit) => this.#with(hit, codes), this.#codes), '');
    return before !== this.#text();
  }

  #close() {
    // A list that stays answers those who have left its field, too.
    if (!this.openList) this.#answers.drop();
    this.#list.close();
  }

  /** The focus has gone, or Enter was pressed: a code that was typed in full is chosen, anything else is only text. */
  #settle() {
    this.#close();
    const chosen = this.#complete(() => this.#told());
    this.#drawTitle();
    if (chosen || this.#mark() !== this.#before) this.#told(chosen);
  }

  /** The chosen codes and this one, or it alone; what is there already keeps its place, which the person gave it. */
  #with(hit, codes = this.#codes) {
    if (!this.multiple) return [hit];
    return codes.some(({ code }) => code === hit.code) ? codes : [...codes, hit];
  }

  /** What a change is told by: the codes, and text that is none. */
  #mark() {
    return `${this.#text()}\n${this.#input.value}`;
  }

  #key(event) {
    // A key that ends a composition is the input method's.
    if (event.isComposing || event.keyCode === 229) return;
    const { key, altKey } = event;
    // A key that is held goes on with what nobody has read: the codes below a header, the form, the chips behind the text.
    if (event.repeat && (key === 'Enter' || (key === 'Backspace' && !this.#input.value))) return event.preventDefault();
    // These keys act on the list: it must be the one of the text as it is now.
    if (/^(Enter|Escape|Arrow|Page|Home|End)/.test(key)) this.#answers.now();
    const { at, last, open } = this.#list;
    const chips = this.multiple && this.#codes.length > 0 && this.#input.selectionEnd === 0;
    if (key === 'Enter' && (event.ctrlKey || event.metaKey) && at >= 0 && this.storage?.favor) this.#favor(at);
    else if (key === 'Enter' && at >= 0) this.#take(at);
    else if (key === 'Enter' && open && !this.openList) this.#settle();
    else if (key === 'Enter') {
      this.#settle();
      this.submit();
    } else if (chips && key === (getComputedStyle(this).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft')) this.#chips.focusLast();
    else if (this.readOnly) return;
    else if (key === 'ArrowUp' && altKey) this.#close();
    else if (key === 'ArrowDown' && last < 0) this.#ask(altKey ? 'none' : 'first');
    else if (key === 'ArrowUp' && last < 0) this.#ask('last');
    else if (key === 'ArrowDown' && !altKey) this.#list.choose(at >= last ? 0 : at + 1);
    else if (key === 'ArrowUp') this.#list.choose(at <= 0 ? last : at - 1);
    else if (key === 'PageDown' && last >= 0) this.#list.choose(Math.min(at + 5, last));
    else if (key === 'PageUp' && last >= 0) this.#list.choose(Math.max(at - 5, 0));
    else if (key === 'Escape' && open && !this.openList) {
      this.#close();
      // The dialog around it stays.
      event.stopPropagation();
    } else if (chips && key === 'Backspace') this.#without(this.#codes.length - 1);
    else {
      // Keys that move the caret take the highlight back to the text.
      if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) this.#list.choose(-1);
      return;
    }
    event.preventDefault();
  }

  #favor(at) {
    const hit = this.#list.hits[at];
    const on = !favoritesOf(this.storage)(hit);
    if (!keep(this.storage, 'favor', hit, on)) return;
    this.#show(this.#list.hits);
    this.#list.choose(at);
    this.#list.say(`${hit.code} is ${on ? 'a favorite' : 'no favorite'}`);
  }

  #take(at) {
    // What was seen was meant, and what lies below it is shown in place of an answer that is still to come.
    if (!this.openList) this.#answers.drop();
    const hit = this.#list.hits[at];
    const below = this.openList || hit.billable || hit.to ? [] : ask.below(this, hit);
    if (below.length) {
      this.#show(below);
      return this.#list.choose(0);
    }
    if (this.openList) this.#list.choose(at);
    else if (this.multiple && this.#with(hit).length > this.max) {
      // The hits stay to be read.
      this.#show(this.#list.hits, { status: `${this.max} codes are the most: remove one first` });
      return this.#list.choose(at);
    } else {
      this.#set(this.#with(hit), '');
      this.#close();
      this.#list.say(this.multiple ? `${hit.code} is ${placeOf(this.values.indexOf(hit.code), this.#diagnoses)}` : `${hit.code} chosen`);
      this.#told();
    }
    this.dispatchEvent(new CustomEvent('superbill-pick', { bubbles: true, composed: true, detail: hit }));
    if (!this.openList) keep(this.storage, 'remember', hit);
  }
}

for (const [kind, names] of Object.entries({ boolean: BOOLEANS, number: NUMBERS, text: TEXTS })) reflect(SuperbillPicker, kind, names);

if (globalThis.customElements && !customElements.get('superbill-picker')) customElements.define('superbill-picker', SuperbillPicker);
