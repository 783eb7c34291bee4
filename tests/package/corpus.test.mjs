// The corpus of claims (tests/corpus) through the installed package: the same cases that the library runs natively.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { loadTable, validate, validateMany } from 'superbill';
import { prepared, runCase } from './patch.mjs';

const corpus = `${process.env.SUPERBILL_ROOT}/tests/corpus`;
const read = (file) => JSON.parse(readFileSync(`${corpus}/${file}`, 'utf8'));
const clean = read('base.json');

const beside = new URL('./node_modules/superbill/tables/', import.meta.url);
for (const file of readdirSync(beside)) if (file.endsWith('.tbl')) loadTable(readFileSync(new URL(file, beside)));

for (const file of readdirSync(corpus).filter((f) => f.endsWith('.json') && f !== 'base.json')) {
  test(`corpus ${file}`, () => {
    const cases = read(file);
    assert.ok(cases.length > 0);
    for (const one of cases) {
      const { got, wanted } = runCase(one, clean, validate);
      assert.deepEqual(got, wanted, one.name);
    }
  });
}

test('reports are those of the library, whole', () => {
  const files = readdirSync(corpus).filter((f) => f.endsWith('.json') && f !== 'base.json');
  const calls = files.flatMap(read).map((one) => prepared(one, clean));
  calls.push(...calls.map(({ claim, options }) => ({ claim, options: { ...options, field: '/claimInformation/serviceLines/0' } })));
  const native = execFileSync('cargo', ['run', '--quiet', '--example', 'native_reports', '--', `${process.cwd()}/node_modules/superbill/tables`], {
    cwd: process.env.SUPERBILL_ROOT,
    input: calls.map((call) => JSON.stringify(call)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wanted = native.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(wanted.length, calls.length);
  calls.forEach(({ claim, options }, i) => assert.deepEqual(sorted(validate(claim, options)), sorted(wanted[i])));
});

test('reports of many claims are those of each, to the last field and in the same order of fields', () => {
  const files = readdirSync(corpus).filter((f) => f.endsWith('.json') && f !== 'base.json');
  let compared = 0;
  for (const one of files.flatMap(read)) {
    const { claim, options: { field, ...options } = {} } = prepared(one, clean);
    const [many] = validateMany([claim], options);
    assert.equal(JSON.stringify(many.report), JSON.stringify(validate(claim, options)), one.name);
    compared += many.report.findings.length;
  }
  assert.ok(compared > 100);
});

/** Which tables are loaded is the same, in which order is not. */
const sorted = (report) => ({ ...report, releases: report.releases.toSorted((a, b) => (a.set < b.set ? -1 : 1)) });
