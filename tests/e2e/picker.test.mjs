// <superbill-picker> in headless Chromium, as a form field: what is taken, what is sent, what is said, where the list lies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, hold, listed, module, open, page, PICKER, rows, said, seen, texts, until, value } from './picker-page.mjs';

test('Enter takes only what is highlighted; what is taken is sent, and told as a native field tells it', async () => {
  const input = await open(`<form>${PICKER}<button>Send</button></form>`);
  await input.fill('hypertension');
  await listed();
  await input.press('Enter');
  assert.deepEqual([await value(), await rows()], ['', 0]);
  await input.press('ArrowDown');
  await listed();
  await input.press('Enter');
  assert.equal(await value(), 'I10');
  const names = await seen();
  for (const name of ['input', 'change', 'superbill-pick']) assert.ok(names.includes(name), name);
  assert.match(await page.evaluate(() => x.shadowRoot.querySelector('[part=title]').textContent), /hypertension/);
  await input.press('Enter');
  await until(() => window.sent);
  assert.deepEqual(await page.evaluate(() => sent), [['dx', 'I10']]);
});

test('text that is no code is no value, unless it may be; a code typed in full is one', async () => {
  const input = await open(`<form>${PICKER}<input id=next><button>Send</button></form>`);
  await input.fill('type 2 diab');
  await input.press('Tab');
  assert.equal(await value(), '');
  await page.locator('button').click();
  assert.deepEqual(await page.evaluate(() => sent[0]), ['dx', '']);
  // A header is a code, and no value either.
  await input.fill('E11');
  await input.press('Tab');
  assert.deepEqual(await page.evaluate(() => { x.billable = x.required = true; return x.validationMessage; }), 'This was not taken: choose a code from the list.');
  await page.evaluate(() => { x.billable = x.required = false; });
  await input.fill('e119');
  await page.evaluate(() => { seen.length = 0; });
  await input.press('Tab');
  assert.equal(await value(), 'E11.9');
  assert.deepEqual(await seen(), ['input', 'change'], "what a framework binds hears of the code, and Vue's v-model hears input alone");
  await page.evaluate(() => { x.allowText = true; });
  await input.fill('anything');
  assert.equal(await value(), 'anything');
});

test('required, reset, fieldset, label, attribute and property', async () => {
  const input = await open(`<form id=f><label for=x>Principal diagnosis</label>${PICKER.replace('aria-label="Diagnosis"', 'required value="E11.9"')}<button>Send</button></form>
    <fieldset disabled><superbill-picker id=y aria-label=y></superbill-picker></fieldset>`);
  assert.equal(await value(), 'E11.9');
  await until(() => /diabetes/.test(x.shadowRoot.querySelector('[part=title]').textContent));
  assert.equal(await page.evaluate(() => f.checkValidity()), true);
  await page.evaluate(() => { x.value = ''; });
  assert.equal(await page.evaluate(() => f.checkValidity() || x.validity.valueMissing), true);
  assert.equal(await page.evaluate(() => x.matches(':invalid')), true);
  await page.evaluate(() => f.reset());
  assert.equal(await value(), 'E11.9');
  assert.equal(await page.evaluate(() => y.shadowRoot.querySelector('input').disabled), true);
  await page.locator('label').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'x');
  assert.equal(await rows(), 0, 'a filled field that gets the focus opens nothing');
  assert.equal(await input.getAttribute('aria-label'), 'Principal diagnosis');
  assert.deepEqual(await page.evaluate(() => { x.billable = 'false'; x.setAttribute('billable', 'false'); return [x.billable, x.form.id, x.type]; }), [false, 'f', 'superbill-picker']);
  await clean('a labelled field');
});

test('nothing is taken while text is composed', async () => {
  const input = await open(PICKER);
  await input.click();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'hyper', selectionStart: 5, selectionEnd: 5 });
  await page.waitForTimeout(200);
  assert.equal(await rows(), 0);
  await page.evaluate(() => x.shadowRoot.querySelector('input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })));
  assert.equal(await value(), '');
});

