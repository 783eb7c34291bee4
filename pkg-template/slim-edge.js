// superbill/slim in edge runtimes, which compile no bytes at run time.
import module from './superbill_slim_bg.wasm?module';
import * as glue from './superbill-slim.js';
import { startedNow } from './module.js';
import { initFrom, startAtFirstCall } from './start.js';
import { tableBeside } from './table-url.js';
export * from './slim-functions.js';

startAtFirstCall(() => startedNow(glue, module));

export function init(given) {
  return initFrom({ glue, tableUrl }, given);
}

export function tableUrl(name) {
  return tableBeside('', name);
}
