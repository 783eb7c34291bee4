// The list of <superbill-picker>: what a row says, groups, kept codes, what is said aloud, the roles of WAI-ARIA, and where it lies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, hold, listed, module, open, page, PICKER, rows, said, seen, texts, until, value } from './picker-page.mjs';

const status = () => page.evaluate(() => x.shadowRoot.querySelector('[part=status]').textContent);
const title = () => page.evaluate(() => x.shadowRoot.querySelector('[part=title]').textContent);
const PROCEDURES = PICKER.replace('icd10cm', 'hcpcs').replace('service-date="2026-11-03"', '');

test('a row has the unit of an HCPCS code, and the days of a code that is not of all time', async () => {
  const input = await open(PROCEDURES);
  await input.fill('ketorolac');
  await listed();
  const all = await page.evaluate(() => [...x.shadowRoot.querySelectorAll('li')].map((row) => [row.querySelector('[part=code]').textContent, row.querySelector('[part=text]').textContent, row.querySelector('[part=unit]')?.textContent, row.querySelector('[part=days],[part=note]')?.textContent]));
  assert.deepEqual(all[0], ['J1885', 'Ketorolac tromethamine injection', 'per 15 mg', undefined]);
  assert.equal(all.find(([code]) => code === 'J1097')[3], 'since 2019-10-01');
  assert.equal(all.find(([code]) => code === 'C9447')[3], 'ended 2019-09-30');
  await clean('units and days');
  await input.press('ArrowDown');
  await input.press('Enter');
  assert.match(await title(), /per 15 mg$/, 'the whole title stays');
});

test('text that a script puts in, as a content script does, is answered without the focus', async () => {
  await open(PICKER);
  const put = () => page.evaluate(() => {
    const input = x.shadowRoot.querySelector('input');
    input.value = 'htn';
    input.dispatchEvent(new Event('input'));
  });
  await put();
  await listed();
  assert.equal((await texts('code'))[0], 'I10');
  for (const leave of [() => page.mouse.click(700, 500), () => page.keyboard.press('Escape')]) {
    await leave();
    await until(() => !x.open);
    await put();
    await listed();
  }
  // Within the list it does not.
  await page.locator('#x [part=status]').dispatchEvent('pointerdown');
  assert.equal(await page.evaluate(() => x.open), true);
  await page.evaluate(() => x.shadowRoot.querySelector('li').click());
  assert.equal(await value(), 'I10');
});

test('what is typed is answered in a turn of its own; a key that means the list never meets the one before', async () => {
  const input = await open(PICKER);
  await input.fill('htn');
  await listed();
  const before = await page.evaluate(async () => {
    const input = x.shadowRoot.querySelector('input');
    window.press = (key) => input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    window.typed = (text) => {
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    };
    press('ArrowDown');
    typed('gout');
    for (let i = 0; i < 20; i++) await null;
    const shown = () => x.shadowRoot.querySelector('li [part=code]').textContent;
    return [shown(), x.hits[0].code, shown()];
  });
  assert.deepEqual(before, ['I10', 'M10.9', 'M10.9'], 'the key has ended before the search begins; whoever asks for the hits has them');
  // No turn ends between these: the highlighted row was one of the gout's, and what is taken is of the diabetes.
  await page.evaluate(() => {
    press('ArrowDown');
    typed('e11.9');
    press('Enter');
  });
  assert.equal(await value(), 'E11.9', 'typed in full, and no row of the list before');
  await page.evaluate(() => {
    typed('asthma');
    press('ArrowDown');
    press('Enter');
  });
  assert.match(await value(), /^J45/);
});

test('an answer that is pending is dropped by a reset, a value from outside, and what disables the field', async () => {
  for (const drop of [() => x.form.reset(), () => { x.value = 'E11.9'; }, () => { x.disabled = true; }, () => { x.closest('fieldset').disabled = true; }]) {
    const release = hold();
    const input = await open(`<form><fieldset>${PICKER}</fieldset></form>`, { wait: false });
    await input.fill('htn');
    await until(() => x.open && /^Loading/.test(x.shadowRoot.querySelector('[part=status]').textContent));
    await page.evaluate(drop);
    await until(() => !x.open);
    release();
    await page.evaluate(() => import('/browser.js').then((library) => library.init()).then(() => new Promise((done) => setTimeout(done))));
    assert.deepEqual([await rows(), await page.evaluate(() => x.open)], [0, false], String(drop));
    await page.context().close();
  }
});

