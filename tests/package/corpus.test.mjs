// The corpus of claims (tests/corpus) through the installed package: the same cases that the library runs natively.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { loadTable, validate } from 'superbill';
import { runCase } from './patch.mjs';

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
