// <superbill-picker> in the frameworks, each with a bound value, a bound date of service and booleans that are bound to false: what is
// typed stays, what is chosen arrives, what the page sets is shown. One bundle each, one way through all of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { clean, html, page, put, run, served } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('frameworks');
const home18 = group('frameworks18');
const ELEMENT = "import 'superbill/picker';";

/** Both Reacts: the component of superbill/react, and the element itself, which React 18 gives attributes and React 19 properties. */
const REACT = `import addon from 'superbill/tables/addon'; import mce from 'superbill/tables/mce'; import notes from 'superbill/tables/notes-icd10cm'; import React from 'react'; import { createRoot } from 'react-dom/client'; import { SuperbillPicker, useSuperbill } from 'superbill/react';
const h = React.createElement;
let mended = false;
const late = async () => { if (!mended) throw new Error('not there yet'); return addon(); };
function Tables() {
  const { ready, error, retry, tables } = useSuperbill({ tables: [late] });
  return h('button', { id: 'tables', onClick() { mended = true; retry(); } }, error ? error.message : ready ? tables().map((one) => one.set).join(' ') : 'waits');
}
const ownMce = () => { window.inline = (window.inline ?? 0) + 1; return mce(); };
function Grown() {
  const [more, grow] = React.useState(false);
  window.renders = (window.renders ?? 0) + 1;
  // Written in the component, so other ones at each render; the third comes later.
  const first = [new URL('/ioce.tbl', location.href), () => ownMce()];
  const { ready, error, tables } = useSuperbill({ tables: more ? [...first, notes] : first });
  return h('button', { id: 'grown', onClick: () => grow(true) }, error ? error.message : ready ? tables().map((one) => one.set).join(' ') : 'waits');
}
function App() {
  const [code, set] = React.useState('E11.9'); const [date, on] = React.useState('2026-11-03'); const [picked, pick] = React.useState('');
  const { ready, error, lookup } = useSuperbill(); const element = React.useRef(null);
  const [several, order] = React.useState(['I10', 'E11.9']);
  return h('main', null,
    h(SuperbillPicker, { id: 'x', ref: element, sets: ['icd10cm'], serviceDate: date, billable: false, disabled: false, readOnly: false, className: 'mine', value: code, 'aria-label': 'dx', onChange: (event) => set(event.target.value), onPick: (hit) => pick(hit.code) }),
    h('superbill-picker', { id: 'bare', set: 'icd10cm', 'service-date': date, billable: false, disabled: false, readonly: false, multiple: false, required: false, value: 'E11.9', 'aria-label': 'bare' }),
    h(SuperbillPicker, { id: 'kept', value: 'I10', 'aria-label': 'kept' }),
    h(SuperbillPicker, { id: 'several', multiple: true, value: several, onChange: (event) => order(event.target.value), 'aria-label': 'several' }),
    h('output', { id: 'order' }, several.join(' ')),
    h('output', { id: 'out' }, code), h('output', { id: 'picked' }, picked), h('output', { id: 'ready' }, error ? error.message : ready ? lookup('icd10cm', 'I10').display : 'waits'),
    h('button', { id: 'outside', onClick: () => set('J44.9') }, 'o'), h('button', { id: 'date', onClick: () => on('2026-09-15') }, 'd'),
    h('button', { id: 'ref', onClick: () => element.current.focus() }, 'r'));
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(React.StrictMode, null, h(App), h(Tables), h(Grown)));`;

/** Without a framework, within whatever holds it. */
const PLAIN = (hold) => `${ELEMENT}
const root = ${hold};
root.innerHTML = '<superbill-picker id="x" set="icd10cm" service-date="2026-11-03" billable="false" disabled="false" readonly="false" value="E11.9" aria-label="dx" class="mine"></superbill-picker><output id="out">E11.9</output><output id="picked"></output><button id="outside">o</button><button id="date">d</button>';
const by = (id) => root.querySelector('#' + id);
by('x').addEventListener('input', () => { by('out').textContent = by('x').value; });
by('x').addEventListener('superbill-pick', (event) => { by('picked').textContent = event.detail.code; });
by('outside').onclick = () => { by('x').value = 'J44.9'; }; by('date').onclick = () => { by('x').serviceDate = '2026-09-15'; };`;

const ANGULAR = (field, more = '') => `${ELEMENT} import '@angular/compiler'; import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser'; import { FormControl, FormsModule, ReactiveFormsModule } from '@angular/forms';
document.body.append(document.createElement('app-root'));
class App { date = signal('2026-11-03'); code = signal('E11.9'); picked = signal(''); never = false; control = new FormControl('E11.9'); ${more} }
Component({ selector: 'app-root', standalone: true, imports: [FormsModule, ReactiveFormsModule], schemas: [CUSTOM_ELEMENTS_SCHEMA], template: \`
  <superbill-picker id="x" class="mine" set="icd10cm" [attr.service-date]="date()" [billable]="never" [attr.readonly]="never" ngDefaultControl ${field} (superbill-pick)="picked.set($event.detail.code)" aria-label="dx"></superbill-picker>
  <output id="out">{{ value() }}</output><output id="picked">{{ picked() }}</output>
  <button id="outside" (click)="outside()">o</button><button id="date" (click)="date.set('2026-09-15')">d</button>\` })(App);
bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });`;

