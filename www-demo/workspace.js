// The claims: what is open, what is shown of it, and what every button does. All that comes after the first answer begins here; of the
// package it gets what it needs, because this is a bundle of its own where the page is one file.
import { ClaimsList } from './claims-list.js';
import { change, el } from './dom.js';
import { ask, startEngine } from './engine.js';
import { drawFile, showInFile } from './file-view.js';
import { FindingsList, plural } from './findings.js';
import { FORMS, FormView } from './form-view.js';
import { forget, keep, kept } from './keep.js';

// For the page: so it is in this bundle, too.
export { startSpeed } from './speed.js';

const $ = (id) => document.getElementById(id);
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
const EMPTY = { professional: '{}', institutional: '{"claimInformation":{"claimCodeInformation":{}}}' };

let form, findings, claims;
/** The last answer: the chosen claim, the list, the file. */
let now = {};
/** `professional`, `institutional`, or `file`. */
let view = 'professional';
let blank = false;
let lastChange = '';
/** Whether something would be lost if the page were left now. */
let unsaved = false;
let speedTimer;

const bytesOf = (text) => new TextEncoder().encode(text);

/** Keystrokes that are not sent yet, and the promise of all of them being answered. */
const typed = [];
let typing;
/** The boxes must be filled anew once those are answered. */
let refill = false;

let turn = Promise.resolve();
/** What buttons do comes one after another, and each after the keystrokes before it: all of them are in what is chosen or saved. */
function inTurn(act) {
  turn = turn.then(async () => {
    while (typing) await typing;
    await act();
  }).catch((error) => say(error.message, true));
  return turn;
}

/** Whether something would be lost that no file has. */
const wouldLose = ({ file }) => file.typed || Boolean(file.before);

const openBytes = (bytes, name, { as, empty = false, at = 0, kept = false } = {}) => inTurn(async () => {
  const slow = setTimeout(() => say(`Reading ${name} …`), 300);
  const answer = await ask('open', { bytes, name, form: as, at, empty, kept, day: today() }).catch((error) => {
    throw new Error(`${name}: ${error.message}`);
  }).finally(() => clearTimeout(slow));
  // What was open has been changed: it is a click away.
  say(answer.file.before ? `Undo brings back ${answer.file.before}, as it was changed.` : '');
  shownAnew(answer);
});

function shownAnew(answer) {
  blank = answer.file.empty;
  lastChange = '';
  unsaved = wouldLose(answer);
  show(answer, { fresh: true, opened: true });
}

const choose = (at) => inTurn(async () => show(await ask('choose', { at }), { fresh: true, opened: true }));

const openSample = async (address, name) => {
  const answer = await fetch(address);
  await openBytes(new Uint8Array(await answer.arrayBuffer()), name);
};

const startEmpty = (as) => openBytes(bytesOf(EMPTY[as]), 'New claim', { as, empty: true });

/** A line under the toolbar, for what went wrong or was done. */
function say(text, wrong = false) {
  const note = $('note');
  note.textContent = text;
  note.className = wrong ? 'error' : '';
}

/** The rows of the list, which the worker sends once, also with an answer that a newer one follows. */
const listed = ({ view: claim, claims: all, file }) => claim && claims.show(all, claim.at, file, all.length === file.count);

function show(answer, { fresh = false, opened = false } = {}) {
  if (!answer.view) return;
  now = answer;
  $('form').inert = false;
  if (fresh && typing) refill = true;
  const { view: claim, file, took } = answer;
  const kind = claim.form === 'institutional' ? 'institutional' : 'professional';
  if (opened || view === 'professional' || view === 'institutional') {
    if (opened) setView(view === 'file' && !blank ? 'file' : kind, kind);
  }
  form.build(FORMS[view === 'file' ? kind : view]);
  const locked = claim.kind !== 'json';
  form.show({ values: claim.values, findings: claim.findings, kind: claim.kind, locked, settles: opened && ((path) => !blank || path in claim.values) }, fresh);
  listed(answer);
  change($('locked'), { hidden: !locked });
  change($('undo'), { disabled: claim.steps === 0 && !file.before });
  change($('redo'), { disabled: claim.undone === 0 });
  change($('save-837'), { hidden: claim.kind !== 'x12' });
  // The file's other payers and references have no box, and so no place in the JSON; the 837 keeps all.
  change($('json-says'), { hidden: claim.kind !== 'x12' });
  change($('save-json'), { textContent: claim.kind === 'fhir' ? 'Save as FHIR' : 'Save as JSON' });
  change($('name'), { textContent: file.name });
  change($('kind'), { textContent: `${{ professional: 'Professional', institutional: 'Institutional', dental: 'Dental' }[claim.form]} claim, ${claim.label}` });
  summary(claim, file, took);
  if (view === 'file') drawLines();
  if ($('json').closest('details').open) showJson();
  keepIfAsked();
}

