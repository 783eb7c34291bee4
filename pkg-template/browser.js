// Browsers, Deno, Bun and workers: the module is a file beside this one, fetched by `init`.
import { initFrom } from './once.js';
export { search, lookup, browse, validate, validateMany, loadTable, tables, rules, memoryBytes, createSuperbill, SuperbillError } from './once.js';

export function init(source) {
  // This form of the address is what bundlers recognise, and copy the file for.
  return initFrom(() => source ?? new URL('./superbill_bg.wasm', import.meta.url));
}

export function tableUrl(name) {
  return new URL(`./tables/${name}.tbl`, import.meta.url);
}