const APPS = {
  'plain HTML': [home, PLAIN("document.body.appendChild(document.createElement('main'))")],
  'a shadow root': [home, PLAIN("document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })")],
  'a dialog': [home, PLAIN("(() => { const d = document.body.appendChild(document.createElement('dialog')); d.style.height = '150px'; d.showModal(); return d; })()")],
  'React 19': [home, REACT],
  'React 18': [home18, REACT],
  Preact: [home, `${ELEMENT} import { h, render } from 'preact'; import { useState } from 'preact/hooks';
function App() {
  const [code, set] = useState('E11.9'); const [date, on] = useState('2026-11-03'); const [picked, pick] = useState('');
  return h('main', null,
    h('superbill-picker', { id: 'x', class: 'mine', set: 'icd10cm', 'service-date': date, billable: false, disabled: false, readonly: false, value: code, 'aria-label': 'dx', onInput: (event) => set(event.target.value), 'onsuperbill-pick': (event) => pick(event.detail.code) }),
    h('output', { id: 'out' }, code), h('output', { id: 'picked' }, picked), h('button', { id: 'outside', onClick: () => set('J44.9') }, 'o'), h('button', { id: 'date', onClick: () => on('2026-09-15') }, 'd'));
}
render(h(App), document.body);`],
  'Vue 3': [home, `${ELEMENT} import { createApp, ref } from 'vue/dist/vue.esm-bundler.js';
const app = createApp({ setup: () => ({ code: ref('E11.9'), date: ref('2026-11-03'), picked: ref(''), never: false }), template: \`
  <superbill-picker id="x" class="mine" set="icd10cm" :service-date="date" :billable="never" :disabled="never" :readonly="never" v-model="code" @superbill-pick="picked = $event.detail.code" aria-label="dx"></superbill-picker>
  <output id="out">{{ code }}</output><output id="picked">{{ picked }}</output><button id="outside" @click="code = 'J44.9'">o</button><button id="date" @click="date = '2026-09-15'">d</button>\` });
app.config.compilerOptions.isCustomElement = (tag) => tag.includes('-');
app.mount(document.body.appendChild(document.createElement('div')));`],
  'Svelte 5': [home, `import { mount } from 'svelte'; import App from './App.svelte.js'; mount(App, { target: document.body });`],
  'Angular, ngModel': [home, ANGULAR('[ngModel]="code()" (ngModelChange)="code.set($event)"', "value = this.code; outside() { this.code.set('J44.9'); }")],
  'Angular, reactive forms': [home, ANGULAR('[formControl]="control"', "value = () => this.control.value; outside() { this.control.setValue('J44.9'); }")],
};

const SVELTE = `<script>import 'superbill/picker'; let code = $state('E11.9'); let date = $state('2026-11-03'); let picked = $state(''); let element = $state();</script>
<superbill-picker bind:this={element} id="x" class="mine" set="icd10cm" service-date={date} billable={false} disabled={false} readonly={false} value={code} oninput={() => (code = element.value)} onsuperbill-pick={(event) => (picked = event.detail.code)} aria-label="dx"></superbill-picker>
<output id="out">{code}</output><output id="picked">{picked}</output><button id="outside" onclick={() => (code = 'J44.9')}>o</button><button id="date" onclick={() => (date = '2026-09-15')}>d</button>`;

before(() => {
  const { compile } = createRequire(`${home}/x.js`)('svelte/compiler');
  const { js, warnings } = compile(SVELTE, { generate: 'client', filename: 'App.svelte' });
  assert.deepEqual(warnings.map((warning) => warning.message), []);
  put(home, { 'apps/App.svelte.js': js.code });
});

const FLAGS = ['--bundle', '--format=esm', '--outfile=out/main.js', '--log-level=error', '--define:process.env.NODE_ENV="development"', '--define:__VUE_OPTIONS_API__=true', '--define:__VUE_PROD_DEVTOOLS__=false', '--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false'];