test('several sets are groups, each named, and one list for the keys', async () => {
  const input = await open(PICKER.replace('set="icd10cm"', ''));
  await input.fill('insulin');
  await listed();
  const groups = await page.evaluate(() => [...x.shadowRoot.querySelectorAll('[role=listbox] > [role=group]')].map((group) => [x.shadowRoot.getElementById(group.getAttribute('aria-labelledby')).textContent, group.querySelectorAll('[role=option]').length]));
  assert.deepEqual(groups.map(([name]) => name).sort(), ['CPT', 'HCPCS', 'ICD-10-CM']);
  const second = await page.evaluate((n) => x.hits[n].code, groups[0][1]);
  assert.equal(groups.reduce((sum, [, n]) => sum + n, 0), await rows());
  assert.deepEqual(await texts('code'), await page.evaluate(() => x.hits.map((hit) => hit.code)), 'rows and hits are in one order');
  for (let n = 0; n <= groups[0][1]; n++) await input.press('ArrowDown');
  await input.press('Enter');
  assert.equal(await value(), second, 'the first of the second group');
  await input.fill('insulin');
  await listed();
  await clean('groups');
});

test('the heading of a group covers no highlighted row', async () => {
  const input = await open('<superbill-picker id=x aria-label=Code limit=30></superbill-picker>', { viewport: { width: 800, height: 400 } });
  await input.fill('insulin');
  await listed();
  assert.ok((await texts('group')).length > 1, 'there are headings');
  const covered = () => page.evaluate(() => {
    const { top } = x.shadowRoot.querySelector('li[aria-selected=true]').getBoundingClientRect();
    return [...x.shadowRoot.querySelectorAll('[part=group]')].some((heading) => { const box = heading.getBoundingClientRect(); return box.top <= top && box.bottom > top + 1; });
  });
  for (const [key, times] of [['ArrowDown', 18], ['ArrowUp', 12]]) {
    for (let n = 0; n < times; n++) {
      await input.press(key);
      assert.equal(await covered(), false, `${key} ${n}`);
    }
    if (key === 'ArrowDown') assert.ok(await page.evaluate(() => x.shadowRoot.querySelector('[role=listbox]').scrollTop) > 0, 'it has scrolled');
  }
});

test('a code of ICD-9 says so, and is not taken for what it became', async () => {
  const input = await open(PICKER);
  await input.fill('250.00');
  await listed();
  assert.match(await status(), /^250\.00 is ICD-9-CM, which ended on 2015-09-30/);
  await page.waitForTimeout(600);
  assert.match((await said()).at(-1), /^250\.00 is ICD-9-CM.*\. 1 code$/);
  await clean('a code of ICD-9');
  await input.press('Enter');
  assert.equal(await value(), '', 'nothing was highlighted');
  await input.press('ArrowDown');
  await input.press('Enter');
  assert.equal(await value(), 'E11.9');
  assert.equal(await title(), 'Type 2 diabetes mellitus without complications');
});

