// The search for codes on the demo page, and what the page asks of the network.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundled } from '../../tools/bundle.mjs';
import { serve } from '../../tools/serve.mjs';
import { demo } from './support/demo.mjs';

const PACKAGE = 'target/consumer/node_modules/superbill';

const here = demo();
const { field } = here;

test('every keystroke is answered, and the keyboard alone chooses a code', async () => {
  const { page } = here;
  // The first thing that Tab leads to is a way past the filters.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const lists = [];
  for (const letter of 'type 2 diab neurop') {
    await page.keyboard.type(letter);
    lists.push(await page.evaluate(() => document.querySelector('#picker').hits.length));
  }
  assert.ok(lists.every((n) => n > 0), String(lists));
  const first = page.locator('#picker').getByRole('option').first();
  assert.match(await first.textContent(), /^E11\.40/);
  const input = page.locator('#picker').getByRole('combobox');
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  assert.equal(await input.getAttribute('aria-activedescendant'), await first.getAttribute('id'));
  assert.equal(await first.getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#detail h3');
  assert.match(await page.textContent('#detail h3'), /E11\.40 Type 2 diabetes/);
  assert.match(await page.textContent('#detail nav'), /E11\.4/);
  assert.deepEqual(here.problems, []);
});

test('the filters narrow what is found', async () => {
  const { page } = here;
  assert.equal(await page.getAttribute('#filters [name=on]', 'type'), 'date');
  await page.fill('#filters [name=on]', '2026-11-01');
  await page.check('#filters [name=billable]');
  await page.locator('#picker').click();
  await page.keyboard.type('I42.0');
  const codes = await page.evaluate(() => document.querySelector('#picker').hits.map((h) => h.code));
  assert.deepEqual(codes, ['I42.00', 'I42.01', 'I42.09']);
});

test('ICD-10-PCS comes when it is asked for', async () => {
  const { page } = here;
  await page.selectOption('#filters [name=set]', 'icd10pcs');
  await page.waitForFunction(() => document.querySelector('#loaded').textContent.includes('ICD-10-PCS'));
  await page.locator('#picker').click();
  await page.keyboard.type('appendix resection');
  assert.equal(await page.evaluate(() => document.querySelector('#picker').hits[0].set), 'icd10pcs');
});

test('an example that is clicked is searched', async () => {
  const { page } = here;
  await page.click('#tries button[data-query=htn]');
  await page.waitForFunction(() => document.querySelector('#picker').hits[0]?.code === 'I10');
});

test('nothing is asked of any other host, and nothing at all while a claim is typed', async () => {
  const { page } = here;
  const asked = [];
  here.context.on('request', (request) => asked.push(request.url()));
  await page.waitForSelector('html[data-offline]');
  asked.length = 0;
  await page.locator('#picker').click();
  await page.keyboard.type('strep throat');
  await field('/billing/npi').fill('12345');
  await here.judged('\\d+ errors');
  assert.deepEqual(asked, []);
});

/** The modules that one reaches by its own imports, from the folders that are served. */
function reachedFrom(address, read) {
  const reached = new Set();
  const walk = (at) => {
    if (reached.has(at)) return;
    reached.add(at);
    for (const [, path] of read(at).matchAll(/^(?:import|export)\b[^;]*?(?:from )?'([./][^']+)';/gm)) walk(new URL(path, `http://page${at}`).pathname);
  };
  walk(address);
  reached.delete(address);
  return [...reached];
}

test('as plain modules, every module that the first answer needs is asked for by the document itself', () => {
  const read = (at) => readFileSync(at.startsWith('/superbill/') ? `target/consumer/node_modules${at}` : `www-demo${at}`, 'utf8');
  const listed = [...read('/index.html').matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((m) => new URL(m[1], 'http://page/').pathname);
  assert.deepEqual(reachedFrom('/app.js', read).sort(), listed.sort());
});

test('as it is served, few requests come before the first answer', async () => {
  const { page } = here;
  const before = await page.evaluate(() => performance.getEntriesByType('resource').map((e) => [e.startTime, e.name]).sort((a, b) => a[0] - b[0]).map((e) => e[1]));
  const first = before.findIndex((name) => name.endsWith('.wasm'));
  assert.ok(first >= 0 && first < 6, before.join(' '));
  assert.deepEqual(before.slice(0, first).filter((name) => /\.(js|css)$/.test(name)), [], 'the page is one file');
  assert.ok(before.filter((name) => name.endsWith('.js')).length <= 8, before.join(' '));
});

test('where it cannot be put together, its plain files answer, and open without a network', async () => {
  const { server, url } = await serve('www-demo', PACKAGE, 0, () => Promise.reject(new Error('as the test wants it')));
  const page = await here.context.newPage();
  try {
    await page.goto(url);
    await page.waitForSelector('html[data-ready][data-tables][data-offline]');
    assert.ok(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/app.js'))));
    await here.context.setOffline(true);
    await page.reload();
    await page.waitForSelector('html[data-ready][data-tables]');
    await page.waitForFunction(() => /^4 errors/.test(document.querySelector('#verdict').textContent));
    await page.locator('#picker').click();
    await page.keyboard.type('htn');
    await page.waitForFunction(() => document.querySelector('#picker').hits[0]?.code === 'I10');
  } finally {
    await here.context.setOffline(false);
    await page.close();
    server.close();
  }
});

test('a page that has changed its form is not put together', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'superbill-demo-'));
  try {
    const change = (file, from, to) => {
      cpSync('www-demo', folder, { recursive: true });
      const text = readFileSync(join(folder, file), 'utf8');
      assert.ok(text.includes(from));
      writeFileSync(join(folder, file), text.replace(from, to));
      return bundled(folder, PACKAGE);
    };
    assert.deepEqual([...(await change('app.js', 'const idle', 'const idle')).keys()], ['/', '/workspace.js', '/worker.js']);
    await assert.rejects(change('index.html', 'href="style.css"', 'href="style.css" media="all"'), /style sheet/);
    await assert.rejects(change('index.html', '</head>', '<link rel="stylesheet" href="claim.css">\n</head>'), /style sheet/);
    await assert.rejects(change('index.html', 'type="module" src', 'type="module" async src'), /script/);
    await assert.rejects(change('index.html', '</head>', ''), /head/);
    await assert.rejects(change('index.html', '</head>', '</head></head>'), /head/);
    await assert.rejects(change('app.js', 'const idle', 'console.log("<!--");\nconst idle'), /<!--/);
    await assert.rejects(change('app.js', 'await module;', 'await module;\n  await import("./keep.js");'), /keep\.js/);
    await assert.rejects(change('workspace.js', "import { ClaimsList }", "import '/superbill/browser.js';\nimport { ClaimsList }"), /second module/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the first answer comes before anything else of the page is laid out', async () => {
  const page = await here.context.newPage();
  await page.addInitScript(() => {
    const hidden = () => ['claim', 'speed'].map((id) => document.getElementById(id).hidden);
    document.addEventListener('superbill-hits', () => (window.atFirst ??= hidden()));
    const typed = setInterval(() => {
      const input = document.querySelector('#picker')?.shadowRoot?.querySelector('input');
      if (!input) return;
      clearInterval(typed);
      input.focus();
      input.value = 'h';
      input.dispatchEvent(new Event('input'));
    }, 1);
  });
  await page.goto(here.url);
  await page.waitForSelector('html[data-ready]');
  assert.deepEqual(await page.evaluate(() => window.atFirst), [true, true]);
  assert.ok((await page.isVisible('#claim')) && (await page.isVisible('#speed')));
});

test('the corpus of claims finds the same in the browser', async () => {
  const { page } = here;
  const read = (file) => JSON.parse(readFileSync(`tests/corpus/${file}`, 'utf8'));
  const cases = readdirSync('tests/corpus').filter((f) => f.endsWith('.json') && f !== 'base.json').flatMap(read);
  const source = readFileSync('tests/package/patch.mjs', 'utf8').replaceAll('export function', 'function');
  const tables = readdirSync('target/consumer/node_modules/superbill/tables').filter((f) => f.endsWith('.tbl')).map((f) => f.replace('.tbl', ''));
  await page.evaluate(async (names) => {
    const superbill = await import('/superbill/browser.js');
    await superbill.init();
    for (const name of names) superbill.loadTable(await (await fetch(superbill.tableUrl(name))).arrayBuffer());
    window.validate = superbill.validate;
  }, tables);
  // A function made of text is an evaluation that the page's policy forbids; the debugger's own is not the page's.
  const results = await page.evaluate(`(() => { ${source}; return (cases, clean) => cases.map((one) => runCase(one, clean, window.validate)); })()(${JSON.stringify(cases)}, ${JSON.stringify(read('base.json'))})`);
  assert.ok(results.length > 50, `${results.length} cases`);
  results.forEach(({ got, wanted }, i) => assert.deepEqual(got, wanted, cases[i].name));
});
