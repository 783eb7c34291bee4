import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const bin = 'node_modules/.bin/superbill';
const run = (...args) => execFileSync(bin, args, { encoding: 'utf8' });
const base = `${process.env.SUPERBILL_ROOT}/tests/corpus/base.json`;

test('search and lookup print codes', () => {
  assert.match(run('search', 'type', '2', 'diab', 'neurop'), /^E11\.40 .*neuropathy/);
  assert.equal(JSON.parse(run('search', '--json', '--limit', '1', 'htn')).length, 1);
  assert.match(run('lookup', 'E11.40'), /icd10cm FY2027: valid, billable/);
  assert.equal(spawnSync(bin, ['lookup', 'nosuch']).status, 1);
});

test('validate exits with 0, 1 and 2', () => {
  assert.match(run('validate', base, '--today', '2026-11-20'), /no errors/);
  const broken = readFileSync(base, 'utf8').replace('1234567893', '1234567890').replaceAll('\n', ' ');
  const many = spawnSync(bin, ['validate', '-', '--today', '2026-11-20'], { input: `${broken}\n`, encoding: 'utf8' });
  assert.equal(many.status, 1);
  assert.match(many.stdout, /error \/billing\/npi: .*\[id\.npi-check-digit\]/);
  const bad = spawnSync(bin, ['search', '--on', '2026-02-30', 'x'], { encoding: 'utf8' });
  assert.equal(bad.status, 2);
  assert.match(bad.stderr, /existing day/);
});