test('favorites and recent codes, kept by the page, as the tables have them on the date of service', async () => {
  const input = await open(PICKER);
  await page.evaluate(async () => {
    const { storedCodes } = await import('/picker.js');
    window.kept = new Map();
    x.storage = storedCodes('dx', { most: 2, place: { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) } });
  });
  for (const text of ['copd', 'hypertension', 'gout']) {
    await input.fill(text);
    await listed();
    await input.press('ArrowDown');
    await input.press('Enter');
    await input.fill('');
  }
  const [gout, hypertension] = await page.evaluate(() => x.storage.list().map((hit) => hit.code));
  assert.equal(hypertension, 'I10');
  await input.press('ArrowDown');
  await listed();
  assert.deepEqual([await texts('group'), await texts('code')], [['Recent'], [gout, 'I10']]);
  await input.press('ArrowDown');
  await input.press('Control+Enter');
  assert.equal((await said()).at(-1), 'I10 is a favorite');
  await clean('kept codes');
  await input.press('Escape');
  await input.press('ArrowDown');
  await listed();
  assert.deepEqual([await texts('group'), await texts('code')], [['Favorites', 'Recent'], ['I10', gout]]);
  await page.locator('#x [part=star]').first().click();
  assert.deepEqual(await page.evaluate(() => x.storage.favorites()), []);
  assert.deepEqual(await page.evaluate(() => Object.keys(JSON.parse(kept.get('dx-recent'))[0])), ['set', 'code', 'display'], 'nothing else is kept');
  // A storage that fails keeps nothing, and takes nothing from the page.
  await page.evaluate(() => {
    const fails = () => { throw new Error('full'); };
    [seen.length, window.faults, window.onerror] = [0, [], (text) => faults.push(text)];
    x.storage = { list: fails, favorites: fails, remember: fails, favor: fails };
  });
  await input.press('Escape');
  const answered = page.evaluate(() => new Promise((done) => { x.addEventListener('superbill-hits', ({ detail }) => done(detail.hits), { once: true }); }));
  await input.press('ArrowDown');
  assert.deepEqual(await answered, [], 'nothing is kept');
  await input.fill('M10.0');
  await listed();
  await input.press('ArrowDown');
  await input.press('Control+Enter');
  assert.ok(await input.getAttribute('aria-activedescendant'), 'no favorite, and nothing else is changed');
  await input.press('Enter');
  await until(() => x.hits[0]?.code === 'M10.00');
  await input.press('Enter');
  assert.deepEqual([await value(), (await seen()).slice(-3), await page.evaluate(() => faults)], ['M10.00', ['input', 'change', 'superbill-pick'], []]);
  assert.ok(page.errors.some((text) => /storage failed.*full/.test(text)), 'it is logged');
  assert.ok(!(await seen()).includes('superbill-error'), 'and no fault of the field');
  // A code that is a header by then is offered as what it is.
  await page.evaluate(() => { x.storage = { list: () => [{ set: 'icd10cm', code: 'I42.0', display: 'x', billable: true }, { set: 'icd10cm', code: 'Q99.999' }] }; });
  await input.fill('');
  await input.press('Escape');
  await input.press('ArrowDown');
  await listed();
  assert.deepEqual(await texts('code'), ['I42.0']);
  assert.match((await texts('note'))[0], /^billable until 2026-09-30/);
});

test('the count and the highlighted code are said once, when the person pauses', async () => {
  const input = await open(PICKER);
  await input.pressSequentially('diabetes', { delay: 30 });
  await page.waitForTimeout(700);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await input.press(key, { delay: 20 });
  await page.waitForTimeout(700);
  const [, , third] = await texts('code');
  assert.deepEqual(await said(), ['10 codes', `${third}, 3 of 10`]);
  await input.press('Escape');
  await page.evaluate(() => { said.length = 0; });
  // Whoever is quicker than the count hears where the highlight is of how many.
  await input.fill('hypertension');
  await listed();
  await input.press('ArrowDown');
  await page.waitForTimeout(700);
  assert.deepEqual(await said(), ['I10, 1 of 10']);
});

test('what is wrong is seen before anybody types, and goes when it is mended', async () => {
  for (const [attribute, value, mended] of [['set', 'icd9', 'icd10cm'], ['service-date', '11/03/2026', '2026-11-03'], ['limit', 'abc', '5'], ['within', 'zzz', 'E08-E13'], ['set', 'icd10pcs', 'icd10cm']]) {
    await open(`<superbill-picker id=x aria-label=x ${attribute}="${value}"></superbill-picker>`);
    await until(() => x.shadowRoot.querySelector('.title.wrong')?.textContent.length > 10);
    assert.deepEqual((await seen()).filter((name) => name === 'superbill-error'), ['superbill-error'], attribute);
    assert.ok(page.errors.some((text) => text.startsWith('<superbill-picker>')), attribute);
    await clean(attribute);
    await page.evaluate(([name, text]) => x.setAttribute(name, text), [attribute, mended]);
    await until(() => !x.shadowRoot.querySelector('.title.wrong'));
    await page.context().close();
  }
  module.missing = true;
  const input = await open(PICKER, { wait: false });
  await until(() => /404/.test(x.shadowRoot.querySelector('.title.wrong')?.textContent));
  module.missing = false;
  await input.fill('hypertension');
  await listed();
  assert.equal(await title(), '', 'a module that comes later answers');
});

