// The picker that examples/extension lays at a field of a payer's portal, the keyboard alone, and axe.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pickerOf } from './extension.mjs';
import { OURS, badge, browser, faulty, field, find, listed, picture, soon, stored, total, type, until } from './extension-tab.mjs';

const AXE = readFileSync('tools/node_modules/axe-core/axe.min.js', 'utf8');

test('the picker in its frame: what is taken is in the store of the portal, although its fields are made anew meanwhile', async () => {
  const tab = await browser.portal();
  await type(tab, 'From, line 1', '11/03/2026');
  const frame = await find(tab, 'Diagnosis B');
  assert.match(await frame.textContent('#about'), /ICD-10-CM, valid on 2026-11-03/);
  const before = await tab.evaluate(() => portal.version);
  await tab.keyboard.type('type 2 diab neurop', { delay: 15 });
  await listed(frame);
  await tab.evaluate(() => portal.again((n) => n + 1));
  await until(tab, (n) => portal.version > n, before);
  await soon(async () => {
    const [panel, box] = await Promise.all([tab.locator(`${OURS} iframe`).boundingBox(), field(tab, 'Diagnosis B').boundingBox()]);
    assert.ok(Math.abs(panel.x - box.x) < 2 && (panel.y >= box.y + box.height || panel.y + panel.height <= box.y), 'it lies at the field');
  });
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('Enter');
  await until(tab, () => portal.claim.dx[1]);
  assert.equal(await stored(tab, 'dx.1'), 'E11.40');
  assert.ok((await tab.evaluate(() => heard)).includes('dx.1'), "the framework's own listener heard of it");
  await until(tab, () => document.activeElement.name === 'dx.1');
  assert.equal(await tab.locator(`${OURS} iframe`).isVisible(), false);

  const procedures = await find(tab, 'Procedure, line 2');
  assert.match(await procedures.textContent('#about'), /HCPCS and CPT/);
  await tab.keyboard.type('ketorolac injection', { delay: 15 });
  await listed(procedures);
  await procedures.locator('superbill-picker [role=option]').first().click();
  await until(tab, () => portal.claim.lines[1].cpt);
  assert.equal(await stored(tab, 'lines.1.cpt'), 'J1885');
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

test('a row that comes above the field while a code is looked for closes the picker: nothing is written into another line', async () => {
  const tab = await browser.portal();
  await type(tab, 'Procedure, line 1', '99213');
  const frame = await find(tab, 'Procedure, line 2');
  await tab.keyboard.type('ketorolac injection', { delay: 15 });
  await listed(frame);
  await tab.evaluate(() => { portal.claim.lines.unshift(structuredClone(portal.claim.lines[2])); portal.again((n) => n + 1); });
  await tab.locator(`${OURS} iframe`).waitFor({ state: 'hidden', timeout: 8000 });
  await tab.locator(`${OURS} [role=status]`).filter({ hasText: 'the search was closed' }).waitFor({ timeout: 8000 });
  await until(tab, () => document.activeElement === document.body);
  assert.deepEqual(await tab.evaluate(() => portal.claim.lines.map(({ cpt }) => cpt)), ['', '99213', '', '', '']);
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

test('Enter that takes a code and is held on does not send the form of the portal', async () => {
  const tab = await browser.portal();
  const frame = await find(tab, 'Diagnosis B');
  await tab.evaluate(() => {
    window.sent = 0;
    addEventListener('keydown', (event) => event.key === 'Enter' && sent++);
  });
  await tab.keyboard.type('hypertension', { delay: 15 });
  await listed(frame);
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.down('Enter');
  await until(tab, () => document.activeElement.name === 'dx.1');
  for (let n = 0; n < 3; n++) await tab.keyboard.down('Enter');
  await tab.keyboard.up('Enter');
  assert.equal(await tab.evaluate(() => sent), 0);
  // A press of its own is the portal's, and held on still is when another key has gone up.
  await tab.keyboard.down('Enter');
  await tab.keyboard.press('Shift');
  await tab.keyboard.down('Enter');
  await tab.keyboard.up('Enter');
  assert.equal(await tab.evaluate(() => sent), 2);
  await tab.close();
});

test('by keyboard alone', async () => {
  const tab = await browser.portal();
  await tab.evaluate(() => document.getElementsByName('renderingNpi')[0].focus());
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.name), 'dx.0');
  await tab.keyboard.press('Alt+ArrowDown');
  const frame = await pickerOf(tab);
  await frame.waitForFunction(() => document.activeElement.localName === 'superbill-picker');
  await tab.keyboard.type('hypertension', { delay: 15 });
  await listed(frame);
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('Escape');
  await until(tab, () => document.activeElement.name === 'dx.0');
  assert.equal(await stored(tab, 'dx.0'), '', 'Escape takes nothing');
  await tab.keyboard.type('I42.0', { delay: 15 });
  await tab.keyboard.press('Tab');
  await badge(tab, 'Diagnosis A').waitFor();
  await tab.keyboard.press('Shift+Tab');
  await tab.locator(`${OURS} .card`).waitFor();
  assert.match(await tab.locator(`${OURS} [role=status]`).textContent(), /^Error: I42\.0 .*Alt and Arrow Up/);
  await tab.keyboard.press('Alt+ArrowUp');
  assert.match(await tab.evaluate((ours) => document.querySelector(ours).shadowRoot.activeElement.textContent, OURS), /^I42\.00/);
  await tab.keyboard.press('Escape');
  assert.equal(await tab.evaluate(() => document.activeElement.name), 'dx.0');
  await tab.keyboard.press('Alt+ArrowUp');
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  await until(tab, () => portal.claim.dx[0] === 'I42.01');
  await total(tab, 'nothing found');
  // What lies behind the page's last field: the list of what was found, from which one goes to the field.
  await tab.keyboard.type('9');
  await tab.locator('button', { hasText: 'Save draft' }).focus();
  await total(tab, '1 error');
  const reached = async (what) => {
    for (let n = 0; n < 8; n++) {
      await tab.keyboard.press('Tab');
      if (await tab.evaluate(([ours, selector]) => document.querySelector(ours).shadowRoot.activeElement?.matches(selector), [OURS, what])) return;
    }
    assert.fail(`${what} is not reached by Tab`);
  };
  await reached('.total');
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Shift+Tab');
  await tab.keyboard.press('Enter');
  await until(tab, () => document.activeElement.name === 'dx.0');
  await tab.close();
});

test('axe finds nothing, in any state, light and dark', async () => {
  const clean = async (page, state) => {
    await page.evaluate(AXE);
    // The page of another origin in the frame is asked by itself.
    const found = await page.evaluate(() => axe.run(document, { iframes: false }));
    assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), [], state);
  };
  for (const colorScheme of ['light', 'dark']) {
    const tab = await faulty({ colorScheme });
    await clean(tab, `${colorScheme}, badges`);
    await picture(tab, `badges-${colorScheme}`);
    await field(tab, 'Diagnosis A').click();
    await tab.locator(`${OURS} .card`).waitFor();
    await clean(tab, `${colorScheme}, card`);
    await picture(tab, `card-${colorScheme}`);
    await tab.keyboard.press('Escape');
    await tab.locator(`${OURS} .total`).click();
    await clean(tab, `${colorScheme}, list`);
    await picture(tab, `list-${colorScheme}`);
    await tab.locator(`${OURS} .total`).click();
    const frame = await find(tab, 'Diagnosis B');
    assert.equal(await frame.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), colorScheme === 'dark');
    await clean(frame, `${colorScheme}, frame, empty`);
    await tab.keyboard.type('neuropathy', { delay: 10 });
    await listed(frame);
    await tab.keyboard.press('ArrowDown');
    await clean(frame, `${colorScheme}, frame, list`);
    await clean(tab, `${colorScheme}, page with the frame`);
    await picture(tab, `picker-${colorScheme}`);
    for (let n = 0; n < 10; n++) await tab.keyboard.press('Backspace');
    await tab.keyboard.type('qqqxxzzw', { delay: 10 });
    await frame.waitForFunction(() => /No code/.test(document.querySelector('superbill-picker').shadowRoot.textContent));
    await clean(frame, `${colorScheme}, frame, no code`);
    await tab.close();
  }
});

