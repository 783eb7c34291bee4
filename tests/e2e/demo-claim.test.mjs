// A claim that is typed on the demo page: findings at their boxes, fixes, undo, and what is said when.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo, INFO } from './support/demo.mjs';

const here = demo();
const { field, says, verdict, json, judged } = here;
const NPI = '/billing/npi';
const DX = (i) => `${INFO}/healthCareCodeInformation/${i}/diagnosisCode`;
const TOTAL = `${INFO}/claimChargeAmount`;
/** What a box shows once it was left. */
const becomes = (path, text) => here.page.waitForFunction(([at, wanted]) => document.querySelector(`[data-path="${at}"]`).value === wanted, [path, text]);

test('the sample claim shows its faults at their boxes, and they go when they are mended', async () => {
  const { page } = here;
  assert.match(await verdict(), /^4 errors/);
  for (const path of [NPI, TOTAL, DX(0)]) assert.equal(await field(path).getAttribute('aria-invalid'), 'true', path);
  assert.match(await says(NPI).first().textContent(), /check digit/);
  await field(NPI).fill('1234567893');
  await judged('3 errors');
  assert.equal(await field(NPI).getAttribute('aria-invalid'), null);
  assert.equal(await says(NPI).first().textContent(), '');

  // A fix at the box, and one in the list.
  await says(TOTAL).getByRole('button', { name: '150.00' }).click();
  await judged('2 errors');
  assert.equal(await field(TOTAL).inputValue(), '150.00');
  await page.locator('#findings').getByRole('button', { name: 'I42.01' }).click();
  await judged('1 error');
  assert.equal(await field(DX(0)).evaluate((picker) => picker.value), 'I42.01');
  assert.equal((await json()).claimInformation.healthCareCodeInformation[0].diagnosisCode, 'I4201');

  const line = page.locator('.line').first();
  assert.match(await line.locator(':scope > .says').textContent(), /Pointer C/);
  // Pointers are offered as the form writes them.
  assert.deepEqual(await line.locator('.option').allTextContents(), ['A', 'B']);
  await line.locator('[data-kind=pointers]').fill('AB');
  await page.waitForFunction(() => !document.querySelector('#verdict').textContent.includes('error'));
  assert.deepEqual(here.problems, []);
});

test('a code that is right by a change elsewhere is no longer described as wrong', async () => {
  const { page } = here;
  const described = () => field(DX(0)).evaluate((picker) => picker.shadowRoot.querySelector('input').getAttribute('aria-description'));
  const WRONG = /billable/;
  assert.match(await described(), WRONG);
  for (const line of [0, 1]) await field(`${INFO}/serviceLines/${line}/serviceDate`).fill('09/03/2026');
  await page.waitForSelector(`[data-path="${DX(0)}"]:not([aria-invalid])`);
  await here.idle();
  assert.doesNotMatch(await described() ?? '', WRONG);
});

test('a fix is taken back by its button and by the keyboard, and the list of codes stays closed', async () => {
  const { page } = here;
  const value = () => field(DX(0)).evaluate((picker) => picker.value);
  for (const undo of [() => page.keyboard.press('Control+z'), () => page.click('#undo')]) {
    await says(DX(0)).getByRole('button', { name: 'I42.00' }).click();
    await judged('3 errors');
    assert.equal(await value(), 'I42.00');
    assert.equal(await field(DX(0)).evaluate((picker) => picker.open), false);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.path), DX(0));
    await undo();
    await judged('4 errors');
    assert.equal(await value(), 'I42.0');
  }
  assert.equal(await page.isDisabled('#undo'), true);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'claim', 'the keyboard is not sent back to the top of the page');
});

test('a code is picked within the claim', async () => {
  const { page } = here;
  await field(DX(2)).click();
  await page.keyboard.type('htn');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction((path) => /No line points|no line points|hypertension/.test(document.querySelector(`.box:has(> [data-path="${path}"])`).textContent), DX(2));
  assert.equal((await json()).claimInformation.healthCareCodeInformation[2].diagnosisCode, 'I10');
});