function summary({ findings: all, notChecked, unreadable }, file, took) {
  const shown = all.filter((finding) => form.isOpen(finding));
  const errors = shown.filter((f) => f.severity === 'error').length;
  const others = shown.length - errors;
  const waiting = all.length - shown.length;
  const [text, state] = unreadable
    ? [`This claim cannot be read: ${unreadable}`, 'error']
    : errors ? [`${plural(errors, 'error')}${others ? `, ${plural(others, 'remark')}` : ''}`, 'error']
      : others ? [plural(others, 'remark'), shown.some((f) => f.severity === 'warning') ? 'warning' : 'info']
        : waiting ? ['Nothing wrong so far', 'info'] : ['No findings', 'good'];
  const verdict = $('verdict');
  // A screen reader says it when it changes, and only then.
  change(verdict, { textContent: text, className: state });
  change($('jump'), { textContent: text });
  change($('jump'), { className: `jump ${state}` });
  findings.show(shown);
  change($('todo'), { hidden: waiting === 0 });
  change($('todo').querySelector('span'), { textContent: `${plural(waiting, 'thing')} still to fill in or to check.` });
  change($('clean'), { hidden: shown.length > 0 || waiting > 0 || Boolean(unreadable) });
  const unchecked = $('unchecked');
  change(unchecked, { hidden: notChecked.length === 0 });
  change(unchecked.querySelector('summary'), { textContent: `Not checked: ${plural(notChecked.length, 'rule')}` });
  if (unchecked.open) unchecked.querySelector('ul').replaceChildren(...notChecked.map((n) => el('li', {}, el('code', {}, n.rule), ` ${n.reason}`)));
  const about = (file.report?.findings ?? []).map((f) => f.message);
  change($('file-says'), { hidden: about.length === 0 });
  change($('file-says'), { textContent: about.length ? `About the file: ${about.join('; ')}.` : '' });
  if (took !== undefined) saySpeed(`${plural(file.count, 'claim')} checked in ${took < 0.1 ? 'less than 0.1 ms' : `${took.toFixed(1)} ms`}, off this page's thread.`);
}

/** When the typing pauses: it is another at every keystroke, each of which would draw the page twice. */
function saySpeed(text) {
  clearTimeout(speedTimer);
  speedTimer = setTimeout(() => change($('speed-said'), { textContent: text }), 300);
}

/** The form or the file; `kind` is what the claim is. */
function setView(next, kind) {
  view = next;
  for (const button of $('views').querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.view === next));
  $('form').hidden = next === 'file';
  $('file').hidden = next !== 'file';
  const other = next !== 'file' && kind && next !== kind;
  $('mismatch').hidden = !other;
  $('mismatch').textContent = other ? `This is ${kind === 'institutional' ? 'an institutional' : 'a professional'} claim, shown in the boxes of the ${FORMS[next].name}.` : '';
}

async function chooseView(next) {
  const kind = now.view?.form === 'institutional' ? 'institutional' : 'professional';
  if (blank && next !== 'file' && next !== kind && now.view.steps === 0) return startEmpty(next);
  setView(next, kind);
  if (next === 'file') {
    // A file has its own way to write days.
    summary(now.view, now.file);
    await drawLines();
  } else {
    form.build(FORMS[next]);
    show(now, { fresh: true });
    if (!blank) form.settle();
  }
}

async function drawLines() {
  const { lines } = await ask('lines');
  drawFile($('lines'), lines, (index) => go(now.view.findings[index], true));
}

/** Leads to a finding: in the form, or in the file where that is shown. */
async function go(finding, toForm = false) {
  const index = now.view.findings.indexOf(finding);
  if (view === 'file' && !toForm) return showInFile($('lines'), index);
  if (view === 'file' || !form.boxOf(finding)) {
    if (form.boxOf(finding)) await chooseView(now.view.form === 'institutional' ? 'institutional' : 'professional');
    else await chooseView('file');
  }
  if (view === 'file') showInFile($('lines'), index);
  else form.focus(finding);
}

const fix = (finding, option) => inTurn(async () => {
  // Where it stands in the claim as it is now: what was typed since may have moved it, or mended it.
  const same = (f) => f === finding || (f.rule === finding.rule && f.path === finding.path && f.message === finding.message);
  const current = now.view.findings.find(same);
  if (!current) return say('This is no longer found.');
  const box = form.boxOf(current);
  const answer = await ask('fix', { finding: current, option });
  lastChange = 'fix';
  unsaved = true;
  show(answer, { fresh: true });
  say('Changed. Undo takes it back.');
  // The button that was pressed has gone with what it mended.
  const control = view !== 'file' && form.controls.get(box);
  (control || $('panel')).focus({ preventScroll: !control });
});

