// superbill/slim for hosts that copy no files: the module as text.
import * as glue from './superbill-slim.js';
import text from './superbill-slim-wasm.js';
import { initFrom } from './start.js';
import { tableBeside } from './table-url.js';
import { fromText } from './text.js';
export * from './slim-functions.js';

export function init(given) {
  return initFrom({ glue, module: () => fromText(text), tableUrl }, given);
}

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
