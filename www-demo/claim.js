// The claim form: every input is checked as it is typed, and what is found stands at the field that causes it.
import { lookup, validate } from '/superbill/browser.js';
import { el } from './dom.js';
import { claimOf, fieldOf, fill, put } from './fields.js';
import { boxes } from './form.js';

const form = () => document.querySelector('#form');
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
};

/** The controls of the form by their JSON Pointer. */
let controls = new Map();

function clearMarks() {
  for (const control of controls.values()) {
    control.removeAttribute('aria-invalid');
    control.removeAttribute('aria-description');
    const box = control.closest('.box');
    box.classList.remove('error', 'warning', 'info');
    box.querySelector('.says').replaceChildren();
    saysOf(control).replaceChildren();
  }
}

/** Where a finding is said: under its field; under the whole line where the fields are too narrow for a sentence. */
const saysOf = (control) => (control.closest('.line') ?? control.closest('.box')).querySelector(':scope > .says');

function mark(control, finding) {
  const box = control.closest('.box');
  if (!box.classList.contains('error')) box.classList.add(finding.severity);
  if (finding.severity === 'error') control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-description', [control.getAttribute('aria-description'), finding.message].filter(Boolean).join('; '));
  const options = (finding.fix?.options ?? []).slice(0, 8).map((option) =>
    el('button', { type: 'button', className: 'option', title: finding.fix.description, onclick: () => take(control, finding.path, option) }, option),
  );
  saysOf(control).append(el('p', { className: finding.severity }, finding.message, ...options));
}

/** Puts an offered value where the finding points. */
function take(control, path, option) {
  const claim = claimOf(controls);
  put(claim, path, option);
  fill(controls, claim);
  check();
  control.focus();
}

/** The title of a code that is right, in the place where findings would stand. */
function describe(control) {
  const says = control.closest('.box').querySelector('.says');
  if (control.localName !== 'superbill-picker' || says.childElementCount > 0 || control.hasAttribute('aria-invalid') || !control.value) return;
  for (const set of control.getAttribute('set').split(' ')) {
    const info = lookup(set, control.value, { on: control.serviceDate || undefined });
    if (info) return says.append(el('p', { className: 'title' }, info.display));
  }
}

function summary(report, took) {
  const errors = report.findings.filter((f) => f.severity === 'error').length;
  const others = report.findings.length - errors;
  const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;
  const verdict = document.querySelector('#verdict');
  verdict.textContent = errors ? plural(errors, 'error') : others ? plural(others, 'remark') : 'No findings';
  verdict.className = errors ? 'error' : others ? 'warning' : 'good';
  document.querySelector('#findings').replaceChildren(
    ...report.findings.map((f) => {
      const path = fieldOf(controls, f.path);
      const where = [f.locations.form && `Box ${f.locations.form}`, f.line && `line ${f.line}`].filter(Boolean).join(', ') || 'Claim';
      return el(
        'li',
        { className: f.severity },
        el('button', { type: 'button', disabled: !path, onclick: () => controls.get(path)?.focus() }, where),
        el('span', {}, f.message),
        f.fix?.description && el('small', {}, f.fix.description),
        el('code', {}, f.rule),
      );
    }),
  );
  const unchecked = document.querySelector('#unchecked');
  unchecked.hidden = report.notChecked.length === 0;
  unchecked.querySelector('summary').textContent = `Not checked: ${plural(report.notChecked.length, 'rule')}`;
  unchecked.querySelector('ul').replaceChildren(...report.notChecked.map((n) => el('li', {}, el('code', {}, n.rule), ` ${n.reason}`)));
  document.querySelector('#speed').textContent = `Checked in ${took < 1 ? `${Math.max(1, Math.round(took * 1000))} µs` : `${took.toFixed(1)} ms`}.`;
}

function check() {
  const claim = claimOf(controls);
  const start = performance.now();
  const report = validate(claim, { today: today() });
  const took = performance.now() - start;
  clearMarks();
  for (const finding of report.findings) {
    const path = fieldOf(controls, finding.path);
    if (path) mark(controls.get(path), finding);
  }
  // The pickers offer what is in force on the day of the first line.
  const day = claim.claimInformation?.serviceLines?.find((l) => l?.serviceDate)?.serviceDate?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  for (const control of controls.values()) {
    if (control.localName === 'superbill-picker' && day && control.serviceDate !== day) control.serviceDate = day;
    describe(control);
  }
  summary(report, took);
  document.querySelector('#json').textContent = JSON.stringify(claim, null, 1);
}

export async function startClaim() {
  form().replaceChildren(...boxes());
  controls = new Map([...form().querySelectorAll('[data-path]')].map((control) => [control.dataset.path, control]));
  form().addEventListener('input', check);
  form().addEventListener('superbill-pick', check);
  form().addEventListener('submit', (event) => event.preventDefault());
  const sample = async () => {
    fill(controls, await (await fetch('claim.json')).json());
    check();
  };
  document.querySelector('#sample').addEventListener('click', sample);
  document.querySelector('#clear').addEventListener('click', () => {
    fill(controls, {});
    check();
  });
  startClaim.again = check;
  await sample();
}
