// The form: its boxes filled from the claim, and what is found marked at the boxes that cause it. Only what has changed is touched.
import { el } from './dom.js';
import { sentence } from './findings.js';
import { apart } from './forms/box.js';
import { CMS1500 } from './forms/cms1500.js';
import { UB04 } from './forms/ub04.js';
import { KINDS, offered } from './forms/written.js';

export const FORMS = { professional: CMS1500, institutional: UB04 };
const DIAGNOSIS = /^[A-Z]\d[\dA-Z](\.?[\dA-Z]{1,4})?$/;
const WORST = ['error', 'warning', 'info'];
/** Where the insured is somebody else than the patient, their boxes have other numbers on the CMS-1500. */
const INSURED = [['/subscriber/lastName', '2', '4'], ['/subscriber/dateOfBirth', '3', '11a'], ['/subscriber/address/address1', '5', '7']];

/** @param {{ changed: (field: string, value: any, put?: boolean) => void, fix: (index: number, option: string) => void, left: () => void, lookup: Function }} does */
export class FormView {
  controls = new Map();
  #root;
  #does;
  #form;
  #lines = 0;
  #kind = 'json';
  #values = {};
  /** What is shown at each box, to change only what has changed. */
  #shown = new Map();
  /** Boxes that were left once, or came filled: only these turn red. */
  #settled = new Set();
  #editing = '';
  /** The box that has been typed in since it was entered. */
  #typing = '';
  #findings = [];
  #titles = new Map();

