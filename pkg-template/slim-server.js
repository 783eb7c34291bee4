// superbill/slim on servers: the module as text, decoded by the first call.
import * as glue from './superbill-slim.js';
import text from './superbill-slim-wasm.js';
import { startedNow } from './module.js';
import { initFrom, startAtFirstCall } from './start.js';
import { tableBeside } from './table-url.js';
import { fromTextNow } from './text.js';
export * from './slim-functions.js';

startAtFirstCall(() => startedNow(glue, fromTextNow(text)));

export function init(given) {
  return initFrom({ glue, tableUrl }, given);
}

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
