// How the module is loaded in a browser: each case in a page of its own, because a page has one instance.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from '../../tools/browser.mjs';
import { serve } from '../../tools/serve.mjs';

let browser, server, url;

before(async () => {
  ({ server, url } = await serve('www-demo', 'target/consumer/node_modules/superbill'));
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function inPage(run, argument) {
  const page = await browser.newPage();
  try {
    // Any page of the server without scripts of its own.
    await page.goto(`${url}icon.svg`);
    return await page.evaluate(run, argument);
  } finally {
    await page.close();
  }
}

test('before init, a typed error says what to do', async () => {
  const error = await inPage(async () => {
    const { search } = await import('/superbill/browser.js');
    try {
      search('x');
    } catch (e) {
      return { code: e.code, message: e.message };
    }
  });
  assert.equal(error.code, 'not-ready');
  assert.match(error.message, /await init\(\)/);
});

test('a start that failed can be tried again', async () => {
  const codes = await inPage(async () => {
    const { init, search } = await import('/superbill/browser.js');
    const failed = await init(new URL('/nowhere.wasm', location.href)).then(() => false, () => true);
    await Promise.all([init(), init()]);
    return [failed, search('E11.40')[0].code];
  });
  assert.deepEqual(codes, [true, 'E11.40']);
});

for (const kind of ['text', 'url', 'response', 'promise', 'bytes', 'buffer', 'module']) {
  test(`init takes the module as ${kind}`, async () => {
    const code = await inPage(async (kind) => {
      const { init, search } = await import('/superbill/browser.js');
      const address = new URL('/superbill/superbill_bg.wasm', location.href);
      const bytes = async () => new Uint8Array(await (await fetch(address)).arrayBuffer());
      const sources = {
        text: () => address.href,
        url: () => address,
        response: () => fetch(address),
        promise: async () => fetch(address),
        bytes,
        buffer: async () => (await bytes()).buffer,
        module: async () => WebAssembly.compile(await bytes()),
      };
      const made = sources[kind]();
      await init(kind === 'promise' ? made : await made);
      return search('E11.40')[0].code;
    }, kind);
    assert.equal(code, 'E11.40');
  });
}

test('the inline entry needs no file beside it', async () => {
  const code = await inPage(async () => {
    const { init, search } = await import('/superbill/inline.js');
    await init();
    return search('E11.40')[0].code;
  });
  assert.equal(code, 'E11.40');
});
