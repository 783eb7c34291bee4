// A page with <superbill-picker id=x>, for the tests of the element: what it holds, shows, says and sends.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { openBrowser } from '../../tools/browser.mjs';

const PACKAGE = 'target/consumer/node_modules/superbill';
const AXE = readFileSync('tools/node_modules/axe-core/axe.min.js', 'utf8');
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
let browser, server, url;
/** The page that is open. */
export let page;
/** How the module comes: when `held` is fulfilled, or not at all; or what else is held back, by how its name ends. */
export const module = { held: undefined, what: '.wasm', missing: false };

/** Holds the module or something else back until what it gives is called. */
export function hold(what = '.wasm') {
  let release;
  Object.assign(module, { what, held: new Promise((done) => { release = done; }) });
  return release;
}

before(async () => {
  browser = await openBrowser();
  server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    if (pathname === '/') return answer.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' }).end(searchParams.get('body'));
    if (pathname.endsWith('.wasm') && module.missing) return answer.writeHead(404).end();
    if (!existsSync(PACKAGE + pathname)) return answer.writeHead(404).end();
    const send = () => answer.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream' }).end(readFileSync(PACKAGE + pathname));
    if (pathname.endsWith(module.what) && module.held) module.held.then(send);
    else send();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${server.address().port}/`;
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

afterEach(async () => {
  await page?.context().close();
  Object.assign(module, { held: undefined, missing: false });
});

export const PICKER = '<superbill-picker id=x name=dx set="icd10cm" service-date="2026-11-03" aria-label="Diagnosis"></superbill-picker>';

/** What is in `window.said`: everything that a screen reader is told, in order. */
const LISTEN = `window.said = []; for (const one of document.querySelectorAll('superbill-picker')) { const live = one.shadowRoot.querySelector('.said');
  new MutationObserver(() => live.textContent && said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true }); }`;

export async function open(body, { head = '', wait = true, from = "import '/picker.js';", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 }, ...options });
  page = await context.newPage();
  page.errors = [];
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  const script = `${from} window.seen = []; for (const name of ['input', 'change', 'superbill-pick', 'superbill-error', 'submit'])
    document.addEventListener(name, (event) => { seen.push(name); if (name === 'submit') { event.preventDefault(); window.sent = [...new FormData(event.target)]; } }); ${LISTEN}`;
  const html = `<!doctype html><html lang=en><meta charset=utf-8><title>.</title>${head}<main><h1>t</h1>${body}</main><script type=module>${script}</script>`;
  await page.goto(`${url}?body=${encodeURIComponent(html)}`);
  await page.waitForFunction(() => customElements.get('superbill-picker'));
  if (wait) await page.evaluate(() => import('/browser.js').then((library) => library.init()));
  return page.locator('#x input');
}

export const value = () => page.evaluate(() => x.value);
export const rows = () => page.evaluate(() => x.shadowRoot.querySelectorAll('li').length);
export const until = (check, argument) => page.waitForFunction(check, argument, { timeout: 5000 });
export const listed = () => until(() => x.shadowRoot.querySelectorAll('li').length > 0);
export const seen = () => page.evaluate(() => seen);
export const said = () => page.evaluate(() => said);
/** The text of every element of a part. */
export const texts = (name) => page.evaluate((part) => [...x.shadowRoot.querySelectorAll(`[part=${part}]`)].map((node) => node.textContent), name);

export async function clean(what) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => axe.run());
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].failureSummary}`), [], what);
}