test('while text is composed in the place of a code, the page reads no code', async () => {
  // Without what the window of a test runner may lack.
  const input = await open(PICKER.replace('id=x', 'id=x value=I10'), { head: '<script>window.matchMedia = undefined; window.faults = []; onerror = (text) => faults.push(text)</script>' });
  await page.evaluate(() => { window.values = []; x.addEventListener('input', () => values.push(x.value)); });
  await input.click();
  await input.press('ControlOrMeta+a');
  const devtools = await page.context().newCDPSession(page);
  for (const text of ['gou', 'gout']) await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await until(() => x.shadowRoot.querySelector('input').value === 'gout');
  assert.deepEqual(await page.evaluate(() => [[...new Set(values)], x.value, x.open, faults]), [[''], '', false, []]);
  await devtools.send('Input.insertText', { text: 'gout' });
  await until(() => x.hits[0]?.code.startsWith('M10'));
});

test('a keyboard on the screen composes every word: it is searched while it grows, and a tap takes', async () => {
  const input = await open(PICKER, { hasTouch: true, isMobile: true });
  await input.tap();
  const devtools = await page.context().newCDPSession(page);
  for (const text of ['hyper', 'hypertension']) await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await until(() => x.hits[0]?.code === 'I10');
  await page.locator('#x li').first().tap();
  await until(() => x.value === 'I10');
  assert.equal(await page.evaluate(() => x.open), false, 'the end of the composition opens nothing');
});

test('undo after a choice leaves the code', async () => {
  const input = await open(PICKER);
  await input.pressSequentially('gout');
  await listed();
  await input.press('ArrowDown');
  await input.press('Enter');
  assert.equal(await value(), 'M10.9');
  await input.press('ControlOrMeta+z');
  assert.deepEqual([await value(), await input.inputValue(), await rows()], ['M10.9', 'M10.9', 0]);
});

test('Escape closes the list and not the dialog; the list is not clipped, and flips where there is no room', async () => {
  let input = await open(`<dialog id=d style="height:160px">${PICKER}</dialog>`);
  await page.evaluate(() => d.showModal());
  await input.fill('hyp');
  await listed();
  const hit = () => page.evaluate(() => {
    const row = x.shadowRoot.querySelectorAll('li')[2].getBoundingClientRect();
    return document.elementFromPoint(row.left + 5, row.top + 5) === x;
  });
  assert.equal(await hit(), true);
  await input.press('Escape');
  assert.deepEqual([await rows(), await page.evaluate(() => d.open)], [0, true]);
  await page.context().close();
  input = await open(`<div style="height:470px"></div><div style="overflow:hidden;height:60px">${PICKER}</div>`);
  await input.fill('hyp');
  await listed();
  assert.equal(await hit(), true);
  const box = await page.evaluate(() => x.shadowRoot.querySelector('ul').getBoundingClientRect().toJSON());
  assert.ok(box.top >= 0 && box.bottom <= 600, JSON.stringify(box));
});

test('wrong attributes and a module that does not come are seen, logged and sent', async () => {
  for (const attribute of ['set="icd9"', 'service-date="11/03/2026"', 'limit="abc"', 'max="few"']) {
    const input = await open(`<superbill-picker id=x aria-label=x ${attribute}></superbill-picker>`);
    await input.fill('hypertension');
    await until(() => x.shadowRoot.querySelector('[part=status]').textContent.length > 10);
    assert.ok((await seen()).includes('superbill-error') && page.errors.some((text) => text.includes('superbill-picker')), attribute);
    await page.context().close();
  }
  module.missing = true;
  const input = await open(PICKER, { wait: false });
  await input.fill('hypertension');
  await until(() => /404/.test(x.shadowRoot.querySelector('[part=status]').textContent));
  assert.ok((await seen()).includes('superbill-error'));
});

/** The module is there, and whoever waited for it has gone on. */
const answered = () => page.evaluate(() => import('/browser.js').then(({ init }) => init()).then(() => new Promise((done) => setTimeout(done, 200))));

test('whoever types on before the module is there is told that it is loading', async () => {
  const release = hold();
  await open(PICKER, { wait: false });
  try {
    assert.ok(await page.evaluate(async () => {
      const input = x.shadowRoot.querySelector('input');
      input.focus();
      for (let n = 0; n < 40; n++) {
        input.value += 'h';
        input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        await new Promise((done) => setTimeout(done, 40));
        if (/Loading/.test(x.shadowRoot.querySelector('[part=status]').textContent)) return true;
      }
      return false;
    }));
  } finally {
    release();
    await page.context().close();
  }
});

