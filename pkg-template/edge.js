// Edge runtimes (workerd, Vercel's), which compile no bytes at run time: the module is compiled when the worker is deployed.
import module from './superbill_bg.wasm?module';
import { startedNow } from './module.js';
import * as glue from './superbill.js';
import { initFrom, startAtFirstCall } from './start.js';
import { tableBeside } from './table-url.js';
export * from './functions.js';

startAtFirstCall(() => startedNow(glue, module));

export function init(given) {
  return initFrom({ glue, tableUrl }, given);
}

export function tableUrl(name) {
  return tableBeside('', name);
}
