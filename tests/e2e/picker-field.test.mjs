// <superbill-picker> as a field of a form: properties and attributes, validity, chips, the history of the browser, and its weight.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { clean, hold, listed, open, page, PICKER, said, seen, texts, until, value } from './picker-page.mjs';

const { build } = createRequire(new URL('../../tools/x.js', import.meta.url))('esbuild');
const MULTIPLE = PICKER.replace('id=x', 'id=x multiple');

test('every property is its attribute, and false is false', async () => {
  await open(PICKER);
  const wrong = await page.evaluate(() => {
    const faults = [];
    const is = (what, got, wanted) => got === wanted || faults.push(`${what} is ${got}, not ${wanted}`);
    for (const [name, attribute] of [['billable'], ['required'], ['readOnly', 'readonly'], ['disabled'], ['multiple'], ['allowText', 'allow-text'], ['openList', 'open-list']].map(([a, b]) => [a, b ?? a])) {
      for (const [given, wanted] of [[true, true], [false, false], ['', true], ['false', false], ['true', true], [null, false], [undefined, false]]) {
        x[name] = given;
        is(`${name} = ${given}`, x[name], wanted);
        is(`${name} = ${given}: the attribute`, x.hasAttribute(attribute), wanted);
      }
      for (const [given, wanted] of [['', true], ['false', false], ['true', true]]) {
        x.setAttribute(attribute, given);
        is(`${attribute}="${given}"`, x[name], wanted);
      }
      x.removeAttribute(attribute);
    }
    for (const name of ['limit', 'max']) {
      is(name, x[name], undefined);
      x[name] = 3;
      is(`${name} attribute`, x.getAttribute(name), '3');
      x.setAttribute(name, '7');
      is(`${name}="7"`, x[name], 7);
      x[name] = undefined;
      is(`${name} attribute`, x.hasAttribute(name), false);
    }
    for (const [name, attribute] of [['set', 'set'], ['serviceDate', 'service-date'], ['within', 'within'], ['placeholder', 'placeholder'], ['name', 'name']]) {
      x[name] = 'icd10cm';
      is(`${name} attribute`, x.getAttribute(attribute), 'icd10cm');
      x[name] = null;
      is(name, x[name], '');
    }
    return faults;
  });
  assert.deepEqual(wrong, []);
});

test('an attribute "false" of what the platform itself reads does not disable the field', async () => {
  await open(`<form id=f>${PICKER.replace('id=x', 'id=x disabled="false" readonly="false" required="false" value=I10')}</form>`);
  assert.deepEqual(await page.evaluate(() => [x.matches(':disabled'), x.willValidate, [...new FormData(f)].flat().join()]), [false, true, 'dx,I10']);
});

test('readonly is not asked whether it is required, as in a native field', async () => {
  await open(`<form id=f>${PICKER.replace('id=x', 'id=x required readonly')}<input id=n required readonly></form>`);
  assert.deepEqual(await page.evaluate(() => [x.willValidate, n.willValidate, f.checkValidity()]), [false, false, true]);
});

test('autofocus: the first that asks has the focus when it is known, with its list closed, and takes it from nobody', async () => {
  await open(`${PICKER.replace('id=x', 'id=x autofocus value=I10')}${PICKER.replace('id=x', 'id=y autofocus')}`);
  assert.deepEqual(await page.evaluate(() => [document.activeElement.id, x.open]), ['x', false]);
});

test('a chosen code is judged again on another day', async () => {
  await open(`<form id=f>${PICKER.replace('2026-11-03', '2026-09-15').replace('id=x', 'id=x billable value=I42.0')}</form>`);
  await until(() => /cardiomyopathy/.test(x.shadowRoot.querySelector('[part=title]').textContent));
  assert.equal(await page.evaluate(() => f.checkValidity()), true);
  await page.evaluate(() => { x.serviceDate = '2026-11-03'; });
  await until(() => !f.checkValidity());
  assert.match(await page.evaluate(() => x.validationMessage), /^I42\.0 is not billable on this date/);
  assert.match(await page.evaluate(() => x.shadowRoot.querySelector('.title.wrong').textContent), /cardiomyopathy.*\nI42\.0 is not billable/s, 'what is red says why');
  await page.evaluate(() => { x.value = 'Q99.999'; });
  await until(() => x.validity.badInput && /not a code/.test(x.shadowRoot.querySelector('.title.wrong')?.textContent));
  await clean('a code that is none');
});