test('codes are remembered only when that is asked for', async () => {
  const tab = await browser.portal();
  const frame = await find(tab, 'Diagnosis A');
  assert.equal(await frame.evaluate(() => chrome.storage), undefined);
  await frame.locator('#remember').check();
  await frame.waitForFunction(() => chrome.storage);
  const take = async (words) => {
    const one = await find(tab, 'Diagnosis A');
    await tab.keyboard.type(words, { delay: 15 });
    await listed(one);
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    await until(tab, () => portal.claim.dx[0]);
  };
  await take('hypertension');
  const kept = await frame.evaluate(() => chrome.storage.local.get());
  assert.deepEqual(kept.codes.map(({ code }) => code), ['I10']);
  assert.deepEqual(Object.keys(kept.codes[0]).sort(), ['billable', 'code', 'display', 'matches', 'set']);
  await find(tab, 'Diagnosis C');
  await tab.keyboard.press('ArrowDown');
  await listed(frame);
  assert.equal(await frame.evaluate(() => document.querySelector('superbill-picker').hits[0].code), 'I10');
  await tab.keyboard.press('Escape');
  await frame.locator('#remember').uncheck();
  await frame.waitForFunction(async () => !(await chrome.permissions.contains({ permissions: ['storage'] })));
  await tab.close();
});
