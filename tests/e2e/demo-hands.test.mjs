// What the hands do on the demo page beside what was meant: another claim is opened over one that was typed, a link is followed, a folder
// is dropped, a button goes with what it did. Nothing is lost by it, and the focus is somewhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demo, INFO } from './support/demo.mjs';

const here = demo();
const { field, named, open, verdict } = here;
const SAMPLE = JSON.parse(readFileSync('www-demo/claim.json', 'utf8'));
const NAME = '/subscriber/lastName';

/** A claim of many lines, each of which points to a diagnosis that is not there. */
function manyLines(n) {
  const claim = structuredClone(SAMPLE);
  const [line] = claim.claimInformation.serviceLines;
  claim.claimInformation.serviceLines = Array.from({ length: n }, () => line);
  return JSON.stringify(claim);
}

const note = (wanted) => here.page.waitForFunction((text) => document.querySelector('#note').textContent.includes(text), wanted);
const focused = () => here.page.evaluate(() => document.activeElement.id || document.activeElement.dataset.path || document.activeElement.dataset.index || document.activeElement.localName);

test('of a claim that is opened everything is said, whatever line it is in', async () => {
  const { page } = here;
  await open(manyLines(12), 'many.json');
  await named('many.json');
  await here.idle();
  const pointers = (await here.findings()).filter((rule) => /pointer/i.test(rule));
  assert.ok(pointers.length >= 12, `${pointers.length} of 12 lines`);
  assert.equal(await page.locator('#todo').isVisible(), false);
  assert.match(await here.says(`${INFO}/serviceLines/11/professionalService/compositeDiagnosisCodePointers/diagnosisCodePointers`).last().textContent(), /line 12/);
});

test('what is found in a line as a whole is shown at its service', async () => {
  const claim = structuredClone(SAMPLE);
  delete claim.referring;
  await open(JSON.stringify(claim), 'unreferred.json');
  await named('unreferred.json');
  await here.idle();
  const found = here.page.locator('#findings li', { hasText: 'laboratory test' });
  await found.locator('.place').click();
  assert.equal(await focused(), await field(`${INFO}/serviceLines/1/professionalService/procedureCode`).getAttribute('id'));
});

test('a claim that was typed comes back after another was opened over it', async () => {
  const { page } = here;
  for (const over of ['#clear', '#sample', '#sample-hospital']) {
    await page.click('#clear');
    await named('New claim');
    await field(NAME).fill('TYPED');
    await here.idle();
    await page.click(over);
    await note('Undo brings back New claim');
    assert.notEqual(await field(NAME).inputValue(), 'TYPED');
    await page.click('#undo');
    await note('New claim is back');
    assert.equal(await field(NAME).inputValue(), 'TYPED');
    // It is as it was: of what nobody has filled, nothing is red.
    assert.match(await verdict(), /^Nothing wrong so far/);
    await page.click('#undo');
    await note('Taken back');
    assert.equal(await field(NAME).inputValue(), '');
    assert.equal(await page.isDisabled('#undo'), true);
  }
});

test('every claim that was typed comes back, also where one after another was opened', async () => {
  const { page } = here;
  const names = ['one.json', 'two.json'];
  for (const name of names) {
    await open(JSON.stringify(SAMPLE), name);
    await named(name);
    await field(NAME).fill(name);
    await here.idle();
  }
  await page.click('#sample-hospital');
  await note('Undo brings back two.json');
  for (const name of names.toReversed()) {
    await page.click('#undo');
    await note(`${name} is back`);
    assert.equal(await field(NAME).inputValue(), name);
    await page.click('#undo');
    await note('Taken back');
  }
  assert.equal(await page.isDisabled('#undo'), true);
});