test('Enter in a closed field submits by the button of the form, whose value is sent', async () => {
  const input = await open(`<form id=f>${PICKER.replace('id=x', 'id=x value=I10')}<button name=how value=go>Send</button></form>`);
  await page.evaluate(() => f.addEventListener('submit', (event) => { window.by = event.submitter?.value; }));
  await input.press('Enter');
  await until(() => window.sent);
  assert.equal(await page.evaluate(() => window.by), 'go');
});

test('what the page gives back while one types leaves the text alone; at rest it clears it', async () => {
  const input = await open(`${PICKER.replace('id=x', 'id=x value=I10')}<input id=next>`);
  await page.evaluate(() => x.addEventListener('input', () => { x.value = x.value; }));
  await input.press('ControlOrMeta+a');
  await input.pressSequentially('gout');
  assert.equal(await input.inputValue(), 'gout');
  await input.press('Tab');
  await page.evaluate(() => { x.value = ''; });
  assert.equal(await input.inputValue(), '');
});

test('back and forward give back the code and the text', async () => {
  const input = await open(`<form>${PICKER}<superbill-picker id=y name=y multiple set=icd10cm aria-label=y></superbill-picker><superbill-picker id=z name=z open-list set=icd10cm aria-label=z></superbill-picker></form>`);
  await page.locator('#z input').fill('gout');
  await input.fill('e119');
  await input.press('Tab');
  await page.evaluate(() => { y.value = ['I10', 'J44.9']; });
  await page.goto(`${new URL(page.url()).origin}/?body=other`);
  await page.goBack();
  await until(() => customElements.get('superbill-picker') && x.value);
  assert.deepEqual(await page.evaluate(() => [x.value, y.value]), ['E11.9', ['I10', 'J44.9']]);
  await until(() => /diabetes/.test(x.shadowRoot.querySelector('[part=title]').textContent));
  await until(() => z.hits.length > 1);
  // Left from within the field, before it knew that the code is whole.
  const release = hold();
  await input.fill('i10');
  await listed();
  await page.goto(`${new URL(page.url()).origin}/?body=other`);
  await page.goBack();
  await until(() => customElements.get('superbill-picker'));
  release();
  await until(() => x.value === 'I10');
  assert.deepEqual(await seen(), [], 'what comes back is told to nobody, as of a native field');
});

test('chips: the places A to L, the principal one, no code twice, no more than the most', async () => {
  const input = await open(`<form id=f>${MULTIPLE.replace('multiple', 'multiple max=12')}</form>`);
  const twelve = ['E11.9', 'I10', 'J44.9', 'M54.50', 'F32.A', 'Z79.4', 'N18.30', 'E78.5', 'K21.9', 'G47.33', 'E66.9', 'R53.83'];
  await page.evaluate((codes) => { x.value = codes; }, twelve);
  assert.deepEqual((await texts('place')).join(''), 'ABCDEFGHIJKL');
  assert.match(await page.locator('#x [part=chip] button').first().getAttribute('aria-label'), /^Remove E11\.9.*the principal one$/);
  const [below] = await texts('title');
  assert.match(below, /^A Type 2 diabetes mellitus without complications\nB Essential \(primary\) hypertension\n(.+\n){9}L /, 'who has no pointer to rest on a chip sees what it is');
  assert.equal(await input.getAttribute('aria-description'), null, 'the chips say that themselves');
  await clean('twelve chips');
  await input.fill('gout');
  await listed();
  await input.press('ArrowDown');
  await input.press('Enter');
  assert.deepEqual(await value(), twelve);
  assert.match(await page.evaluate(() => x.shadowRoot.querySelector('[part=status]').textContent), /^12 codes are the most/);
  assert.ok(await page.evaluate(() => x.hits.length > 0), 'what was found stays');
  await page.evaluate((codes) => { x.value = [...codes, 'M10.9']; }, twelve);
  assert.deepEqual(await page.evaluate(() => [f.checkValidity(), x.validity.rangeOverflow]), [false, true]);
  assert.deepEqual(await texts('title'), ['12 codes are the most.']);
  await page.evaluate(() => { x.value = ['I10', 'E11.9']; x.multiple = false; });
  assert.equal(await value(), 'I10', 'of several the first stays');
  await page.evaluate(() => { x.multiple = true; });
  await page.evaluate(() => { x.value = ['I10', 'I10', 'E11.9']; });
  await input.fill('i10');
  await input.press('Tab');
  assert.deepEqual([await value(), await input.inputValue()], [['I10', 'E11.9'], ''], 'named again, it stays the principal one');
  await input.fill('htn');
  await listed();
  await input.press('ArrowDown');
  await input.press('Enter');
  assert.deepEqual([await value(), (await said()).at(-1)], [['I10', 'E11.9'], 'I10 is A']);
  await page.evaluate(() => { x.set = 'hcpcs'; x.value = ['J1885']; });
  assert.deepEqual(await texts('place'), ['1'], 'procedures have no letters');
});

