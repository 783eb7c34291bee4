// What was opened: a file of claims, or one claim that is typed. It reads, checks, changes and undoes; it knows no page. It runs in
// the worker, and in the tests in Node.
import { fieldsOf, formOf as fhirForm, isFhir, kept, recoded, shown } from './fhir.js';
import { formOf, places, setField, treeOf } from './json.js';
import { get, linesOf, put } from './tree.js';
import { claimsOf, isX12, latin, segmentsOf } from './x12.js';
import { valuesOf } from './x12-claim.js';

const KINDS = { x12: '837', json: 'JSON', fhir: 'FHIR' };
/** What payers send back, by its number. */
const REPLIES = { 835: 'an 835, the payment of claims', 277: 'a 277, the status of claims', 999: 'a 999, the acknowledgment of a file', 271: 'a 271, the answer about eligibility' };
const CONTROL = /[\0-\x1f]/;

/** @param {{ validateMany: Function, applyFix: Function }} superbill the package's functions */
export function documents(superbill) {
  /** Opens bytes of any format. What cannot be read throws. */
  return function open(bytes, name) {
    if (isX12(bytes)) return new X12Document(superbill, bytes, name);
    const text = new TextDecoder().decode(bytes);
    const trees = treesOf(text, latin(bytes));
    if (!trees.length) throw new Error('There is no claim in this file.');
    return new TreeDocument(superbill, trees, name);
  };
}

/** What else people have at hand, by how it begins. */
const OTHERS = [[/^%PDF/, 'but a PDF'], [/^PK[\x03-\x08]/, 'but a ZIP archive or an Office file'], [/^.PNG|^\xff\xd8\xff|^GIF8/, 'but a picture'], [/^\s*</, 'but XML or HTML'], [/^\xff\xfe|^\xfe\xff/, 'but UTF-16: save it as UTF-8']];