  constructor(root, does) {
    this.#root = root;
    this.#does = does;
    root.addEventListener('input', (event) => this.#typed(event));
    root.addEventListener('superbill-pick', (event) => this.#typed(event, true));
    root.addEventListener('paste', (event) => this.#pasted(event));
    root.addEventListener('focusin', ({ target }) => (this.#editing = target.dataset?.path ?? ''));
    root.addEventListener('focusout', ({ target }) => this.#left(target));
    root.addEventListener('submit', (event) => event.preventDefault());
  }

  get form() {
    return this.#form;
  }

  /** Builds the boxes of a form, if they are not there. */
  build(form) {
    if (this.#form === form) return;
    this.#form = form;
    const sections = form.sections();
    this.#root.replaceChildren(...sections);
    this.#lines = 0;
    const lines = this.#root.querySelector('.lines');
    lines.append(el('div', { className: 'rows' }), el('button', { type: 'button', className: 'quiet more', onclick: () => this.#more() }, 'Add a line'));
    this.#unfolding();
    this.controls = new Map();
    this.#shown.clear();
    this.#take(this.#root);
    this.#rows(4);
    this.#fill(true);
  }

  /** Parts of the form that few claims need are opened by a button each. */
  #unfolding() {
    const folded = [...this.#root.querySelectorAll('.folded')];
    if (!folded.length) return;
    const button = (part) => el('button', { type: 'button', className: 'quiet', onclick: ({ target }) => {
      part.hidden = false;
      part.dataset.opened = 'yes';
      target.remove();
      part.querySelector('input')?.focus();
    } }, `+ ${part.querySelector('legend').textContent.trim()}`);
    folded.at(-1).after(el('p', { className: 'unfold' }, ...folded.map(button)));
  }

  #take(root) {
    for (const control of root.querySelectorAll('[data-path]')) this.controls.set(control.dataset.path, control);
  }

  #rows(n) {
    const rows = this.#root.querySelector('.rows');
    // A file has the lines that it has.
    const wanted = this.#root.classList.contains('locking') ? Math.max(n, 1) : Math.min(Math.max(n, 4), this.#form.most);
    for (; this.#lines > wanted; this.#lines--) {
      for (const control of rows.lastChild.querySelectorAll('[data-path]')) {
        this.controls.delete(control.dataset.path);
        this.#shown.delete(control.dataset.path);
      }
      rows.lastChild.remove();
    }
    for (; this.#lines < wanted; this.#lines++) {
      const line = this.#form.line(this.#lines);
      rows.append(apart(line));
      this.#take(line);
    }
    this.#root.querySelector('.more').hidden = this.#lines >= this.#form.most;
  }

  #more() {
    const at = this.#lines;
    this.#rows(at + 1);
    this.#root.querySelectorAll('.line')[at]?.querySelector('input')?.focus();
  }

  /**
   * @param {object} claim with `settles`, where another one was opened: which of its boxes may be red
   * @param {boolean} fresh another claim, or a change that was not typed: the boxes are filled anew
   */
  show({ values, findings, kind, locked, settles }, fresh) {
    this.#values = values;
    this.#findings = findings;
    this.#kind = kind;
    if (fresh) this.#typing = '';
    this.#root.classList.toggle('locking', locked);
    const used = Object.keys(values).reduce((most, path) => Math.max(most, Number(/^\/claimInformation\/serviceLines\/(\d+)\//.exec(path)?.[1] ?? -1)), -1) + 1;
    // A claim that is typed has an empty line at its end.
    const wanted = locked ? used : used + 1;
    if (wanted > this.#lines || (fresh && wanted < this.#lines)) this.#rows(wanted);
    // Only now are all lines there that have boxes.
    if (settles) this.#settled = new Set([...this.controls.keys()].filter(settles));
    this.#fill(fresh);
    this.#mark();
  }

  #fill(fresh) {
    const patientApart = Object.keys(this.#values).some((path) => path.startsWith('/dependent/'));
    for (const [path, control] of this.controls) {
      const kind = KINDS[control.dataset.kind] ?? KINDS.text;
      let value = this.#values[path];
      // Modifiers of a resource are single values.
      if (value === undefined && control.dataset.kind === 'list') value = this.#each(path);
      const text = value === undefined || (Array.isArray(value) && !value.length) ? '' : kind.show(value);
      if (!fresh && (path === this.#editing || (this.#shown.get(path)?.text === text && control.value === text))) continue;
      const before = this.#shown.get(path);
      this.#shown.set(path, { ...before, text });
      if (control.value !== text) this.#put(control, text);
    }
    if (fresh) {
      const locking = this.#root.classList.contains('locking');
      for (const [path, control] of this.controls) this.#lock(control, locking && !(path in this.#values) && !(`${path}/0` in this.#values));
      for (const part of this.#root.querySelectorAll('.folded')) part.hidden = !part.dataset.opened && ![...part.querySelectorAll('[data-path]')].some((c) => c.value);
      if (this.#form === CMS1500) {
        for (const [path, own, other] of INSURED) {
          const box = this.controls.get(path).closest('.box');
          box.dataset.box = patientApart ? other : own;
          box.querySelector('b').textContent = box.dataset.box;
        }
      }
    }
    this.#day(fresh);
  }

  /** The values at 0, 1, 2 ... below a path. */
  #each(path) {
    const all = [];
    while (this.#values[`${path}/${all.length}`] !== undefined) all.push(this.#values[`${path}/${all.length}`]);
    return all.filter(Boolean);
  }

  /** Fills all boxes from the claim, also the one that is typed in. */
  refill() {
    this.#fill(true);
  }

  #put(control, text) {
    if (control.localName === 'select' && text && ![...control.options].some((o) => o.value === text)) control.append(el('option', { value: text }, text));
    control.value = text;
  }

  #lock(control, on) {
    if (control.localName === 'select') control.disabled = on;
    else if (control.readOnly !== on) control.readOnly = on;
    control.closest('.box').classList.toggle('locked', on);
  }

  /** The pickers offer what is in force on the day of the first line: of another claim, never on that of the one before; while it is typed, on the last. */
  #day(fresh) {
    const first = this.#values['/claimInformation/serviceLines/0/serviceDate'] ?? this.#values['/claimInformation/claimDateInformation/statementEndDate'];
    const day = /^\d{8}$/.test(first) ? first.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') : '';
    for (const control of this.controls.values()) {
      if (control.localName === 'superbill-picker' && control.serviceDate !== day && (day || fresh)) control.serviceDate = day || null;
    }
  }

  #typed({ target }, picked) {
    const control = target.closest?.('[data-path]');
    if (!control) return;
    const { path, kind } = control.dataset;
    this.#typing = picked ? '' : path;
    if (picked) this.#settled.add(path);
    const value = (KINDS[kind] ?? KINDS.text).read(control.value.trim(), this.#kind);
    const shown = this.#shown.get(path) ?? {};
    this.#shown.set(path, { ...shown, text: control.value.trim() });
    this.#does.changed(path, value, picked);
  }

  /** Diagnoses that are pasted together go into this box, if nothing of it stays, and the empty ones of its list behind it. */
  #pasted(event) {
    const { target: box, clipboardData } = event;
    const pasted = clipboardData.getData('text').toUpperCase().split(/[\s,;]+/).filter(Boolean);
    if (pasted.length < 2 || box.dataset.kind !== 'dx' || box.readOnly || !pasted.every((code) => DIAGNOSIS.test(code))) return;
    const [input] = event.composedPath();
    if (input.selectionEnd - input.selectionStart !== input.value.length) return;
    const listOf = (one) => one.dataset.path.replace(/\d+/g, '');
    const all = [...box.closest('fieldset').querySelectorAll('[data-kind=dx]')].filter((one) => listOf(one) === listOf(box));
    const free = all.slice(all.indexOf(box)).filter((one) => one === box || (!one.value && !one.readOnly));
    const plain = (code) => code.toUpperCase().replace('.', '');
    const there = new Set(all.filter((one) => one !== box).map((one) => plain(one.value)));
    const codes = pasted.filter((code) => !there.has(plain(code)) && there.add(plain(code)));
    if (free.length < codes.length) return;
    event.preventDefault();
    codes.forEach((code, i) => {
      this.#put(free[i], code);
      this.#typed({ target: free[i] }, true);
    });
  }

  #left(target) {
    const path = target.dataset?.path;
    if (!path) return;
    // Dates and codes are written as the form writes them once the box is left. The claim may not have what was typed yet.
    const kind = KINDS[target.dataset.kind] ?? KINDS.text;
    const text = target.value.trim();
    const done = path === this.#typing && target.localName === 'input' ? kind.read(text, this.#kind, true) : undefined;
    if (done !== undefined) this.#put(target, kind.show(done));
    this.#editing = '';
    this.#typing = '';
    if (this.#shown.get(path)?.text || target.value) this.#settled.add(path);
    // A year of two digits is read only now: what is said of it comes with the answer.
    if (done !== undefined && String(done) !== String(kind.read(text, this.#kind))) {
      this.#typed({ target });
      this.#typing = '';
      return;
    }
    this.#mark();
    this.#does.left();
  }

  /** All boxes may be red from now on. */
  settle() {
    for (const path of this.controls.keys()) this.#settled.add(path);
    this.#mark();
  }

  /** The box of a finding: its field or what is around that; else the nearest that belongs to the same, of a service its code. */
  boxOf({ field }) {
    const levels = [];
    for (let at = field; at; at = at.slice(0, at.lastIndexOf('/'))) levels.push(at);
    // All that is left beside the people would be the whole claim.
    const near = levels.filter((at) => at !== '/claimInformation');
    const within = (at) => [`${at}/procedureCode`, `${at}/professionalService/procedureCode`].find((path) => this.controls.has(path)) ?? [...this.controls.keys()].find((path) => path.startsWith(`${at}/`));
    return levels.find((at) => this.controls.has(at)) ?? within(near.find(within));
  }

  /** Whether a finding is shown yet: not while its box is typed for the first time, nor before anybody was there. */
  isOpen(finding) {
    const path = this.boxOf(finding);
    if (!path) return true;
    const typing = path === this.#typing && this.controls.get(path).localName === 'superbill-picker';
    return this.#settled.has(path) && !typing;
  }

  #mark() {
    const at = new Map();
    this.#findings.forEach((finding, index) => {
      const path = this.boxOf(finding);
      if (!path || !this.isOpen(finding)) return;
      at.set(path, [...(at.get(path) ?? []), { ...finding, index }]);
    });
    for (const [path, control] of this.controls) this.#markOne(path, control, at.get(path) ?? []);
  }

  #markOne(path, control, findings) {
    const shown = this.#shown.get(path) ?? {};
    const title = findings.length || path === this.#typing ? '' : this.titleOf(control, control.value);
    const key = findings.map((f) => `${f.rule}${f.message}${f.index}`).join('|') + title;
    if (shown.key === key) return;
    this.#shown.set(path, { ...shown, key });
    const box = control.closest('.box');
    const worst = WORST.find((severity) => findings.some((f) => f.severity === severity));
    for (const severity of WORST) box.classList.toggle(severity, severity === worst);
    if (worst === 'error') control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
    const said = findings.map((f) => el('p', { className: f.severity }, sentence(f.message, true), ...this.#options(f, control)));
    const titled = title ? [el('p', { className: 'title', title }, title)] : [];
    const around = control.closest('.pair, .line');
    if (!around) box.querySelector('.says').replaceChildren(...said, ...titled);
    else {
      box.querySelector('.says').replaceChildren(...titled);
      this.#below(around, path, control).replaceChildren(...said);
    }
    // A picker reads what describes it when one of its attributes changes: by now that is there, and the options are left out of it.
    if (control.localName === 'superbill-picker') {
      if (findings.length) control.setAttribute('aria-description', findings.map((f) => sentence(f.message, true)).join(' '));
      else control.removeAttribute('aria-description');
    }
  }

  /** Where the boxes are too narrow for a sentence, it stands below all of them. */
  #below(around, path, control) {
    const id = `${control.id}-found`;
    const says = around.querySelector(':scope > .says');
    const place = [...says.children].find((child) => child.id === id) ?? says.appendChild(el('div', { id }));
    control.setAttribute('aria-describedby', id);
    return place;
  }

  #options(finding, control) {
    return (finding.fix?.options ?? []).slice(0, 8).map((option) =>
      el('button', { type: 'button', className: 'option', title: this.titleOf(control, option) || finding.fix.description, onclick: () => this.#does.fix(finding, option) }, offered(control.dataset.kind, option)),
    );
  }

  /** The title of a code that a box takes, with what keeps it from being billed; empty where it takes none. */
  titleOf(control, code) {
    if (control?.localName !== 'superbill-picker' || !code) return '';
    const [sets, on] = [control.getAttribute('set'), control.serviceDate || undefined];
    const key = `${sets} ${code} ${on}`;
    if (!this.#titles.has(key)) {
      const found = sets.split(' ').map((set) => this.#does.lookup(set, code, { on })).find(Boolean);
      const { display = '', status, note = 'not billable: a heading' } = found ?? {};
      this.#titles.set(key, !found || status === 'valid' ? display : `${display} · ${note}`);
    }
    return this.#titles.get(key);
  }

  focus(finding) {
    const control = this.controls.get(this.boxOf(finding));
    if (!control) return false;
    control.closest('fieldset').hidden = false;
    control.focus();
    control.closest('.box').scrollIntoView({ block: 'center', behavior: 'instant' });
    return true;
  }
}