test('chips are dragged by a mouse and by a finger, are one stop of Tab, and stay in a field that is readonly', async () => {
  const input = await open(`<form>${MULTIPLE}</form>`, { hasTouch: true });
  await page.evaluate(() => { x.value = ['I10', 'J44.9', 'E11.9']; });
  const placed = () => page.evaluate(() => [...x.shadowRoot.querySelectorAll('[part=place]')].map((node) => { const { left, top, width, height } = node.getBoundingClientRect(); return [left + width / 2, top + height / 2]; }));
  let centers = await placed();
  await page.mouse.move(...centers[2]);
  await page.mouse.down();
  await page.mouse.move(centers[1][0], centers[1][1] + 2, { steps: 4 });
  assert.equal(await page.evaluate(() => x.shadowRoot.querySelectorAll('.dragged, .target').length), 2, 'it shows where it goes');
  await page.mouse.move(centers[0][0], centers[0][1] + 2, { steps: 4 });
  await page.mouse.up();
  assert.deepEqual(await value(), ['E11.9', 'I10', 'J44.9']);
  assert.deepEqual((await seen()).filter((name) => name === 'change'), ['change']);
  centers = await placed();
  const devtools = await page.context().newCDPSession(page);
  const touch = (type, [a, b] = []) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: a === undefined ? [] : [{ x: a, y: b }] });
  await touch('touchStart', centers[0]);
  for (const share of [0.3, 0.6, 1]) await touch('touchMove', [centers[0][0] + (centers[1][0] - centers[0][0]) * share, centers[0][1]]);
  await touch('touchEnd');
  await until(() => x.value[0] === 'I10');
  assert.deepEqual(await value(), ['I10', 'E11.9', 'J44.9']);
  // A press that moves nothing changes nothing.
  centers = await placed();
  await page.mouse.click(...centers[1]);
  assert.deepEqual(await value(), ['I10', 'E11.9', 'J44.9']);
  const stops = await page.evaluate(() => [...x.shadowRoot.querySelectorAll('button')].map((button) => button.tabIndex));
  assert.deepEqual(stops.sort(), [-1, -1, 0]);
  await input.focus();
  await input.press('ArrowLeft');
  await page.keyboard.press('Delete');
  assert.deepEqual(await value(), ['I10', 'E11.9']);
  assert.equal((await said()).at(-1), 'J44.9 removed');
  await page.evaluate(() => { x.readOnly = true; });
  assert.equal(await page.locator('#x [part=chip] button').first().isVisible(), false);
  await input.press('Backspace');
  assert.deepEqual(await value(), ['I10', 'E11.9']);
  await clean('chips that stay');
});

