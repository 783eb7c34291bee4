// The examples, as their READMEs say.
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clean, page, port, put, run, served, started } from './lib.mjs';
import { group } from './tools.mjs';

/** An example within the folder of its tools. */
function placed(name, groupName) {
  const home = group(groupName);
  const at = `${home}/example`;
  clean(at);
  cpSync(`examples/${name}`, at, { recursive: true });
  return [home, at];
}

/** Types into the picker of a page and takes the first row; then the page shows the code. */
const picks = (url) => page(async (tab) => {
  await tab.goto(url);
  const field = tab.locator('superbill-picker input');
  await field.click();
  await field.pressSequentially('type 2 diab neurop', { delay: 20 });
  await tab.locator('superbill-picker [role=option]').first().click();
  await tab.waitForFunction(() => document.querySelector('output').textContent);
  assert.equal(await tab.textContent('output'), 'E11.40');
  // A code that was picked is right: an example that shows findings of it has made its claim wrongly.
  await tab.waitForTimeout(300);
  assert.deepEqual(await tab.evaluate(() => [...document.querySelectorAll('main > ul > li')].map((one) => one.textContent)), []);
  return tab.textContent('body');
});

test('examples/node-batch', () => {
  const [home, at] = placed('node-batch', 'runtimes');
  const out = run(home, 'node', ['batch.mjs', `${home}/node_modules/superbill/sample-claim.json`], { cwd: at });
  assert.match(out, /^1 claims, [01] without an error, 0 could not be read\n +\d+ (error|warning|info) /);
});

test('examples/react-vite, built and in development', async (t) => {
  const [home, at] = placed('react-vite', 'react-vite');
  run(home, 'vite', ['build', '--logLevel', 'warn'], { cwd: at });
  const { url, close } = await served(`${at}/dist`);
  t.after(close);
  await picks(url);
  const free = await port();
  const dev = `http://127.0.0.1:${free}/`;
  await started(t, home, 'vite', ['example', '--port', free, '--strictPort', '--host', '127.0.0.1'], dev);
  await picks(dev);
});

test('examples/next', async (t) => {
  const [home, at] = placed('next', 'next');
  // As where npm installed: Next takes the folder that has it for the whole project.
  put(home, { 'package-lock.json': '{}' });
  t.after(() => clean(home, 'package-lock.json'));
  run(home, 'next', ['build'], { cwd: at, env: { NEXT_TELEMETRY_DISABLED: '1' } });
  const free = await port();
  const url = `http://127.0.0.1:${free}/`;
  await started(t, home, 'next', ['start', 'example', '-p', free, '-H', '127.0.0.1'], url, { NEXT_TELEMETRY_DISABLED: '1' });
  assert.match(await picks(url), /On the server: E11\.40/);
  const body = readFileSync(`${home}/node_modules/superbill/sample-claim.json`);
  const report = await fetch(`${url}check`, { method: 'POST', body }).then((r) => r.json());
  assert.ok(Array.isArray(report.findings) && typeof report.valid === 'boolean');
});
