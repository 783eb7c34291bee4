// Hosts that copy no files, and those that serve bundled code from elsewhere than the package (development servers): the module
// as text, a twentieth larger on the wire.
import text from './superbill-wasm.js';
import * as glue from './superbill.js';
import { initFrom } from './start.js';
import { tableBeside } from './table-url.js';
import { fromText } from './text.js';
export * from './functions.js';

const HOST = { glue, module: () => fromText(text), tableUrl };

export function init(given) {
  return initFrom(HOST, given);
}

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
