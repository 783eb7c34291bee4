// Node: the module is read and compiled by the first call that needs it. Built into node.cjs, which node.js re-exports, so that
// `import` and `require` share one instance and its loaded tables.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL, URL } from 'node:url';
import { startedNow } from './module.js';
import * as glue from './superbill.js';
import { initFrom, startAtFirstCall } from './start.js';
import { tableFile } from './table-url.js';
import { fromTextNow } from './text.js';
export * from './functions.js';

const file = join(__dirname, 'superbill_bg.wasm');
startAtFirstCall(() => startedNow(glue, readFileSync(file)));

/**
 * In Node there is nothing to wait for but tables. A bundler that takes this file for its own (bun build --target=node) leaves the
 * module behind and the text in its bundle.
 */
export function init(given) {
  const module = existsSync(file) ? undefined : async () => fromTextNow((await import('./superbill-wasm.js')).default);
  return initFrom({ glue, module, read: (table) => readFileSync(/^[\w-]+$/.test(table) ? tableUrl(table) : table) }, given);
}

/** Where a table that lies beside the module is; its bytes are for `loadTable`. */
export function tableUrl(name) {
  return new URL(tableFile(name), pathToFileURL(__filename));
}
