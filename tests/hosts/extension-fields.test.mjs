// The fields of a payer's portal as examples/extension finds and marks them: in forms of many kinds, in shadow roots and frames, while they
// are made anew with every keystroke.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POLICY, pickerOf } from './extension.mjs';
import { OURS, badge, browser, build, faulty, field, find, listed, offered, soon, stored, total, type, until } from './extension-tab.mjs';
import { served } from './lib.mjs';

/** Portals write their forms in many ways; what stands there is told by labels, heads, legends or names. */
const WRITINGS = {
  'names alone': [
    '<input name="patientDob"><input name="renderingProviderNpi"><input name="dxCode1"><input name="dxCode2"><input name="lines[0].fromDos"><input name="lines[0].cptCode"><input name="lines[0].modifier1"><input name="lines[0].modifier2"><input name="lines[0].diagnosisPointer"><input name="lines[1].cptCode">',
    'npi rendering 0, diagnosis 0, diagnosis 1, line 0 date 0, line 0 procedure 0, line 0 modifier 0, line 0 modifier 1, line 1 procedure 0',
  ],
  'flat names with numbers': [
    '<input name="icd_1"><input name="proc_code_1"><input name="mod_1_a"><input name="mod_1_b"><input name="proc_code_2"><input name="mod_2_a"><input name="charge_2"><input name="dos_2">',
    'diagnosis 0, line 0 procedure 0, line 0 modifier 0, line 0 modifier 1, line 1 procedure 0, line 1 modifier 0, line 1 date 0',
  ],
  'labels and legends': [
    '<fieldset><legend>Dates of service</legend><label>From <input></label><label>To <input></label></fieldset><label>Date of birth <input></label><label for=a>ICD-10 code</label><input id=a><label>ICD indicator <input></label><label>HCPCS code <input></label><label>Place of service <input></label>',
    'line 0 date 0, line 0 date 1, diagnosis 0, line 0 procedure 0',
  ],
  'a grid of roles': [
    '<span id=h>Procedure</span><span id=m>Mod</span><div role=grid><div role=row><input aria-labelledby=h><input aria-labelledby=m></div><div role=row><input aria-labelledby=h><input type=password aria-labelledby=m></div></div><div role=search><input aria-label="Find a diagnosis"></div>',
    'line 0 procedure 0, line 0 modifier 0, line 1 procedure 0',
  ],
  'cells without a label': [
    '<table><tr><td>Diagnosis Code 1:</td><td><input name=t1></td><td>Patient name</td><td><input name=t2></td></tr><tr><td>Procedure code</td><td><input name=t3></td><td>Modifiers</td><td><input name=a><input name=b></td></tr></table><dl><dt>Date of service</dt><dd><input></dd></dl>',
    'diagnosis 0, line 0 procedure 0, line 0 modifier 0, line 0 modifier 1, line 1 date 0',
  ],
  'text beside, and boxes of boxes': [
    '<div><div>Primary diagnosis</div><div><input></div></div><div><span>CPT/HCPCS</span><input></div><div><span>Member ID</span><input></div><label>Search diagnosis codes <input type=search></label>',
    'diagnosis 0, line 0 procedure 0',
  ],
  'short names, and ids alone': [
    '<input name="ctl00$txtDiag1"><input name="ctl00$txtHCPC1"><input name="ctl00$txtSvcDt1"><input id=renderingNPI><input id=diagnosisCode2>',
    'diagnosis 0, line 0 procedure 0, line 0 date 0, npi rendering 0, diagnosis 1',
  ],
  'ids that a program made': [
    '<label for=mat-input-7>Procedure</label><input id=mat-input-7><label for=mat-input-9>Date of service</label><input id=mat-input-9><input id=mod-3-input><input id=proc-1><input placeholder="Modifier" id=react-aria-42>',
    'line 0 procedure 0, line 0 date 0, line 0 modifier 0',
  ],
  'a head over fields that have labels': [
    '<h4>Diagnosis codes</h4><label>Remarks <input></label><h4>Diagnosis codes</h4><input placeholder="e.g. E11.9">',
    'diagnosis 0',
  ],
  'searches behind fields, and searches': [
    '<label>Diagnosis 1 <input name=dxLookup1></label><input placeholder="Search ICD-10"><input type=search placeholder="Search ICD-10"><label>Find a CPT code <input name=cpt></label><span>Filter diagnoses</span><input>',
    'diagnosis 0, diagnosis 1',
  ],
  'components with shadow roots': [
    ['label="ICD-10 code"', '', 'name="procCode1"', 'name=mod_1_a', 'name=dxCode2'].map((named) => `<p-field ${named}><template shadowrootmode=open>${named ? '' : '<label>Diagnosis 2 '}<input></template></p-field>`).join(''),
    'diagnosis 0, diagnosis 1, line 0 procedure 0, line 0 modifier 0, diagnosis 2',
  ],
};