test('several codes that are pasted are chosen, all of them or none, and a paste of words is text', async () => {
  const input = await open(`${MULTIPLE}<input id=next>`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const paste = async (text) => {
    await page.evaluate((given) => navigator.clipboard.writeText(given), text);
    await input.focus();
    await page.keyboard.press('ControlOrMeta+v');
  };
  await page.evaluate(() => { x.value = ['I10', 'J44.9']; });
  await paste('I10, e119');
  await until(() => x.value.length === 3);
  assert.deepEqual([await value(), await input.inputValue()], [['I10', 'J44.9', 'E11.9'], ''], 'what is there already keeps its letter');
  assert.deepEqual(await seen(), ['input', 'change']);
  assert.equal((await said()).at(-1), 'Chosen: I10, J44.9, E11.9');
  await paste('E11.9 I10');
  await until(() => x.shadowRoot.querySelector('input').value === '');
  assert.deepEqual([await value(), (await seen()).filter((name) => name === 'change')], [['I10', 'J44.9', 'E11.9'], ['change']]);
  for (const text of ['M10.9 Q99.999', 'M10.9 E11', 'gout, copd']) {
    await paste(text);
    await listed();
    await page.keyboard.press('Tab');
    assert.deepEqual([await value(), await input.inputValue()], [['I10', 'J44.9', 'E11.9'], text], 'a header and a code that is none are chosen by nobody');
    assert.ok((await texts('title'))[0].endsWith(`\n“${text}” was not taken`), 'what is left is not sent, and says so');
    assert.equal(await input.getAttribute('aria-description'), `“${text}” was not taken`);
    await input.fill('');
  }
});

test('a label, focus() and the field itself lead to the text, not to the first chip', async () => {
  await open(`<label id=l for=x>Diagnoses</label>${MULTIPLE}`);
  await page.evaluate(() => { x.value = ['I10', 'E11.9']; });
  const at = () => page.evaluate(() => x.shadowRoot.activeElement?.localName);
  for (const lead of [() => page.locator('#l').click(), () => page.evaluate(() => x.focus())]) {
    await lead();
    assert.equal(await at(), 'input');
    await page.evaluate(() => document.activeElement.blur());
  }
});

test('what the page and the field say of it, assistive software is told: names, descriptions, the title, a fault', async () => {
  await open(`<b id=l>Principal</b> <b id=m>diagnosis</b> <i id=d>As the chart says it</i>
    <superbill-picker id=x aria-labelledby="l m" aria-describedby=d set=icd10cm value=I10></superbill-picker>
    <label><!--lit-1-->Second<!----> <superbill-picker id=y set=icd10cm><p slot=help>Or none.</p><i slot=empty>Nothing</i></superbill-picker></label>`);
  const says = (id) => page.locator(`#${id} input`).evaluate((node) => [node.ariaLabel, node.getAttribute('aria-description'), node.ariaInvalid]);
  await until(() => /hypertension/.test(x.shadowRoot.querySelector('input').getAttribute('aria-description')));
  assert.deepEqual(await says('x'), ['Principal diagnosis', 'As the chart says it. Essential (primary) hypertension', null]);
  assert.deepEqual(await says('y'), ['Second', 'Or none.', null]);
  await page.evaluate(() => { x.value = 'Q99.999'; });
  await until(() => x.shadowRoot.querySelector('input').ariaInvalid === 'true');
  assert.match((await says('x'))[1], /Q99\.999 is not a code on this date\.$/);
  await clean('a code that is none');
  await page.evaluate(() => { x.value = ''; x.required = true; });
  assert.equal((await says('x'))[2], null, 'an empty field is not a fault yet');
});

test('title names the field where nothing else does, also one that comes later', async () => {
  const input = await open('<superbill-picker id=x title=Diagnosis></superbill-picker>');
  assert.equal(await input.getAttribute('aria-label'), 'Diagnosis');
  await page.evaluate(() => { x.title = 'Second diagnosis'; });
  assert.equal(await input.getAttribute('aria-label'), 'Second diagnosis');
  await page.evaluate(() => { x.ariaLabel = 'Third'; });
  assert.equal(await input.getAttribute('aria-label'), 'Third');
});

test('in the document of a frame it looks and lies as in its own', async () => {
  await open(`${PICKER}<iframe id=f style="width:600px;height:500px"></iframe>`);
  await page.evaluate(() => f.contentDocument.body.append(x));
  const frame = page.frames()[1];
  await frame.locator('input').fill('hyp');
  await frame.waitForFunction(() => document.querySelector('superbill-picker').shadowRoot.querySelectorAll('li').length);
  const { display, list, field } = await frame.evaluate(() => {
    const part = (name) => document.querySelector('superbill-picker').shadowRoot.querySelector(name);
    return { display: getComputedStyle(part('.field')).display, list: part('.popup').getBoundingClientRect().toJSON(), field: part('.field').getBoundingClientRect().toJSON() };
  });
  assert.equal(display, 'flex');
  assert.ok(list.width <= 600 && list.bottom <= 500 && Math.abs(list.top - field.bottom) < 12, JSON.stringify({ list, field }));
});

test('without the module it is at most 20 KB behind brotli, for React 2 more', async () => {
  const weigh = async (entry) => {
    const { outputFiles: [file] } = await build({ entryPoints: [`target/consumer/node_modules/superbill/${entry}`], bundle: true, minify: true, format: 'esm', write: false, external: ['react', './browser.js', './superbill-wasm.js', 'superbill'], alias: { 'superbill/picker': './target/consumer/node_modules/superbill/picker.js' }, logLevel: 'error' });
    return brotliCompressSync(file.contents).length;
  };
  const [picker, react] = [await weigh('picker.js'), await weigh('react.js')];
  console.log(`picker ${picker} bytes, react ${react} bytes`);
  assert.ok(picker > 3000 && picker <= 20_000, `${picker}`);
  assert.ok(react > picker && react <= 22_000, `${react}`);
  // What it needs of the package beside the module, too.
  const { outputFiles: [all] } = await build({ entryPoints: ['target/consumer/node_modules/superbill/picker.js'], bundle: true, minify: true, format: 'esm', write: false, loader: { '.wasm': 'empty' }, logLevel: 'error' });
  const whole = brotliCompressSync(all.contents).length;
  console.log(`with the library's own JavaScript ${whole} bytes`);
  assert.ok(whole <= 20_000, `${whole}`);
});
