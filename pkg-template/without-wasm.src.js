// The module as JavaScript, for pages whose policy refuses WebAssembly. The code is translated from the module (wasm2js), the data,
// tables included, is copied out of the module's own file, so that nothing is carried twice.
import { begin } from 'glue';
import { asmFunc } from 'translated';
export { Superbill, Batch, rules, memoryBytes } from 'glue';
import * as all from 'glue';

/** Begins with the bytes of superbill_bg.wasm, and gives the same raw exports as the module. */
export async function start(bytes) {
  begin((imports) => {
    const exports = asmFunc(imports);
    const memory = new Uint8Array(exports.memory.buffer);
    for (const [at, data] of segments(bytes)) memory.set(data, at);
    return exports;
  });
  return all;
}

/** The data of a module, with the address that each piece of it belongs at. */
function* segments(bytes) {
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  };
  while (at < bytes.length) {
    const kind = bytes[at++];
    const size = number();
    const end = at + size;
    if (kind === 11) {
      for (let count = number(); count > 0; count--) {
        // Mode 0, i32.const, the address, end: the build refuses a module with any other.
        at += 2;
        const address = number();
        at += 1;
        const length = number();
        yield [address, bytes.subarray(at, at + length)];
        at += length;
      }
    }
    at = end;
  }
}
