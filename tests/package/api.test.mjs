// The installed package, used as its users do. These files are copied beside it, so that `superbill` is resolved by Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as superbill from 'superbill';
import { browse, init, loadTable, lookup, rules, search, tables, tableUrl, validate, validateMany } from 'superbill';

const require = createRequire(import.meta.url);
const clean = JSON.parse(readFileSync(`${process.env.SUPERBILL_ROOT}/tests/corpus/base.json`, 'utf8'));
const today = '2026-11-20';

test('import and require share one instance, ready on import', async () => {
  const required = require('superbill');
  assert.deepEqual(Object.keys(required).sort(), Object.keys(superbill).sort());
  assert.equal(required.search, search);
  assert.equal(await init(), undefined);
});

test('words in any order, prefixes, marks', () => {
  const hits = search('type 2 diab neurop');
  assert.equal(hits[0].code, 'E11.40');
  assert.equal(hits[0].set, 'icd10cm');
  assert.equal(hits[0].billable, true);
  const marked = hits[0].matches.map(([from, to]) => hits[0].display.slice(from, to).toLowerCase());
  for (const word of ['type', '2', 'diab', 'neurop']) assert.ok(marked.includes(word), `${word} in ${marked}`);
  assert.deepEqual(search('neurop DIAB 2 type').map((h) => h.code), hits.map((h) => h.code));
});

test('marks count as JavaScript does, behind an accent too', () => {
  const [hit] = search('meniere bilat', { sets: ['icd10cm'] });
  assert.equal(hit.display, "Ménière's disease, bilateral");
  assert.deepEqual(hit.matches.map(([from, to]) => hit.display.slice(from, to)), ["Ménière's", 'bilat']);
});

test('what is not found as typed is read otherwise, unless that is not wanted', () => {
  const sets = ['icd10cm'];
  for (const [query, code] of [['strep throta', 'J02.0'], ['tennis elbow left', 'M77.12'], ['copd zzzz', 'J44.9']]) {
    assert.equal(search(query, { sets })[0]?.code, code, query);
    assert.deepEqual(search(query, { sets, fallback: false }), [], query);
  }
});

test('texts are asked for once until a table is loaded, also when the memory grows meanwhile', async () => {
  const { api } = await import(new URL('api.js', pathToFileURL(require.resolve('superbill'))));
  const asked = [];
  const memory = new WebAssembly.Memory({ initial: 1 });
  // A module that finds the same two hits whatever is asked for.
  const found = [0, 7, 1, 20151001, 0, 0, 0, 1, 0, 4, 2, 8, 0, 0, 20251231, 3, 1, 0];
  class Search {
    find() {
      new Uint32Array(memory.buffer).set(found, 16);
      return found.length;
    }
    numbers() {
      return 64;
    }
    note(set, row) {
      return `note on ${set} ${row}`;
    }
  }
  const text = (of, answer) => (set, number) => {
    asked.push(`${of} ${set} ${number}`);
    memory.grow(1);
    new Uint8Array(memory.buffer).fill(255);
    return answer;
  };
  const raw = { Search, linearMemory: () => memory, rowText: text('row', 'A00.1 Some title'), nameText: text('name', 'a name'), loadTable() {} };
  const { search, loadTable } = api(() => raw);
  const hits = [
    { set: 'icd10cm', code: 'A00.1', display: 'Some title', billable: true, from: '2015-10-01', matches: [[0, 4]] },
    { set: 'hcpcs', code: 'A00.1', display: 'Some title', billable: false, from: null, to: '2025-12-31', matches: [], via: 'a name', note: 'note on 2 8' },
  ];
  const texts = ['row 0 7', 'row 2 8', 'name 2 3'];
  assert.deepEqual([search('a'), search('b')], [hits, hits]);
  assert.deepEqual(asked.splice(0), texts);
  loadTable(new Uint8Array());
  assert.deepEqual(search('a'), hits);
  assert.deepEqual(asked, texts);
});

test('a set in the query goes before the sets of the options', () => {
  const codes = (hits) => hits.map((hit) => `${hit.set} ${hit.code}`);
  const wheelchairs = codes(search('wheelchair', { sets: ['hcpcs'] }));
  assert.ok(wheelchairs.length > 0);
  assert.deepEqual(codes(search('hcpcs: wheelchair', { sets: ['icd10cm'] })), wheelchairs);
});

test('codes dotted and not, in any case, with what lies below', () => {
  for (const query of ['E11.4', 'e114', 'E114']) {
    const codes = search(query, { sets: ['icd10cm'], limit: 5 }).map((h) => h.code);
    assert.equal(codes[0], 'E11.4');
    assert.ok(codes.slice(1).every((code) => code.startsWith('E11.4')), String(codes));
  }
});