test('what was taken back is done again, until something else is typed', async () => {
  const { page } = here;
  const FIRST = '/subscriber/firstName';
  for (const [path, text] of [[NAME, 'ONE'], [FIRST, 'TWO']]) await field(path).fill(text);
  await here.idle();
  const values = async () => [await field(NAME).inputValue(), await field(FIRST).inputValue()];
  const [name, first] = [SAMPLE.subscriber.lastName, SAMPLE.subscriber.firstName];
  const press = async (keys, said) => {
    await page.evaluate(() => { document.querySelector('#note').textContent = ''; });
    await page.keyboard.press(keys);
    await note(said);
  };
  await page.locator('#print').focus();
  await press('Control+z', 'Taken back');
  assert.deepEqual(await values(), ['ONE', first]);
  await press('Control+z', 'Taken back');
  assert.deepEqual(await values(), [name, first]);
  await press('Control+Shift+z', 'Done again');
  assert.deepEqual(await values(), ['ONE', first]);
  await press('Control+y', 'Done again');
  assert.deepEqual(await values(), ['ONE', 'TWO']);
  assert.equal(await page.isDisabled('#redo'), true);
  await press('Control+z', 'Taken back');
  await field(NAME).fill('THREE');
  await here.idle();
  assert.equal(await page.isDisabled('#redo'), true);
});

test('a claim that was kept comes back, too, when another is opened over it', async () => {
  const { page } = here;
  await field(NAME).fill('KEPT');
  await page.check('#keep');
  await here.idle();
  await page.reload();
  await page.waitForSelector('html[data-ready][data-tables]');
  await page.click('#sample-hospital');
  await note('Undo brings back Sample: clinic visit');
  await page.click('#undo');
  await note('is back');
  assert.equal(await field(NAME).inputValue(), 'KEPT');
});

test('a check that takes long and fails leaves the verdict of before', async () => {
  const { page } = here;
  const before = await verdict();
  await page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (question, ...more) {
      if (question.name === 'set') setTimeout(() => this.onmessage({ data: { id: question.id, error: 'It failed.' } }), 800);
      else postMessage.call(this, question, ...more);
    };
  });
  await field(NAME).fill('TYPED');
  await page.waitForFunction(() => document.querySelector('#verdict').textContent === 'Checking …');
  await note('It failed.');
  assert.equal(await verdict(), before);
});

test('a file without any claim that can be read leaves what was typed', async () => {
  await field(NAME).fill('TYPED');
  await open('{"resourceType":"Patient","id":"1"}', 'patient.json');
  await note('patient.json: No claim can be read in this file');
  // Without the beginning of its transaction.
  await open(readFileSync('www-demo/samples/clinic.edi', 'utf8').replace(/ST\*837[^~]*~\s*/, ''), 'headless.edi');
  await note('headless.edi: No claim can be read in this file: a segment outside of a transaction.');
  assert.equal(await field(NAME).inputValue(), 'TYPED');
});

test('whoever leaves the page with what was typed is asked, and nobody else', async () => {
  const { page } = here;
  const asks = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  assert.equal(await asks(), false);
  await field(NAME).fill('TYPED');
  await here.idle();
  assert.equal(await asks(), true);
  await page.check('#keep');
  await here.idle();
  assert.equal(await asks(), false);
  await page.uncheck('#keep');
  assert.equal(await asks(), true);
  const saved = page.waitForEvent('download');
  await page.click('#save-json');
  await saved;
  assert.equal(await asks(), false);
  // Another one over it, kept or not, and the one of before that comes back untouched.
  await field(NAME).fill('AGAIN');
  await page.click('#sample');
  await note('Undo brings back');
  assert.equal(await asks(), true);
  await page.check('#keep');
  await here.idle();
  assert.equal(await asks(), true, 'only what is shown is kept');
  await page.uncheck('#keep');
  assert.equal(await asks(), true, 'the one of before is nowhere else');
  for (let n = 0; !(await page.isDisabled('#undo')); n++) {
    assert.ok(n < 5);
    await page.click('#undo');
    await here.idle();
  }
  assert.equal(await asks(), false, 'all was taken back');
  // What a rule stands on is read beside the claim.
  await page.locator('#findings summary').first().click();
  assert.deepEqual(await page.locator('#findings a').evaluateAll((all) => [...new Set(all.map((a) => a.target))]), ['_blank']);
});

