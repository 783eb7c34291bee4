// superbill/worker for hosts that copy no files: thread and module as text.
import thread from './thread-text.js';
import text from './superbill-wasm.js';
import { tableBeside } from './table-url.js';
import { fromText } from './text.js';
import { client } from './worker-client.js';
import { webThread } from './web-thread.js';
export { SuperbillError } from './error.js';

function start() {
  const url = URL.createObjectURL(new Blob([thread], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return webThread(worker);
}

export const { init, search, lookup, browse, validate, validateMany, validateStream, serviceKeys, loadTable, tables, rules, applyFix, memoryBytes, createSuperbill, terminate } = client({ thread: start, module: () => fromText(text), tableUrl });

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