test('dates and billable narrow a search', () => {
  const code = (on) => search('I42.0', { sets: ['icd10cm'], on, billable: true }).map((h) => h.code);
  assert.deepEqual(code('2026-06-01'), ['I42.0']);
  assert.deepEqual(code('2026-11-01'), ['I42.00', 'I42.01', 'I42.09']);
  assert.ok(search('pain', { within: 'M54', limit: 50 }).every((h) => h.code.startsWith('M54')));
});

test('lookup knows parents, children, state and history', () => {
  const info = lookup('icd10cm', 'e1140');
  assert.equal(info.code, 'E11.40');
  assert.deepEqual(info.parents.map((p) => p.code).slice(-2), ['E11', 'E11.4']);
  assert.equal(lookup('icd10cm', 'I42.0', { on: '2026-06-01' }).status, 'valid');
  assert.equal(lookup('icd10cm', 'I42.0', { on: '2026-11-01' }).status, 'header');
  assert.equal(lookup('icd10cm', 'M54.5', { on: '2026-11-01' }).billable, false);
  assert.equal(lookup('icd10cm', 'Z99.999Z'), undefined);
});

test('browse goes from the chapters down', () => {
  const chapters = browse('icd10cm');
  assert.equal(chapters.length, 22);
  assert.ok(chapters.every((c) => c.more));
  assert.ok(browse('icd10cm', 'E11').some((b) => b.code === 'E11.4'));
});

test('what is loaded, and what can be loaded beside it', () => {
  const before = tables();
  for (const set of ['icd10cm', 'hcpcs', 'cpt']) assert.ok(before.some((t) => t.set === set), set);
  const info = loadTable(readFileSync(tableUrl('icd10pcs')));
  assert.equal(info.set, 'icd10pcs');
  assert.equal(info.rows, 79256);
  assert.equal(tables().length, before.length + 1);
  assert.equal(search('0016070')[0].set, 'icd10pcs');
  assert.equal(require.resolve('superbill/tables/icd10pcs.tbl').endsWith('icd10pcs.tbl'), true);
});

test('a claim as object, text and bytes gives the same report', () => {
  const report = validate(clean, { today });
  assert.deepEqual(report.findings, []);
  assert.equal(report.valid, true);
  const text = JSON.stringify(clean);
  assert.deepEqual(validate(text, { today }), report);
  assert.deepEqual(validate(new TextEncoder().encode(text), { today }), report);
});

test('with `at`, only the rules that read that field run', () => {
  const broken = structuredClone(clean);
  broken.billing.npi = '1234567890';
  broken.claimInformation.claimChargeAmount = '1.00';
  const report = validate(broken, { today, at: '/billing/npi' });
  assert.ok(report.findings.some((f) => f.rule === 'id.npi-check-digit'));
  assert.ok(report.findings.every((f) => f.path.startsWith('/billing')), JSON.stringify(report.findings.map((f) => f.path)));
  assert.ok(report.ran.includes('id.npi-check-digit') && !report.ran.includes('money.total-differs'));
  // The whole claim is a place too, and another one than none.
  assert.equal(validate(broken, { today }).ran, undefined);
  assert.ok(validate(broken, { today, at: '' }).ran.includes('money.total-differs'));
});

test('an object that is typed into is checked as it is now, whatever else has changed', () => {
  const line = (claim) => claim.claimInformation.serviceLines[1];
  const at = '/claimInformation/serviceLines/1/professionalService/procedureCode';
  class Money {
    toJSON() { return '7.00'; }
  }
  let times = 0;
  const changes = [
    () => {},
    (c) => { line(c).professionalService.procedureCode = '9921'; },
    (c) => { line(c).professionalService.procedureCode = 'a "quoted" \u2028 \ud800 text'; },
    (c) => { line(c).professionalService.procedureCode = '\u0001superbill\u0001'; },
    (c) => { line(c).professionalService.procedureCode = 99213; },
    (c) => { line(c).professionalService.procedureCode = null; },
    (c) => { delete line(c).professionalService.procedureCode; },
    (c) => { c.claimInformation.serviceLines.reverse(); },
    (c) => { c.claimInformation.serviceLines.pop(); },
    (c) => { c.claimInformation.serviceLines[0].serviceDate = '20200101'; },
    (c) => { c.claimInformation.serviceLines[0].serviceDate = undefined; },
    (c) => { c.claimInformation.serviceLines[0] = null; },
    (c) => { c.claimInformation.serviceLines[0].professionalService = []; },
    (c) => { c.claimInformation.serviceLines = { 0: line(c), 1: line(c) }; },
    (c) => { c.claimInformation.serviceLines[0].more = { toJSON: () => ({ serviceDate: String(times++) }) }; },
    (c) => { c.claimInformation.serviceLines[0].professionalService.lineItemChargeAmount = new Money(); },
    (c) => { c.claimInformation.claimChargeAmount = Object('250.00'); },
    (c) => { c.claimInformation.nothing = { one: undefined }; },
    (c) => { delete c.billing; },
    (c) => { c.receiver = Object.create({ organizationName: 'X' }); },
  ];
  const texts = ['J1885', 'J188', 'a "quoted" \u2028 \ud800 text', '\u0001', '', ' 99213 ', 'é', '\ufffd', 'x'.repeat(3000), 'J1885'];
  let typed = structuredClone(clean);
  for (const first of changes) {
    for (const change of [...changes, first]) {
      typed = structuredClone(clean);
      change(typed);
      // Objects one after the other, so that each may rely on the one before; what they should say is asked for afterwards.
      const reports = [validate(typed, { today, at })];
      const wanted = [JSON.stringify(typed)];
      for (const text of texts) {
        if (!line(typed)?.professionalService) break;
        line(typed).professionalService.procedureCode = text;
        reports.push(validate(typed, { today, at }));
        wanted.push(JSON.stringify(typed));
      }
      change(typed);
      reports.push(validate(typed, { today, at }));
      wanted.push(JSON.stringify(typed));
      reports.forEach((report, i) => assert.deepEqual(report, validate(wanted[i], { today, at }), `${change} ${i}`));
    }
  }
  for (const pointer of ['/nothing', '/billing', '', '/', '/billing/npi/0', '/claimInformation/serviceLines/1/serviceDate']) {
    assert.deepEqual(validate(typed, { today, at: pointer }), validate(JSON.stringify(typed), { today, at: pointer }), pointer);
  }
});

