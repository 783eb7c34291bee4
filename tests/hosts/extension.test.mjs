// examples/extension in Chromium, beside a portal under a strict policy that makes its fields anew with every keystroke. Two recipes of
// docs/EXTENSIONS.md are proven here: a message to the service worker, and a page of the extension in a frame.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { loaded, packed, pickerOf } from './extension.mjs';
import { served } from './lib.mjs';

const AXE = readFileSync('tools/node_modules/axe-core/axe.min.js', 'utf8');
const PICTURES = 'target/pictures';
const OURS = '#superbill-extension';
const PATIENT = ['NHP4471920', 'Okonkwo', 'Marisol', '1961', 'A-20931'];
let build, browser;

before(async () => {
  build = packed();
  browser = await loaded(build.home);
});
after(() => browser?.close());

const field = (tab, label) => tab.getByLabel(label, { exact: true });
const stored = (tab, path) => tab.evaluate((at) => at.split('.').reduce((node, key) => node[key], portal.claim), path);
const until = (tab, check, argument) => tab.waitForFunction(check, argument, { timeout: 8000 });
const total = (tab, text) => tab.locator(`${OURS} .total`).filter({ hasText: text }).waitFor({ timeout: 8000 });
const badge = (tab, label) => tab.locator(`${OURS} .badge[aria-label^="${label}: "]`);

async function type(tab, label, text) {
  await field(tab, label).click();
  await tab.keyboard.type(text, { delay: 15 });
}

/** A claim with faults: a diagnosis that became a header, an NPI with a wrong check digit, a modifier twice. */
async function faulty(options) {
  const tab = await browser.portal(options);
  await type(tab, 'Rendering provider NPI', '1234567890');
  await type(tab, 'Diagnosis A', 'I42.0');
  await type(tab, 'From, line 1', '11/03/2026');
  await type(tab, 'Procedure, line 1', '99213');
  await type(tab, 'Modifier 1, line 1', '25');
  await type(tab, 'Modifier 2, line 1', '25');
  await field(tab, 'Charge, line 1').click();
  await total(tab, '3 errors');
  return tab;
}

async function find(tab, label) {
  await field(tab, label).click();
  await tab.keyboard.press('Alt+ArrowDown');
  const frame = await pickerOf(tab);
  await frame.waitForFunction((name) => document.querySelector('#title').textContent === name && document.activeElement.localName === 'superbill-picker', label);
  return frame;
}

const listed = (frame) => frame.waitForFunction(() => document.querySelector('superbill-picker').hits.length > 0 && document.querySelector('superbill-picker').open, undefined, { timeout: 8000 });

async function picture(tab, name) {
  mkdirSync(PICTURES, { recursive: true });
  await tab.screenshot({ path: `${PICTURES}/extension-${name}.png` });
}