test('superbill/slim-picker waits for the tables that its page asked for, and says when there are none', async () => {
  const SLIM = "import '/slim-picker.js'; import { init } from '/slim.js';";
  const release = hold('.tbl');
  const input = await open(PICKER, { wait: false, from: `${SLIM} init({ tables: ['icd10cm'] });` });
  await input.fill('hypertension');
  await until(() => /Loading/.test(x.shadowRoot.querySelector('[part=status]').textContent));
  release();
  await listed();
  assert.equal((await texts('code'))[0], 'I10');
  assert.ok(!(await seen()).includes('superbill-error'));
  await page.context().close();
  const alone = await open('<superbill-picker id=x aria-label="Code"></superbill-picker>', { wait: false, from: `${SLIM} init();` });
  await alone.fill('hypertension');
  await until(() => /table of icd10cm is not loaded/.test(x.shadowRoot.querySelector('[part=status]').textContent));
});

test('what is typed before the module is there waits for it, and is forgotten when the person has left', async () => {
  let release = hold();
  const input = await open(`${PICKER}<input id=next>`, { wait: false });
  await input.fill('hypertension');
  await until(() => /Loading/.test(x.shadowRoot.querySelector('[part=status]').textContent));
  release();
  await listed();
  await page.context().close();
  release = hold();
  const closed = await open(PICKER, { wait: false });
  await closed.fill('hypertension');
  await until(() => /Loading/.test(x.shadowRoot.querySelector('[part=status]').textContent));
  await closed.press('Escape');
  release();
  await answered();
  assert.equal(await rows(), 0, 'what was closed stays closed');
  await page.context().close();
  release = hold();
  const again = await open(`${PICKER}<input id=next>`, { wait: false });
  await again.fill('hypertension');
  await again.press('Tab');
  release();
  await answered();
  assert.equal(await rows(), 0, 'what was left stays closed');
  await page.context().close();
  // A list that stays in the page has not been left.
  for (const key of ['Enter', 'Tab']) {
    release = hold();
    const fixed = await open('<superbill-picker id=x open-list set=icd10cm aria-label=x></superbill-picker><input id=next>', { wait: false });
    await fixed.fill('hypertension');
    await fixed.press(key);
    release();
    await listed();
    await page.context().close();
  }
  // A code that was typed in full before the module came is one when it has come, and the page is told.
  release = hold();
  const whole = await open(`${PICKER}<input id=next>`, { wait: false });
  await whole.fill('e119');
  await whole.press('Tab');
  assert.equal(await value(), '');
  await page.evaluate(() => { seen.length = 0; });
  release();
  await until(() => x.value === 'E11.9' && /diabetes/.test(x.shadowRoot.querySelector('[part=title]').textContent));
  assert.deepEqual(await seen(), ['input', 'change']);
  await page.context().close();
  // But not in a field that can no longer be changed.
  for (const change of [() => { x.disabled = true; }, () => { x.readOnly = true; }, () => { x.remove(); }]) {
    release = hold();
    const left = await open(`${PICKER}<input id=next>`, { wait: false });
    await left.fill('e119');
    await left.press('Tab');
    await page.evaluate((how) => { seen.length = 0; window.field = x; for (const name of ['input', 'change']) field.addEventListener(name, () => seen.push(`late ${name}`)); new Function(`(${how})()`)(); }, String(change));
    release();
    await answered();
    assert.deepEqual([await page.evaluate(() => field.value), await seen()], ['', []], String(change));
    await page.context().close();
  }
});

test('a header opens the codes below it', async () => {
  const input = await open(PICKER);
  await input.fill('E11');
  await listed();
  await input.press('ArrowDown');
  await input.press('Enter');
  assert.equal(await value(), '');
  const codes = await page.evaluate(() => x.hits.map((hit) => hit.code));
  assert.ok(codes.every((code) => code.startsWith('E11.')), codes.join(' '));
});

