// A portal's page with the extension, for its tests: what a person does there, and what is waited for.
import { mkdirSync } from 'node:fs';
import { after, before } from 'node:test';
import { loaded, packed, pickerOf } from './extension.mjs';

export const OURS = '#superbill-extension';
const PICTURES = 'target/pictures';
/** What was packed, and the browser that it is loaded into. */
export let build, browser;

before(async () => {
  build = packed();
  browser = await loaded(build.home);
});
after(() => browser?.close());

export const field = (tab, label) => tab.getByLabel(label, { exact: true });
export const stored = (tab, path) => tab.evaluate((at) => at.split('.').reduce((node, key) => node[key], portal.claim), path);
export const until = (tab, check, argument) => tab.waitForFunction(check, argument, { timeout: 8000 });
/** Waits until `check` no longer throws; what it threw last, if it always does. */
export async function soon(check, patience = 8000) {
  for (const end = Date.now() + patience; ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

export const total = (tab, text) => tab.locator(`${OURS} .total`).filter({ hasText: text }).waitFor({ timeout: 8000 });
export const badge = (tab, label) => tab.locator(`${OURS} .badge[aria-label^="${label}: "]`);

/** Types into a field of a tab, or of a frame in it. */
export async function type(at, label, text, tab = at) {
  await field(at, label).click();
  await tab.keyboard.type(text, { delay: 15 });
}

/** A claim with faults: a diagnosis that became a header, an NPI with a wrong check digit, a modifier twice. */
export async function faulty(options) {
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

export async function find(tab, label) {
  await field(tab, label).click();
  await tab.keyboard.press('Alt+ArrowDown');
  return offered(tab, label);
}

/** The extension's frame, once it offers codes for the field. Asked by the clock: a frame that lies partly outside of the window draws nothing. */
export async function offered(tab, label) {
  const frame = await pickerOf(tab);
  await frame.waitForFunction((name) => document.querySelector('#title').textContent === name && document.activeElement.localName === 'superbill-picker', label, { polling: 50 });
  return frame;
}

export const listed = (frame) => frame.waitForFunction(() => document.querySelector('superbill-picker').hits.length > 0 && document.querySelector('superbill-picker').open, undefined, { timeout: 8000, polling: 50 });

export async function picture(tab, name) {
  mkdirSync(PICTURES, { recursive: true });
  await tab.screenshot({ path: `${PICTURES}/extension-${name}.png` });
}
