// Files that are opened or dropped on the demo page: every format that the library reads.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { demo, INFO, saved } from './support/demo.mjs';

const here = demo();
const { field, says, judged, open, named } = here;
const CLINIC = readFileSync('www-demo/samples/clinic.edi');
const HOSPITAL = readFileSync('www-demo/samples/hospital.edi');
const SAMPLE = readFileSync('www-demo/claim.json');

const kind = () => here.page.textContent('#kind');
const pressed = () => here.page.getAttribute('#views [aria-pressed=true]', 'data-view');

test('a dropped file shows its claims; one is chosen, and its findings are at the boxes and in the file', async () => {
  const { page } = here;
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.edi'));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    // Beside the claim: a browser would leave the page for a file that is dropped there.
    document.querySelector('#find').dispatchEvent(drop);
    const words = new DataTransfer();
    words.setData('text/plain', 'I10');
    const other = new DragEvent('drop', { dataTransfer: words, bubbles: true, cancelable: true });
    document.querySelector('#claim').dispatchEvent(other);
    window.handled = [drop.defaultPrevented, other.defaultPrevented];
  }, CLINIC.toString());
  await named('dropped.edi');
  assert.deepEqual(await page.evaluate(() => window.handled), [true, false], 'text is for the box that it is dropped on');
  assert.equal(await page.locator('#claims li').count(), 6);
  assert.match(await page.textContent('#claims .sum'), /6 claims, 4 with errors/);
  await page.click('#claims [data-index="1"]');
  await judged('1 error');
  const DX = `${INFO}/healthCareCodeInformation/0/diagnosisCode`;
  assert.equal(await field(DX).getAttribute('aria-invalid'), 'true');
  assert.equal(await field('/subscriber/lastName').inputValue(), 'SAMPLE');

  await page.click('[data-view=file]');
  const marked = page.locator('#lines .marked.error');
  await marked.first().waitFor();
  assert.equal(await marked.count(), 1);
  assert.equal(await marked.locator('mark').textContent(), 'I420');
  assert.match(await marked.locator('code').textContent(), /^HI\*ABK:I420/);
  await page.locator('#findings .place').first().click();
  assert.equal(await page.locator('#lines .current mark').textContent(), 'I420');
  await marked.getByRole('button').click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.path), DX);

  await page.selectOption('#claims select', 'errors');
  assert.equal(await page.locator('#claims li').count(), 4);
  assert.deepEqual(here.problems, []);
});

test('a fix changes the file in its place and nowhere else', async () => {
  const { page } = here;
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  await page.click('#claims [data-index="1"]');
  await judged('1 error');
  await says(`${INFO}/healthCareCodeInformation/0/diagnosisCode`).getByRole('button', { name: 'I42.09' }).click();
  await page.waitForFunction(() => document.querySelector('#claims .sum').textContent.includes('3 with errors'));
  const { name, bytes } = await saved(page, '#save-837');
  assert.equal(name, 'clinic.edi');
  assert.equal(bytes.toString(), CLINIC.toString().replace('ABK:I420*', 'ABK:I4209*'));
  await page.click('#undo');
  await page.waitForFunction(() => document.querySelector('#claims .sum').textContent.includes('4 with errors'));
  assert.equal((await saved(page, '#save-837')).bytes.toString(), CLINIC.toString());
});

test('what is typed into the boxes of an 837 is typed into the file', async () => {
  const { page } = here;
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  await field('/subscriber/lastName').fill('NEWNAME');
  const service = `${INFO}/serviceLines/0/professionalService`;
  await field(`${service}/procedureModifiers`).fill('25 59');
  await field(`${service}/compositeDiagnosisCodePointers/diagnosisCodePointers`).fill('B');
  await field(`${INFO}/serviceLines/1/serviceDate`).fill('11/05/2026');
  const wanted = CLINIC.toString().replace('*EXAMPLE*JANE', '*NEWNAME*JANE').replace('HC:99214*150.00*UN*1***1:2', 'HC:99214:25:59*150.00*UN*1***2').replace('25.00*UN*1***1~\nDTP*472*D8*20261103', '25.00*UN*1***1~\nDTP*472*D8*20261105');
  assert.equal((await saved(page, '#save-837')).bytes.toString(), wanted);
  // What the file has no segment for cannot be typed.
  assert.equal(await field(`${INFO}/claimSupplementalInformation/priorAuthorizationNumber`).evaluate((input) => input.readOnly), true);
});

