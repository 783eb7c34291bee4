// The content script: reads the claim's fields, has the claim checked by the service worker, shows what was found beside the fields, and
// lays the picker's frame at a field. It is put into a page when the extension's button is pressed, and leaves it at the second press.
import { byField, claimDate, claimOf, written } from './claim.js';
import { findFields } from './fields.js';
import { hasFocus, parentOf } from './page.js';
import { pickerFrame } from './panel.js';
import { overlay } from './view.js';

const SETS = { diagnosis: ['icd10cm', 'ICD-10-CM'], procedure: ['hcpcs cpt', 'HCPCS and CPT'] };

/** Whether codes are offered there: not in a field that the page has filled for good. */
const offered = (field) => Boolean(field && SETS[field.kind] && !field.fixed);

function start() {
  const leaving = new AbortController();
  const listen = (target, name, act, options) => target.addEventListener(name, act, { signal: leaving.signal, ...options });
  let fields = [];
  let roots = [];
  let findings = new Map();
  let shown = new Set();
  let asked = '';
  let turn = 0;
  let pressed; // where the Enter that is down was pressed, if that was on this page
  let opened = ''; // what was around the field when the picker came to it

  const fieldOf = (key) => fields.find((field) => field.key === key);
  const focused = () => fields.find(({ node }) => hasFocus(node));

  /** As a person's typing: the framework of the page hears of it. Here the setter is the browser's own, whatever the page put on its nodes. */
  function write(key, value) {
    const field = fieldOf(key);
    if (!field || field.fixed) return;
    field.node.focus();
    field.node.value = written(value, field);
    field.node.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText' }));
    // The first event may have made the field anew.
    scan();
    const now = fieldOf(key)?.node;
    now?.dispatchEvent(new Event('change', { bubbles: true }));
    now?.focus();
    view.say(`${field.label}: ${now?.value}`);
  }

  /** What stands in a field and up to it: when that changes while a code is looked for, its key may mean another row. */
  const around = (of) => JSON.stringify(fields
    .filter(({ kind, line, nth }) => (of.line === undefined ? kind === of.kind && nth <= of.nth : line <= of.line))
    .map(({ key, node }) => [key, node.value.replace(/\W/g, '').toUpperCase()]));

  const view = overlay({ field: fieldOf, write, find: (key) => find(fieldOf(key)), stop, leave: () => panel.close() });
  const panel = pickerFrame(view.layer, { field: fieldOf, write });

  function find(field) {
    if (!offered(field)) return;
    const [set, name] = SETS[field.kind];
    const dates = fields.filter(({ kind, node }) => kind === 'date' && node.value);
    const day = claimDate((dates.find(({ line }) => line === field.line) ?? dates[0])?.node.value ?? '');
    const on = /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : today();
    view.card();
    opened = around(field);
    // Its end may be another frame's to see.
    pressed = undefined;
    panel.open(field, { label: field.label, set, on, about: `${name}, valid on ${on}`, text: field.node.value.trim() });
  }

  function scan() {
    roots = [];
    fields = findFields((root) => { roots.push(root); watch(root); });
    const { claim, at } = claimOf(fields);
    const text = JSON.stringify(claim);
    if (text !== asked) {
      asked = text;
      check(claim, at);
    }
    draw();
  }

  async function check(claim, at) {
    const mine = ++turn;
    let answer;
    try {
      answer = await chrome.runtime.sendMessage({ claim, today: today() });
    } catch (error) {
      // The extension itself was renewed or taken off: what is left of it here can only go.
      if (!chrome.runtime?.id) return stop();
      answer = { error: error.message };
    }
    if (mine !== turn || leaving.signal.aborted) return;
    findings = answer.error ? new Map() : byField(answer.findings, at);
    draw(answer.error);
  }

  /** A field is not marked while it is typed for the first time. */
  function draw(error) {
    if (leaving.signal.aborted) return;
    const typing = focused()?.key;
    const visible = new Map([...findings].filter(([key]) => key !== typing || shown.has(key)));
    shown = new Set(visible.keys());
    view.draw(fields, visible, error, modal());
    if (panel.key && (!fieldOf(panel.key) || around(fieldOf(panel.key)) !== opened)) {
      panel.close();
      view.say('The page has changed its fields, so the search was closed.');
    }
    view.launch(offered(focused()) && !panel.key ? focused() : undefined);
    panel.place();
  }

  /** The dialog that lets nobody out: around what has the focus, else the last that is found. A frame's own leaves us alone. */
  function modal() {
    for (let at = focused()?.node ?? document.activeElement; at; at = parentOf(at)) {
      if (at.ownerDocument === document && at.matches('dialog:modal')) return at;
    }
    return roots.filter((root) => (root.ownerDocument ?? root) === document).flatMap((root) => [...root.querySelectorAll('dialog:modal')]).at(-1);
  }

  let frame;
  const later = () => { frame ??= requestAnimationFrame(() => { frame = undefined; scan(); }); };
  const observer = new MutationObserver(later);
  const watched = new WeakSet();

  /**
   * Every document and shadow root that fields may be in, from when it is first seen. A document does not hear all of what is in its shadow
   * roots: not that the focus goes from one field of a root to another, nor `change`, `scroll` and a frame's `load`.
   */
  function watch(root) {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { childList: true, subtree: true, characterData: true, attributeFilter: ['class', 'style', 'hidden', 'disabled', 'readonly', 'open', 'name', 'aria-label', 'aria-readonly'] });
    for (const name of ['input', 'change', 'focusin', 'focusout', 'load']) listen(root, name, later, { capture: true });
    for (const name of ['scroll', 'resize', 'transitionend']) listen(root.defaultView ?? root, name, later, { capture: true, passive: true });
    listen(root, 'focusin', ({ target }) => {
      if (target === view.host) return;
      panel.close();
      view.card(focused()?.key);
    }, { capture: true });
    if (!root.defaultView) return;
    listen(root, 'pointerdown', ({ target }) => target !== view.host && panel.close(), { capture: true });
    listen(root.defaultView, 'keydown', key, { capture: true });
    listen(root.defaultView, 'keyup', ({ key: up }) => { if (up === 'Enter') pressed = undefined; }, { capture: true });
  }

  function key(event) {
    const field = focused();
    const done = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    // Enter that took a code, and is held on while the field has the focus again, must not send the portal's form.
    if (event.key === 'Enter' && event.repeat && event.composedPath()[0] !== pressed) return done();
    if (event.key === 'Enter') [pressed] = event.composedPath();
    if (event.altKey && event.key === 'ArrowDown' && offered(field)) { done(); find(field); }
    else if (event.altKey && event.key === 'ArrowUp' && view.enter(field?.key)) done();
    else if (event.key === 'Escape' && field && view.card()) done();
  }

  function stop() {
    leaving.abort();
    observer.disconnect();
    cancelAnimationFrame(frame);
    view.host.remove();
    delete globalThis.superbillStop;
  }
  globalThis.superbillStop = stop;
  scan();
  view.say(fields.length ? `Superbill found ${fields.length} fields of a claim. Alt and Arrow Down in one finds a code.` : 'Superbill found no fields of a claim on this page.');
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}

// This world is the extension's own: the page sees nothing of it.
if (globalThis.superbillStop) globalThis.superbillStop();
else start();