test('what is packed: files and permissions of a store, no remote code, the module as a file', () => {
  const { files, zip, said } = build;
  const text = (name) => Buffer.from(files[name]).toString();
  const manifest = JSON.parse(text('manifest.json'));
  assert.deepEqual(manifest.permissions, ['activeTab', 'scripting']);
  assert.deepEqual(manifest.optional_permissions, ['storage']);
  for (const key of ['host_permissions', 'optional_host_permissions', 'content_scripts', 'externally_connectable', 'key', 'update_url']) assert.ok(!(key in manifest), key);
  assert.deepEqual(manifest.web_accessible_resources.map((r) => [r.resources, r.use_dynamic_url]), [[['frame.html'], true]]);
  assert.ok(manifest.description.length <= 132 && manifest.name.length <= 75, 'what a store allows');
  const { extension_pages: policy, ...others } = manifest.content_security_policy;
  assert.deepEqual(others, {});
  const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]));
  assert.deepEqual(directives.get('script-src'), ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual([directives.get('default-src'), directives.get('connect-src')], [["'none'"], ["'self'"]]);
  const named = JSON.stringify(manifest).match(/[\w-]+\.(js|html|png|css)/g);
  for (const name of named) assert.ok(files[name], `${name} is in the zip`);

  const names = Object.keys(files);
  assert.deepEqual(names.filter((name) => !/^[\w-]+\.(js|html|css|png|json|wasm)$/.test(name)), []);
  assert.deepEqual(names.filter((name) => name.endsWith('.wasm')), ['superbill_bg.wasm']);
  assert.ok(WebAssembly.validate(files['superbill_bg.wasm']));
  for (const name of names.filter((one) => one.endsWith('.js'))) {
    const code = text(name);
    assert.ok(!/[A-Za-z0-9+/]{1500}/.test(code), `${name} has no long text that could be a module`);
    assert.ok(!/\beval\(|new Function\(|importScripts|\.innerHTML|document\.write|sourceMappingURL/.test(code), name);
    assert.deepEqual(code.match(/(?:import|from|fetch|Worker)\s*\(?\s*["'](?:https?:)?\/\/[^"']+/g), null, name);
  }
  assert.ok(!/<script(?![^>]* src="frame\.js")|https?:|\son\w+=/.test(text('frame.html')));
  assert.ok(zip.length < 5e6, `${zip.length} bytes`);
  console.log(said.trim().split('\n').at(-1));
});

test('what docs/EXTENSIONS.md shows are lines of the example', () => {
  const blocks = [...readFileSync('docs/EXTENSIONS.md', 'utf8').matchAll(/```js\n\/\/ (\S+)\n([^]*?)```/g)];
  assert.equal(blocks.length, 6);
  for (const [, file, code] of blocks) {
    const lines = readFileSync(`examples/extension/${file}`, 'utf8').split('\n').map((line) => line.trim());
    for (const line of code.split('\n').map((one) => one.trim()).filter(Boolean)) assert.ok(lines.includes(line), `${file}: ${line}`);
  }
});

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
};

test('fields are found in other forms, too', async (t) => {
  const { url, close } = await served('examples/extension/src');
  t.after(close);
  const tab = await browser.context.newPage();
  await tab.goto(`${url}frame.html`);
  for (const [name, [body, want]] of Object.entries(WRITINGS)) {
    const got = await tab.evaluate(async (html) => {
      document.body.innerHTML = html;
      const { findFields } = await import('/fields.js');
      return findFields().map(({ key }) => key).join(', ');
    }, body);
    assert.equal(got, want, name);
  }
  await tab.close();
});

test('a claim that is right gets no badge, and nothing of the patient leaves the page', async () => {
  const tab = await browser.portal({ pressed: false });
  const [worker] = browser.context.serviceWorkers();
  await worker.evaluate(() => { self.heard = []; chrome.runtime.onMessage.addListener((message) => void self.heard.push(JSON.stringify(message))); });
  await browser.shown(tab);
  await total(tab, 'nothing found');
  for (const [label, text] of Object.entries({ 'Rendering provider NPI': '1999999984', 'Diagnosis A': 'E11.40', 'Diagnosis B': 'I10', 'From, line 1': '11/03/2026', 'To, line 1': '11/03/2026', 'Place of service, line 1': '11', 'Procedure, line 1': '99213', 'Modifier 1, line 1': '25', 'Diagnosis pointer, line 1': '1', 'Charge, line 1': '145.00', 'Units, line 1': '1', 'From, line 2': '11/03/2026', 'Procedure, line 2': 'J1885' })) await type(tab, label, text);
  await field(tab, 'Last name').click();
  await tab.keyboard.type('x');
  await tab.waitForTimeout(700);
  await total(tab, 'nothing found');
  assert.equal(await tab.locator(`${OURS} .badge`).count(), 0);
  const heard = (await worker.evaluate(() => self.heard)).join('\n');
  assert.match(heard, /"diagnosisCode":"E1140".*"procedureCode":"J1885"/s);
  for (const secret of [...PATIENT, '145.00']) assert.ok(!heard.includes(secret), `${secret} was sent`);
  assert.equal(await worker.evaluate((url) => fetch(url).then(() => 'sent', () => 'refused'), browser.url), 'refused', "the extension's policy lets nothing out");
  assert.deepEqual(browser.asked.filter((path) => !/^\/(portal\.(js|css))?$/.test(path)), []);
  assert.equal(await worker.evaluate(() => chrome.storage === undefined), true, 'it may keep nothing');
  assert.deepEqual(tab.problems, []);
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
  await tab.waitForTimeout(100);
  const [panel, box] = await Promise.all([tab.locator(`${OURS} iframe`).boundingBox(), field(tab, 'Diagnosis B').boundingBox()]);
  assert.ok(Math.abs(panel.x - box.x) < 2 && (panel.y >= box.y + box.height || panel.y + panel.height <= box.y), 'it lies at the field');
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

test('badges stay at their fields while those are made anew at every keystroke, and while the page scrolls', async () => {
  const tab = await faulty();
  await tab.evaluate(() => { window.first = document.getElementsByName('dx.0')[0]; });
  await type(tab, 'Charge, line 1', '120');
  assert.equal(await tab.evaluate(() => first.isConnected), false, 'the portal made it anew');
  assert.equal(await badge(tab, 'Diagnosis A').count(), 1);
  await tab.setViewportSize({ width: 700, height: 500 });
  await field(tab, 'Diagnosis A').scrollIntoViewIfNeeded();
  await tab.mouse.wheel(0, 60);
  await tab.waitForTimeout(300);
  const [mark, box] = await Promise.all([badge(tab, 'Diagnosis A').boundingBox(), field(tab, 'Diagnosis A').boundingBox()]);
  assert.ok(Math.abs(mark.x + 12 - (box.x + box.width)) < 8 && Math.abs(mark.y + 10 - box.y) < 8, JSON.stringify([mark, box]));
  // Out of sight in its scrolling table, a field has no badge in the middle of something else.
  await tab.evaluate(() => document.querySelector('.lines').scrollTo(900, 0));
  await tab.waitForTimeout(200);
  assert.equal(await badge(tab, 'Modifier 2, line 1').isVisible(), await tab.evaluate(() => document.getElementsByName('lines.0.mods.1')[0].getBoundingClientRect().right > document.querySelector('.lines').getBoundingClientRect().left + 12));
  await tab.close();
});

test('the service worker may be stopped at any time', async () => {
  const tab = await faulty();
  const own = await browser.context.newPage();
  await own.goto(`chrome-extension://${browser.id}/frame.html`);
  const session = await browser.context.newCDPSession(own);
  await session.send('ServiceWorker.enable');
  const stopped = new Promise((done) => session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => versions.some((one) => one.runningStatus === 'stopped') && done()));
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await own.close();
  await tab.bringToFront();
  const woken = await browser.inside(tab, "(async () => { const begin = performance.now(); await chrome.runtime.sendMessage({ claim: {}, today: '2026-11-20' }); return performance.now() - begin; })()");
  console.log(`the first answer of a worker that was stopped: ${woken.toFixed(0)} ms`);
  await field(tab, 'Modifier 2, line 1').click();
  await tab.keyboard.press('Backspace');
  await tab.keyboard.press('Backspace');
  await total(tab, '2 errors');
  assert.equal(await badge(tab, 'Modifier 2, line 1').count(), 0);
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

/** First answers and rounds of later ones; the quickest of each counts, for what else runs on the machine only adds to the others. */
function told(name, firsts, rounds) {
  const at = (list, part) => list.toSorted((a, b) => a - b)[Math.floor(list.length * part)];
  const best = Math.min(...rounds.map((round) => at(round, 0.99)));
  const all = rounds.flat();
  console.log(`${name}: first ${firsts.map((ms) => ms.toFixed(0)).join(', ')} ms; of ${all.length} median ${at(all, 0.5).toFixed(1)} ms, p99 ${at(all, 0.99).toFixed(1)} ms, in the quietest round of ${rounds.length} ${best.toFixed(1)} ms`);
  assert.ok(Math.min(...firsts) < 60, `${name}: first ${firsts}`);
  assert.ok(at(all, 0.5) < 10, `${name}: median`);
  // 20 is what is wanted; a busy machine is given twice that, and the figure is printed.
  assert.ok(best < 40, `${name}: p99 ${best}`);
}

test('how soon: a message to the service worker, and the picker in its frame', async () => {
  let tab = await faulty();
  const claim = { claimInformation: { healthCareCodeInformation: [{ diagnosisTypeCode: 'ABK', diagnosisCode: 'I420' }], serviceLines: Array.from({ length: 6 }, () => ({ serviceDate: '20261103', professionalService: { procedureIdentifier: 'HC', procedureCode: '99213' } })) } };
  const asks = (count) => `(async () => { const took = []; for (let n = 0; n < ${count}; n++) { const begin = performance.now(); await chrome.runtime.sendMessage({ claim: ${JSON.stringify(claim)}, today: '2026-11-20' }); took.push(performance.now() - begin); } return took; })()`;
  const keystrokes = (texts) => frame.evaluate(async (all) => {
    const host = document.querySelector('superbill-picker');
    const input = host.shadowRoot.querySelector('input');
    const took = [];
    for (const text of all) {
      for (let n = 1; n <= text.length; n++) {
        const answered = new Promise((done) => host.addEventListener('superbill-hits', done, { once: true }));
        const begin = performance.now();
        input.value = text.slice(0, n);
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await answered;
        took.push(performance.now() - begin);
      }
    }
    return took;
  }, texts);
  const [sent, shown] = [[], []];
  let frame;
  for (let n = 0; n < 3; n++) {
    await tab.close();
    tab = await browser.portal();
    sent.push(...await browser.inside(tab, asks(1)));
    frame = await find(tab, 'Diagnosis B');
    shown.push(...await keystrokes(['h']));
  }
  const rounds = [];
  for (let n = 0; n < 6; n++) rounds.push(await browser.inside(tab, asks(120)));
  told('message to the service worker, a claim checked', sent, rounds);
  const typed = [];
  for (let n = 0; n < 6; n++) typed.push(await keystrokes(['type 2 diab neurop', 'hypertension', 'copd with asthma', 'low back pain', 'e11.4', 'fracture of radius left']));
  told('picker in the frame, a keystroke answered', shown, typed);
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

test('it goes when its button is pressed again, and when it is turned off', async () => {
  const tab = await faulty();
  await browser.press(tab);
  await tab.locator(OURS).waitFor({ state: 'detached' });
  await browser.shown(tab);
  await total(tab, '3 errors');
  await tab.locator(`${OURS} .off`).click();
  await tab.locator(OURS).waitFor({ state: 'detached' });
  await type(tab, 'Charge, line 1', '1');
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

test('what a renewed extension left on a page goes by itself', async () => {
  const tab = await faulty();
  const [worker] = browser.context.serviceWorkers();
  await worker.evaluate(() => chrome.runtime.reload()).catch(() => {}); // the worker may go before it has answered
  await tab.bringToFront();
  await tab.waitForTimeout(500);
  await type(tab, 'Diagnosis B', 'I10');
  await tab.locator(OURS).waitFor({ state: 'detached' });
  assert.equal(await stored(tab, 'dx.1'), 'I10');
  await tab.close();
});
