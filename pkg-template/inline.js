// Hosts that copy no files, and those that serve bundled code from elsewhere than the package (development servers): the module
// as text, a twenty-fifth larger on the wire.
import text from './superbill-wasm.js';
import { initFrom } from './start.js';
import { tableBeside } from './table-url.js';
import { fromText } from './text.js';
export * from './functions.js';

const HOST = { module: () => fromText(text), tableUrl };

export function init(given) {
  return initFrom(HOST, given);
}

export function tableUrl(name) {
  return tableBeside(import.meta.url, name);
}