test('several files, and what is no file, are refused in words', async () => {
  const drop = (make) => here.page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    for (const name of ['a.json', 'b.json']) dataTransfer.items.add(new File(['{}'], name));
    const files = ${make};
    const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
    if (files) Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files } });
    document.body.dispatchEvent(event);
  })()`);
  await drop('undefined');
  await note('One file at a time');
  assert.equal(await here.page.textContent('#name'), 'Sample: clinic visit');
  await drop("[{ name: 'folder', size: 4096, arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }]");
  await note('folder cannot be read');
  assert.deepEqual(here.problems, []);
});

test('the focus stays near what was pressed', async () => {
  const { page } = here;
  const press = async (place) => {
    await place.focus();
    await page.keyboard.press('Enter');
    await here.idle();
  };
  await page.click('#clear');
  await named('New claim');
  await press(page.locator('#check-all'));
  assert.equal(await focused(), 'panel');

  await page.click('#sample');
  await named('Sample: clinic visit');
  await page.click('[data-view=file]');
  await here.idle();
  await press(page.locator('#findings .option').first());
  await note('Changed');
  assert.equal(await focused(), 'panel');

  await open(Array.from({ length: 201 }, () => JSON.stringify(SAMPLE)).join('\n'), 'long.ndjson');
  await named('long.ndjson');
  await press(page.locator('.claims .more'));
  assert.equal(await focused(), '200');
  await page.selectOption('.claims select', 'clean');
  assert.equal(await page.textContent('.claims ol'), 'No claim of this file.');

  await page.fill('#picker input', 'e11.40');
  await page.waitForFunction(() => document.querySelector('#picker').hits.length > 0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await press(page.locator('#detail nav button.code').last());
  assert.match(await page.textContent('#detail h3'), /^E11\.4 /);
  assert.equal(await focused(), 'detail');
});

test('of a chosen code its title and state are announced, and not all that is known of it', async () => {
  const { page } = here;
  await page.fill('#picker input', 'e11.40');
  await page.waitForFunction(() => document.querySelector('#picker').hits.length > 0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#told').textContent);
  assert.match(await page.textContent('#told'), /^E11\.40 Type 2 diabetes mellitus with diabetic neuropathy, unspecified\. Billable since 2015-10-01\.$/);
  assert.equal(await page.locator('#detail').evaluate((panel) => Boolean(panel.closest('[aria-live], [role=status]'))), false);
});

test('the panel of a code has a row for each code below it, and leaves the claim where it is', async () => {
  const { page } = here;
  await page.fill('#picker input', 'I42');
  await page.waitForFunction(() => document.querySelector('#picker').hits.length === 10);
  const claim = () => page.locator('#claim').evaluate((one) => one.getBoundingClientRect().top);
  const before = await claim();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#detail ul.codes');
  assert.ok(Math.abs(await claim() - before) < 30, `${before} to ${await claim()}`);
  const rows = await page.locator('#detail ul.codes > li').evaluateAll((all) => all.map((row) => row.getBoundingClientRect()).map(({ left, top, bottom }) => ({ left, top, bottom })));
  assert.ok(rows.length > 5);
  rows.slice(1).forEach((row, i) => assert.ok(row.left === rows[i].left && row.top >= rows[i].bottom, `row ${i + 1}`));
});

test('a code that leads to none is said to be none, and the focus stays', async () => {
  const { page } = here;
  await page.fill('#picker input', 'e11.40');
  await page.waitForFunction(() => document.querySelector('#picker').hits.length > 0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('#detail nav button.code').last().focus();
  await page.evaluate(() => document.querySelector('#picker').dispatchEvent(new CustomEvent('superbill-pick', { detail: { set: 'icd10cm', code: 'X99.XXZ' } })));
  await page.waitForFunction(() => document.querySelector('#told').textContent === 'X99.XXZ is not in the table.');
  assert.equal(await focused(), 'detail');
});

test('a code that is offered as a fix says what it means', async () => {
  const { page } = here;
  const options = await page.locator('#findings li', { hasText: 'Box 21A' }).getByRole('button', { name: /^I42\.0/ }).allTextContents();
  assert.deepEqual(options.slice(0, 1), ['I42.00 Dilated cardiomyopathy, unspecified']);
  assert.equal(await here.says(`${INFO}/healthCareCodeInformation/0/diagnosisCode`).getByRole('button', { name: 'I42.00' }).getAttribute('title'), 'Dilated cardiomyopathy, unspecified');
});

test('codes are offered on the day of the claim that is open, not on that of the one before', async () => {
  const { page } = here;
  const old = structuredClone(SAMPLE);
  for (const line of old.claimInformation.serviceLines) line.serviceDate = '20191103';
  await open(JSON.stringify(old), 'old.json');
  await named('old.json');
  const box = field(`${INFO}/healthCareCodeInformation/2/diagnosisCode`);
  const billable = async () => {
    await box.locator('input').fill('I42.0');
    return box.evaluate((picker) => picker.hits.find((hit) => hit.code === 'I42.0').billable);
  };
  assert.equal(await billable(), true);
  await page.click('#clear');
  await named('New claim');
  await here.idle();
  assert.deepEqual([await box.evaluate((picker) => picker.serviceDate), await billable()], ['', false]);
});

test('a heading that is typed where a code belongs is not shown as a code that is right', async () => {
  await here.page.click('#clear');
  await named('New claim');
  const box = field(`${INFO}/healthCareCodeInformation/0/diagnosisCode`);
  await box.locator('input').fill('I42');
  await here.page.keyboard.press('Tab');
  await here.idle();
  assert.match(await here.says(`${INFO}/healthCareCodeInformation/0/diagnosisCode`).textContent(), /^Cardiomyopathy · not billable/);
});

test('every day and hour has room in its box', async () => {
  const { page } = here;
  for (const width of [1360, 768, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const view of ['professional', 'institutional']) {
      await page.click('#sample');
      await page.click(`[data-view=${view}]`);
      await page.waitForSelector(view === 'institutional' ? '.line.ub' : '.line:not(.ub)');
      const { cut, n } = await page.evaluate(() => {
        const { context, days } = { context: document.createElement('canvas').getContext('2d'), days: [...document.querySelectorAll('#form :is([data-kind=date], [data-kind=birth], [data-kind=dayHour])')].filter((box) => box.checkVisibility()) };
        const tooNarrow = (box) => {
          const { font, paddingLeft, paddingRight } = getComputedStyle(box);
          context.font = font;
          const day = box.dataset.kind === 'dayHour' ? '11/03/2026 14:30' : '11/03/2026';
          return Math.max(...[day, box.placeholder].map((text) => context.measureText(text).width)) > box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 0.5;
        };
        return { cut: days.filter(tooNarrow).map((box) => box.dataset.path), n: days.length };
      });
      assert.ok(n > 10);
      assert.deepEqual(cut, [], `${view}, ${width}`);
    }
  }
});

test('what is found in an entry of a list is shown at that entry', async () => {
  const claim = structuredClone(SAMPLE);
  claim.claimInformation.healthCareCodeInformation.push({ diagnosisCode: 'I10' });
  await open(JSON.stringify(claim), 'unqualified.json');
  await named('unqualified.json');
  await here.idle();
  const at = (i) => here.says(`${INFO}/healthCareCodeInformation/${i}/diagnosisCode`).textContent();
  assert.match(await at(2), /Diagnosis C .*qualifier/);
  assert.doesNotMatch(await at(0), /Diagnosis C/);
});

test('a box that was passed by is one error, in the letters of the form', async () => {
  const { page } = here;
  const DX = (i) => `${INFO}/healthCareCodeInformation/${i}/diagnosisCode`;
  await field(DX(3)).locator('input').fill('I10');
  await page.keyboard.press('Tab');
  await here.idle();
  const passed = () => page.locator('#findings .message', { hasText: /Diagnosis [C3]/ }).allTextContents();
  assert.deepEqual(await passed(), ['Diagnosis C has no code (box 21C).']);
  assert.match((await page.locator('#findings .message').allTextContents()).join(' '), /Pointer C of line 1 names no|No line points to diagnosis D/);
  await field(DX(3)).locator('input').fill('');
  await here.idle();
  assert.deepEqual(await passed(), []);
  assert.equal((await here.json()).claimInformation.healthCareCodeInformation.length, 2);
});

test('words that are left where a code belongs stay as they were typed', async () => {
  const { page } = here;
  for (const [path, typed, shown] of [[`${INFO}/healthCareCodeInformation/1/diagnosisCode`, 'type 2 diabetes', 'type 2 diabetes'], [`${INFO}/healthCareCodeInformation/1/diagnosisCode`, 'e11.9', 'E11.9'], [`${INFO}/serviceLines/0/professionalService/procedureCode`, 'office visit', 'office visit']]) {
    await field(path).locator('input').fill(typed);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await here.idle();
    assert.equal(await field(path).evaluate((picker) => picker.value), shown);
  }
});

test('what a condition was caused by is chosen in words', async () => {
  const { page } = here;
  const CAUSE = `${INFO}/relatedCausesCode`;
  await field(CAUSE).selectOption({ label: 'Employment, auto accident' });
  assert.deepEqual((await here.json()).claimInformation.relatedCausesCode, ['EM', 'AA']);
  // In another order, too, and where nobody would look for it.
  const claim = structuredClone(SAMPLE);
  claim.claimInformation.relatedCausesCode = ['AA', 'EM'];
  await open(JSON.stringify(claim), 'caused.json');
  await named('caused.json');
  assert.equal(await field(CAUSE).inputValue(), 'AA EM');
});

test('the lower line of a phone leads to the findings and leaves the way back as it is', async () => {
  const { page } = here;
  await page.setViewportSize({ width: 320, height: 700 });
  const before = await page.evaluate(() => history.length);
  await page.locator('#jump').click();
  assert.equal(await focused(), 'panel');
  assert.deepEqual(await page.evaluate(() => [history.length, location.hash]), [before, '']);
  assert.ok(await page.locator('#verdict').evaluate((one) => one.getBoundingClientRect().top) < 100);
});

test('no two boxes of a part of a form have one name', async () => {
  const { page } = here;
  for (const view of ['professional', 'institutional']) {
    await page.click(`[data-view=${view}]`);
    await page.waitForSelector(view === 'institutional' ? '.line.ub' : '.line:not(.ub)');
    const twice = await page.evaluate(() => [...document.querySelectorAll('#form fieldset')].flatMap((part) => {
      const names = [...part.querySelectorAll('.box > label')].filter((label) => !label.closest('.line, .pair')).map((label) => label.textContent.trim());
      return names.filter((name, i) => names.indexOf(name) !== i);
    }));
    assert.deepEqual(twice, []);
  }
});

test('with the text spacing that WCAG 1.4.12 names, and on a narrow screen, no label is cut', async () => {
  const { page } = here;
  for (const width of [1360, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }');
      document.adoptedStyleSheets = [sheet];
    });
    const cut = await page.evaluate(() => [...document.querySelectorAll('#form .box > label')].filter((label) => label.scrollWidth > label.clientWidth + 1 && getComputedStyle(label).overflow !== 'visible' && !/absolute/.test(getComputedStyle(label).position)).map((label) => label.textContent));
    assert.deepEqual(cut, [], `${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, `${width}: nothing scrolls sideways`);
  }
});

test('a line is written in one size of letters, which a phone does not enlarge', async () => {
  const sizes = (page) => page.evaluate(() => [...document.querySelectorAll('.line input')].concat([...document.querySelectorAll('.line superbill-picker')].map((picker) => picker.shadowRoot.querySelector('input'))).map((input) => getComputedStyle(input).fontSize));
  assert.deepEqual([...new Set(await sizes(here.page))], ['13px']);
  const context = await here.browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(here.url);
  await page.waitForSelector('html[data-ready]');
  assert.deepEqual([...new Set(await sizes(page))], ['16px']);
  await context.close();
});