/** JSON, an array of claims, or a claim a line. */
function treesOf(text, begins) {
  let whole;
  try {
    whole = JSON.parse(text);
  } catch (error) {
    const lines = text.split('\n').map((line, i) => [line, `Line ${i + 1}`]).filter(([line]) => line.trim());
    const [, other] = OTHERS.find(([pattern]) => pattern.test(begins)) ?? [];
    if (other || !/^\s*[[{]/.test(text)) throw new Error(`This is neither an 837 nor JSON${other ? `, ${other}` : ''}.`);
    if (lines.length < 2) throw new Error(`This is neither an 837 nor JSON: ${error.message}`);
    return lines.map(([line, place]) => {
      let tree;
      try {
        tree = JSON.parse(line);
      } catch (problem) {
        throw new Error(`${place} of this file is no JSON: ${problem.message}`);
      }
      return claim(tree, place);
    });
  }
  return Array.isArray(whole) ? whole.map((tree, i) => claim(tree, `Claim ${i + 1}`)) : [whole].filter(isObject);
}

const isObject = (tree) => Boolean(tree) && typeof tree === 'object' && !Array.isArray(tree);

/** What is no claim is named by its place and never left out: those behind it would get another number. */
function claim(tree, place) {
  if (!isObject(tree)) throw new Error(`${place} of this file is no claim: it is not an object.`);
  return tree;
}

class Document {
  at = 0;
  answers = [];
  /** The report on the file itself, where there is one. */
  fileReport;
  #before = [];
  /** What was taken back, the last at the end. */
  #after = [];
  #last = '';

  constructor(superbill, name) {
    Object.assign(this, { superbill, name });
  }

  check(options) {
    this.answers = [];
    this.fileReport = undefined;
    for (const answer of this.superbill.validateMany(this.input(), options)) {
      if (answer.index === null) this.fileReport = answer.report;
      else this.answers[answer.index] = answer;
    }
  }

  /** A line for each claim. */
  summaries() {
    return Array.from({ length: this.count }, (_, i) => {
      const { patientControlNumber = '', charge = '', report, error } = this.answers[i] ?? {};
      const of = (severity) => report?.findings.filter((f) => f.severity === severity).length ?? 0;
      return { index: i, account: patientControlNumber, charge, form: this.form(i), errors: of('error') + (error ? 1 : 0), warnings: of('warning'), infos: of('info'), unreadable: error?.message };
    });
  }

  choose(index) {
    this.at = Math.max(0, Math.min(index, this.count - 1));
    this.#last = '';
  }

  /** Changes something and remembers how it was; changes of one field in a row are one step. */
  step(key, change) {
    const before = { state: this.state, at: this.at };
    change();
    this.#after = [];
    if (key !== this.#last || key.startsWith('fix')) this.#before.push(before);
    if (this.#before.length > 200) this.#before.shift();
    this.#last = key;
  }

  get steps() {
    return this.#before.length;
  }

  /** Takes the last step back. */
  undo() {
    this.#turn(this.#before, this.#after);
  }

  /** Does again what was taken back last. */
  redo() {
    this.#turn(this.#after, this.#before);
  }

  #turn(from, to) {
    const step = from.pop();
    if (!step) return;
    to.push({ state: this.state, at: step.at });
    this.state = step.state;
    this.at = step.at;
    this.#last = '';
  }

  /** What the page shows of the claim that is chosen. */
  view() {
    const { report, error } = this.answers[this.at] ?? {};
    const findings = (report?.findings ?? []).map((finding) => ({ ...finding, field: this.fieldOf(finding) }));
    const values = {};
    for (const [field, { text }] of this.values()) values[field] = text;
    return { kind: this.kind, label: KINDS[this.kind], form: this.form(this.at), at: this.at, values, findings, notChecked: report?.notChecked ?? [], unreadable: error?.message, steps: this.steps, undone: this.#after.length };
  }
}

/** An 837: the file's bytes are the claim, and every change is one of the file, which keeps all its other bytes. */
class X12Document extends Document {
  kind = 'x12';

  constructor(superbill, bytes, name) {
    super(superbill, name);
    this.state = bytes;
  }

  get state() {
    return this.bytes;
  }

  set state(bytes) {
    this.bytes = bytes;
    this.segments = segmentsOf(bytes);
    this.claims = claimsOf(this.segments);
  }

  get count() {
    return this.claims.length;
  }

  form(i) {
    return this.claims[i]?.form ?? 'professional';
  }

  /** Of a file without claims: what it is. */
  get instead() {
    const kind = this.segments.find(({ id }) => id === 'ST')?.at(1);
    return kind && kind !== '837' ? ` It is ${REPLIES[kind] ?? `a transaction ${kind}`}.` : '';
  }

  input() {
    return this.bytes;
  }

  values() {
    return this.claims.length ? valuesOf(this.segments, this.claims[this.at]) : new Map();
  }

  fieldOf({ path }) {
    return path;
  }

  /** Whether the file has a place for a field: a missing segment must be put in as a whole. */
  set(field, value) {
    const at = this.values().get(field)?.at;
    if (!at) return false;
    this.step(field, () => {
      const { text, component } = this.#element(at, value);
      if (CONTROL.test(text)) throw new Error('A value has no line breaks.');
      const element = `${at.segment}${String(at.element).padStart(2, '0')}${component ? `-${String(component).padStart(2, '0')}` : ''}`;
      this.state = this.superbill.applyFix(this.bytes, { locations: { x12: { segment: at.segment, element, bytes: [at.byte, at.byte] } } }, text);
    });
    return true;
  }

  /** The text of the element or component that holds a value; lists and pairs of days share theirs with others. */
  #element({ number, element, component, range, list }, value) {
    const segment = this.segments[number];
    if (list) {
      if (value.length > list) throw new Error(`There is room for ${list} here.`);
      const before = segment.components(element).slice(0, component - 1);
      const behind = segment.components(element).slice(component - 1 + list);
      const middle = behind.length ? Array.from({ length: list }, (_, i) => value[i] ?? '') : value;
      return { text: [...before, ...middle, ...behind].join(segment.delimiters.component) };
    }
    if (range === undefined) return { text: value, component };
    const days = segment.at(element, component).split('-');
    days[range] = value;
    return { text: Array.from(days, (day) => day ?? '').join('-'), component };
  }

  fix(finding, option) {
    this.step(`fix ${finding.rule}`, () => (this.state = this.superbill.applyFix(this.bytes, finding, option)));
  }

  /** The claim's segments, those of its levels before them; each with the findings in it. */
  lines(findings) {
    const claim = this.claims[this.at];
    if (!claim) return this.segments.slice(0, 400).map((s, i) => ({ number: i + 1, text: s.text, marks: [] }));
    const parts = ['billing', 'subscriber', 'patient', 'claim'].map((level) => claim[level]).filter(Boolean);
    const numbers = parts.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
    return numbers.map((n) => {
      const segment = this.segments[n];
      const marks = findings.flatMap((f, i) => {
        const bytes = f.locations.x12.bytes;
        if (!bytes || bytes[0] < segment.from || bytes[0] > segment.to) return [];
        return [{ finding: i, severity: f.severity, from: bytes[0] - segment.from, to: Math.min(bytes[1], segment.to) - segment.from }];
      });
      return { number: n + 1, text: segment.text, marks };
    });
  }

  exported(as) {
    if (as === 'json') return { name: 'json', text: JSON.stringify(treeOf(this.values(), this.form(this.at)), null, 2) };
    return { name: '837', bytes: this.bytes };
  }
}

/** Claims that are trees: JSON and FHIR. */
class TreeDocument extends Document {
  constructor(superbill, trees, name) {
    super(superbill, name);
    this.trees = trees;
    this.kind = isFhir(trees[0]) ? 'fhir' : 'json';
  }

  get state() {
    return this.trees;
  }

  set state(trees) {
    this.trees = trees;
  }

  get count() {
    return this.trees.length;
  }

  get tree() {
    return this.trees[this.at];
  }

  form(i) {
    return this.as ?? (isFhir(this.trees[i]) ? fhirForm(this.trees[i]) : formOf(this.trees[i]));
  }

  input() {
    // FHIR is known by its text; a claim that is typed may be empty still.
    return this.trees.map((tree) => JSON.stringify(this.#told(tree)));
  }

  /** A hospital's claim is known by its own keys, which an empty one has none of. */
  #told(tree) {
    if (this.as !== 'institutional' || formOf(tree) === 'institutional') return tree;
    return { ...tree, claimInformation: { ...tree.claimInformation, claimCodeInformation: {} } };
  }

  values() {
    const tree = this.tree;
    const out = new Map();
    if (isFhir(tree)) {
      for (const [field, pointer] of fieldsOf(tree)) out.set(field, { text: shown(field, get(tree, pointer)), at: pointer });
      return out;
    }
    const { field } = places(tree, this.form(this.at));
    const walk = (value, pointer) => {
      const list = Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
      if (list && value.length) out.set(field(pointer), { text: value.map(String), at: pointer });
      else if (value && typeof value === 'object') for (const key of Object.keys(value)) walk(value[key], `${pointer}/${key}`);
      else if (value !== null && value !== undefined && value !== '') out.set(field(pointer), { text: String(value), at: pointer });
    };
    walk(tree, '');
    return out;
  }

  fieldOf({ path }) {
    if (!isFhir(this.tree)) return places(this.tree, this.form(this.at)).field(path);
    // The field at that pointer, or the first that lies in it.
    const all = [...fieldsOf(this.tree)];
    return (all.find(([, at]) => at === path) ?? all.find(([, at]) => path !== '' && at.startsWith(`${path}/`)))?.[0];
  }

  #changed(tree) {
    this.trees = this.trees.with(this.at, tree);
  }

  set(field, value) {
    const tree = structuredClone(this.tree);
    if (isFhir(tree)) {
      const fields = fieldsOf(tree);
      // The box of a list: modifiers are a concept each.
      const first = Array.isArray(value) ? /^(.*)\/0\/coding\/\d+\/code$/.exec(fields.get(`${field}/0`))?.[1] : undefined;
      if (first) {
        this.step(field, () => {
          put(tree, first, recoded(get(tree, first), value));
          this.#changed(tree);
        });
        return true;
      }
      const pointer = fields.get(field);
      if (!pointer) return false;
      this.step(field, () => {
        put(tree, pointer, kept(field, value, get(tree, pointer)));
        this.#changed(tree);
      });
      return true;
    }
    this.step(field, () => this.#changed(setField(tree, this.form(this.at), field, value)));
    return true;
  }

  fix(finding, option) {
    this.step(`fix ${finding.rule}`, () => {
      const tree = structuredClone(this.tree);
      const before = get(tree, finding.path);
      put(tree, finding.path, isFhir(tree) ? kept('', option, before) : option);
      this.#changed(tree);
    });
  }

  lines(findings) {
    const { lines, at } = linesOf(this.tree);
    const found = new Map();
    findings.forEach((finding, i) => {
      let path = finding.path;
      while (path && !at.has(path)) path = path.slice(0, path.lastIndexOf('/'));
      const [from] = at.get(path) ?? [0];
      found.set(from, [...(found.get(from) ?? []), { finding: i, severity: finding.severity, from: lines[from].search(/\S/), to: lines[from].length }]);
    });
    return lines.map((text, i) => ({ number: i + 1, text, marks: found.get(i) ?? [] }));
  }

  exported() {
    const whole = this.trees.length === 1 ? this.trees[0] : this.trees;
    return { name: 'json', text: `${JSON.stringify(whole, null, 2)}\n` };
  }
}
