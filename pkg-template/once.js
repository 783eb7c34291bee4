// Hosts that fetch or decode the module first: `init` once, everything else after it.
import * as glue from './superbill.js';
import { api } from './api.js';
import { SuperbillError } from './error.js';
export { SuperbillError };

let loaded = false;
const { open, ...functions } = api(() => {
  if (!loaded) throw new SuperbillError('not-ready', 'the module is not loaded yet: `await init()` once, before anything else');
  return glue;
});
export const { search, lookup, browse, validate, validateMany, loadTable, tables, rules, memoryBytes, createSuperbill } = functions;

/** @type {Promise<void> | undefined} */
let loading;

/** Starts the module from what `source` gives; a failed start can be tried again. */
export function initFrom(source) {
  loading ??= start(source).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Bytes are compiled here and now: function by function when each is first called, where the asynchronous way compiles all
 * of them first, which takes longer than opening the tables. Browsers refuse what they find too large for that.
 */
function compiled(bytes) {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (error instanceof RangeError) return bytes;
    throw error;
  }
}

async function start(source) {
  let given = await source();
  if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) given = compiled(given);
  if (given instanceof WebAssembly.Module) {
    glue.initSync({ module: given });
  } else {
    // A URL, a Request, a Response or bytes. A server that does not say application/wasm costs only the streaming.
    await glue.default({ module_or_path: given });
  }
  loaded = true;
  // The tables are opened while the page is idle, not by the first keystroke.
  (globalThis.requestIdleCallback ?? setTimeout)(() => open());
}

