// How `init` starts the module from bytes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { init, search, tables } from './node_modules/superbill/browser.js';
import { startedModule } from './node_modules/superbill/module.js';
import { Superbill } from './node_modules/superbill/superbill.js';

const bytes = readFileSync(new URL('node_modules/superbill/superbill_bg.wasm', import.meta.url));

test('bytes are started without what a host loads only for `fetch`, and who starts them meanwhile waits until all tables are open', async (t) => {
  const asked = [];
  for (const name of ['Request', 'Response', 'fetch']) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void asked.push(name) });
    t.after(() => Object.defineProperty(globalThis, name, before));
  }
  const { open } = Superbill.prototype;
  let again;
  const opened = t.mock.method(Superbill.prototype, 'open', function opening() {
    again ??= init().then(() => opened.calls.at(-1).result);
    return open.call(this);
  }).mock;
  await init(bytes);
  assert.deepEqual(asked, []);
  assert.equal(opened.calls.at(-1).result, false);
  assert.equal(await again, false, 'who asks meanwhile waits as long');
  assert.equal(search('type 2 diab neurop', { sets: ['icd10cm'] })[0].code, 'E11.40');
  assert.equal(search('wheelchair cushion')[0].set, 'hcpcs');
  assert.deepEqual(tables().map(({ set }) => set), ['icd10cm', 'hcpcs', 'cpt', 'modifiers', 'dx-edits']);
});

test('where a module of this size is refused on a page\'s thread, it is started asynchronously', async () => {
  const started = [];
  const glue = (error) => ({
    initSync() {
      throw error;
    },
    default: async (given) => started.push(given),
  });
  const module = new WebAssembly.Module(bytes);
  const refusing = glue(new RangeError('WebAssembly.Instance is disallowed on the main thread, if the buffer size is larger than 4KB.'));
  assert.equal(await startedModule(refusing, module), refusing);
  assert.deepEqual(started, [{ module_or_path: module }]);
  await assert.rejects(startedModule(glue(new WebAssembly.LinkError('no such import')), module), WebAssembly.LinkError);
});
