// Servers whose code is bundled, Deno and Bun: the module as text, decoded and compiled by the first call that needs it. No file is
// read, so it runs from a single file as well.
import text from './superbill-wasm.js';
import { startedNow } from './module.js';
import * as glue from './superbill.js';
import { initFrom, startAtFirstCall } from './start.js';
import { tableBeside } from './table-url.js';
import { fromTextNow } from './text.js';
export * from './functions.js';

startAtFirstCall(() => startedNow(glue, fromTextNow(text)));

export function init(given) {
  return initFrom({ glue, tableUrl }, given);
}

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
