// docs/PICKER.md says what is so: every key of its walk, every attribute, slot, part and custom property, and its pictures.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { open, page, PICKER, until } from './picker-page.mjs';

const DOC = readFileSync('docs/PICKER.md', 'utf8');
const section = (title) => DOC.split(`# ${title}\n`)[1].split(/\n##+ /)[0];
const steps = (title) => [...section(title).matchAll(/^\d+\. (.*)$/gm)].map(([, text]) => text);

const focused = () => page.evaluate(() => {
  const inner = document.activeElement.shadowRoot?.activeElement;
  return inner?.ariaLabel?.replace(/^Remove (\S+).*/, '$1') ?? document.activeElement.localName;
});

/** What a sentence claims, by its form; each waits a moment for what comes with a delay. */
const CLAIMS = [
  [/^The list is closed$/, () => until(() => !now().open && now().shadowRoot.querySelector('[role=combobox]').ariaExpanded === 'false')],
  [/^The list has (\d+) codes?$/, (n) => until((count) => now().shadowRoot.querySelectorAll('[role=option]').length === Number(count) && now().open, n)],
  [/^Nothing is highlighted$/, () => until(() => !now().shadowRoot.querySelector('[role=combobox]').hasAttribute('aria-activedescendant') && !now().shadowRoot.querySelector('[aria-selected=true]'))],
  [/^`(.+)` is highlighted$/, (code) => until((wanted) => {
    const id = now().shadowRoot.querySelector('[role=combobox]').getAttribute('aria-activedescendant');
    const chosen = [...now().shadowRoot.querySelectorAll('[aria-selected=true]')];
    return chosen.length === 1 && chosen[0].id === id && chosen[0].querySelector('[part=code]').textContent === wanted;
  }, code)],
  [/^`(.+)` is the first code$/, (code) => until((wanted) => now().shadowRoot.querySelector('[part=code]')?.textContent === wanted, code)],
  [/^"(.+)" is said$/, (text) => until((wanted) => said.at(-1) === wanted, text)],
  [/^The value is empty$/, () => until(() => now().value.length === 0)],
  [/^The value is `(.+)`$/, (text) => until((wanted) => [now().value].flat().join(' ') === wanted, text)],
  [/^The field shows `(.+)`$/, (text) => until((wanted) => now().shadowRoot.querySelector('input').value === wanted, text)],
  [/^Below the field stands `(.+)`$/, (text) => until((wanted) => now().shadowRoot.querySelector('[part=title]').textContent === wanted, text)],
  [/^The focus is on `(.+)`$/, async (code) => assert.equal(await focused(), code)],
  [/^The focus is in the field$/, () => until(() => now().shadowRoot.activeElement === now().shadowRoot.querySelector('input'))],
  [/^The focus is on the button$/, async () => assert.equal(await focused(), 'button')],
  [/^The form is sent with `(.+)`$/, (text) => until((wanted) => window.sent && new URLSearchParams(sent).toString() === wanted, text)],
];

test('the walk by keyboard alone, word for word', async () => {
  await open(`<form>${PICKER}<superbill-picker id=y name=all multiple set=icd10cm service-date="2026-11-03" aria-label="All diagnoses"></superbill-picker><button>Send</button></form>`);
  await page.evaluate(() => { let last = x; document.addEventListener('focusin', ({ target }) => { if (target.matches('superbill-picker')) last = target; }); window.now = () => last; });
  let walked = 0;
  for (const part of ['One code', 'Several codes']) {
    for (const step of steps(part)) {
      const [, what, given, claims] = /^(Press|Type) `(.+?)`\. (.*)\.$/.exec(step) ?? assert.fail(`not read: ${step}`);
      await page.evaluate(() => { window.sent = undefined; });
      if (what === 'Press') await page.keyboard.press(given);
      else await page.keyboard.type(given);
      for (const claim of claims.split(/\.\s(?=[A-Z`"])/)) {
        const [form, check] = CLAIMS.find(([pattern]) => pattern.test(claim)) ?? assert.fail(`no such claim: ${claim}`);
        await Promise.resolve(check(form.exec(claim)[1])).catch(async (error) => {
          const is = await page.evaluate(() => ({ value: now().value, text: now().shadowRoot.querySelector('input').value, rows: now().hits.map((hit) => hit.code), said: said.slice(-3), sent: window.sent }));
          assert.fail(`${part} "${step}": ${claim}; ${error.message.split('\n')[0]} ${JSON.stringify(is)}`);
        });
      }
      walked += 1;
    }
  }
  assert.ok(walked > 30, `${walked} steps`);
});

test('every attribute, slot, part and custom property is documented, and no other', async () => {
  const source = readdirSync('pkg-template').filter((name) => /^picker.*\.js$/.test(name)).map((name) => readFileSync(`pkg-template/${name}`, 'utf8')).join('\n');
  const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
  const firstColumn = (head) => DOC.split(`| ${head} |`)[1].split('\n\n')[0].split('\n').map((line) => line.split('|')[1] ?? '').join(' ');
  await open(PICKER);
  const attributes = await page.evaluate(() => x.constructor.observedAttributes);
  // `on` is what `service-date` was called.
  assert.deepEqual(all(firstColumn('attribute'), /`([\w-]+)`/g), [...new Set(attributes)].filter((name) => name !== 'on').sort());
  assert.deepEqual(all(firstColumn('part'), /`([\w-]+)`/g), all(source, /part\('\w+', '(\w+)'|setAttribute\('part', '(\w+)'/g).concat('input').filter(Boolean).sort());
  assert.deepEqual(all(firstColumn('custom property'), /`(--[\w-]+)`/g), all(source, /(--superbill-[\w-]+)/g));
  const slots = await page.evaluate(() => [...x.shadowRoot.querySelectorAll('slot')].map((slot) => slot.name).sort());
  assert.deepEqual(all(firstColumn('slot'), /`(\w+)`/g), slots);
});

test('the pictures are there, small, and all shown', () => {
  const shown = [...DOC.matchAll(/!\[[^\]]+\]\(picker\/([\w-]+\.png)\)/g)].map(([, name]) => name).sort();
  assert.deepEqual(shown, readdirSync('docs/picker').sort());
  const bytes = shown.reduce((sum, name) => sum + statSync(`docs/picker/${name}`).size, 0);
  assert.ok(bytes < 300_000, `${bytes} bytes`);
});