test('fields are found in other forms, too', async (t) => {
  const { url, close } = await served('examples/extension/src');
  t.after(close);
  const tab = await browser.context.newPage();
  await tab.goto(`${url}frame.html`);
  for (const [name, [body, want]] of Object.entries(WRITINGS)) {
    const got = await tab.evaluate(async (html) => {
      document.body.setHTMLUnsafe(html);
      const { findFields } = await import('/fields.js');
      return findFields().map(({ key }) => key).join(', ');
    }, body);
    assert.equal(got, want, name);
  }
  const fixed = await tab.evaluate(async () => {
    document.body.setHTMLUnsafe('<fieldset disabled><label>Diagnosis 1 <input></label></fieldset><label>Diagnosis 2 <input aria-readonly=true></label><label>Diagnosis 3 <input readonly></label><label>Diagnosis 4 <input></label>');
    const { findFields } = await import('/fields.js');
    return findFields().map((one) => one.fixed);
  });
  assert.deepEqual(fixed, [true, true, true, false]);
  await tab.close();
});

test('a field is not marked while it is typed for the first time; badges say what is wrong and repair it', async () => {
  const tab = await browser.portal();
  await type(tab, 'From, line 1', '11/03/2026');
  await type(tab, 'Diagnosis A', 'I42.0');
  await tab.waitForTimeout(400);
  assert.equal(await badge(tab, 'Diagnosis A').count(), 0);
  await tab.keyboard.press('Tab');
  await badge(tab, 'Diagnosis A').waitFor();
  const [ring, box] = await Promise.all([tab.locator(`${OURS} .mark`).boundingBox(), field(tab, 'Diagnosis A').boundingBox()]);
  for (const side of ['x', 'y', 'width', 'height']) assert.ok(Math.abs(ring[side] - box[side]) < 1.5, `${side}: ${ring[side]} and ${box[side]}`);
  await badge(tab, 'Diagnosis A').click();
  const card = tab.locator(`${OURS} .card`);
  assert.match(await card.textContent(), /I42\.0 .*was billable to 2026-09-30.*Choose the code below it.*I42\.00 Dilated cardiomyopathy/s);
  await card.getByRole('button', { name: /I42\.09/ }).click();
  await total(tab, 'nothing found');
  assert.equal(await stored(tab, 'dx.0'), 'I42.09', 'as the page writes codes, in its own store');
  assert.equal(await badge(tab, 'Diagnosis A').count(), 0);
  assert.equal(await tab.evaluate(() => document.activeElement.name), 'dx.0');
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

test('a field that the page has filled for good is judged, and nothing is offered that could not be written', async () => {
  const tab = await faulty();
  await tab.getByText('All changes saved').waitFor();
  await field(tab, 'Diagnosis B').click();
  await tab.locator(`${OURS} .launch`).waitFor();
  await tab.evaluate(() => { document.getElementsByName('dx.0')[0].readOnly = true; });
  await field(tab, 'Diagnosis A').click();
  await tab.locator(`${OURS} .launch`).waitFor({ state: 'hidden' });
  const card = tab.locator(`${OURS} .card`);
  await card.filter({ hasText: 'was billable to' }).waitFor();
  assert.equal(await card.getByRole('button').count(), 0);
  await tab.keyboard.press('Alt+ArrowDown');
  assert.equal(await tab.locator(`${OURS} iframe.picker:not(.away)`).count(), 0);
  await tab.close();
});

test('in a dialog that lets nobody out, badges and the picker are within reach, and come back out of it', async () => {
  const tab = await faulty();
  await (await pickerOf(tab, 'attached')).evaluate(() => { window.first = true; });
  await tab.evaluate(() => {
    window.opened = (id, ...texts) => {
      const dialog = Object.assign(document.createElement('dialog'), { id });
      dialog.append(...texts.map((text) => {
        const label = document.createElement('label');
        label.append(text, ' ', document.createElement('input'));
        return label;
      }));
      return dialog;
    };
    const dialog = opened('dialog', 'Ordering provider NPI', 'Diagnosis E');
    // A dialog that comes in with a transform is what fixed places in it are reckoned from.
    dialog.style.transform = 'translate(30px, 40px)';
    document.body.append(dialog);
    dialog.showModal();
  });
  await type(tab, 'Ordering provider NPI', '1234567890');
  await field(tab, 'Diagnosis E').focus();
  await lies(tab, tab, 'Ordering provider NPI');
  await badge(tab, 'Ordering provider NPI').click();
  const card = tab.locator(`${OURS} .card`);
  await card.filter({ hasText: 'Ordering provider NPI' }).waitFor();
  // Escape leads out of what is ours and does not close the dialog around it: from the bar to the field, then the card, then the list.
  await tab.locator(`${OURS} .total`).focus();
  await tab.keyboard.press('Escape');
  await until(tab, () => document.activeElement === document.querySelector('#dialog input'));
  await tab.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
  await tab.locator(`${OURS} .total`).click();
  await tab.locator(`${OURS} li button`).first().focus();
  await tab.keyboard.press('Escape');
  await tab.locator(`${OURS} ul`).waitFor({ state: 'hidden' });
  assert.equal(await tab.evaluate(() => document.querySelector('#dialog').open), true);
  await field(tab, 'Diagnosis E').focus();
  await tab.keyboard.press('Alt+ArrowDown');
  const frame = await offered(tab, 'Diagnosis E');
  await tab.keyboard.type('hypertension', { delay: 15 });
  await listed(frame);
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('Enter');
  await until(tab, () => document.querySelectorAll('#dialog input')[1].value === 'I10' && document.querySelector('#dialog').open);
  assert.equal(await frame.evaluate(() => window.first), true, 'the frame was not loaded again');
  // A dialog over that one, which stands before it in the document, and in a shadow root.
  await tab.evaluate(() => {
    const host = Object.assign(document.createElement('div'), { id: 'above' });
    document.body.prepend(host);
    const dialog = opened('second', 'Supervising provider NPI', 'Diagnosis F');
    host.attachShadow({ mode: 'open' }).append(dialog);
    dialog.showModal();
  });
  await type(tab, 'Supervising provider NPI', '1234567890');
  await field(tab, 'Diagnosis F').focus();
  await badge(tab, 'Supervising provider NPI').click();
  await card.filter({ hasText: 'Supervising provider NPI' }).waitFor();
  await tab.evaluate(() => document.querySelector('#above').shadowRoot.querySelector('dialog').close());
  await field(tab, 'Diagnosis E').focus();
  await badge(tab, 'Ordering provider NPI').click();
  await card.filter({ hasText: 'Ordering provider NPI' }).waitFor();
  await tab.evaluate(() => document.querySelector('#dialog').remove());
  await badge(tab, 'Diagnosis A').click();
  await tab.locator(`${OURS} .card`).filter({ hasText: 'Diagnosis A' }).waitFor();
  await tab.close();
});

test('a browser that moves no frame as it is loads it again in the dialog, and the picker answers there', async () => {
  const tab = await browser.portal();
  await browser.inside(tab, 'delete Element.prototype.moveBefore');
  await (await pickerOf(tab, 'attached')).evaluate(() => { window.first = true; });
  await tab.evaluate(() => {
    const label = document.createElement('label');
    const dialog = document.createElement('dialog');
    label.append('Diagnosis E ', document.createElement('input'));
    dialog.append(label);
    document.body.append(dialog);
    dialog.showModal();
  });
  await tab.locator(`dialog ${OURS}`).waitFor();
  const frame = await find(tab, 'Diagnosis E');
  assert.equal(await frame.evaluate(() => window.first), undefined);
  await tab.keyboard.type('hypertension', { delay: 15 });
  await listed(frame);
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('Enter');
  await until(tab, () => document.querySelector('dialog input').value === 'I10');
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

/** That the badge comes to lie at the corner of its field, which may be in a frame of the tab. */
const lies = (tab, at, label) => soon(async () => {
  const [mark, box] = await Promise.all([badge(tab, label).boundingBox(), field(at, label).boundingBox()]);
  assert.ok(mark && box && Math.abs(mark.x + 12 - (box.x + box.width)) < 4 && Math.abs(mark.y + 10 - box.y) < 4, `${label}: ${JSON.stringify([mark, box])}`);
});

test('badges stay at their fields while those are made anew at every keystroke, and while the page scrolls', async () => {
  const tab = await faulty();
  await tab.evaluate(() => { window.first = document.getElementsByName('dx.0')[0]; });
  await type(tab, 'Charge, line 1', '120');
  assert.equal(await tab.evaluate(() => first.isConnected), false, 'the portal made it anew');
  assert.equal(await badge(tab, 'Diagnosis A').count(), 1);
  await tab.setViewportSize({ width: 700, height: 500 });
  await field(tab, 'Diagnosis A').scrollIntoViewIfNeeded();
  await tab.mouse.wheel(0, 60);
  await lies(tab, tab, 'Diagnosis A');
  // Out of sight in its scrolling table, a field has no badge in the middle of something else.
  await tab.evaluate(() => document.querySelector('.lines').scrollTo(900, 0));
  const inSight = await tab.evaluate(() => document.getElementsByName('lines.0.mods.1')[0].getBoundingClientRect().right > document.querySelector('.lines').getBoundingClientRect().left + 12);
  await badge(tab, 'Modifier 2, line 1').waitFor({ state: inSight ? 'visible' : 'hidden', timeout: 8000 });
  await tab.close();
});

/**
 * A page around the portal, with fields of its own in a shadow root that is closed, names with a hyphen that are no element's of HTML, a
 * page that is as high as the window and scrolls, and a frame with a padding that is shown smaller than it is.
 */
const AROUND = {
  '/around.html': ['text/html', '<!doctype html><html lang=en><meta charset=utf-8><title>Around</title><link rel=icon href="data:,"><link rel=stylesheet href="around.css"><h1>Claims</h1><p>A <math><semantics><mi>x</mi><annotation-xml encoding="application/xhtml+xml"></annotation-xml></semantics></math> and <svg width=9 height=9><font-face></font-face></svg></p><p-closed></p-closed><iframe src="/" title="Claim" width=1000 height=640></iframe><script type=module src="around.js"></script>'],
  '/around.css': ['text/css', 'html { height: 100%; overflow-y: scroll; } iframe { display: block; margin-top: 500px; padding: 30px 40px; transform: scale(.9); }'],
  '/around.js': ['text/javascript', `customElements.define('p-closed', class extends HTMLElement {
    constructor() {
      super();
      const root = this.attachShadow({ mode: 'closed' });
      for (const [name, text] of [['closed1', 'Referring provider NPI '], ['closed2', 'Ordering provider NPI ']]) {
        const label = document.createElement('label');
        label.append(text, window[name] = document.createElement('input'));
        root.append(label);
      }
    }
  });`],
};

test('fields in a frame of the same origin, and in a closed shadow root, are part of the claim', async (t) => {
  const { url, close } = await served(`${build.home}/portal`, {
    headers: { 'content-security-policy': POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'") },
    hook: (path, request, response) => {
      const [type, text] = AROUND[path] ?? [];
      return text && response.writeHead(200, { 'content-type': type }).end(text);
    },
  });
  t.after(close);
  const tab = await browser.context.newPage();
  await tab.setViewportSize({ width: 1180, height: 900 });
  await tab.goto(`${url}around.html`);
  const inner = tab.frames()[1];
  await inner.getByLabel('Diagnosis A', { exact: true }).waitFor();
  await browser.shown(tab);
  await type(inner, 'From, line 1', '11/03/2026', tab);
  await type(inner, 'Diagnosis A', 'I42.0', tab);
  await tab.waitForTimeout(300);
  assert.equal(await badge(tab, 'Diagnosis A').count(), 0, 'not while it is typed');
  await tab.evaluate(() => closed1.focus());
  await tab.keyboard.type('1234567890', { delay: 15 });
  await badge(tab, 'Diagnosis A').waitFor();
  await total(tab, '1 error');
  // From one field of the closed root to the other and back: its document hears of neither.
  await tab.waitForTimeout(300);
  assert.equal(await badge(tab, 'Referring provider NPI').count(), 0, 'not while it is typed');
  await tab.keyboard.press('Tab');
  await badge(tab, 'Referring provider NPI').waitFor();
  await total(tab, '2 errors');
  const card = tab.locator(`${OURS} .card`);
  assert.equal(await card.isVisible(), false);
  await tab.keyboard.press('Shift+Tab');
  await card.filter({ hasText: 'Referring provider NPI' }).waitFor();
  await tab.evaluate(() => scrollTo(0, 9999));
  await lies(tab, inner, 'Diagnosis A');
  await field(inner, 'Diagnosis B').click();
  await tab.keyboard.press('Alt+ArrowDown');
  const frame = await offered(tab, 'Diagnosis B');
  await tab.keyboard.type('type 2 diab neurop', { delay: 15 });
  await listed(frame);
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('Enter');
  await inner.waitForFunction(() => portal.claim.dx[1] === 'E11.40' && document.activeElement.name === 'dx.1');
  // A page that the frame goes to is looked at, too.
  await inner.goto(`${url}?again`);
  await total(tab, '1 error');
  await type(inner, 'Diagnosis A', 'I42.0', tab);
  await tab.evaluate(() => closed1.focus());
  await badge(tab, 'Diagnosis A').waitFor();
  await tab.locator(`${OURS} .off`).click();
  await tab.locator(OURS).waitFor({ state: 'detached' });
  await tab.close();
});