test("the roles and states of WAI-ARIA's combobox, as assistive software meets them", async () => {
  const input = await open(`<label for=x>Diagnosis</label>${PICKER.replace('aria-label="Diagnosis"', '')}`);
  const devtools = await page.context().newCDPSession(page);
  const tree = async () => {
    const { nodes } = await devtools.send('Accessibility.getFullAXTree');
    return nodes.map((node) => ({ role: node.role?.value, name: node.name?.value, ...Object.fromEntries((node.properties ?? []).map((one) => [one.name, one.value.value ?? one.value.relatedNodes])) }));
  };
  const combobox = async () => (await tree()).find((node) => node.role === 'combobox');
  let box = await combobox();
  assert.deepEqual([box.name, box.expanded, box.autocomplete, box.hasPopup], ['Diagnosis', false, 'list', 'listbox']);
  await input.fill('hypertension');
  await listed();
  box = await combobox();
  assert.equal(box.expanded, true);
  const id = await page.evaluate(() => x.shadowRoot.querySelector('[role=listbox]').id);
  assert.deepEqual([box.controls, box.activedescendant], [id, undefined]);
  await input.press('ArrowDown');
  box = await combobox();
  assert.equal(box.activedescendant?.[0].idref, await page.evaluate(() => x.shadowRoot.querySelector('li').id));
  const all = await tree();
  assert.equal(all.filter((node) => node.role === 'listbox')[0].name, 'Codes');
  const options = all.filter((node) => node.role === 'option');
  assert.deepEqual([options.length, options.filter((node) => node.selected).length, options[0].selected], [10, 1, true]);
  assert.match(options[0].name, /^I10 Essential \(primary\) hypertension/);
  // Keys that belong to the text give it the highlight back, and do in it what they do.
  for (const key of ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'x']) {
    await input.press('ArrowDown');
    assert.ok(await input.getAttribute('aria-activedescendant'), key);
    await input.press(key);
    assert.equal(await input.getAttribute('aria-activedescendant'), null, key);
    await input.fill('hypertension');
    await listed();
  }
  await input.press('Escape');
  await input.press('ArrowUp');
  await listed();
  assert.equal((await tree()).filter((node) => node.role === 'option').at(-1).selected, true, 'from below');
  await input.press('Tab');
  assert.deepEqual([await rows(), await value()], [0, ''], 'Tab takes nothing');
});

test('slots: something in the field, help that describes it, what is said when nothing is found', async () => {
  const input = await open(PICKER.replace('></', '><b slot=start>Dx</b><button slot=end type=button>?</button><p slot=help>As the chart says it.</p><i slot=empty>Nothing. Ask Kim.</i></'));
  await until(() => x.shadowRoot.querySelector('input').getAttribute('aria-description') === 'As the chart says it.');
  await input.fill('qqqxyzzy');
  await until(() => x.open);
  assert.equal(await page.locator('i').isVisible(), true);
  const boxes = await page.evaluate(() => ['b', 'button', 'p'].map((name) => x.querySelector(name).getBoundingClientRect().toJSON()).concat(x.shadowRoot.querySelector('input').getBoundingClientRect().toJSON()));
  assert.ok(boxes[0].right <= boxes[3].left && boxes[1].left >= boxes[3].right && boxes[2].top >= boxes[3].bottom, JSON.stringify(boxes));
  await clean('slots');
});

/** The list lies within the window, at its field, and nothing covers it. */
async function lies(what) {
  const { list, field, seen: view, on } = await page.evaluate(() => {
    const box = (part) => x.shadowRoot.querySelector(`[part=${part}]`).parentNode.querySelector(`[part=${part}]`).getBoundingClientRect().toJSON();
    const rows = x.shadowRoot.querySelectorAll('li');
    const first = rows[0].getBoundingClientRect();
    return { list: box('list'), field: box('field'), seen: { width: document.documentElement.clientWidth, height: innerHeight }, on: document.elementFromPoint(first.left + 9, first.top + 9) === x };
  });
  const text = `${what}: ${JSON.stringify({ list, field, view })}`;
  assert.ok(on, `covered, ${text}`);
  assert.ok(list.left >= 0 && list.right <= view.width + 1 && list.top >= 0 && list.bottom <= view.height + 1, text);
  assert.ok(Math.abs(list.top - field.bottom) < 12 || Math.abs(field.top - list.bottom) < 12, text);
  assert.ok(list.height > 60, text);
}

for (const [name, options] of [
  ['a zoom of 400 % (1280 by 1024)', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
  ['text of 400 %', { head: '<style>html { font-size: 400% }</style>' }],
  ['the CSS property zoom', { head: '<style>html { zoom: 2 }</style>' }],
  ['a page that centers and spaces its text', { head: '<style>body { text-align: center; letter-spacing: 3px; line-height: 3; text-transform: uppercase }</style>' }],
]) {
  test(`${name}: the list is there, whole, and nothing scrolls sideways`, async () => {
    const input = await open(PICKER, options);
    await input.fill('type 2 diab');
    await listed();
    await input.press('ArrowDown');
    await lies(name);
    await clean(name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    assert.deepEqual(await page.evaluate(() => { const { textAlign, letterSpacing, textTransform } = getComputedStyle(x.shadowRoot.querySelector('li')); return [textAlign, letterSpacing, textTransform]; }), ['start', 'normal', 'none']);
  });
}

test('a field that is scrolled out of sight takes its list with it', async () => {
  const input = await open(`<div id=box style="height:200px;overflow:auto"><div style="height:80px"></div>${PICKER}<div style="height:900px"></div></div>`);
  await input.fill('hypert');
  await listed();
  // What is still seen keeps it.
  await page.evaluate(() => { box.scrollTop = 60; });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => x.open), true);
  await page.evaluate(() => { box.scrollTop = 400; });
  await until(() => !x.open && x.shadowRoot.querySelectorAll('li').length === 0);
  assert.equal(await input.inputValue(), 'hypert');
});