test('diagnoses that are pasted leave those boxes alone that the file has no place for', async () => {
  const { page } = here;
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('I10 J44.9 M54.50 E11.40 N18.30 E78.5'));
  const boxes = () => page.locator('.diagnoses superbill-picker').evaluateAll((all) => all.map((one) => [one.value, one.readOnly]));
  const before = await boxes();
  const locked = before.filter(([, readOnly]) => readOnly);
  assert.ok(locked.length > 6 && locked.length < 12);
  await field(`${INFO}/healthCareCodeInformation/0/diagnosisCode`).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  await here.idle();
  assert.deepEqual((await boxes()).slice(1), before.slice(1));
  assert.equal(await page.textContent('#note'), '', 'nothing was refused');
  assert.deepEqual(here.problems, []);
});

test('what no form has a box for is named by its element', async () => {
  const { page } = here;
  await open(readFileSync('tests/x12/dental.edi', 'utf8').replace('SBR*P*', 'SBR*X*'), 'elements.edi');
  await named('elements.edi');
  await judged('1 error');
  assert.deepEqual(await page.locator('#findings li.error .place').allTextContents(), ['SBR01']);
});

test('a hospital stay opens in the UB-04, with the form locators of its findings', async () => {
  const { page } = here;
  await open(HOSPITAL, 'hospital.edi');
  await named('hospital.edi');
  assert.equal(await kind(), 'Institutional claim, 837');
  assert.equal(await pressed(), 'institutional');
  const places = await page.locator('#findings .place').allTextContents();
  assert.deepEqual(places.slice(0, 4).sort(), ['FL 47', 'FL 67B', 'FL 74', 'FL 76']);
  assert.equal(await field('/attending/npi').getAttribute('aria-invalid'), 'true');
  assert.equal(await field(`${INFO}/claimDateInformation/admissionDateAndHour`).inputValue(), '11/02/2026 08:15');
  await says(`${INFO}/healthCareCodeInformation/2/diagnosisCode`).getByRole('button', { name: 'N18.31' }).click();
  await judged('3 errors');
  await field(`${INFO}/procedureInformation/0/procedureDate`).fill('11/03/2026');
  await judged('2 errors');
  await page.click('[data-view=professional]');
  assert.match(await page.textContent('#mismatch'), /institutional claim, shown in the boxes of the CMS-1500/);
  const as = JSON.parse((await saved(page, '#save-json')).bytes.toString());
  assert.equal(as.claimInformation.otherDiagnosisInformationList[0][1].otherDiagnosisCode, 'N1831');
});

const FHIR = readdirSync('tests/fhir').filter((f) => f.endsWith('.json'));
const OPENS = [
  ['tests/x12/professional.edi', 'Professional claim, 837', 'professional'],
  ['tests/x12/dental.edi', 'Dental claim, 837', 'professional'],
  ...FHIR.map((f) => [`tests/fhir/${f}`, /inpatient/.test(f) ? 'Institutional claim, FHIR' : 'Professional claim, FHIR', /inpatient/.test(f) ? 'institutional' : 'professional']),
];

test('every format is read into the boxes', async () => {
  for (const [file, wanted, form] of OPENS) {
    await open(readFileSync(file), file);
    await named(file);
    assert.equal(await kind(), wanted, file);
    assert.equal(await pressed(), form, file);
    assert.notEqual(await field(`${INFO}/claimChargeAmount`).inputValue() || file.includes('pas-'), '', file);
    assert.ok((await here.page.locator('#form [data-path]').evaluateAll((all) => all.filter((c) => c.value).length)) > 8, file);
  }
  assert.deepEqual(here.problems, []);
});

test('lists, lines and packed files are read', async () => {
  const { page } = here;
  const one = JSON.stringify(JSON.parse(SAMPLE));
  for (const [name, bytes, count] of [['array.json', `[${one},${one}]`, 2], ['lines.ndjson', `${one}\n${one}\n${one}\n`, 3], ['clinic.edi.gz', gzipSync(CLINIC), 6]]) {
    await open(bytes, name);
    await named(name);
    assert.equal(await page.locator('#claims li').count(), count, name);
  }
});

