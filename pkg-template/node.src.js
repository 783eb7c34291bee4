// Node: the module is there as soon as it is imported. Built into node.cjs, which node.js re-exports, so that `import` and
// `require` share one instance and its loaded tables.
import { readFileSync } from 'node:fs';
import * as glue from './superbill.js';
import { api } from './api.js';
export { SuperbillError } from './error.js';

glue.initSync({ module: readFileSync(new URL('./superbill_bg.wasm', import.meta.url)) });

/** In Node there is nothing to wait for; the same code runs in browsers, where there is. */
export async function init() {}

/** Where a table that lies beside the module is; its bytes are for `loadTable`. */
export function tableUrl(name) {
  return new URL(`./tables/${name}.tbl`, import.meta.url);
}

export const { search, lookup, browse, validate, validateMany, loadTable, tables, rules, memoryBytes, createSuperbill } = api(() => glue);