/** `undo` or `redo`: of what was changed, or the claim that another was opened over. */
const step = (way) => inTurn(async () => {
  // The press before it may have been the last that there was something for.
  if ($(way).disabled) return;
  const pressed = document.activeElement === $(way);
  const answer = await ask(way);
  if (answer.opened) shownAnew(answer);
  else {
    lastChange = '';
    unsaved = wouldLose(answer);
    show(answer, { fresh: true });
  }
  say(answer.opened ? `${answer.file.name} is back.` : way === 'undo' ? 'Taken back.' : 'Done again.');
  // A button that nothing is left for loses the focus.
  if (pressed && $(way).disabled) $('claim').focus({ preventScroll: true });
});

/** Keystrokes go to the worker as they come, for the claim that they were typed into; so does what was `put` there, which no field takes back. */
function changed(field, value, put) {
  // Before the first claim is there its boxes cannot be typed in.
  if (!now.file) return;
  lastChange = put ? 'put' : 'typed';
  unsaved = true;
  typed.push({ of: now.file.number, at: now.view.at, field, value });
  typing ??= sendTyped();
}

/** While one is checked, only the last of those that follow is checked too. */
async function sendTyped() {
  // Of a file that takes long, what is said is of before until then.
  const slow = setTimeout(() => change($('verdict'), { textContent: 'Checking …', className: 'info' }), 500);
  try {
    while (typed.length) {
      const all = typed.splice(0);
      let answer;
      let refused = '';
      for (const [i, one] of all.entries()) {
        answer = await ask('set', { ...one, later: i < all.length - 1 });
        refused ||= answer.refused ?? '';
      }
      // A box whose text was refused shows what the claim has.
      if (refused) refill = true;
      if (refused || $('note').textContent) say(refused, Boolean(refused));
      if (typed.length) {
        listed(answer);
        continue;
      }
      const fresh = refill;
      refill = false;
      show(answer);
      if (fresh) form.refill();
    }
  } catch (error) {
    say(error.message, true);
    if (now.view) summary(now.view, now.file);
  } finally {
    clearTimeout(slow);
    typing = typed.length ? sendTyped() : undefined;
  }
}

const save = (as) => inTurn(async () => {
  const { name, text, bytes } = await ask('export', { as });
  const stem = (now.file.name || 'claim').replace(/\.[^.]*$/, '').replace(/[^\w-]+/g, '-').toLowerCase();
  const link = el('a', { href: URL.createObjectURL(new Blob([bytes ?? text], { type: 'application/octet-stream' })), download: `${stem}.${name === '837' ? 'edi' : 'json'}` });
  link.click();
  // JSON of an 837 is one claim of it, and of that what has a box.
  if (as === '837' || now.view.kind !== 'x12') unsaved = Boolean(now.file.before);
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

async function showJson() {
  $('json').textContent = (await ask('json')).text.trim();
}

async function keepIfAsked() {
  // While more is typed, the last keystroke's answer comes here again.
  if (!$('keep').checked || typed.length) return;
  const { text, bytes } = await ask('export', { as: now.view.kind === 'x12' ? '837' : 'json' });
  // The box may have been emptied meanwhile.
  if (!$('keep').checked) return;
  const { name } = now.file;
  if (keep({ name, form: blank ? now.view.form : undefined, at: now.view.at, bytes: bytes ?? bytesOf(text) })) return void (unsaved = Boolean(typing || now.file.before));
  // Nor does the claim before it stay.
  forget();
  say('This file is too large to be kept.', true);
}

async function openFile(file) {
  if (!file) return;
  if (file.size > 50_000_000) return say('This page reads files of up to 50 MB; the command line reads any size.', true);
  const bytes = await file.arrayBuffer().catch(() => say(`${file.name} cannot be read: it is a folder, or not there any more.`, true));
  if (bytes) await openBytes(bytes, file.name);
}

/** Files, on all of the page: beside it, the browser would leave the page for them. What else is dragged is the boxes' own. */
function listenToDrops() {
  let inside = 0;
  const files = (name, act) => addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    act(event);
    $('claim').classList.toggle('dropping', inside > 0);
  });
  files('dragenter', () => { inside += 1; });
  files('dragleave', () => { inside -= 1; });
  files('dragover', (event) => event.preventDefault());
  files('drop', (event) => {
    event.preventDefault();
    inside = 0;
    const all = event.dataTransfer.files;
    if (all.length > 1) say('One file at a time: nothing was opened.', true);
    else openFile(all[0]);
  });
}

