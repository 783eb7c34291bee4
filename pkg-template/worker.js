// superbill/worker in browsers with the package's files at hand: the thread is a file beside this one.
import { tableBeside } from './table-url.js';
import { client } from './worker-client.js';
import { webThread } from './web-thread.js';
export { SuperbillError } from './error.js';

// These forms of addresses are what bundlers recognise, and copy the files for.
const module = () => new URL('./superbill_bg.wasm', import.meta.url);

export const { init, search, lookup, browse, validate, validateMany, validateStream, serviceKeys, loadTable, tables, rules, applyFix, memoryBytes, createSuperbill, terminate } = client({
  thread: () => webThread(new Worker(new URL('./thread.js', import.meta.url), { type: 'module' })),
  module,
  js: () => new URL(/* webpackIgnore: true */ './without-wasm.js', import.meta.url).href,
  tableUrl,
});

export function tableUrl(name) {
  return tableBeside(module(), name);
}
