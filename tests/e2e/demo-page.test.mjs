// The demo page as a page: accessible in every state, in both schemes, narrow, printed, offline, and keeping only what it is told to keep.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { demo } from './support/demo.mjs';

// axe is put into the page, which its policy forbids.
const here = demo({ bypassCSP: true });
const { field, named, judged } = here;
const AXE = createRequire(new URL('../../tools/package.json', import.meta.url)).resolve('axe-core/axe.min.js');

async function violations(state, runOnly) {
  const { page } = here;
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(async (only) => {
    const { violations: all } = await window.axe.run(document, { resultTypes: ['violations'], ...(only && { runOnly: only }) });
    return all.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.flat().join(' ')).join(', ')}`);
  }, runOnly);
  assert.deepEqual(found, [], state);
}

/** The states that a visitor meets. */
const STATES = [
  ['a claim with findings', async () => {}],
  ['codes found and one looked at', async ({ page }) => {
    await page.locator('#picker').click();
    await page.keyboard.type('type 2 diab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#detail h3');
  }],
  ['the list of a box open', async ({ page }) => {
    await field('/claimInformation/healthCareCodeInformation/3/diagnosisCode').click();
    await page.keyboard.type('hyp');
    await page.keyboard.press('ArrowDown');
  }],
  ['an explanation open', async ({ page }) => page.locator('#findings summary').first().click()],
  ['an empty claim', async ({ page }) => {
    await page.click('#clear');
    await named('New claim');
  }],
  ['an empty hospital claim, checked', async ({ page }) => {
    await page.click('[data-view=institutional]');
    await page.waitForSelector('.line.ub');
    await page.click('#check-all');
  }],
  ['a file of claims', async ({ page }) => {
    await page.click('#sample-file');
    await named('clinic.edi');
    await page.click('#claims [data-index="4"]');
    await judged('1 error');
  }],
  ['the file itself', async ({ page }) => {
    await page.click('[data-view=file]');
    await page.waitForSelector('#lines .marked');
  }],
  ['a hospital stay', async ({ page }) => {
    await page.click('#sample-hospital');
    await named('hospital.edi');
    await page.click('[data-view=institutional]');
  }],
  ['measured', async ({ page }) => {
    await page.click('#measure');
    await page.waitForSelector('#speed-claims', { timeout: 60_000 });
  }],
];

// All rules once; of the others those that a scheme or a width can break.
for (const [colorScheme, width, only] of [['light', 1360], ['light', 320, ['color-contrast', 'label', 'scrollable-region-focusable']], ['dark', 1360, ['color-contrast']], ['dark', 320, ['color-contrast']]]) {
  test(`axe finds nothing in any state: ${colorScheme}, ${width} px`, async () => {
    const { page } = here;
    // Colors that are on their way to others have a contrast of neither scheme.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    for (const [name, act] of STATES) {
      await act(here);
      await violations(name, only);
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= seen, `${name}: ${wide} is wider than ${seen}`);
    }
    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number).reduce((a, b) => a + b) < 200);
    assert.equal(dark, colorScheme === 'dark');
    assert.deepEqual(here.problems, []);
  });
}

test('on a narrow screen no box that Tab leads to is behind the line at the lower edge', async () => {
  const { page } = here;
  await page.setViewportSize({ width: 320, height: 640 });
  await field('/subscriber/lastName').focus();
  const seen = [];
  const behind = [];
  while (seen.length < 60) {
    await page.keyboard.press('Tab');
    const [path, hidden] = await page.evaluate(() => {
      const { activeElement: box } = document;
      return [box.dataset.path ?? box.textContent, box.getBoundingClientRect().bottom > document.querySelector('#jump').getBoundingClientRect().top + 1];
    });
    seen.push(path);
    if (hidden) behind.push(path);
  }
  assert.ok(seen.includes('/claimInformation/serviceLines/0/serviceDate'), seen.join(' '));
  assert.deepEqual(behind, []);
});

test('it prints one page, which has the claim and nothing of the program', async () => {
  const { page } = here;
  for (const [button, name] of [['#sample', 'Sample: clinic visit'], ['#sample-hospital', 'hospital.edi']]) {
    await page.click(button);
    await named(name);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, name);
  }
  await page.emulateMedia({ media: 'print' });
  const parts = ['header', 'footer', '#find', '#panel', '.toolbar', '#speed', '.unfold', '#form', '#printed'];
  const [shown, missing] = await page.evaluate((parts) => {
    const found = (part) => [...document.querySelectorAll(part)];
    return [parts.filter((part) => found(part).some((one) => one.checkVisibility())), parts.filter((part) => !found(part).length)];
  }, parts);
  assert.deepEqual(missing, []);
  assert.deepEqual(shown, ['#form', '#printed']);
  const marked = await page.evaluate(() => [...document.querySelectorAll('.box.error superbill-picker')].map((p) => getComputedStyle(p).getPropertyValue('--superbill-field')));
  assert.ok(marked.length && marked.every((color) => color === 'transparent'), marked.join(' '));
});

test('after the first visit the page opens without a network, and checks', async () => {
  const { page, context } = here;
  await page.waitForSelector('html[data-offline]');
  assert.equal(await page.isVisible('#offline'), true);
  const stored = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => new URL(url).pathname));
  for (const own of ['/worker.js', '/claim.css', '/print.css']) assert.ok(stored.includes(own), own);
  assert.ok(!stored.some((path) => path.startsWith('/sources/')), stored.join(' '));
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector('html[data-ready][data-tables]');
  assert.match(await here.verdict(), /^4 errors/);
  await page.click('#sample-hospital');
  await named('hospital.edi');
  await page.click('#picker');
  await page.keyboard.type('copd');
  assert.equal(await page.evaluate(() => document.querySelector('#picker').hits[0].code), 'J44.9');
});

test('a claim is kept for the next visit only while the box is ticked', async () => {
  const { page } = here;
  const again = async () => {
    await page.reload();
    await page.waitForSelector('html[data-ready]');
  };
  await field('/subscriber/lastName').fill('KEPT');
  await here.idle();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await again();
  assert.equal(await field('/subscriber/lastName').inputValue(), 'EXAMPLE');

  await page.check('#keep');
  await field('/subscriber/lastName').fill('KEPT');
  await page.waitForFunction(() => atob(JSON.parse(localStorage['superbill.kept'] ?? '{"bytes":""}').bytes).includes('KEPT'));
  await again();
  assert.equal(await page.isChecked('#keep'), true);
  assert.equal(await field('/subscriber/lastName').inputValue(), 'KEPT');
  // A file is kept as it is, with the claim that was chosen.
  await page.click('#sample-file');
  await named('clinic.edi');
  await page.click('#claims [data-index="2"]');
  await judged('1 error');
  await page.waitForFunction(() => JSON.parse(localStorage['superbill.kept']).at === 2);
  await again();
  assert.equal(await page.getAttribute('#claims [data-index="2"]', 'aria-current'), 'true');

  await page.uncheck('#keep');
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test('the panel measures in this browser', async () => {
  const { page } = here;
  await page.click('#measure');
  await page.waitForSelector('#speed-claims', { timeout: 60_000 });
  assert.match(await page.textContent('#speed-keys'), /^(\d+ µs|\d+\.\d ms|under 1 µs)$/);
  assert.ok(Number((await page.textContent('#speed-claims')).replaceAll(',', '')) > 500);
});

test('the labels of the UB-04 are our own words, and its numbers are those of the form', () => {
  const source = readFileSync('www-demo/forms/ub04.js', 'utf8');
  for (const number of ['1', '3a', '3b', '4', '5', '6', '8', '9', '10', '11', '12-13', '14', '15', '16', '17', '18-28', '31-34', '35-36', '39-41', '42', '43', '44', '45', '46', '47', '48', '50', '52', '53', '54', '56', '58', '59', '60', '62', '63', '64', '67', '69', '70', '71', '72', '74', '76', '77', '78', '79', '80', '81']) {
    assert.ok(new RegExp(`['\`]${number}['\`-]`).test(source), `form locator ${number}`);
  }
});