function listen() {
  $('sample').addEventListener('click', () => openSample('claim.json', 'Sample: clinic visit'));
  $('sample-hospital').addEventListener('click', () => openSample('samples/hospital.edi', 'hospital.edi'));
  $('sample-file').addEventListener('click', () => openSample('samples/clinic.edi', 'clinic.edi'));
  $('clear').addEventListener('click', () => startEmpty(view === 'institutional' ? 'institutional' : 'professional'));
  for (const way of ['undo', 'redo']) $(way).addEventListener('click', () => step(way));
  $('save-json').addEventListener('click', () => save('json'));
  $('save-837').addEventListener('click', () => save('837'));
  $('print').addEventListener('click', () => print());
  // Nothing to go back to: to go back leaves the page.
  $('jump').addEventListener('click', (event) => {
    event.preventDefault();
    $('panel').focus();
    $('panel').scrollIntoView();
  });
  addEventListener('beforeprint', () => {
    $('printed').textContent = `${now.file?.name ?? ''} · ${$('kind').textContent} · ${FORMS[form.form?.form]?.name ?? ''} · ${$('verdict').textContent}`;
  });
  $('check-all').addEventListener('click', () => {
    if (!now.file) return;
    form.settle();
    summary(now.view, now.file);
    blank = false;
    // The button goes with what it asked for.
    $('panel').focus({ preventScroll: true });
  });
  $('open').addEventListener('change', ({ target }) => {
    openFile(target.files[0]);
    target.value = '';
  });
  $('views').addEventListener('click', ({ target }) => target.dataset.view && chooseView(target.dataset.view));
  $('unchecked').addEventListener('toggle', () => summary(now.view, now.file));
  $('json').closest('details').addEventListener('toggle', ({ target }) => target.open && showJson());
  $('keep').addEventListener('change', ({ target }) => {
    if (target.checked) return keepIfAsked();
    forget();
    unsaved = Boolean(now.file) && wouldLose(now);
  });
  addEventListener('beforeunload', (event) => unsaved && event.preventDefault());
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const way = { z: event.shiftKey ? 'redo' : 'undo', y: 'redo' }[event.key.toLowerCase()];
    // A key that is held takes one step, and not the claim before it as well.
    if (!way || $(way).disabled || event.repeat) return;
    // What was typed is the field's own to take back.
    if (lastChange === 'typed' && event.target.closest?.('#form')) return;
    if (!event.target.closest?.('#find')) {
      event.preventDefault();
      step(way);
    }
  });
  listenToDrops();
}

/** The styles of what has been hidden until now: read before, they would come before the first answer, too. `false` when they do not come. */
const styled = (href, media = 'all') => new Promise((done) => {
  document.head.append(el('link', { rel: 'stylesheet', href, media, onload: () => done(true), onerror: () => done(false) }));
});

/** @param {{ lookup: Function }} page the search's module, which this shares: a second one would have its own tables */
export async function startWorkspace({ lookup }) {
  const styles = Promise.all([styled('claim.css'), styled('print.css', 'print')]);
  startEngine();
  form = new FormView($('form'), { changed, fix, lookup, left: () => now.view && summary(now.view, now.file) });
  const titled = (finding, option) => form.titleOf(form.controls.get(form.boxOf(finding)), option);
  findings = new FindingsList($('findings'), { fix, go, titled, kind: (finding) => (view === 'file' ? undefined : form.controls.get(form.boxOf(finding))?.dataset.kind) });
  claims = new ClaimsList($('claims'), choose);
  listen();
  const before = kept();
  // While the thread starts there is time for the boxes, and they are drawn before they are filled.
  if (!before) form.build(FORMS.professional);
  $('form').inert = true;
  const whole = (await styles).every(Boolean);
  $('claim').hidden = false;
  await new Promise((drawn) => setTimeout(drawn));
  $('keep').checked = Boolean(before);
  if (before) await openBytes(before.bytes, before.name, { as: before.form, at: before.at, empty: Boolean(before.form), kept: true });
  else await openSample('claim.json', 'Sample: clinic visit');
  if (!whole) say('The styles of the claim could not be loaded. Load the page again to see and print it as it should be.', true);
  ask('more').then((answer) => {
    document.documentElement.dataset.tables = 'yes';
    // What is typed meanwhile is answered with the tables, and its answer is the newer one.
    if (typing) listed(answer);
    else show(answer);
  }, () => {});
}
