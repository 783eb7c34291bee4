// For pages that refuse WebAssembly and are served as one file: `superbill/inline`, with the JavaScript build in it.
import text from './superbill-wasm.js';
import * as glue from './superbill.js';
import { initFrom } from './start.js';
import { tableBeside } from './table-url.js';
import { fromText } from './text.js';
import * as build from './without-wasm.js';
export * from './functions.js';

const HOST = { glue, module: () => fromText(text), js: async () => build, tableUrl };

export function init(given) {
  return initFrom(HOST, given);
}

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