test('nobody takes a code below a header unread: not by a key that is held, not by the second click of two', async () => {
  const input = await open(`<form id=f>${PICKER}<button>Send</button></form>`);
  await input.fill('I42');
  await listed();
  await input.press('ArrowDown');
  for (let i = 0; i < 4; i++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  assert.deepEqual([await value(), await seen()], ['', ['input']]);
  assert.ok(await page.evaluate(() => x.open && x.hits.every((hit) => hit.code.startsWith('I42.'))));
  // A press of its own takes what is highlighted, and held on does not send the form.
  await page.evaluate(() => x.hits.findIndex((hit) => hit.billable)).then(async (at) => { for (let i = 0; i < at; i++) await input.press('ArrowDown'); });
  for (let i = 0; i < 3; i++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  assert.match(await value(), /^I42\./);
  assert.equal((await seen()).includes('submit'), false);

  for (const twice of [(x, y) => page.mouse.dblclick(x, y), (x, y) => page.touchscreen.tap(x, y).then(() => page.touchscreen.tap(x, y))]) {
    await page.context().close();
    const again = await open(PICKER, { hasTouch: true });
    await again.fill('I42');
    await listed();
    const { x, y } = await page.locator('#x li').first().boundingBox();
    await twice(x + 40, y + 10);
    assert.equal(await value(), '');
    assert.ok(await page.evaluate(() => window.x.open && window.x.hits.every((hit) => hit.code.startsWith('I42.'))));
  }
});

test('a key that is held to erase the text leaves the chips behind it', async () => {
  const input = await open(PICKER.replace('id=x', 'id=x multiple'));
  await page.evaluate(() => { x.value = ['I10', 'E11.40', 'N18.30']; });
  await input.pressSequentially('ab');
  for (let i = 0; i < 6; i++) await page.keyboard.down('Backspace');
  await page.keyboard.up('Backspace');
  assert.deepEqual(await value(), ['I10', 'E11.40', 'N18.30']);
  await input.press('Backspace');
  assert.deepEqual(await value(), ['I10', 'E11.40']);
  // Nor does it go on from chip to chip.
  await input.press('ArrowLeft');
  for (let i = 0; i < 4; i++) await page.keyboard.down('Delete');
  await page.keyboard.up('Delete');
  assert.deepEqual(await value(), ['I10']);
});

test('several codes are chips in order, moved and removed by keys, and sent each', async () => {
  const input = await open(`<form id=f>${PICKER.replace('id=x', 'id=x multiple')}</form>`);
  for (const text of ['hypertension', 'copd', 'e11.9']) {
    await input.fill(text);
    await listed();
    await input.press('ArrowDown');
    await input.press('Enter');
  }
  assert.deepEqual(await value(), ['I10', 'J44.9', 'E11.9']);
  await page.evaluate(() => x.shadowRoot.querySelectorAll('[part=chip] button')[2].focus());
  await page.keyboard.press('Alt+ArrowLeft');
  assert.deepEqual(await page.evaluate(() => new FormData(f).getAll('dx')), ['I10', 'E11.9', 'J44.9']);
  await input.click();
  await page.keyboard.press('Backspace');
  assert.deepEqual(await value(), ['I10', 'E11.9']);
  await clean('chips');
});

test('codes that the page keeps are offered when the empty field is opened', async () => {
  const input = await open(PICKER);
  await page.evaluate(async () => {
    const { search } = await import('/browser.js');
    const kept = search('hypertension', { limit: 1 });
    x.storage = { list: () => kept, remember: (hit) => kept.push(hit) };
  });
  await input.press('ArrowDown');
  await listed();
  assert.equal(await rows(), 1);
});

for (const [name, options] of [
  ['a dark page', { colorScheme: 'dark', head: '<style>:root { color-scheme: dark }</style>' }],
  ['forced colors', { forcedColors: 'active' }],
  ['320 pixels', { viewport: { width: 320, height: 600 } }],
  ['right to left', { head: '<script>document.documentElement.dir = "rtl"</script>' }],
]) {
  test(`${name}: axe finds nothing, nothing scrolls sideways`, async () => {
    const input = await open(PICKER, options);
    await input.fill('type 2 diab');
    await listed();
    await input.press('ArrowDown');
    await clean(name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  });
}

test('the number of codes is announced once, after the typing', async () => {
  const input = await open(PICKER);
  await input.pressSequentially('diabetes', { delay: 30 });
  await page.waitForTimeout(900);
  assert.deepEqual(await said(), ['10 codes']);
});

test('what a page does to the text around it leaves the rows as they are', async () => {
  const input = await open(`<div style="text-align:center">${PICKER}</div>`);
  await input.pressSequentially('diabetes', { delay: 30 });
  await listed();
  const alignments = await page.evaluate(() => ['input', 'li', '.title'].map((part) => getComputedStyle(x.shadowRoot.querySelector(part)).textAlign));
  assert.deepEqual(alignments, ['start', 'start', 'start']);
});
