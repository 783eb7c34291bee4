// superbill/fhir: the operations as JSON; and a picker that expects a terminology server, pointed at a service worker that answers.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { page, run, served } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('fhir');
const load = (name) => import(pathToFileURL(createRequire(`${home}/x.cjs`).resolve(name)));
const superbill = await load('superbill');
const { terminology, toCoding } = await load('superbill/fhir');
const { answer } = terminology(superbill);
const DX = 'http://hl7.org/fhir/sid/icd-10-cm';
const ask = async (path, init) => {
  const response = await answer(new Request(`http://localhost/fhir/${path}`, init));
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
};
const value = ({ parameter }, name) => {
  const found = parameter.find((p) => p.name === name);
  return found && Object.entries(found).find(([key]) => key.startsWith('value'))[1];
};

test('a hit is a Coding with the address of its system; CPT gets no display', () => {
  const [hit] = superbill.search('htn');
  assert.deepEqual(toCoding(hit), { system: DX, code: 'I10', display: 'Essential (primary) hypertension' });
  assert.deepEqual(toCoding(superbill.search('99213', { sets: ['cpt'] })[0]), { system: 'http://www.ama-assn.org/go/cpt', code: '99213' });
  assert.equal(toCoding(superbill.lookup('icd10cm', 'I10')).version, 'FY2027');
});

test('CodeSystem/$lookup', async () => {
  const { status, type, body } = await ask(`CodeSystem/$lookup?system=${DX}&code=E11.4`);
  assert.deepEqual([status, type, body.resourceType, value(body, 'name')], [200, 'application/fhir+json', 'Parameters', 'ICD-10-CM']);
  const children = body.parameter.filter((p) => p.part?.[0].valueCode === 'child').map((p) => p.part[1].valueCode);
  assert.ok(children.includes('E11.40'), String(children));
  const none = await ask(`CodeSystem/$lookup?system=${DX}&code=E11.4000`);
  assert.deepEqual([none.status, none.body.resourceType, none.body.issue[0].code], [404, 'OperationOutcome', 'not-found']);
});

test('CodeSystem/$validate-code, by the day', async () => {
  const valid = async (query) => value((await ask(`CodeSystem/$validate-code?url=${DX}&${query}`)).body, 'result');
  assert.equal(await valid('code=I42.0&date=2026-09-30'), true);
  assert.equal(await valid('code=M54.5&date=2020-01-01'), true);
  assert.equal(await valid('code=M54.500&date=2026-11-01'), false);
  assert.equal(await valid('code=I42.00&date=2026-09-30'), false);
  const coding = { resourceType: 'Parameters', parameter: [{ name: 'coding', valueCoding: { system: DX, code: 'I10' } }] };
  const posted = await ask('CodeSystem/$validate-code', { method: 'POST', body: JSON.stringify(coding) });
  assert.equal(value(posted.body, 'result'), true);
});

test('ValueSet/$expand is the search, in its order, with pages', async () => {
  const url = encodeURIComponent(`${DX}?fhir_vs`);
  const { body } = await ask(`ValueSet/$expand?url=${url}&filter=copd&count=4`);
  assert.deepEqual(body.expansion.contains.map((one) => one.code), superbill.search('copd', { sets: ['icd10cm'], limit: 4 }).map((hit) => hit.code));
  const second = await ask(`ValueSet/$expand?url=${url}&filter=copd&count=2&offset=2`);
  assert.deepEqual(second.body.expansion.contains, body.expansion.contains.slice(2));
  assert.equal((await ask(`ValueSet/$expand?url=${url}`)).body.issue[0].code, 'too-costly');
  assert.equal((await ask('ValueSet/$expand?url=http://snomed.info/sct&filter=copd')).status, 404);
  assert.equal(await answer('http://localhost/fhir/Patient/1'), undefined);
});

test('autocomplete-lhc, pointed at the service worker of examples/fhir-picker', async () => {
  cpSync('examples/fhir-picker', `${home}/fhir-picker`, { recursive: true });
  run(home, 'esbuild', ['src/app.js', 'src/sw.js', '--bundle', '--format=iife', '--outdir=.', '--loader:.png=dataurl', '--log-level=error'], { cwd: `${home}/fhir-picker` });
  const asked = [];
  const { url, close } = await served(`${home}/fhir-picker`, { hook: (path) => void asked.push(path) });
  try {
    await page(async (tab) => {
      await tab.goto(url);
      await tab.waitForSelector('#diagnosis:enabled');
      await tab.locator('#diagnosis').pressSequentially('type 2 diab neurop', { delay: 20 });
      // A list for the words as they were before the last letter may come first.
      await tab.waitForFunction(() => /diabetic neuropathy, unspecified/.test(document.querySelector('#completionOptions li')?.textContent));
      await tab.keyboard.press('ArrowDown');
      await tab.keyboard.press('Tab');
      await tab.waitForFunction(() => document.querySelector('#code').textContent);
      assert.equal(await tab.textContent('#code'), 'E11.40');
    });
    // The worker answered, and not the server.
    assert.deepEqual(asked.filter((path) => path.startsWith('/fhir')), []);
    assert.ok(asked.includes('/sw.js'));
  } finally {
    close();
  }
});