test('the list is as wide as its field, or as the page asks', async () => {
  const input = await open(`<div style="width:120px;font-size:15px">${PICKER}</div>`);
  const widths = [];
  for (const asked of ['', '30em', '500px', '25rem', '99em']) {
    await page.evaluate((width) => x.style.setProperty('--superbill-list-width', width), asked);
    await input.fill('');
    await input.fill('hyp');
    await listed();
    widths.push(await page.evaluate(() => Math.round(x.shadowRoot.querySelector('.popup').getBoundingClientRect().width)));
  }
  assert.deepEqual(widths, [280, 450, 500, 400, 792]);
});

test('touch: rows and buttons that a finger meets, no zoom of the page, a tap takes', async () => {
  const input = await open(PICKER.replace('id=x', 'id=x value=E11.9'), { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 }, head: '<meta name=viewport content="width=device-width">' });
  const sizes = await page.evaluate(() => { const { width, height } = x.shadowRoot.querySelector('[part=clear]').getBoundingClientRect(); return [width, height, parseFloat(getComputedStyle(x.shadowRoot.querySelector('input')).fontSize)]; });
  assert.ok(sizes[0] >= 36 && sizes[1] >= 36 && sizes[2] >= 16, sizes.join(' '));
  await page.locator('#x [part=clear]').tap();
  assert.equal(await value(), '');
  await input.fill('hyp');
  await listed();
  const heights = await page.evaluate(() => [...x.shadowRoot.querySelectorAll('li')].map((row) => row.getBoundingClientRect().height));
  assert.ok(Math.min(...heights) >= 44, heights.join(' '));
  await lies('a phone');
  const [, , third] = await texts('code');
  await page.locator('#x li').nth(2).tap();
  await until(() => !x.open || x.hits.length);
  assert.ok((await value()) === third || (await texts('code')).every((code) => code.startsWith(third)), 'taken, or its codes opened');
});

test('forced colors: the highlighted row has an outline that the others lack', async () => {
  const input = await open(PICKER, { forcedColors: 'active' });
  await input.fill('hyp');
  await listed();
  await input.press('ArrowDown');
  assert.deepEqual(await page.evaluate(() => [...x.shadowRoot.querySelectorAll('li')].slice(0, 2).map((row) => getComputedStyle(row).outlineStyle)), ['solid', 'none']);
});

test('forced colors: the place of the principal diagnosis is read as the others are', async () => {
  await open(PICKER.replace('id=x', 'id=x multiple value="I10 E11.9"'), { forcedColors: 'active' });
  const [ink, ground] = await page.evaluate(() => { const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(x.shadowRoot.querySelector('[part=place]')); return [color, backgroundColor + forcedColorAdjust]; });
  assert.match(ground, /none$/, 'nothing is put behind the letter');
  assert.ok(!ground.startsWith(ink), `${ink} on ${ground}`);
});

test('a dark page shows where the focus is, and which row is highlighted', async () => {
  const input = await open(PICKER, { colorScheme: 'dark', head: '<style>:root { color-scheme: dark }</style>' });
  await input.fill('hyp');
  await listed();
  await input.press('ArrowDown');
  const { ring, row } = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    const light = (color, below) => {
      for (const one of [below, color].filter(Boolean)) { context.fillStyle = one; context.fillRect(0, 0, 1, 1); }
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((n) => (n / 255 <= 0.04 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const of = (part) => getComputedStyle(x.shadowRoot.querySelector(part));
    const against = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const list = of('.popup').backgroundColor;
    return { ring: against(light(of('.field').outlineColor), light(of('.field').backgroundColor)), row: against(light(of('li[aria-selected=true]').backgroundColor, list), light(list)) };
  });
  // WCAG 2.2, 1.4.11: what shows a state has 3 to 1; the row has its bar in the ring's color beside.
  assert.ok(ring >= 3 && row >= 1.3, `${ring} ${row}`);
});
