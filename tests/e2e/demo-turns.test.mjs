// Keystrokes and clicks that come faster than the page has answers: none is lost, and none goes into another claim.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demo, INFO, saved } from './support/demo.mjs';

const here = demo();
const { field, open, named, idle, atOnce } = here;
const CLINIC = readFileSync('www-demo/samples/clinic.edi');
const NAME = '/subscriber/lastName';
const renamed = (name) => CLINIC.toString().replace('*EXAMPLE*JANE', `*${name}*JANE`);
const storage = () => here.page.evaluate(() => localStorage.length);

test('what is typed stays in its claim when another is chosen at once, before and after the click', async () => {
  const { page } = here;
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  await atOnce(`(type) => {
    type('${NAME}', 'A');
    type('${NAME}', 'AB');
    document.querySelector('#claims [data-index="1"]').click();
    type('${NAME}', 'ABC');
  }`);
  await page.waitForSelector('#claims [data-index="1"][aria-current]');
  await idle();
  assert.equal(await field(NAME).inputValue(), 'SAMPLE');
  assert.equal((await saved(page, '#save-837')).bytes.toString(), renamed('ABC'));

  // Now nothing is waited for: the other claim is asked for before the keystroke, and its answer comes behind it.
  await page.click('#claims [data-index="0"]');
  await page.waitForSelector('#claims [data-index="0"][aria-current]');
  await atOnce(`async (type) => {
    document.querySelector('#claims [data-index="1"]').click();
    await undefined;
    type('${NAME}', 'ABCD');
  }`);
  await page.waitForSelector('#claims [data-index="1"][aria-current]');
  await idle();
  assert.equal(await field(NAME).inputValue(), 'SAMPLE');
  assert.equal((await saved(page, '#save-837')).bytes.toString(), renamed('ABCD'));
});

test('what is typed is in the file that is saved at once, and in none that is opened at once', async () => {
  const { page } = here;
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  const download = page.waitForEvent('download');
  await atOnce(`(type) => {
    for (const name of ['L', 'LA', 'LAST']) type('${NAME}', name);
    document.querySelector('#save-837').click();
  }`);
  assert.equal(readFileSync(await (await download).path(), 'utf8'), renamed('LAST'));
  await atOnce(`(type) => {
    document.querySelector('#clear').click();
    for (const name of ['X', 'XY']) type('${NAME}', name);
  }`);
  await named('New claim');
  await idle();
  assert.equal(await field(NAME).inputValue(), '');
});

test('what is typed while something is taken back stays', async () => {
  await atOnce(`(type) => type('${NAME}', 'ONE')`);
  await idle();
  await atOnce(`async (type) => {
    document.querySelector('#undo').click();
    await undefined;
    type('/subscriber/firstName', 'T');
    type('/subscriber/firstName', 'TWO');
  }`);
  await idle();
  const { lastName, firstName } = (await here.json()).subscriber;
  assert.deepEqual([lastName, firstName], ['EXAMPLE', 'TWO']);
  assert.equal(await field(NAME).inputValue(), 'EXAMPLE');
  assert.equal(await field('/subscriber/firstName').inputValue(), 'TWO');
});

test('a box that is left before the answer shows what was typed', async () => {
  const DATE = `${INFO}/serviceLines/0/serviceDate`;
  await atOnce(`(type) => {
    type('${DATE}', '11/05/2026');
    document.activeElement.blur();
  }`);
  assert.equal(await field(DATE).inputValue(), '11/05/2026');
  await idle();
  assert.equal(await field(DATE).inputValue(), '11/05/2026');
  assert.equal((await here.json()).claimInformation.serviceLines[0].serviceDate, '20261105');
});

test('nothing is kept once the box is empty, and nothing of the claim before where one is too large', async () => {
  const { page } = here;
  await atOnce(`() => {
    document.querySelector('#keep').click();
    document.querySelector('#keep').click();
  }`);
  await idle();
  assert.equal(await storage(), 0);

  await page.check('#keep');
  await idle();
  assert.equal(await storage(), 1);
  // Also where the file itself is shown, the claim beside it being drawn as JSON.
  await page.locator('details.raw summary').click();
  await page.click('[data-view=file]');
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  await idle();
  assert.equal(await page.evaluate(() => JSON.parse(localStorage['superbill.kept']).name), 'clinic.edi');
  const claim = JSON.parse(readFileSync('www-demo/claim.json', 'utf8'));
  await open(JSON.stringify({ ...claim, remark: 'x'.repeat(3_000_001) }), 'large.json');
  await named('large.json');
  await page.waitForFunction(() => document.querySelector('#note').textContent.includes('too large'));
  assert.equal(await storage(), 0);
});

test('what is refused is not shown as if it were there', async () => {
  const { page } = here;
  const MODIFIERS = `${INFO}/serviceLines/0/professionalService/procedureModifiers`;
  await open(CLINIC, 'clinic.edi');
  await named('clinic.edi');
  await field(MODIFIERS).fill('25 59');
  await field(MODIFIERS).fill('25 59 76 77 GT');
  await page.waitForFunction(() => document.querySelector('#note').textContent === 'There is room for 4 here.');
  await idle();
  assert.equal(await field(MODIFIERS).inputValue(), '25 59');
});

test('the modifiers of a resource are typed as a list', async () => {
  const { page } = here;
  const tree = JSON.parse(readFileSync('tests/fhir/claim-bundle.json', 'utf8'));
  const item = tree.entry[0].resource.item[0];
  item.modifier = [{ coding: [{ system: 'https://example.org/m', code: '25', display: 'one' }], text: 'one' }];
  await open(JSON.stringify(tree), 'bundle.json');
  await named('bundle.json');
  const box = field(`${INFO}/serviceLines/0/professionalService/procedureModifiers`);
  assert.equal(await box.inputValue(), '25');
  await box.fill('25 59');
  await idle();
  assert.equal(await box.inputValue(), '25 59');
  const as = async () => JSON.parse((await saved(page, '#save-json')).bytes.toString()).entry[0].resource.item[0].modifier;
  assert.deepEqual(await as(), [...item.modifier, { coding: [{ system: 'https://example.org/m', code: '59' }] }]);
  await box.fill('');
  await box.fill('59');
  await idle();
  assert.deepEqual(await as(), [{ coding: [{ system: 'https://example.org/m', code: '59' }] }]);
});

test('only the files of the page are stored for offline use, and old ones go', async () => {
  const { page } = here;
  await page.waitForSelector('html[data-offline]');
  await page.evaluate(async () => {
    await (await caches.open('superbill-demo')).put('/part-old.js', new Response(''));
    await (await fetch('/claim.json?of=another')).text();
  });
  await page.reload();
  await page.waitForSelector('html[data-offline]');
  const stored = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)))).flat());
  assert.ok(stored.some((url) => url.endsWith('/claim.json')));
  assert.deepEqual(stored.filter((url) => /part-old|another/.test(url)), []);
});

test('where one file cannot be had, nothing is promised, and the whole set of before stays', async () => {
  const { page, context } = here;
  const names = () => page.evaluate(() => caches.keys());
  await page.waitForSelector('html[data-offline]');
  const before = await names();
  let refused = 0;
  await context.route('**/samples/clinic.edi', (route) => {
    refused++;
    return route.fulfill({ status: 503 });
  });
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  for (let tries = 0; tries < 100 && !(refused && (await names()).length === 1); tries++) await page.waitForTimeout(100);
  assert.equal(refused, 1);
  assert.deepEqual(await names(), before);
  assert.equal(await page.getAttribute('html', 'data-offline'), null);
});
