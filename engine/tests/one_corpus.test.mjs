// The plain module in Node's own WebAssembly, without any glue: what it says of the one corpus is what the crate says, to the byte.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { differing, one, rowOf } from '../../tests/one_corpus/native.mjs';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test('the plain module needs nothing and answers as the crate does', async () => {
  const { module, instance } = await WebAssembly.instantiate(readFileSync(at('engine/python/superbill/superbill_engine.wasm')));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const { memory, alloc, free, ...engine } = instance.exports;
  const call = (name, parts, ...more) => {
    const given = parts.flatMap((part) => {
      const address = alloc(part.length) >>> 0;
      new Uint8Array(memory.buffer).set(part, address);
      return [address, part.length];
    });
    const answer = engine[name](...given, ...more) >>> 0;
    const view = new DataView(memory.buffer, answer);
    const number = (at) => view.getUint32(at, true);
    const buffers = Array.from({ length: number(8) }, (_, i) => Buffer.from(memory.buffer.slice(answer + number(12 + 8 * i), answer + number(12 + 8 * i) + number(16 + 8 * i))));
    const failed = number(4);
    free(answer, number(0));
    for (let i = 0; i < given.length; i += 2) free(given[i], given[i + 1]);
    assert.equal(failed, 0, String(buffers[0]));
    return buffers;
  };
  const { rows, tables } = one();
  for (const name of tables) call('load_table', [readFileSync(at(`target/tables/${name}.tbl`))]);
  const answers = rows.map(({ bytes, options }) => {
    const offsets = Buffer.alloc(8);
    offsets.writeUInt32LE(bytes.length, 4);
    return String(call('validate_batch', [bytes, offsets, Buffer.from(JSON.stringify(options))], 0)[1]);
  });
  assert.equal(differing(rows.map((row) => ({ ...row, native: rowOf(row) })), answers), '');
  assert.ok(rows.length > 1200);
});