test('an empty claim accuses nobody, and no box is red while it is typed for the first time', async () => {
  const { page } = here;
  await page.click('#clear');
  await here.named('New claim');
  assert.equal(await page.locator('#form [aria-invalid]').count(), 0);
  assert.equal(await page.locator('#findings li').count(), 0);
  assert.equal(await verdict(), 'Nothing wrong so far');
  assert.match(await page.textContent('#todo'), /\d+ things? still to fill in/);

  await field(NPI).click();
  for (const key of '123456') {
    await page.keyboard.type(key);
    await page.waitForTimeout(60);
    assert.equal(await field(NPI).getAttribute('aria-invalid'), null);
  }
  await page.keyboard.press('Tab');
  await page.waitForSelector(`[data-path="${NPI}"][aria-invalid]`);
  assert.match(await says(NPI).first().textContent(), /10 digits|digits/);
  // From then on every keystroke is judged.
  await field(NPI).fill('1234567893');
  await page.waitForSelector(`[data-path="${NPI}"]:not([aria-invalid])`);

  // The words of a search are no wrong code.
  await field(DX(0)).click();
  for (const key of 'type 2 dia') {
    await page.keyboard.type(key);
    await page.waitForTimeout(40);
    assert.equal(await field(DX(0)).getAttribute('aria-invalid'), null);
  }
  await page.keyboard.press('Escape');
  await page.click('#check-all');
  await page.waitForFunction(() => document.querySelectorAll('#findings li').length > 3);
  assert.equal(await page.isHidden('#todo'), true);
});

test('there are 12 diagnoses and 50 lines, and a line is added by one key', async () => {
  const { page } = here;
  assert.equal(await page.locator('.diagnoses superbill-picker').count(), 12);
  for (let n = await page.locator('.line').count(); n < 50; n++) await page.locator('#form .more').press('Enter');
  assert.equal(await page.locator('.line').count(), 50);
  assert.equal(await page.isHidden('#form .more'), true);
  await field(`${INFO}/serviceLines/49/professionalService/lineItemChargeAmount`).fill('10.00');
  assert.equal((await json()).claimInformation.serviceLines.length, 50);
  // What a browser looks over at every keystroke, for what it could fill in.
  const largest = await page.evaluate(() => Math.max(...[...document.querySelectorAll('#form [data-path]')].map((control) => control.form.elements.length)));
  assert.ok(largest <= 30, `${largest} fields in one form`);
});

test('a keystroke changes little of the page, whatever is shown', async () => {
  const { page } = here;
  await page.waitForSelector('html[data-offline]');
  // The first one makes that it can be undone.
  await field('/subscriber/lastName').fill('A');
  await page.waitForSelector('#undo:enabled');
  await page.evaluate(() => {
    window.changes = [];
    window.said = 0;
    const speed = document.querySelector('#speed-said');
    speed.textContent = '';
    new MutationObserver((records) => window.changes.push(...records.map((r) => `${r.type} ${r.target.id || r.target.className}`))).observe(document.body, { childList: true, attributes: true, characterData: true, subtree: true });
    // Emptied each time, so that the same time said again counts, too.
    new MutationObserver(() => {
      if (!speed.textContent) return;
      window.said++;
      speed.textContent = '';
    }).observe(speed, { childList: true });
  });
  await field('/subscriber/lastName').focus();
  for (const key of 'ABCDEFGHIJ') {
    await page.keyboard.type(key);
    await page.waitForTimeout(80);
  }
  await page.waitForFunction(() => window.said > 0);
  const { changes, said } = await page.evaluate(() => ({ changes: window.changes, said: window.said }));
  // What it took to check is said anew when the typing pauses (a busy machine may make a pause more); nothing else is touched.
  assert.ok(said <= 3, `said ${said} times for ten keys`);
  assert.deepEqual(changes.filter((c) => c !== 'childList speed-said'), []);
});

test('boxes that few claims need are opened by a button, and those that are filled are there', async () => {
  const { page } = here;
  await page.getByRole('button', { name: '+ Other insurance' }).click();
  await field(`${INFO}/otherSubscriberInformation/0/otherSubscriberName/otherInsuredIdentifier`).fill('X1');
  assert.equal((await json()).claimInformation.otherSubscriberInformation[0].otherSubscriberName.otherInsuredIdentifier, 'X1');
});

test('labels lead to their boxes, pickers too', async () => {
  const { page } = here;
  for (const path of [NPI, DX(1), `${INFO}/serviceLines/0/professionalService/procedureCode`]) {
    const id = await field(path).getAttribute('id');
    await page.locator(`label[for="${id}"]`).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
  }
});

test('days and pointers are written as the form has them', async () => {
  const { page } = here;
  const DATE = `${INFO}/serviceLines/0/serviceDate`;
  for (const written of ['11/4/2026', '11042026', '2026-11-04', '11/4/26', '110426', '11 04 2026']) {
    await field(DATE).fill(written);
    await field(NPI).focus();
    await page.waitForFunction((path) => document.querySelector(`[data-path="${path}"]`).value === '11/04/2026', DATE);
    assert.equal((await json()).claimInformation.serviceLines[0].serviceDate, '20261104');
  }
  assert.deepEqual((await json()).claimInformation.serviceLines[0].professionalService.compositeDiagnosisCodePointers.diagnosisCodePointers, ['1', '3']);
});

