// The hand-written types against the package: a program that uses all of it compiles (and says which lines must not), and
// every export has a type. What the answers really hold is checked against the types' members too, so that neither can drift.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as superbill from 'superbill';

const require = createRequire(`${process.env.SUPERBILL_ROOT}/tools/package.json`);
const ts = require('typescript');

function compile(file) {
  const tsc = require.resolve('typescript/bin/tsc');
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--moduleResolution', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
  return spawnSync(process.execPath, [tsc, ...flags, file], { encoding: 'utf8' });
}

test('a program that uses everything compiles, from ES modules and from CommonJS', () => {
  for (const file of ['usage.mts', 'usage.cts']) {
    if (file === 'usage.cts') writeFileSync(file, readFileSync('usage.mts', 'utf8').replace(/^await .*$/gm, '').replace("import 'superbill/picker';", ''));
    const { status, stdout } = compile(file);
    assert.equal(status, 0, stdout);
  }
});

test('every export is declared, and nothing else', () => {
  const source = ts.createSourceFile('index.d.ts', readFileSync('node_modules/superbill/index.d.ts', 'utf8'), ts.ScriptTarget.Latest);
  const declared = source.statements.filter((s) => ts.isFunctionDeclaration(s) || ts.isClassDeclaration(s)).map((f) => f.name.text);
  // What has several forms is declared once for each.
  assert.deepEqual([...new Set(declared)].sort(), Object.keys(superbill).sort());
});

/** The members of the interfaces, and whether each may be absent. */
function members() {
  const source = ts.createSourceFile('index.d.ts', readFileSync('node_modules/superbill/index.d.ts', 'utf8'), ts.ScriptTarget.Latest);
  const out = {};
  for (const i of source.statements.filter(ts.isInterfaceDeclaration)) {
    out[i.name.text] = new Map(i.members.filter((m) => m.name).map((m) => [m.name.text, Boolean(m.questionToken)]));
  }
  return out;
}

test('answers have the members that their types say', () => {
  const types = members();
  const fits = (name, value) => {
    for (const key of Object.keys(value)) assert.ok(types[name].has(key), `${name}.${key} is not declared`);
    for (const [key, optional] of types[name]) assert.ok(optional || key in value, `${name}.${key} is absent`);
  };
  for (const query of ['htn', 'I42.0', 'toradol', '99213', 'M54.5']) for (const hit of superbill.search(query)) fits('Hit', hit);
  for (const code of ['E11.40', 'I42.0', 'M54.5', 'S52.5']) fits('CodeInfo', superbill.lookup('icd10cm', code));
  for (const branch of superbill.browse('icd10cm')) fits('Branch', branch);
  for (const table of superbill.tables()) fits('TableInfo', table);
  const claim = { billing: { npi: '1' }, claimInformation: { claimChargeAmount: '2', healthCareCodeInformation: [{ diagnosisCode: 'I420' }], serviceLines: [{ serviceDate: '20261103' }] } };
  const report = superbill.validate(claim, { field: '/billing/npi' });
  fits('Report', report);
  for (const finding of superbill.validate(claim).findings) fits('Finding', finding);
});