test('a long file is listed a part at a time, and shows all lines of a claim', async () => {
  const { page } = here;
  const one = JSON.parse(SAMPLE);
  const lines = Array.from({ length: 700 }, (_, i) => JSON.stringify({ ...one, claimInformation: { ...one.claimInformation, patientControlNumber: `N${i}` } }));
  await open(lines.join('\n'), 'long.ndjson');
  await named('long.ndjson');
  assert.match(await page.textContent('#claims .sum'), /^700 claims/);
  assert.equal(await page.locator('#claims li').count(), 200);
  await page.click('#claims .more');
  assert.equal(await page.locator('#claims li').count(), 400);
  await page.click('#claims [data-index="399"]');
  await page.waitForSelector('#claims [data-index="399"][aria-current]');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.index), '399', 'the keyboard stays where it was');
  assert.equal(await field(`${INFO}/patientControlNumber`).inputValue(), 'N399');

  const service = ['SV2*0250**1450.00*UN*38'];
  const many = Array.from({ length: 120 }, (_, i) => `LX*${i + 1}~\n${service}~\n`).join('');
  await open(HOSPITAL.toString().replace(/LX\*1~[^]*(?=SE\*)/, many), 'many.edi');
  await named('many.edi');
  assert.equal(await page.locator('.line').count(), 120);
});

test('a fix in a FHIR resource keeps its shape', async () => {
  const { page } = here;
  const tree = JSON.parse(readFileSync('tests/fhir/claim-bundle.json', 'utf8'));
  const claim = tree.entry[0].resource;
  claim.total.value = 160;
  claim.diagnosis[0].diagnosisCodeableConcept.coding[0].code = 'I42.0';
  await open(JSON.stringify(tree), 'bundle.json');
  await named('bundle.json');
  await judged('2 errors');
  await page.locator('#findings').getByRole('button', { name: '150.00' }).click();
  await judged('1 error');
  const after = JSON.parse((await saved(page, '#save-json')).bytes.toString());
  assert.equal(after.entry[0].resource.total.value, 150);
  await page.click('[data-view=file]');
  assert.match(await page.locator('#lines .marked.error code').first().textContent(), /"code": "I42.0"/);
});

const REPLY = `ISA*00*          *00*          *ZZ*A              *ZZ*B              *261103*1200*^*00501*000000001*0*P*:~GS*HP*A*B*20261103*1200*1*X*005010X221A1~ST*835*0001~SE*2*0001~GE*1*1~IEA*1*000000001~`;

test('a file is read behind the mark that some programs put before UTF-8', async () => {
  await open(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), HOSPITAL]), 'marked.edi');
  await named('marked.edi');
  assert.match(await here.page.textContent('#kind'), /^Institutional claim, 837/);
});

test('what cannot be read says so, and what was open stays', async () => {
  const { page } = here;
  for (const [name, bytes, says] of [['a.pdf', '%PDF-1.7', /neither an 837 nor JSON, but a PDF/], ['b.edi', '', /empty/], ['c.edi', 'ISA*00*~', /No claim/], ['d.ndjson', '{}\n{"a":\n', /Line 2/],
    ['e.835', REPLY, /It is an 835/], ['f.gz', Buffer.from([0x1f, 0x8b, 8, 0]), /cannot be unpacked/], ['g.json', '42', /no claim in this file/], ['h.csv', 'account,charge\n1,2\n', /neither an 837 nor JSON\.$/],
    ['i.json', `[${SAMPLE},null,${SAMPLE}]`, /Claim 2 of this file is no claim/], ['j.ndjson', '{}\n\n5\n{}\n', /Line 3 of this file is no claim/]]) {
    await open(bytes, name);
    await page.waitForFunction((wanted) => new RegExp(wanted).test(document.querySelector('#note').textContent), says.source);
    assert.equal(await page.textContent('#name'), 'Sample: clinic visit');
  }
  assert.deepEqual(here.problems, []);
});
