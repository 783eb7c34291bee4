// Whatever is passed in: a typed error with a stable code, or an answer; the instance survives it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { browse, loadTable, lookup, search, SuperbillError, tableUrl, validate, validateMany } from 'superbill';

const code = (expected) => (error) => {
  assert.ok(error instanceof SuperbillError && error instanceof Error);
  assert.equal(error.name, 'SuperbillError');
  assert.equal(error.code, expected);
  assert.ok(error.message.length > 10, 'the message says what to do');
  return true;
};

// A panic would leave the module unusable for everything after it.
afterEach(() => assert.equal(search('E11.40')[0].code, 'E11.40'));

test('a query that is no string', () => {
  for (const query of [undefined, null, 5, {}, [], Symbol('x'), true]) assert.throws(() => search(query), code('bad-option'));
});

test('any string is a query', () => {
  const long = 'type 2 diabetes '.repeat(70_000);
  const strange = ['', ' ', '\0', '\u0007\u001b[31m', '😀', '\ud800', 'diab\udfff', '٣٤٥', '\u202eabc', 'éclampsie', 'e\u0301clampsie', '(((', '.*+?^${}()|[]\\', '%00', '-'.repeat(5000), 'a'.repeat(10_000), '\u0301'.repeat(3000), 'i10:', ':', 'e11:e11:e11', long];
  for (const query of strange) {
    assert.ok(Array.isArray(search(query)));
    // Whatever is pasted, no more than the first 256 bytes are looked at: that is what keeps a keystroke short.
    const bytes = new TextEncoder().encode(query);
    if (bytes.length <= 256) continue;
    const cut = new TextDecoder().decode(bytes.subarray(0, 256)).replace(/\ufffd$/u, '');
    assert.deepEqual(search(query), search(cut), `${JSON.stringify(query.slice(0, 20))} of ${bytes.length} bytes`);
  }
  assert.deepEqual(search(''), []);
  assert.ok(search(long).length > 0, 'a pasted note is cut, not refused');
});

test('options of the wrong type', () => {
  for (const options of [{ limit: 0 }, { limit: 1.5 }, { limit: 'x' }, { limit: NaN }, { limit: 1e9 }, { sets: 'icd10cm' }, { sets: [5] }, { billable: 'yes' }, { within: 5 }, { fallback: 1 }, 5, 'x']) {
    assert.throws(() => search('a', options), code('bad-option'), JSON.stringify(options));
  }
  for (const options of [undefined, null, {}, { sets: [] }, { on: undefined }, { limit: null }]) assert.ok(search('htn', options).length > 0);
});

test('options that there are not', () => {
  const says = (call, wanted) => assert.throws(call, (error) => code('bad-option')(error) && (assert.match(error.message, wanted), true));
  says(() => search('a', { set: ['icd10cm'] }), /no option `set`; did you mean `sets`\?/);
  says(() => search('a', { billabel: true }), /did you mean `billable`/);
  says(() => search('a', { colour: 'red' }), /no option `colour`; There are sets, limit, on/);
  says(() => lookup('icd10cm', 'E11', { sets: [] }), /There are on$/);
  says(() => browse('icd10cm', 'E11', { day: '2026-11-01' }), /There are on$/);
  says(() => validate({}, { at: '/billing/npi' }), /There are .*field/);
  says(() => validate({}, { timelyfilingdays: 5 }), /did you mean `timelyFilingDays`/);
  says(() => validateMany([], { field: '/billing/npi' }), /There are on, today, timelyFilingDays/);
});

test('sets that do not exist', () => {
  assert.throws(() => search('a', { sets: ['icd9'] }), code('unknown-set'));
  assert.throws(() => lookup('icd11', 'X'), code('unknown-set'));
  assert.throws(() => browse('', 'X'), code('unknown-set'));
  assert.throws(() => lookup(5, 'X'), code('bad-option'));
});

test('days that do not exist', () => {
  for (const on of ['2026-02-30', '2026-13-01', '20261', 'today', '', '0000-00-00', 5, new Date()]) {
    assert.throws(() => search('a', { on }), code('bad-date'));
    assert.throws(() => lookup('icd10cm', 'E11', { on }), code('bad-date'));
    assert.throws(() => validate({}, { on }), code('bad-date'));
    assert.throws(() => validate({}, { today: on }), code('bad-date'));
  }
});

test('codes that cannot be', () => {
  for (const text of ['', '.', '😀', '\ud800', 'E11.40; drop table', 'E'.repeat(100_000), '\0']) {
    assert.equal(lookup('icd10cm', text), undefined);
    assert.ok(Array.isArray(browse('icd10cm', text)));
  }
});

test('what is no claim', () => {
  const cyclic = {};
  cyclic.self = cyclic;
  for (const claim of [undefined, () => 0, Symbol('x'), cyclic, { n: 1n }, '', '{', 'ISA*00*', '[1', new Uint8Array([0xff, 0xfe]), new Uint8Array()]) {
    assert.throws(() => validate(claim), code('bad-input'));
  }
});

test('any JSON is a claim, and is reported on', () => {
  for (const claim of [null, [], [[]], 5, true, {}, { claimInformation: null }, { claimInformation: [] }, { claimInformation: { serviceLines: 'x' } }, { claimInformation: { serviceLines: [null, 5, 'x', [], {}] } }, { billing: { npi: { a: 1 } } }, { claimInformation: { healthCareCodeInformation: [{ diagnosisCode: ['E11'] }], claimChargeAmount: true } }, { subscriber: { dateOfBirth: '20260230' } }, { subscriber: { firstName: '\ud800' } }]) {
    const report = validate(claim);
    assert.equal(report.valid, false, JSON.stringify(claim));
    assert.ok(report.findings.length > 0);
    for (const finding of report.findings) assert.ok(finding.path === '' || finding.path.startsWith('/'), finding.path);
  }
});

test('a claim over the limits is refused at once', () => {
  const lines = Array.from({ length: 1_000_000 }, () => ({}));
  const start = performance.now();
  assert.throws(() => validate({ claimInformation: { serviceLines: lines } }), code('bad-input'));
  assert.ok(performance.now() - start < 5000);
  assert.throws(() => validate('['.repeat(1_000_000)), code('bad-input'));
});

test('what cannot be many claims', () => {
  for (const input of [undefined, null, 5, {}]) assert.throws(() => validateMany(input), code('bad-option'));
  const reports = [...validateMany('{}\nnot json\n\n[]\n')];
  assert.equal(reports.length, 3);
  assert.equal(reports[1].error.code, 'bad-input');
  assert.deepEqual([...validateMany('')], []);
  assert.deepEqual([...validateMany([])], []);
});

test('tables that were altered', () => {
  for (const bytes of [undefined, null, 'x', 5, [1, 2]]) assert.throws(() => loadTable(bytes), code('bad-option'));
  for (const name of ['icd10pcs', 'ncci-ptp-hospital', 'addon']) {
    const good = new Uint8Array(readFileSync(tableUrl(name)));
    for (let i = 0; i < 64; i++) {
      const bad = good.slice();
      bad[Math.floor((i * good.length) / 64)] ^= 1 << i % 8;
      assert.throws(() => loadTable(bad), code('bad-table'), `${name}, byte ${i}/64`);
      assert.throws(() => loadTable(good.subarray(0, Math.floor((i * good.length) / 64))), code('bad-table'));
    }
    assert.throws(() => loadTable(new Uint8Array(100_000)), code('bad-table'));
    loadTable(good.buffer);
  }
});
