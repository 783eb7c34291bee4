// examples/extension, built and packed as its README says, then unpacked and loaded into Chromium beside a payer's portal of ours.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWithExtension } from '../../tools/browser.mjs';
import { clean, put, run, served } from './lib.mjs';
import { group } from './tools.mjs';

/** As portals have it: nothing inline, nothing evaluated, no frame but its own, no WebAssembly. */
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** What `npm run pack` leaves, taken out of its zip: the folder and the files' texts. */
export function packed() {
  const home = group('extension');
  const at = `${home}/example`;
  clean(home, 'example', 'unpacked', 'portal');
  cpSync('examples/extension', at, { recursive: true, filter: (path) => !/node_modules|dist/.test(path) });
  const said = run(home, 'npm', ['run', 'pack'], { cwd: at });
  const zip = readdirSync(at).find((name) => name.endsWith('.zip'));
  const { unzipSync } = createRequire(`${home}/package.json`)('fflate');
  const files = unzipSync(new Uint8Array(readFileSync(join(at, zip))));
  put(`${home}/unpacked`, files);
  cpSync('tests/hosts/portal', `${home}/portal`, { recursive: true });
  run(home, 'esbuild', ['portal/portal.jsx', '--bundle', '--format=esm', '--jsx=automatic', '--jsx-import-source=preact', '--outfile=portal/portal.js', '--log-level=error']);
  return { home, said, files, zip: readFileSync(join(at, zip)) };
}

/** A browser with the extension, and `portal()`, a tab in which its button was pressed. */
export async function loaded(home) {
  const profile = mkdtempSync(join(tmpdir(), 'superbill-extension-'));
  const context = await openWithExtension(profile, `${home}/unpacked`);
  const worker = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker');
  const id = new URL(worker.url()).host;
  worker.on('console', (message) => console.error(`service worker: ${message.text()}`));
  const devtools = await context.browser().newBrowserCDPSession();
  const asked = [];
  const server = await served(`${home}/portal`, { headers: { 'content-security-policy': POLICY }, hook: (path) => void asked.push(path) });

  /** Presses the extension's button, which alone gives it the tab. */
  async function press(tab) {
    const { targetInfos } = await devtools.send('Target.getTargets', { filter: [{ type: 'tab' }] });
    const { targetId } = targetInfos.find(({ url }) => url === tab.url());
    await devtools.send('Extensions.triggerAction', { id, targetId });
  }

  /** Presses as a person does, a moment after the page has come; Chromium takes the tab back from one who presses within it. */
  async function shown(tab) {
    for (let n = 0; n < 3; n++) {
      await tab.waitForTimeout(300);
      await press(tab);
      if (await tab.locator('#superbill-extension .total').waitFor({ timeout: 3000 }).then(() => true, () => false)) break;
    }
    // What is found depends on the day.
    await inside(tab, `globalThis.Date = class extends Date { constructor(...given) { super(...(given.length ? given : ['2026-11-20T12:00:00'])); } }`);
  }

  /** Runs an expression in the world of the content script. */
  async function inside(tab, expression) {
    const session = await context.newCDPSession(tab);
    const worlds = [];
    session.on('Runtime.executionContextCreated', (event) => worlds.push(event.context));
    await session.send('Runtime.enable');
    const world = worlds.find(({ auxData, origin }) => auxData.type === 'isolated' && origin === `chrome-extension://${id}`);
    assert.ok(world, 'the content script is there');
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, contextId: world.id, awaitPromise: true, returnByValue: true });
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    await session.detach();
    return result.value;
  }

  async function portal({ colorScheme = 'light', width = 1180, height = 900, pressed = true } = {}) {
    const tab = await context.newPage();
    tab.problems = [];
    tab.on('console', (message) => message.type() === 'error' && tab.problems.push(message.text()));
    tab.on('pageerror', (error) => tab.problems.push(error.message));
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height });
    await tab.goto(`${server.url}?${asked.length}`);
    await tab.getByLabel('Diagnosis A', { exact: true }).waitFor();
    if (pressed) await shown(tab);
    return tab;
  }

  async function close() {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return { context, id, portal, press, shown, inside, asked, close, url: server.url };
}

/** The frame of the picker in a tab; `attached` also where nobody sees it. */
export async function pickerOf(tab, state = 'visible') {
  await tab.locator('#superbill-extension iframe.picker').waitFor({ state });
  const frame = tab.frames().find((one) => one.url().endsWith('/frame.html'));
  assert.ok(frame, 'the frame of the extension');
  return frame;
}
