// What the tests of the hosts share: a program that searches and validates, folders with files, commands, a page and what it says.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { openBrowser } from '../../tools/browser.mjs';

const CLAIM = "{ claimInformation: { healthCareCodeInformation: [{ diagnosisTypeCode: 'ABK', diagnosisCode: 'I420' }], serviceLines: [{ serviceDate: '20261103', professionalService: { procedureCode: '99213' } }] } }";
/** Statements that leave in `said` what every host must say. */
export const PROBE = `await init(); const said = search('type 2 diab neurop')[0].code + ' ' + validate(${CLAIM}, { today: '2026-11-20', field: '/claimInformation/healthCareCodeInformation/0/diagnosisCode' }).findings[0].rule;`;
export const SAID = 'E11.40 dx.header-not-billable';
export const IMPORT = "import { init, search, validate } from 'superbill';";
export const REQUIRE = "const { init, search, validate } = require('superbill');";

/** A program that prints, or a page's script whose title is, what it found. */
export const prints = (entry = IMPORT) => `${entry}\n(async () => { ${PROBE} console.log(said); })();\n`;
export const titled = (entry = IMPORT) => `${entry}\n(async () => { ${PROBE} return said; })().then((s) => { document.title = s; }, (e) => { document.title = 'ERR ' + e.code + ' ' + e.message; });\n`;
export const posts = (entry = IMPORT) => `${entry}\n(async () => { ${PROBE} return said; })().then((m) => self.postMessage(m), (e) => self.postMessage('ERR ' + e));\n`;
export const html = (script, body = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><title>.</title><body>${body}<script type="module" src="${script}"></script></body></html>`;
/** A page's script that types into the picker and takes the first row as its title. */
export const types = (entry = 'superbill/picker') => `import '${entry}';
const picker = document.createElement('superbill-picker');
document.body.append(picker);
(async () => {
  const input = picker.shadowRoot.querySelector('input');
  input.focus();
  input.value = 'type 2 diab neurop';
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  for (let n = 0; n < 200; n++) {
    await new Promise((r) => setTimeout(r, 50));
    const row = picker.shadowRoot.querySelector('[role=option]');
    if (row) return (document.title = row.textContent);
  }
  document.title = 'ERR no list: ' + picker.shadowRoot.textContent;
})();\n`;

export function put(home, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return home;
}

export function clean(home, ...names) {
  for (const name of names) rmSync(join(home, name), { recursive: true, force: true });
}

/** Runs a command to its end; what it printed, or an assertion with all of it. */
export function run(home, command, args, { env = {}, timeout = 300_000, cwd = home } = {}) {
  const bin = join(home, 'node_modules/.bin', command);
  try {
    return execFileSync(existsSync(bin) ? bin : command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout, maxBuffer: 1e9, env: { ...process.env, CI: '1', NO_COLOR: '1', ...env } });
  } catch (error) {
    return assert.fail(`${command} ${args.join(' ')}: ${error.message.split('\n')[0]}\n${error.stdout}${error.stderr}`.slice(0, 6000));
  }
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

/** A plain server of a folder, which answers what it does not know like most: with a page of its own and 404. */
export async function served(root, { headers = {}, types = {}, hook } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (hook?.(path, request, response)) return;
    let file = resolve(join(root, path));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');
    const type = types[extname(file)] ?? TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, ...headers }).end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => { server.closeAllConnections(); server.close(); };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

let browser;
after(() => browser?.close());

/** Does something with a tab of its own. */
export async function page(use) {
  browser ??= await openBrowser();
  const context = await browser.newContext();
  // Others may use this machine.
  context.setDefaultTimeout(90_000);
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** What a page's title becomes, with what its console said when it is an error. */
export async function title(url, { wait = 60_000 } = {}) {
  browser ??= await openBrowser();
  const context = await browser.newContext();
  context.setDefaultTimeout(90_000);
  const tab = await context.newPage();
  const log = [];
  tab.on('console', (m) => ['error', 'warning'].includes(m.type()) && log.push(m.text()));
  tab.on('pageerror', (e) => log.push(`pageerror ${e.message}`));
  tab.on('response', (r) => r.status() >= 400 && log.push(`${r.status()} ${r.url()}`));
  try {
    await tab.goto(url);
    await tab.waitForFunction(() => !['.', ''].includes(document.title), undefined, { timeout: wait }).catch(() => {});
    const said = await tab.title();
    return /^ERR|^\.?$/.test(said) ? `${said} [${log.slice(0, 5).join(' ; ')}]` : said;
  } finally {
    await context.close();
  }
}

/** The title of a page in a folder. */
export async function titleIn(folder, page = '', options = {}) {
  const { url, close } = await served(folder, options);
  try {
    return await title(url + page);
  } finally {
    close();
  }
}

/** A server of somebody else's, until the test ends: started, and there when its address answers. */
export async function started(t, home, command, args, url, env = {}) {
  const bin = join(home, 'node_modules/.bin', command);
  const child = spawn(existsSync(bin) ? bin : command, args, { cwd: home, stdio: 'pipe', detached: true, env: { ...process.env, NO_COLOR: '1', ...env } });
  let log = '';
  child.stdout.on('data', (d) => { log += d; });
  child.stderr.on('data', (d) => { log += d; });
  t.after(() => { try { process.kill(-child.pid); } catch { /* It has ended by itself. */ } });
  for (const until = Date.now() + 120_000; Date.now() < until;) {
    if (await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(() => true, () => false)) return () => log;
    if (child.exitCode !== null) break;
    await new Promise((r) => setTimeout(r, 250));
  }
  return assert.fail(`${command} ${args.join(' ')} did not come up at ${url}\n${log.slice(-2000)}`);
}

/** A port that is free now. */
export async function port() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port: free } = server.address();
  await new Promise((done) => server.close(done));
  return free;
}
