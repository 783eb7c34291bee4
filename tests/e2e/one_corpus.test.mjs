// The one corpus in a page of Chromium: what the package says there is what the crate says natively, to the byte.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from '../../tools/browser.mjs';
import { serve } from '../../tools/serve.mjs';
import { differing, digest, one } from '../one_corpus/native.mjs';

test('answers in Chromium are those of the crate to the byte', async () => {
  const { rows, lines, tables } = one();
  const { server, url } = await serve('www-demo', 'target/consumer/node_modules/superbill');
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    // Any page of the server without scripts of its own.
    await page.goto(`${url}icon.svg`);
    await page.evaluate(async (tables) => {
      const { init, loadTable, tableUrl } = await import('/superbill/browser.js');
      await init();
      for (const name of tables) loadTable(new Uint8Array(await (await fetch(tableUrl(name))).arrayBuffer()));
    }, tables);
    const answers = [];
    for (let start = 0; start < lines.length; start += 200) {
      answers.push(...await page.evaluate(async (lines) => {
        const { validateMany } = await import('/superbill/browser.js');
        return lines.map((line) => {
          const { hex, options } = JSON.parse(line);
          const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
          return JSON.stringify([...validateMany(bytes, options)]);
        });
      }, lines.slice(start, start + 200)));
    }
    assert.equal(differing(rows, answers), '');
    console.log(`one corpus: Chromium ${digest(answers)}`);
  } finally {
    await browser.close();
    server.close();
  }
});
