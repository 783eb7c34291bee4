// A fix put into its file: the value changes, every other byte stays, and the finding is gone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyFix, validateMany } from 'superbill';

const today = '2026-11-20';
const text = readFileSync(`${process.env.SUPERBILL_ROOT}/tests/x12/professional.edi`, 'utf8');
const found = (file, rule) => [...validateMany(file, { today })].flatMap(({ report }) => report.findings).filter((f) => f.rule === rule);
const readable = (bytes) => Buffer.from(bytes).toString();

test('a wrong value is replaced by the one that was chosen, and by nothing else', () => {
  const wrong = text.replace('HC:99213:25*180', 'HC:99213:25*18x');
  const [finding] = found(wrong, 'money.not-an-amount');
  assert.deepEqual(finding.locations.x12.element, 'SV102');
  const right = applyFix(wrong, finding, '180');
  assert.equal(readable(right), text);
  assert.deepEqual(found(right, 'money.not-an-amount'), []);
  // Bytes are taken like text.
  assert.equal(readable(applyFix(Buffer.from(wrong), finding, '180')), text);
});

test('a value that is missing is put where it belongs', () => {
  const wrong = text.replace('SBR*P**SENTINEL7******CI~', 'SBR*P**SENTINEL7~');
  const [finding] = found(wrong, 'x12.element-missing').concat(found(wrong, 'payer.filing-code-unknown')).filter(({ locations }) => locations.x12.element === 'SBR09');
  const right = applyFix(wrong, finding, 'CI');
  assert.equal(readable(right), text);
});

test('without a value the first option of the finding is taken', () => {
  const wrong = text.replace('ABK:J069', 'ABK:J06');
  const [finding] = [...validateMany(wrong, { today })].flatMap(({ report }) => report.findings).filter(({ fix, locations }) => fix.options?.length && locations.x12.element?.startsWith('HI01'));
  const right = readable(applyFix(wrong, finding));
  assert.equal(right, wrong.replace('ABK:J06*', `ABK:${finding.fix.options[0].replace('.', '')}*`));
});

test('what cannot be put into the file is an error', () => {
  const wrong = text.replace('HC:99213:25*180', 'HC:99213:25*18x');
  const [finding] = found(wrong, 'money.not-an-amount');
  const code = (...args) => {
    try {
      applyFix(...args);
    } catch (error) {
      return error.code;
    }
  };
  assert.equal(code(wrong, finding, 5), 'bad-option');
  assert.equal(code(wrong, finding, '1~80'), 'bad-option');
  assert.equal(code(wrong, { ...finding, locations: { x12: {} } }, '180'), 'bad-option');
  assert.equal(code(wrong, undefined, '180'), 'bad-option');
  assert.equal(code('no file', finding, '180'), 'bad-option');
});
