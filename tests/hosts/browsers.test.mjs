// Firefox and WebKit (the engine of Safari), where the machine has them: the plain pages, one after the other in a frame, which a page
// of its own opens. So no driver is needed: what the frames' titles became is posted to the server.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SAID, served } from './lib.mjs';
import { home } from './plain-pages.mjs';
import { FIREFOX, WEBKIT } from './tools.mjs';

const STRICT = "default-src 'self'; script-src 'self'";
/** The pages: the policy's name, the page, what its title becomes. */
const PAGES = [
  ['', 'plain', SAID], ['', 'inline', SAID], ['', 'map', SAID], ['', 'classic', SAID], ['', 'picker', /^E11\.40/],
  ['', 'tables', 'icd10pcs addon'], ['', 'slim', 'E11.40 icd10cm'], ['', 'worker', SAID], ['', 'blob', SAID], ['', 'shared', SAID],
  ['', 'service', SAID], ['', 'service-classic', SAID], ['', 'thread', 'E11.40 SuperbillError bad-option 1950 1 boolean'],
  ['strict', 'plain', SAID], ['strict', 'picker', /^E11\.40/], ['strict', 'thread', 'E11.40 SuperbillError bad-option 1950 1 boolean'],
];
const path = ([policy, page]) => `/${policy || 'plain'}/${page}.html`;

const OPENS = `<!doctype html><title>all</title><body><script type="module">
const rest = (ms) => new Promise((done) => setTimeout(done, ms));
const said = {};
for (const path of ${JSON.stringify(PAGES.map(path))}) {
  const frame = document.createElement('iframe');
  frame.src = path;
  document.body.append(frame);
  const silent = () => ['', '.', undefined].includes(frame.contentDocument?.title);
  for (const until = Date.now() + 30_000; silent() && Date.now() < until;) await rest(50);
  said[path] = frame.contentDocument?.title;
  frame.remove();
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}
await fetch('/said', { method: 'POST', body: JSON.stringify(said) });
</script>`;

/** What the titles became in a browser that is started with the address; all within three minutes. */
async function titlesIn(command, args, env = {}) {
  let tell;
  const told = new Promise((done) => { tell = done; });
  const { url, close } = await served(home, {
    hook(path, request, response) {
      const html = (text, headers = {}) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(text);
      if (path === '/all') html(OPENS);
      else if (path.startsWith('/strict/')) html(readFileSync(`${home}/plain/${path.slice(8)}`), { 'content-security-policy': STRICT });
      else if (path === '/said') request.setEncoding('utf8').toArray().then((parts) => { response.end(); tell(JSON.parse(parts.join(''))); });
      else return false;
      return true;
    },
  });
  const child = spawn(command, [...args, `${url}all`], { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...env } });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => { log += d; });
  child.on('error', (error) => tell(error));
  child.on('exit', (code) => tell(new Error(`${command} ended with ${code}: ${log.slice(-2000)}`)));
  const late = setTimeout(() => tell(new Error(`${command} did not come to an end: ${log.slice(-2000)}`)), 180_000);
  const said = await told;
  clearTimeout(late);
  try { process.kill(-child.pid); } catch { /* It has ended by itself. */ }
  close();
  if (said instanceof Error) throw said;
  return said;
}

/** A folder that is gone afterwards. */
async function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'superbill-browser-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const PREFS = { 'app.update.enabled': false, 'browser.aboutwelcome.enabled': false, 'datareporting.policy.dataSubmissionEnabled': false, 'browser.shell.checkDefaultBrowser': false, 'network.captive-portal-service.enabled': false };

const BROWSERS = {
  Firefox: FIREFOX && ((folder) => {
    writeFileSync(`${folder}/user.js`, Object.entries(PREFS).map(([name, value]) => `user_pref("${name}", ${value});\n`).join(''));
    return titlesIn(FIREFOX, ['--headless', '--no-remote', '--profile', folder], { HOME: folder });
  }),
  WebKit: WEBKIT && ((folder) => titlesIn('xvfb-run', ['-a', WEBKIT], { HOME: folder, XDG_RUNTIME_DIR: folder, LIBGL_ALWAYS_SOFTWARE: '1' })),
};

for (const [name, open] of Object.entries(BROWSERS)) {
  test(name, { skip: open ? false : 'it is not on this machine' }, async (t) => {
    const said = await inFolder(open);
    for (const one of PAGES) {
      const [policy, page, want] = one;
      await t.test(policy ? `${page}, WebAssembly refused` : page, () => (want instanceof RegExp ? assert.match(said[path(one)], want) : assert.equal(said[path(one)], want)));
    }
  });
}