test('what is no day is told in the words of the form, and a year of two digits is the one that was', async () => {
  const { page } = here;
  const BORN = '/subscriber/dateOfBirth';
  await field(BORN).fill('13/45/1950');
  await field(NPI).focus();
  await page.waitForSelector(`[data-path="${BORN}"][aria-invalid]`);
  assert.match(await says(BORN).textContent(), /not an existing day\.$/);
  assert.equal(await page.getByText('YYYYMMDD').count(), 0);
  // Where the claim itself is written, days are as the format has them.
  await page.click('[data-view=file]');
  await page.locator('#findings .message', { hasText: 'YYYYMMDD' }).waitFor();
  await page.click('[data-view=professional]');
  assert.equal(await page.getByText('YYYYMMDD').count(), 0);
  // Nobody is born next year; a visit may be planned for then.
  const next = new Date().getFullYear() + 1;
  for (const [path, year] of [[BORN, next - 100], [`${INFO}/serviceLines/0/serviceDate`, next]]) {
    for (const [written, shown] of [['1/2/50', '01/02/1950'], [`1/2/${String(next).slice(2)}`, `01/02/${year}`]]) {
      await field(path).fill(written);
      await field(NPI).focus();
      await becomes(path, shown);
    }
  }
});

test('a year is not read before it is all there', async () => {
  const { page } = here;
  const DATE = `${INFO}/serviceLines/0/serviceDate`;
  const day = async () => (await json()).claimInformation.serviceLines[0].serviceDate;
  await day();
  for (const [begun, rest] of [['11/3/20', '26'], ['110320', '26']]) {
    await field(DATE).fill(begun);
    assert.equal(await day(), begun);
    await page.keyboard.press('End');
    await page.keyboard.type(rest);
    assert.equal(await day(), '20261103');
  }
  await field(DATE).fill('11/3/26');
  await field(NPI).focus();
  await becomes(DATE, '11/03/2026');
  assert.equal(await day(), '20261103');
  assert.equal(await field(DATE).getAttribute('aria-invalid'), null);
  assert.deepEqual(here.problems, []);
});

test('what is said at a box is a sentence, whatever its severity', async () => {
  const said = await here.page.locator('#form .says p:not(.title)').evaluateAll((all) => all.map((one) => [one.className, one.firstChild.data]));
  assert.deepEqual(new Set(said.map(([severity]) => severity)), new Set(['error', 'info']));
  for (const [, text] of said) assert.match(text, /^[A-Z0-9].*[.!?]$/s);
});

test('amounts, ZIP codes and numbers are taken as people write them', async () => {
  const { page } = here;
  for (const [path, written, shown] of [[TOTAL, '$1,150.00', '1150.00'], ['/billing/employerId', '12-3456789', '123456789'], ['/subscriber/address/postalCode', '43215-1234', '432151234'], [NPI, '1234 567 893', '1234567893'], ['/claimInformation/patientAmountPaid', '1,1500', '1,1500']]) {
    await field(path).fill(written);
    await field('/subscriber/lastName').focus();
    await becomes(path, shown);
  }
  const claim = await json();
  assert.deepEqual([claim.claimInformation.claimChargeAmount, claim.billing.employerId, claim.subscriber.address.postalCode, claim.billing.npi], ['1150.00', '123456789', '432151234', '1234567893']);
});

test('diagnoses that are pasted together go into the empty boxes', async () => {
  const { page } = here;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('i10, J44.9\nM54.50'));
  await field(DX(0)).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  const codes = async () => (await json()).claimInformation.healthCareCodeInformation.map((one) => one.diagnosisCode).join(' ');
  // The second box was filled, and stays.
  assert.equal(await codes(), 'I10 E1140 J449 M5450');
  await field(DX(3)).click();
  // One at a time, as they were put there.
  for (const left of ['I10 E1140 J449', 'I10 E1140', 'I420 E1140']) {
    await page.keyboard.press('ControlOrMeta+z');
    await page.waitForFunction((wanted) => [...document.querySelectorAll('.diagnoses superbill-picker')].map((one) => one.value.replace('.', '')).join(' ').trim() === wanted, left);
  }
  // What is there is not put there again.
  await page.evaluate(() => navigator.clipboard.writeText('I10 E11.40 I10 J44.9'));
  await field(DX(0)).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  assert.equal(await codes(), 'I10 E1140 J449');
  // Where the cursor stands behind a code, that code is not what was meant.
  await field(DX(3)).click();
  await page.keyboard.type('M');
  await page.keyboard.press('ControlOrMeta+v');
  assert.match(await codes(), /^I10 E1140 J449 MI10 E11\.40 I10 J44\.9$/);
});

