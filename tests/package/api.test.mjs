// The installed package, used as its users do. These files are copied beside it, so that `superbill` is resolved by Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as superbill from 'superbill';
import { browse, createSuperbill, init, loadTable, lookup, rules, search, serviceKeys, tables, tableUrl, validate, validateMany } from 'superbill';

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
  for (const [query, code] of [['strep throta', 'J02.0'], ['tennis elbow left arm', 'M77.12'], ['copd zzzz', 'J44.9']]) {
    assert.equal(search(query, { sets })[0]?.code, code, query);
    assert.deepEqual(search(query, { sets, fallback: false }), [], query);
  }
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
  assert.ok(chapters.every((c) => c.hasChildren));
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

test('with `field`, only the rules that read that field run', () => {
  const broken = structuredClone(clean);
  broken.billing.npi = '1234567890';
  broken.claimInformation.claimChargeAmount = '1.00';
  const report = validate(broken, { today, field: '/billing/npi' });
  assert.ok(report.findings.some((f) => f.rule === 'id.npi-check-digit'));
  assert.ok(report.findings.every((f) => f.path.startsWith('/billing')), JSON.stringify(report.findings.map((f) => f.path)));
  assert.ok(report.rulesRun.includes('id.npi-check-digit') && !report.rulesRun.includes('money.total-differs'));
  // The whole claim is a place too, and another one than none.
  assert.equal(validate(broken, { today }).rulesRun, undefined);
  assert.ok(validate(broken, { today, field: '' }).rulesRun.includes('money.total-differs'));
});

test('an object is checked as it is now, whatever has been typed into it before', () => {
  const field = '/claimInformation/serviceLines/1/professionalService/procedureCode';
  const typed = structuredClone(clean);
  for (const text of ['9', '99', '9921', '99213', 'a "quoted" \u2028 \ud800 text', '', 99213, null, undefined, { toJSON: () => 'J1885' }]) {
    typed.claimInformation.serviceLines[1].professionalService.procedureCode = text;
    assert.deepEqual(validate(typed, { today, field }), validate(JSON.stringify(typed), { today, field }), String(text));
  }
});

test('`rules` chooses which rules are asked and how bad it is what they find', () => {
  const broken = structuredClone(clean);
  broken.billing.npi = '1234567890';
  broken.claimInformation.claimChargeAmount = '1.00';
  const found = (rules, check = validate) => check(broken, { today, rules }).findings.map((f) => `${f.severity} ${f.rule}`);
  const all = found();
  assert.deepEqual(all, ['error id.npi-check-digit', 'error money.total-differs']);
  assert.deepEqual(found({}), all);
  assert.deepEqual(found(null), all);
  assert.deepEqual(found({ only: ['money.*'] }), ['error money.total-differs']);
  assert.deepEqual(found({ only: [] }), []);
  assert.deepEqual(found({ without: ['money.total-differs'] }), ['error id.npi-check-digit']);
  assert.deepEqual(found({ severity: { '*': 'info', 'id.*': 'warning' } }).toSorted(), ['info money.total-differs', 'warning id.npi-check-digit']);
  assert.equal(validate(broken, { today, rules: { severity: { '*': 'warning' } } }).valid, true);
  const many = (claim, options) => [...validateMany([claim], options)][0].report;
  assert.deepEqual(found({ only: ['id.*'], severity: { 'id.npi-check-digit': 'info' } }, many), ['info id.npi-check-digit']);
  // Nothing is said of what was not asked.
  assert.deepEqual(validate(broken, { rules: { only: ['money.*'] } }).notChecked, []);
  const code = (rules) => {
    try {
      return found(rules) && 'none';
    } catch (error) {
      assert.ok(!error.message.includes('DOE'));
      return error.code;
    }
  };
  assert.equal(code({ only: ['money.*', 'DOE'] }), 'unknown-rule');
  assert.equal(code({ severity: { 'no.rule': 'error' } }), 'unknown-rule');
  for (const bad of ['dx.*', ['dx.*'], { only: 'dx.*' }, { without: [1] }, { severity: ['error'] }, { severity: { 'dx.*': 'fatal' } }, { sevrity: {} }]) {
    assert.equal(code(bad), 'bad-option', JSON.stringify(bad));
  }
});

test('what is not checked depends on tables and options', () => {
  const speaksOfToday = (report) => report.notChecked.some(({ reason }) => reason.includes('today'));
  assert.ok(speaksOfToday(validate(clean)));
  assert.ok(!speaksOfToday(validate(clean, { today })));
  assert.ok(validate(clean).notChecked.every(({ rule, reason, remedy }) => rule && reason && remedy));
});

test('two sets of tables know nothing of each other', () => {
  const other = createSuperbill();
  const sets = (superbill) => superbill.tables().map((t) => t.set);
  assert.deepEqual(sets(other), ['icd10cm', 'hcpcs', 'cpt', 'modifiers', 'dx-edits']);
  const before = sets(superbill);
  other.loadTable(readFileSync(tableUrl('ncci-ptp-hospital')));
  assert.deepEqual(sets(superbill), before);
  const pair = structuredClone(clean);
  pair.claimInformation.serviceLines[1].professionalService.procedureCode = '36415';
  pair.claimInformation.serviceLines[1].professionalService.procedureModifiers = [];
  const rules = (superbill) => superbill.validate(pair, { today }).notChecked.map((n) => n.rule);
  assert.ok(rules(createSuperbill()).includes('ncci.ptp'));
  assert.deepEqual(other.search('htn'), search('htn', { sets: ['icd10cm', 'hcpcs', 'cpt'] }));
  assert.deepEqual([...other.validateMany([clean], { today })].map((r) => r.index), [0]);
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

test('keys of services tell what dup.claim tells, in one call or in many', () => {
  const claims = [clean, { ...clean, controlNumber: '000000002' }];
  const keys = claims.flatMap((claim, at) => serviceKeys(claim).map((key) => ({ ...key, claim: at })));
  assert.deepEqual(serviceKeys(claims.map((claim) => JSON.stringify(claim)).join('\n')), keys);
  assert.ok(keys.length >= 2 && keys.every(({ key, line }) => /^[0-9a-f]{16}$/.test(key) && line >= 1));
  const twice = keys.filter(({ claim, key }) => keys.some((other) => other.claim < claim && other.key === key));
  const found = [...validateMany(claims, { today })][1].report.findings.filter((f) => f.rule === 'dup.claim');
  assert.deepEqual(twice.map(({ line }) => line), found.map(({ line }) => line));
  assert.deepEqual(serviceKeys('junk'), []);
  assert.throws(() => serviceKeys(undefined), { code: 'bad-input' });
});
