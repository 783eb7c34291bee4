// What TypeScript says: the element in every framework's templates, with strict checks of the package's own declarations; and what publint
// and attw say of the package.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { EMBEDDED } from '../../tools/tables.mjs';
import { put, run } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('types');
const home18 = group('types18');
const config = (jsxImportSource) => JSON.stringify({ compilerOptions: { strict: true, noEmit: true, skipLibCheck: false, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'esnext', moduleResolution: 'bundler', types: [], jsx: 'react-jsx', jsxImportSource }, files: ['./a.tsx'] });
const ELEMENT = `import 'superbill/picker';
export const right = (dos: string) => <superbill-picker set="icd10cm" on={dos} billable limit={8} aria-label="Diagnosis" onsuperbill-pick={(event) => event.detail.code.trim()} />;
// @ts-expect-error a date of service is a text
export const wrong = <superbill-picker on={5} />;
// @ts-expect-error a hit has no such member
export const odd = <superbill-picker onsuperbill-pick={(event) => event.detail.cod} />;\n`;

for (const [name, at, source] of [['React 19', home, 'react'], ['React 18', home18, 'react'], ['Preact', home, 'preact']]) {
  test(`the element in ${name}`, () => {
    const dir = `${at}/${source}`;
    put(dir, { 'a.tsx': ELEMENT, 'tsconfig.json': config(source) });
    run(at, 'tsc', ['-p', source]);
  });
}

const COMPONENT = `import { useRef } from 'react'; import { SuperbillPicker, useSuperbill } from 'superbill/react'; import type { SuperbillPicker as Element } from 'superbill/picker';
export function Right() {
  const element = useRef<Element>(null);
  const { ready, error, search } = useSuperbill();
  const code: string = ready ? search('x')[0].code : error?.message ?? '';
  return <><SuperbillPicker ref={element} sets={['icd10cm']} serviceDate={code} value={code} limit={5} required className="c" aria-label="Diagnosis" onChange={(event) => event.target.value.trim()} onPick={(hit) => hit.code.trim()}><span slot="help">h</span></SuperbillPicker>
    <SuperbillPicker multiple value={[code]} max={12} onChange={(event) => event.target.value.map((one) => one.trim())} onError={(wrong) => wrong.message} /></>;
}
// @ts-expect-error no such set
export const set = <SuperbillPicker sets={['icd9']} />;
// @ts-expect-error several codes are a list
export const several = <SuperbillPicker multiple value="E11.9" />;
// @ts-expect-error the date of service has a name of its own
export const date = <SuperbillPicker on="2026-11-03" />;\n`;

for (const [name, at] of [['React 19', home], ['React 18', home18]]) {
  test(`the component in ${name}`, () => {
    put(`${at}/component`, { 'a.tsx': COMPONENT, 'tsconfig.json': config('react') });
    run(at, 'tsc', ['-p', 'component']);
  });
}

test('the element in Vue', () => {
  put(`${home}/vue`, {
    'A.vue': `<script setup lang="ts">import 'superbill/picker'; import { ref } from 'vue'; const dos = ref('2026-11-03');</script>
<template><superbill-picker set="icd10cm" :on="dos" billable @superbill-pick="(event) => event.detail.code.trim()" /></template>`,
    'B.vue': `<script setup lang="ts">import 'superbill/picker';</script><template><superbill-picker :on="5" /></template>`,
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], module: 'esnext', moduleResolution: 'bundler', types: [] }, files: ['./A.vue'] }),
    'tsconfig.wrong.json': JSON.stringify({ extends: './tsconfig.json', files: ['./B.vue'] }),
  });
  run(home, 'vue-tsc', ['-p', 'vue/tsconfig.json']);
  assert.throws(() => run(home, 'vue-tsc', ['-p', 'vue/tsconfig.wrong.json']), /number/);
});

test('the element in Svelte', () => {
  put(`${home}/svelte`, {
    'A.svelte': `<script lang="ts">import 'superbill/picker'; let dos = $state('2026-11-03');</script>
<superbill-picker set="icd10cm" on={dos} billable aria-label="Diagnosis" onsuperbill-pick={(event) => event.detail.code.trim()}></superbill-picker>`,
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], module: 'esnext', moduleResolution: 'bundler', types: [] }, include: ['./*.svelte'] }),
  });
  run(home, 'svelte-check', ['--workspace', 'svelte', '--tsconfig', './tsconfig.json', '--fail-on-warnings']);
});

test('every entry has types that compile, in every way of resolving them', () => {
  const text = `import { init, search, tableUrl, type InitOptions, type Claim } from 'superbill';
import * as inline from 'superbill/inline'; import * as js from 'superbill/js'; import * as slim from 'superbill/slim'; import * as worker from 'superbill/worker';
import { SuperbillPicker } from 'superbill/picker'; import icd10cm from 'superbill/tables/icd10cm'; import { toCoding, terminology, toOperationOutcome } from 'superbill/fhir';
const options: InitOptions = { tables: [icd10cm, 'addon'] };
// @ts-expect-error misspelt
const wrong: InitOptions = { table: [icd10cm] };
export const all = [init(options), inline.init(), js.init(), slim.init({ tables: [icd10cm] }), worker.search('x').then((hits) => hits[0].code), SuperbillPicker, toCoding(search('x')[0]).system, terminology(worker).expand({ url: 'icd10cm', filter: 'x' }), toOperationOutcome, tableUrl('addon'), {} as Claim, wrong];
// @ts-expect-error slim has no claims
slim.validate({});
document.createElement('superbill-picker').addEventListener('superbill-pick', (event) => event.detail.code);\n`;
  put(home, { 'all/a.mts': text, 'all/a.ts': text });
  for (const [module, resolution, file] of [['node16', 'node16', 'a.mts'], ['nodenext', 'nodenext', 'a.mts'], ['esnext', 'bundler', 'a.ts']]) {
    run(home, 'tsc', ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--module', module, '--moduleResolution', resolution, `all/${file}`]);
  }
});

const tarball = resolve('pkg', readdirSync('pkg').find((f) => f.endsWith('.tgz')));
test('publint has nothing to say', () => run(home, 'publint', [tarball, '--strict']));
// These entries are ES modules only, which Node's require takes as well; the files of tables and the module are no code.
test('attw has nothing to say', () => run(home, 'attw', [tarball, '--ignore-rules', 'cjs-resolves-to-esm', '--exclude-entrypoints', ...['superbill_bg.wasm', 'superbill_slim_bg.wasm', 'without-wasm.js', 'sample-claim.json', ...EMBEDDED.map((name) => `tables/${name}.tbl`)]]));
test('the tarball has source maps, the rules, a sample claim and the licences of what is in it', () => {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
  for (const file of ['node.cjs.map', 'thread.js.map', 'RULES.md', 'sample-claim.json', 'LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE', 'THIRD-PARTY.md']) assert.ok(files.includes(`package/${file}\n`), file);
});