test('a claim that was begun and kept comes back as it was left: nothing is red that nobody has filled', async () => {
  const { page } = here;
  await page.click('#clear');
  await here.named('New claim');
  await page.check('#keep');
  await field('/subscriber/lastName').fill('DOE');
  await field(NPI).fill('123');
  await field('/subscriber/lastName').focus();
  await page.waitForSelector(`[data-path="${NPI}"][aria-invalid]`);
  await here.idle();
  await page.waitForFunction(() => atob(JSON.parse(localStorage['superbill.kept']).bytes).includes('123'));
  await page.reload();
  await page.waitForSelector('html[data-ready][data-tables]');
  await judged('1 error');
  assert.deepEqual(await page.locator('#form [aria-invalid]').evaluateAll((all) => all.map((one) => one.dataset.path)), [NPI]);
});

test('the verdict is announced, and only when it changes', async () => {
  const { page } = here;
  assert.equal(await page.getAttribute('#verdict', 'aria-live'), 'polite');
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector('#verdict').textContent)).observe(document.querySelector('#verdict'), { childList: true, characterData: true, subtree: true });
  });
  await field('/subscriber/lastName').fill('OTHER');
  await here.idle();
  assert.deepEqual(await page.evaluate(() => window.said), []);
  await field(NPI).fill('1234567893');
  await judged('3 errors');
  assert.deepEqual(await page.evaluate(() => window.said), ['3 errors, 2 remarks']);
});

test('every finding of the sample names a box that is on the page, and leads to it', async () => {
  const { page } = here;
  const places = page.locator('#findings .place');
  const count = await places.count();
  assert.ok(count >= 5);
  for (let i = 0; i < count; i++) {
    const name = await places.nth(i).textContent();
    await places.nth(i).click();
    const box = await page.evaluate(() => document.activeElement.closest('.box')?.dataset.box);
    const around = await page.evaluate(() => document.activeElement.closest('fieldset').querySelector('legend').textContent);
    assert.ok(name.includes(box) || around.includes(box) || name.includes(around.split(' ')[0]), `${name} led to ${box} in ${around}`);
  }
});

test('an institutional claim is typed in the boxes of the UB-04', async () => {
  const { page } = here;
  await page.click('#clear');
  await here.named('New claim');
  await page.click('[data-view=institutional]');
  await page.waitForSelector('.line.ub');
  await field(`${INFO}/placeOfServiceCode`).fill('11');
  await field(`${INFO}/claimFrequencyCode`).fill('1');
  await field(DX(0)).click();
  await page.keyboard.type('I50.23');
  await field(DX(1)).click();
  await page.keyboard.type('E11.40');
  await field(`${INFO}/serviceLines/0/institutionalService/serviceLineRevenueCode`).fill('0120');
  await field(`${INFO}/conditionCodesList/0/0/conditionCode`).fill('09');
  const ADMITTED = `${INFO}/claimDateInformation/admissionDateAndHour`;
  for (const [written, shown] of [['11 03 2026', '11/03/2026'], ['11 3 2026 14:30', '11/03/2026 14:30'], ['11/3/26 1530', '11/03/2026 15:30'], ['11/03/2026 16', '11/03/2026 16:00']]) {
    await field(ADMITTED).fill(written);
    await field(DX(1)).focus();
    await becomes(ADMITTED, shown);
  }
  const claim = (await json()).claimInformation;
  assert.equal(claim.claimDateInformation.admissionDateAndHour, '2026110316');
  assert.deepEqual(claim.principalDiagnosis, { qualifierCode: 'ABK', principalDiagnosisCode: 'I5023' });
  assert.deepEqual(claim.otherDiagnosisInformationList, [[{ qualifierCode: 'ABF', otherDiagnosisCode: 'E1140' }]]);
  assert.equal(claim.serviceLines[0].institutionalService.serviceLineRevenueCode, '0120');
  assert.deepEqual(claim.conditionCodesList, [[{ conditionCode: '09' }]]);
  await page.click('#check-all');
  await page.waitForFunction(() => [...document.querySelectorAll('#findings .place')].some((b) => b.textContent.startsWith('FL ')));
  assert.deepEqual(here.problems, []);
});
