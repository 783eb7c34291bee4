// superbill/worker on servers: a thread of worker_threads, made of text, so that it also starts from a bundle of one file.
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import thread from './thread-text.js';
import text from './superbill-wasm.js';
import { tableBeside } from './table-url.js';
import { fromTextNow } from './text.js';
import { client } from './worker-client.js';
export { SuperbillError } from './error.js';

function start() {
  const worker = new Worker(`globalThis.superbillPort = require('node:worker_threads').parentPort;\n${thread}`, { eval: true });
  return {
    post: (message) => worker.postMessage(message),
    listen: (heard) => worker.on('message', heard),
    failed: (failed) => worker.on('error', failed),
    // A thread that nobody waits for does not keep the program running.
    busy: (is) => (is ? worker.ref() : worker.unref()),
    end: () => worker.terminate(),
  };
}

export const { init, search, lookup, browse, validate, validateMany, validateStream, serviceKeys, loadTable, tables, rules, applyFix, memoryBytes, createSuperbill, terminate } = client({ thread: start, module: () => fromTextNow(text), tableUrl, read: readFileSync });

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
