// The demo page in headless Chromium, served from the installed package under its content security policy.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { openBrowser } from '../../tools/browser.mjs';
import { serve } from '../../tools/serve.mjs';

let browser, server, url, page;
const problems = [];

before(async () => {
  ({ server, url } = await serve('www-demo', 'target/consumer/node_modules/superbill'));
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  problems.length = 0;
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(url);
  await page.waitForSelector('html[data-ready]');
});

const field = (path) => page.locator(`[data-path="${path}"]`);
const says = (path) => field(path).locator('xpath=ancestor::*[contains(@class, "box")][1]').locator('.says');
const verdict = () => page.textContent('#verdict');
const NPI = '/billing/npi';
const FIRST_DX = '/claimInformation/healthCareCodeInformation/0/diagnosisCode';
const TOTAL = '/claimInformation/claimChargeAmount';

test('every keystroke is answered, and the keyboard alone chooses a code', async () => {
  await page.locator('#picker').click();
  const lists = [];
  for (const letter of 'type 2 diab neurop') {
    await page.keyboard.type(letter);
    lists.push(await page.evaluate(() => document.querySelector('#picker').hits.length));
  }
  assert.ok(lists.every((n) => n > 0), String(lists));
  const first = page.locator('#picker').getByRole('option').first();
  assert.match(await first.textContent(), /^E11\.40/);
  const input = page.locator('#picker').getByRole('combobox');
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  assert.equal(await input.getAttribute('aria-activedescendant'), await first.getAttribute('id'));
  assert.equal(await first.getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#detail h3'), /E11\.40 Type 2 diabetes/);
  assert.match(await page.textContent('#detail nav'), /E11\.4/);
  assert.deepEqual(problems, []);
});

test('the filters narrow what is found', async () => {
  await page.fill('#filters [name=on]', '2026-11-01');
  await page.check('#filters [name=billable]');
  await page.locator('#picker').click();
  await page.keyboard.type('I42.0');
  const codes = await page.evaluate(() => document.querySelector('#picker').hits.map((h) => h.code));
  assert.deepEqual(codes, ['I42.00', 'I42.01', 'I42.09']);
});

test('ICD-10-PCS comes when it is asked for', async () => {
  await page.selectOption('#filters [name=set]', 'icd10pcs');
  await page.waitForFunction(() => document.querySelector('#loaded').textContent.includes('ICD-10-PCS'));
  await page.locator('#picker').click();
  await page.keyboard.type('appendix resection');
  assert.equal(await page.evaluate(() => document.querySelector('#picker').hits[0].set), 'icd10pcs');
});

test('the sample claim shows its faults at their fields, and they go when they are mended', async () => {
  assert.match(await verdict(), /^\d+ errors$/);
  for (const path of [NPI, TOTAL, FIRST_DX]) assert.equal(await field(path).getAttribute('aria-invalid'), 'true', path);
  assert.match(await says(NPI).textContent(), /check digit/);

  await field(NPI).fill('1234567893');
  assert.equal(await field(NPI).getAttribute('aria-invalid'), null);
  assert.equal(await says(NPI).textContent(), '');

  await says(TOTAL).getByRole('button', { name: '150.00' }).click();
  assert.equal(await field(TOTAL).inputValue(), '150.00');
  await says(FIRST_DX).getByRole('button', { name: 'I4201' }).click();
  assert.equal(await field(FIRST_DX).getAttribute('aria-invalid'), null);

  const line = page.locator('.line').first();
  assert.match(await line.locator(':scope > .says').textContent(), /pointer 3/);
  await line.locator('[data-form=pointers]').fill('AB');
  assert.doesNotMatch(await verdict(), /error/);
  assert.deepEqual(problems, []);
});

test('a code is picked within the claim', async () => {
  await field('/claimInformation/healthCareCodeInformation/2/diagnosisCode').click();
  await page.keyboard.type('htn');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const claim = JSON.parse(await page.textContent('#json'));
  assert.equal(claim.claimInformation.healthCareCodeInformation[2].diagnosisCode, 'I10');
  await page.click('#clear');
  assert.equal(await page.textContent('#json'), '{}');
  assert.deepEqual(problems, []);
});

test('nothing is asked of any other host, and nothing after the tables are there', async () => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.locator('#picker').click();
  await page.keyboard.type('strep throat');
  await field(NPI).fill('12345');
  assert.deepEqual(asked.filter((address) => !address.includes('/superbill/tables/')), []);
  assert.ok(asked.every((address) => address.startsWith(url)));
});

test('the page fits a phone', async () => {
  await page.setViewportSize({ width: 380, height: 800 });
  const [width, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(width <= seen, `${width} is wider than ${seen}`);
});

test('the corpus of claims finds the same in the browser', async () => {
  const read = (file) => JSON.parse(readFileSync(`tests/corpus/${file}`, 'utf8'));
  const cases = readdirSync('tests/corpus').filter((f) => f.endsWith('.json') && f !== 'base.json').flatMap(read);
  const source = readFileSync('tests/package/patch.mjs', 'utf8').replaceAll('export function', 'function');
  const tables = readdirSync('target/consumer/node_modules/superbill/tables').filter((f) => f.endsWith('.tbl')).map((f) => f.replace('.tbl', ''));
  await page.evaluate(async (names) => {
    const superbill = await import('/superbill/browser.js');
    for (const name of names) superbill.loadTable(await (await fetch(superbill.tableUrl(name))).arrayBuffer());
    window.validate = superbill.validate;
  }, tables);
  // A function made of text is an evaluation that the page's policy forbids; the debugger's own is not the page's.
  const results = await page.evaluate(`(() => { ${source}; return (cases, clean) => cases.map((one) => runCase(one, clean, window.validate)); })()(${JSON.stringify(cases)}, ${JSON.stringify(read('base.json'))})`);
  assert.ok(results.length > 50, `${results.length} cases`);
  results.forEach(({ got, wanted }, i) => assert.deepEqual(got, wanted, cases[i].name));
});
