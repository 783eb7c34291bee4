// The module without tables and without claims, for pages that only find codes: `init({ tables: [...] })` says in which sets.
import * as glue from './superbill-slim.js';
import { initFrom } from './start.js';
import { tableBeside } from './table-url.js';
export * from './slim-functions.js';

// This form of an address is what bundlers recognise, and copy the file for.
const module = () => new URL('./superbill_slim_bg.wasm', import.meta.url);

export function init(given) {
  return initFrom({ glue, module, tableUrl }, given);
}

export function tableUrl(name) {
  return tableBeside(module(), name);
}