for (const [name, [at, app]] of Object.entries(APPS)) {
  test(name, async (t) => {
    clean(at, 'out');
    put(at, { 'apps/main.js': app });
    run(home, 'esbuild', ['apps/main.js', ...FLAGS], { cwd: at });
    put(at, { 'out/index.html': html('/main.js'), 'out/ioce.tbl': readFileSync(`${at}/node_modules/superbill/tables/ioce.tbl`) });
    const { url, close } = await served(`${at}/out`);
    t.after(close);
    await page(async (tab) => {
      const log = [];
      tab.on('pageerror', (error) => log.push(error.message));
      tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && !/favicon|404/.test(message.text()) && log.push(message.text()));
      await tab.goto(url);
      const x = tab.locator('#x');
      const input = tab.locator('#x input');
      const says = (id, text) => tab.locator(`#${id}`).filter({ hasText: new RegExp(`^${text.replace('.', '\\.')}$`) }).waitFor({ state: 'attached', timeout: 5000 });
      const titled = (text) => tab.locator('#x [part=title]').filter({ hasText: text }).waitFor({ timeout: 5000 });
      const is = (read) => x.evaluate(read);
      await x.waitFor();

      await titled('Type 2 diabetes mellitus without complications');
      assert.deepEqual(await is((n) => [n.value, n.serviceDate, n.set, n.classList.contains('mine')]), ['E11.9', '2026-11-03', 'icd10cm', true]);
      assert.deepEqual(await is((n) => [n.billable, n.disabled, n.readOnly, n.matches(':disabled'), n.willValidate]), [false, false, false, false, true]);

      // Every key is told, and gives nothing back over what is typed.
      await input.click();
      await input.press('ControlOrMeta+a');
      await input.pressSequentially('htn', { delay: 30 });
      assert.equal(await input.inputValue(), 'htn');
      await says('out', '');
      await tab.locator('#x li').first().waitFor();
      await input.press('ArrowDown');
      await input.press('Enter');
      await says('picked', 'I10');
      await says('out', 'I10');
      assert.equal(await is((n) => n.value), 'I10');

      await tab.locator('#outside').click();
      await titled('Chronic obstructive pulmonary disease');
      assert.equal(await is((n) => n.value), 'J44.9');
      await tab.locator('#date').click();
      await tab.waitForFunction((n) => n.serviceDate === '2026-09-15', await x.elementHandle());
      if (name.startsWith('React')) await inReact(tab);
      assert.deepEqual(log, []);
    });
  });
}

async function inReact(tab) {
  const bare = tab.locator('#bare');
  assert.deepEqual(await bare.evaluate((n) => [n.billable, n.disabled, n.multiple, n.required, n.matches(':disabled'), n.willValidate, n.value]), [false, false, false, false, false, true, 'E11.9']);
  await tab.locator('#ready').filter({ hasText: 'Essential (primary) hypertension' }).waitFor();
  // A table that does not come is said, and comes at the next try.
  await tab.locator('#tables').filter({ hasText: 'not there yet' }).click();
  await tab.locator('#tables').filter({ hasText: 'addon' }).waitFor();
  // A table that is made anew at each render is fetched once; one that is asked for later is taken in, too.
  await tab.locator('#grown').filter({ hasText: 'ioce' }).waitFor({ timeout: 10_000 });
  await tab.locator('#grown').click();
  await tab.locator('#grown').filter({ hasText: 'notes' }).waitFor({ timeout: 10_000 });
  const fetched = () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/ioce.tbl')).length;
  assert.equal(await tab.evaluate(fetched), 1);
  assert.equal(await tab.evaluate(() => window.inline), 1);
  const renders = await tab.evaluate(() => window.renders);
  assert.ok(renders < 40, `${renders} renders`);
  await tab.locator('#ref').click();
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'x');
  // Nobody takes over what is chosen here: the page's value stays.
  const kept = tab.locator('#kept input');
  await kept.fill('copd');
  await tab.waitForFunction(() => document.getElementById('kept').value === 'I10', undefined, { timeout: 5000 });
  await tab.locator('#several [part=chip] button').first().press('Alt+ArrowRight');
  await tab.locator('#order').filter({ hasText: 'E11.9 I10' }).waitFor();
}

test('superbill/react on a server: markup that the browser takes over, no function that is missing', () => {
  for (const at of [home, home18]) {
    put(at, { 'apps/server.mjs': `import * as all from 'superbill'; import { createElement as h } from 'react'; import { renderToString } from 'react-dom/server'; import { SuperbillPicker, useSuperbill } from 'superbill/react';
function App() { const { ready, error, search } = useSuperbill(); return h('main', null, h(SuperbillPicker, { sets: ['icd10cm', 'hcpcs'], serviceDate: '2026-11-03', billable: true, required: false, className: 'mine', value: 'E11.9', onChange() {} }), ready + ' ' + error + ' ' + typeof search, h('i', null, Object.keys(useSuperbill()).sort().join(' '))); }
console.log(renderToString(h(App)));
console.log(Object.keys(all).filter((name) => !['init', 'tableUrl', 'SuperbillError'].includes(name)).concat('ready', 'error', 'retry').sort().join(' '));` });
    const [out, functions] = run(at, 'node', ['apps/server.mjs']).trim().split('\n');
    assert.ok(out.includes(`<i>${functions}</i>`), `every function of superbill: ${functions}\n${out}`);
    for (const part of ['class="mine"', 'service-date="2026-11-03"', 'set="icd10cm hcpcs"', 'value="E11.9"', 'false undefined function']) assert.ok(out.includes(part), `${part} in ${out}`);
    assert.ok(/ billable="(true)?"/.test(out) && !/required|onChange/i.test(out), out);
    put(at, { 'apps/required.cjs': "const { SuperbillPicker, useSuperbill } = require('superbill/react'); console.log(typeof SuperbillPicker, typeof useSuperbill);" });
    assert.match(run(at, 'node', ['apps/required.cjs']), /object function/);
  }
});