test('what reports share cannot be changed, and changes with the tables and options', () => {
  const report = validate(clean);
  assert.throws(() => { report.releases[0].release = 'mine'; }, TypeError);
  assert.ok(report.notChecked.some(({ reason }) => reason.includes('today')));
  assert.ok(!validate(clean, { today }).notChecked.some(({ reason }) => reason.includes('today')));
  assert.ok(validate(clean).notChecked.some(({ reason }) => reason.includes('today')));
  for (const options of ['at', 5, true]) assert.throws(() => validate(clean, options), { code: 'bad-option' });
  validate(clean, null);
});

test('many claims: an iterable, NDJSON text and bytes, lazily, with duplicates found', () => {
  const other = structuredClone(clean);
  other.claimInformation.patientControlNumber = 'B200';
  other.subscriber.memberId = '2EG4TE5MK74';
  const claims = [clean, other, clean];
  const ndjson = claims.map((c) => JSON.stringify(c)).join('\n');
  const reports = [...validateMany(claims, { today })];
  assert.deepEqual(reports.map((r) => r.index), [0, 1, 2]);
  assert.deepEqual(reports.map((r) => r.patientControlNumber), ['A100', 'B200', 'A100']);
  assert.equal(reports[0].report.findings.some((f) => f.rule === 'dup.claim'), false);
  assert.equal(reports[2].report.findings.some((f) => f.rule === 'dup.claim'), true);
  assert.deepEqual([...validateMany(ndjson, { today })], reports);
  assert.deepEqual([...validateMany(new TextEncoder().encode(`${ndjson}\n`), { today })], reports);

  // More than one batch's worth of bytes: the order, the indexes and the memory of duplicates go through all of them.
  let taken = 0;
  const endless = (function* () {
    for (;;) {
      taken++;
      yield clean;
    }
  })();
  const first = [];
  for (const report of validateMany(endless, { today })) {
    first.push(report);
    if (first.length === 1500) break;
  }
  assert.deepEqual(first.map((r) => r.index), first.map((_, i) => i));
  assert.ok(taken > 1000 && taken < 10_000, `${taken} claims were read`);
  assert.ok(first[1400].report.findings.some((f) => f.rule === 'dup.claim'));
});

test('rules name themselves', () => {
  const all = rules();
  assert.ok(all.length > 40);
  for (const rule of all) assert.ok(rule.id && rule.title && rule.severity && Array.isArray(rule.fields) && rule.snip && rule.source, JSON.stringify(rule));
});

// In a process of its own: memory that an instance once had it never gives back.
test('tables are listed before they are opened, and everything embedded fits in 12 MB', () => {
  const script = `const { memoryBytes, search, tables, validate } = require('superbill');
    const { readFileSync } = require('node:fs');
    const listed = tables().map((t) => t.set);
    const closed = memoryBytes();
    const queries = readFileSync(process.env.SUPERBILL_ROOT + '/bench/queries/keystrokes.txt', 'utf8').trimEnd().split('\\n');
    for (const query of queries) search(query);
    validate(readFileSync(process.env.SUPERBILL_ROOT + '/tests/corpus/base.json'));
    console.log(JSON.stringify({ listed, after: tables().map((t) => t.set), queries: queries.length, closed, open: memoryBytes() }));`;
  const { listed, after, queries, closed, open } = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
  assert.deepEqual(listed, ['icd10cm', 'hcpcs', 'cpt', 'modifiers', 'dx-edits']);
  assert.deepEqual(after, listed);
  assert.ok(queries > 3000);
  assert.ok(closed < open, `${closed} bytes before anything is asked, ${open} after`);
  assert.ok(open <= 12e6, `${open} bytes`);
});
