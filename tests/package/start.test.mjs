// How `init` starts the module from bytes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { init, search, tables } from './node_modules/superbill/browser.js';
import { startedModule } from './node_modules/superbill/module.js';

const bytes = readFileSync(new URL('node_modules/superbill/superbill_bg.wasm', import.meta.url));

test('bytes are started without what a host loads only for `fetch`, and diagnoses answer before the other tables are open', async () => {
  const asked = [];
  for (const name of ['Request', 'Response', 'fetch']) {
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void asked.push(name) });
  }
  await init(bytes);
  assert.deepEqual(asked, []);
  assert.equal(search('type 2 diab neurop', { sets: ['icd10cm'] })[0].code, 'E11.40');
  assert.equal(search('wheelchair cushion')[0].set, 'hcpcs');
  assert.deepEqual(tables().map(({ set }) => set), ['icd10cm', 'hcpcs', 'cpt', 'modifiers', 'dx-edits']);
});

test('where a module of this size is refused on a page\'s thread, it is started beside it', async () => {
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
